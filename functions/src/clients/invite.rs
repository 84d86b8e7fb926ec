//! Invites a client who exists (C03, I08).

use crate::views::{self, ClientView};
use http::Method;
use schemars::JsonSchema;
use serde::Deserialize;
use shared::{
    Result,
    access::Permission,
    clients::{Client, ClientId},
    invitations::{self, TemplateId},
};

use crate::kernel::{Access, Cx, Endpoint, NoBody, Route, Use};

/// Invite a client.
#[derive(Debug)]
pub struct InviteClient;

/// Which client, with which text.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Params {
    /// The client's id.
    id: ClientId,
    /// The template of the invitation's text.
    template_id: Option<TemplateId>,
}

impl Endpoint for InviteClient {
    const ROUTE: Route = Route {
        name: "clients-invite",
        method: Method::POST,
        path: "/v1/clients/{id}/invitations",
        summary: "Invite a client",
        access: Access::Granted(Permission::CreateClients),
        uses: &[Use::Read, Use::Write, Use::ReadBlobs],
        status: 201,
    };
    type Params = Params;
    type Body = NoBody;
    type Output = ClientView;

    async fn call(cx: &Cx<'_>, params: Params, _: NoBody) -> Result<ClientView> {
        let stored = cx.edit::<Client>(&params.id).await?;
        let (after, changes) = invitations::invite_client(cx, &stored, params.template_id).await?;
        let output = views::client(cx, &after, Some(&changes)).await?;
        cx.commit(changes, output).await
    }
}
