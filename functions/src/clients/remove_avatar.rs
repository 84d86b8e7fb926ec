//! Removes a client's picture (C09).

use crate::views::{self, ClientView};
use http::Method;
use schemars::JsonSchema;
use serde::Deserialize;
use shared::{
    Result,
    access::Permission,
    clients::{self, Client, ClientId},
    records::Place,
};

use crate::kernel::{Access, Cx, Endpoint, NoBody, Route, Use};

/// Remove a client's picture.
#[derive(Debug)]
pub struct RemoveAvatar;

/// Which client.
#[derive(Debug, Deserialize, JsonSchema)]
pub struct Params {
    /// Its id.
    id: ClientId,
}

impl Endpoint for RemoveAvatar {
    const ROUTE: Route = Route {
        name: "clients-avatar-remove",
        method: Method::DELETE,
        path: "/v1/clients/{id}/avatar",
        summary: "Remove a client's picture",
        access: Access::Granted(Permission::EditClients),
        uses: &[Use::GetMany, Use::Put],
        status: 200,
    };
    type Params = Params;
    type Body = NoBody;
    type Output = ClientView;

    fn ahead(params: &Params) -> Vec<Place> {
        views::ahead(params.id)
    }

    async fn call(cx: &Cx<'_>, params: Params, _: NoBody) -> Result<ClientView> {
        let stored = cx.edit::<Client>(&params.id).await?;
        let (after, changes) = clients::set_avatar(cx, &stored, None).await?;
        let output = views::client(cx, &after, Some(&changes)).await?;
        cx.commit(changes, output).await
    }
}
