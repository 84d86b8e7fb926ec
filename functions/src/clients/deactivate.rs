//! Ends a client's access; open sessions end at once (C10).

use crate::views::{self, ClientView};
use http::Method;
use schemars::JsonSchema;
use serde::Deserialize;
use shared::{
    Result,
    access::Permission,
    clients::{self, Client, ClientId},
};

use crate::kernel::{Access, Cx, Endpoint, NoBody, Route, Use};

/// Deactivate a client.
#[derive(Debug)]
pub struct Deactivate;

/// Which client.
#[derive(Debug, Deserialize, JsonSchema)]
pub struct Params {
    /// Its id.
    id: ClientId,
}

impl Endpoint for Deactivate {
    const ROUTE: Route = Route {
        name: "clients-deactivate",
        method: Method::POST,
        path: "/v1/clients/{id}/deactivate",
        summary: "Deactivate a client",
        access: Access::Granted(Permission::ManageClientAccess),
        uses: &[Use::Read, Use::Write, Use::ReadBlobs],
        status: 200,
    };
    type Params = Params;
    type Body = NoBody;
    type Output = ClientView;

    async fn call(cx: &Cx<'_>, params: Params, _: NoBody) -> Result<ClientView> {
        let stored = cx.edit::<Client>(&params.id).await?;
        let (after, changes) = clients::deactivate(cx, &stored).await?;
        let output = views::client(cx, &after, Some(&changes)).await?;
        cx.commit(changes, output).await
    }
}
