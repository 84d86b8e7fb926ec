//! Accepts or dismisses a suggested company (C05).

use crate::views::{self, ClientView};
use http::Method;
use schemars::JsonSchema;
use serde::Deserialize;
use shared::{
    Result,
    access::Permission,
    clients::{self, Client, ClientId},
    companies::CompanyId,
};

use crate::kernel::{Access, Cx, Endpoint, Route, Use};

/// Accept or dismiss a suggested company.
#[derive(Debug)]
pub struct DecideSuggestion;

/// Which client.
#[derive(Debug, Deserialize, JsonSchema)]
pub struct Params {
    /// Its id.
    id: ClientId,
}

/// What to do with which suggestion.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schemars(rename = "SuggestionDecision")]
pub struct Decision {
    /// The company that is suggested.
    company_id: CompanyId,
    /// Whether the client belongs to it.
    accept: bool,
}

impl Endpoint for DecideSuggestion {
    const ROUTE: Route = Route {
        name: "clients-suggestion",
        method: Method::POST,
        path: "/v1/clients/{id}/company-suggestions",
        summary: "Accept or dismiss a suggested company",
        access: Access::Granted(Permission::EditClients),
        uses: &[Use::Read, Use::Write, Use::ReadBlobs],
        status: 200,
    };
    type Params = Params;
    type Body = Decision;
    type Output = ClientView;

    async fn call(cx: &Cx<'_>, params: Params, body: Decision) -> Result<ClientView> {
        let stored = cx.edit::<Client>(&params.id).await?;
        let (after, changes) = clients::decide_suggestion(cx, &stored, body.company_id, body.accept).await?;
        let output = views::client(cx, &after, Some(&changes)).await?;
        cx.commit(changes, output).await
    }
}
