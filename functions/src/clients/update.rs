//! Edits a client's basics (C09).

use crate::views::{self, ClientView};
use http::Method;
use schemars::JsonSchema;
use serde::Deserialize;
use shared::{
    Result,
    access::Permission,
    clients::{self, Client, ClientChanges, ClientId},
    records::Place,
};

use crate::kernel::{Access, Cx, Endpoint, Route, Use};

/// Edit a client.
#[derive(Debug)]
pub struct Update;

/// Which client.
#[derive(Debug, Deserialize, JsonSchema)]
pub struct Params {
    /// Its id.
    id: ClientId,
}

impl Endpoint for Update {
    const ROUTE: Route = Route {
        name: "clients-update",
        method: Method::PATCH,
        path: "/v1/clients/{id}",
        summary: "Edit a client",
        access: Access::Granted(Permission::EditClients),
        uses: &[Use::GetMany, Use::Put, Use::Add, Use::Require, Use::Delete],
        status: 200,
    };
    type Params = Params;
    type Body = ClientChanges;
    type Output = ClientView;

    fn ahead(params: &Params) -> Vec<Place> {
        views::ahead(params.id)
    }

    async fn call(cx: &Cx<'_>, params: Params, body: ClientChanges) -> Result<ClientView> {
        let (workspace, stored) = (cx.workspace()?, cx.edit::<Client>(&params.id).await?);
        let (after, changes) = clients::update(cx, workspace, &stored, body).await?;
        let output = views::client(cx, &after, Some(&changes)).await?;
        match cx.try_commit(changes, &output).await? {
            Ok(()) => Ok(output),
            Err(error) => Err(clients::refused(cx, workspace, &after.email, error).await),
        }
    }
}

#[cfg(test)]
mod tests;
