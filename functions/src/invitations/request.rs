//! Asks the firm for a new invitation (I07, S05).

use http::Method;
use schemars::JsonSchema;
use serde::Deserialize;
use shared::{Error, Result, invitations, text::Email};

use crate::kernel::{Access, Cx, Empty, Endpoint, NoParams, Route, Use};

/// Ask for a new invitation.
#[derive(Debug)]
pub struct RequestNew;

/// Who asks.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "NewInvitationRequest")]
pub struct NewRequest {
    /// The token of the link that no longer works.
    token: Option<String>,
    /// Or the email that was invited.
    email: Option<Email>,
}

impl Endpoint for RequestNew {
    const ROUTE: Route = Route {
        name: "invitations-request",
        method: Method::POST,
        path: "/v1/invitations/request",
        summary: "Ask for a new invitation",
        access: Access::Portal,
        uses: &[Use::Read, Use::Write],
        status: 202,
    };
    type Params = NoParams;
    type Body = NewRequest;
    type Output = Empty;

    async fn call(cx: &Cx<'_>, _: NoParams, body: NewRequest) -> Result<Empty> {
        let email = match (&body.email, &body.token) {
            (Some(email), _) => Some(email.clone()),
            (None, Some(token)) => invitations::address_of(cx, token).await?,
            (None, None) => return Err(Error::invalid("email", "required", "Enter your email address.")),
        };
        // A made-up link is thanked for like any other: what it says about a person is nothing.
        let Some(email) = email else { return Ok(Empty {}) };
        let changes = invitations::request_new(cx, &email).await?;
        cx.commit(changes, Empty {}).await
    }
}
