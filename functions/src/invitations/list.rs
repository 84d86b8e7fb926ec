//! Lists the invitations that wait, of clients and of team members (I06).

use crate::views::{self, InvitationView};
use http::Method;
use schemars::JsonSchema;
use serde::Deserialize;
use shared::{
    Result,
    access::Permission,
    invitations,
    page::{Limit, NextToken, Page},
    ports::Position,
};

use crate::kernel::{Access, Cx, Endpoint, NoBody, Route, Use};

/// List pending invitations.
#[derive(Debug)]
pub struct List;

/// Which page.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Params {
    /// How many.
    #[serde(default)]
    limit: Limit,
    /// Where to go on.
    next_token: Option<NextToken>,
}

impl Endpoint for List {
    const ROUTE: Route = Route {
        name: "invitations-list",
        method: Method::GET,
        path: "/v1/invitations",
        summary: "List pending invitations",
        access: Access::AnyOf(&[Permission::CreateClients, Permission::ManageTeam]),
        uses: &[Use::Read],
        status: 200,
    };
    type Params = Params;
    type Body = NoBody;
    type Output = Page<InvitationView>;

    async fn call(cx: &Cx<'_>, params: Params, _: NoBody) -> Result<Page<InvitationView>> {
        let scope_name = format!("{}/invitations", cx.scope.workspace());
        let keys = cx.ports.keys;
        let after = params.next_token.map(|it| it.open::<Position>(keys, &scope_name)).transpose()?;
        let (found, next) = invitations::pending(cx, after, params.limit.get()).await?;
        let mut data = Vec::with_capacity(found.len());
        for (invitation, person) in found {
            data.push(views::invitation(cx, &cx.caller()?.roles, &invitation, &person).await?);
        }
        Ok(Page { data, next_token: next.map(|it| NextToken::seal(keys, &scope_name, &it)) })
    }
}
