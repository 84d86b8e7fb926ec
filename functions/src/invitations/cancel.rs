//! Takes an invitation back: its link stops at once (I05).

use crate::views::{self, InvitationView};
use http::Method;
use schemars::JsonSchema;
use serde::Deserialize;
use shared::{
    Result,
    access::Permission,
    invitations::{self, InvitationId},
};

use crate::kernel::{Access, Cx, Endpoint, NoBody, Route, Use};

/// Cancel an invitation.
#[derive(Debug)]
pub struct Cancel;

/// Which invitation.
#[derive(Debug, Deserialize, JsonSchema)]
pub struct Params {
    /// Its id.
    id: InvitationId,
}

impl Endpoint for Cancel {
    const ROUTE: Route = Route {
        name: "invitations-cancel",
        method: Method::POST,
        path: "/v1/invitations/{id}/cancel",
        summary: "Cancel an invitation",
        access: Access::AnyOf(&[Permission::CreateClients, Permission::ManageTeam]),
        uses: &[Use::Read, Use::Write, Use::ReadBlobs],
        status: 200,
    };
    type Params = Params;
    type Body = NoBody;
    type Output = InvitationView;

    async fn call(cx: &Cx<'_>, params: Params, _: NoBody) -> Result<InvitationView> {
        let (stored, person) = invitations::find(cx, params.id).await?;
        cx.require_match(stored.version)?;
        let (after, changes) = invitations::cancel(cx, &stored, &person).await?;
        cx.commit(changes, views::invitation(cx, &cx.caller()?.roles, &after, &person).await?).await
    }
}
