//! Signs in with email and password (S01, S05).

use crate::views::SignedIn;
use http::Method;
use schemars::JsonSchema;
use serde::Deserialize;
use shared::{Result, accounts, text::Email};

use crate::kernel::{Access, Cx, Endpoint, NoParams, Route, Use};

/// Sign in.
#[derive(Debug)]
pub struct Create;

/// Who wants to sign in.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "SignIn")]
pub struct SignIn {
    /// Their email.
    email: Email,
    /// Their password.
    password: String,
    /// Whether to take the place of somebody else who is signed in here.
    switch: Option<bool>,
}

impl Endpoint for Create {
    const ROUTE: Route = Route {
        name: "sessions-create",
        method: Method::POST,
        path: "/v1/sessions",
        summary: "Sign in",
        access: Access::Portal,
        uses: &[Use::Read, Use::Write, Use::Credentials],
        status: 201,
    };
    type Params = NoParams;
    type Body = SignIn;
    type Output = SignedIn;

    async fn call(cx: &Cx<'_>, _: NoParams, body: SignIn) -> Result<SignedIn> {
        let person = accounts::sign_in(cx, &body.email, &body.password).await?;
        let mut changes = cx.change_as("session.started", person.actor());
        cx.sign_in(&person, body.switch, &mut changes).await?;
        cx.commit(changes, super::output(cx, &person).await?).await
    }
}
