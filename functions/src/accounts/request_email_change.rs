//! Asks to change one's own email (S04).

use http::Method;
use schemars::JsonSchema;
use serde::Deserialize;
use shared::{Result, accounts, text::Email};

use crate::kernel::{Access, Cx, Empty, Endpoint, NoParams, Route, Use};

/// Ask to change the own email.
#[derive(Debug)]
pub struct RequestEmailChange;

/// The new email.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "EmailChange")]
pub struct EmailChange {
    /// The new email.
    email: Email,
    /// The password, to be sure that it is them.
    password: String,
}

impl Endpoint for RequestEmailChange {
    const ROUTE: Route = Route {
        name: "email-changes-create",
        method: Method::POST,
        path: "/v1/email-changes",
        summary: "Ask to change the own email",
        access: Access::SignedIn,
        uses: &[Use::Read, Use::Write, Use::Credentials],
        status: 202,
    };
    type Params = NoParams;
    type Body = EmailChange;
    type Output = Empty;

    async fn call(cx: &Cx<'_>, _: NoParams, body: EmailChange) -> Result<Empty> {
        let changes = accounts::request_email_change(cx, &cx.caller()?.person, &body.email, &body.password).await?;
        cx.commit(changes, Empty {}).await
    }
}
