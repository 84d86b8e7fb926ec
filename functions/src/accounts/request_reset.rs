//! Sends a mail to set a new password (S04, S05).

use http::Method;
use schemars::JsonSchema;
use serde::Deserialize;
use shared::{Result, accounts, text::Email};

use crate::kernel::{Access, Cx, Empty, Endpoint, NoParams, Route, Use};

/// Ask for a new password.
#[derive(Debug)]
pub struct RequestReset;

/// Whose password.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "NewPasswordReset")]
pub struct NewReset {
    /// Their email.
    email: Email,
}

impl Endpoint for RequestReset {
    const ROUTE: Route = Route {
        name: "password-resets-create",
        method: Method::POST,
        path: "/v1/password-resets",
        summary: "Ask for a new password",
        access: Access::Portal,
        uses: &[Use::Read, Use::Write],
        status: 202,
    };
    type Params = NoParams;
    type Body = NewReset;
    type Output = Empty;

    async fn call(cx: &Cx<'_>, _: NoParams, body: NewReset) -> Result<Empty> {
        let changes = accounts::request_reset(cx, &body.email).await?;
        cx.commit(changes, Empty {}).await
    }
}
