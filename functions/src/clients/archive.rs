//! Archives a client (C11).

use http::Method;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use shared::{
    Result,
    access::Permission,
    clients::{self, Client, ClientId},
};

use crate::kernel::{Access, Cx, Endpoint, NoBody, Route, Use};

/// Archive a client.
#[derive(Debug)]
pub struct Archive;

/// Which client, and whether they are told.
#[derive(Debug, Deserialize, JsonSchema)]
pub struct Params {
    /// The client's id.
    id: ClientId,
    /// Whether to let the client know by mail.
    notify: Option<bool>,
}

/// That it is done.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "ClientArchived")]
pub struct Archived {
    /// The client's id.
    id: ClientId,
    /// Always `client`.
    object: &'static str,
    /// Always true.
    deleted: bool,
    /// To be sent as `If-Match` to restore.
    version: u64,
}

impl Endpoint for Archive {
    const ROUTE: Route = Route {
        name: "clients-archive",
        method: Method::DELETE,
        path: "/v1/clients/{id}",
        summary: "Archive a client",
        access: Access::Granted(Permission::DeleteClients),
        uses: &[Use::Read, Use::Write],
        status: 200,
    };
    type Params = Params;
    type Body = NoBody;
    type Output = Archived;

    async fn call(cx: &Cx<'_>, params: Params, _: NoBody) -> Result<Archived> {
        let stored = cx.edit::<Client>(&params.id).await?;
        let (after, changes) = clients::archive(cx, &stored, params.notify == Some(true)).await?;
        cx.commit(changes, Archived { id: after.id, object: "client", deleted: true, version: after.version }).await
    }
}
