//! Brings an archived client back (C11).

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

/// Restore a client.
#[derive(Debug)]
pub struct Restore;

/// Which client.
#[derive(Debug, Deserialize, JsonSchema)]
pub struct Params {
    /// Its id.
    id: ClientId,
}

impl Endpoint for Restore {
    const ROUTE: Route = Route {
        name: "clients-restore",
        method: Method::POST,
        path: "/v1/clients/{id}/restore",
        summary: "Restore a client",
        access: Access::Granted(Permission::DeleteClients),
        uses: &[Use::Read, Use::Write, Use::ReadBlobs],
        status: 200,
    };
    type Params = Params;
    type Body = NoBody;
    type Output = ClientView;

    async fn call(cx: &Cx<'_>, params: Params, _: NoBody) -> Result<ClientView> {
        let (workspace, stored) = (cx.workspace()?, cx.edit::<Client>(&params.id).await?);
        let (after, changes) = clients::restore(cx, workspace, &stored)?;
        let output = views::client(cx, &after, Some(&changes)).await?;
        match cx.try_commit(changes, &output).await? {
            Ok(()) => Ok(output),
            Err(error) => Err(clients::refused(cx, workspace, &after.email, error).await),
        }
    }
}
