//! Lists what happened to a client, newest first (C08, U01).

use super::event::ActivityEvent;
use http::Method;
use schemars::JsonSchema;
use serde::Deserialize;
use shared::{
    Result,
    access::Permission,
    audit,
    clients::{Client, ClientId},
    page::{Limit, NextToken, Page},
    ports::Position,
};

use crate::kernel::{Access, Cx, Endpoint, NoBody, Route, Use};

/// Read a client's history.
#[derive(Debug)]
pub struct Activity;

/// Which page of whose history.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Params {
    /// The client's id.
    id: ClientId,
    /// How many.
    #[serde(default)]
    limit: Limit,
    /// Where to go on.
    next_token: Option<NextToken>,
}

impl Endpoint for Activity {
    const ROUTE: Route = Route {
        name: "clients-activity",
        method: Method::GET,
        path: "/v1/clients/{id}/activity",
        summary: "Read a client's history",
        access: Access::Granted(Permission::ViewClients),
        uses: &[Use::Read],
        status: 200,
    };
    type Params = Params;
    type Body = NoBody;
    type Output = Page<ActivityEvent>;

    async fn call(cx: &Cx<'_>, params: Params, _: NoBody) -> Result<Page<ActivityEvent>> {
        let client = cx.records.get::<Client>(&params.id).await?;
        let scope_name = format!("{}/history/{}", cx.scope.workspace(), client.id);
        let keys = cx.ports.keys;
        let after = params.next_token.map(|it| it.open::<Position>(keys, &scope_name)).transpose()?;
        let (events, next) = audit::history(&cx.records, &client.id.to_string(), after, params.limit.get()).await?;
        let next_token = next.map(|it| NextToken::seal(keys, &scope_name, &it));
        Ok(Page { data: events.into_iter().map(ActivityEvent::from).collect(), next_token })
    }
}
