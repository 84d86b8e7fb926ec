//! Changes one's own password (S04).

use http::Method;
use schemars::JsonSchema;
use serde::Deserialize;
use shared::{Result, accounts, sessions, text::Password};

use crate::kernel::{Access, Cx, Empty, Endpoint, NoParams, Route, Use};

/// Change the own password.
#[derive(Debug)]
pub struct ChangePassword;

/// The old password and the new one.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schemars(rename = "PasswordChange")]
pub struct PasswordChange {
    /// The password until now.
    current_password: String,
    /// The password from now on.
    new_password: Password,
}

impl Endpoint for ChangePassword {
    const ROUTE: Route = Route {
        name: "passwords-change",
        method: Method::POST,
        path: "/v1/password",
        summary: "Change the own password",
        access: Access::SignedIn,
        uses: &[Use::Read, Use::Write, Use::Credentials],
        status: 200,
    };
    type Params = NoParams;
    type Body = PasswordChange;
    type Output = Empty;

    async fn call(cx: &Cx<'_>, _: NoParams, body: PasswordChange) -> Result<Empty> {
        let caller = cx.caller()?;
        let (person, mut changes) =
            accounts::change_password(cx, &caller.person, &body.current_password, &body.new_password).await?;
        // All other sessions end; this one stays, so that a repeat of this request finds it.
        sessions::keep(caller, &person, &mut changes);
        cx.commit(changes, Empty {}).await
    }
}
