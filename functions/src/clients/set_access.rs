//! Changes lead and visibility (A03, A04).

use crate::views::{self, ClientView};
use http::Method;
use schemars::JsonSchema;
use serde::Deserialize;
use shared::{
    Result,
    access::Permission,
    clients::{self, AccessChanges, Client, ClientId},
};

use crate::kernel::{Access, Cx, Endpoint, Route, Use};

/// Change lead and visibility.
#[derive(Debug)]
pub struct SetAccess;

/// Which client.
#[derive(Debug, Deserialize, JsonSchema)]
pub struct Params {
    /// Its id.
    id: ClientId,
}

impl Endpoint for SetAccess {
    const ROUTE: Route = Route {
        name: "clients-set-access",
        method: Method::PUT,
        path: "/v1/clients/{id}/access",
        summary: "Change lead and visibility",
        access: Access::Granted(Permission::ManageClientAccess),
        uses: &[Use::Read, Use::Write, Use::ReadBlobs],
        status: 200,
    };
    type Params = Params;
    type Body = AccessChanges;
    type Output = ClientView;

    async fn call(cx: &Cx<'_>, params: Params, body: AccessChanges) -> Result<ClientView> {
        let stored = cx.edit::<Client>(&params.id).await?;
        let (after, changes) = clients::set_access(cx, &stored, body).await?;
        let output = views::client(cx, &after, Some(&changes)).await?;
        cx.commit(changes, output).await
    }
}
