//! Adds a client (C01–C04), with an invitation if asked (C03).

use crate::views::{self, ClientView};
use http::Method;
use schemars::JsonSchema;
use serde::Deserialize;
use shared::{
    Result,
    access::Permission,
    clients::{self, Invite, NewClient},
    invitations::TemplateId,
    records::Stored,
};

use crate::kernel::{Access, Cx, Endpoint, Route, Use};

/// Add a client.
#[derive(Debug)]
pub struct Create;

/// What to do besides.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Params {
    /// Whether to send an invitation at once. Creating alone never invites.
    send_invite: Option<bool>,
    /// The template of the invitation's text.
    template_id: Option<TemplateId>,
}

impl Endpoint for Create {
    const ROUTE: Route = Route {
        name: "clients-create",
        method: Method::POST,
        path: "/v1/clients",
        summary: "Add a client",
        access: Access::Granted(Permission::CreateClients),
        uses: &[Use::GetMany, Use::Put, Use::Add, Use::Require],
        status: 201,
    };
    type Params = Params;
    type Body = NewClient;
    type Output = ClientView;

    async fn call(cx: &Cx<'_>, params: Params, body: NewClient) -> Result<ClientView> {
        let workspace = cx.workspace()?;
        let invite = (params.send_invite == Some(true)).then_some(Invite { template: params.template_id });
        let (client, changes) = clients::create(cx, workspace, body, invite).await?;
        let client = Stored { entity: client, version: 1 };
        let output = views::client(cx, &client, Some(&changes)).await?;
        match cx.try_commit(changes, &output).await? {
            Ok(()) => Ok(output),
            Err(error) => Err(clients::refused(cx, workspace, &client.email, error).await),
        }
    }
}

#[cfg(test)]
mod tests;
