//! Reads one client (C08).

use crate::views::{self, ClientView};
use http::Method;
use schemars::JsonSchema;
use serde::Deserialize;
use shared::{
    Result,
    access::Permission,
    clients::{Client, ClientId},
};

use crate::kernel::{Access, Cx, Endpoint, NoBody, Route, Use};

/// Read a client.
#[derive(Debug)]
pub struct Get;

/// Which client.
#[derive(Debug, Deserialize, JsonSchema)]
pub struct Params {
    /// Its id.
    id: ClientId,
}

impl Endpoint for Get {
    const ROUTE: Route = Route {
        name: "clients-get",
        method: Method::GET,
        path: "/v1/clients/{id}",
        summary: "Read a client",
        access: Access::Granted(Permission::ViewClients),
        uses: &[Use::Read, Use::ReadBlobs],
        status: 200,
    };
    type Params = Params;
    type Body = NoBody;
    type Output = ClientView;

    async fn call(cx: &Cx<'_>, params: Params, _: NoBody) -> Result<ClientView> {
        let stored = cx.records.get::<Client>(&params.id).await?;
        views::client(cx, &stored, None).await
    }
}
