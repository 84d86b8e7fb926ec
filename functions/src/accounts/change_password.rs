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
        uses: &[Use::GetMany, Use::Put, Use::Add, Use::CheckPassword, Use::SetPassword],
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

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use crate::testing::{PASSWORD, Portal, Session};

    async fn change(portal: &Portal, by: &Session, body: Value) -> crate::testing::Answer {
        portal.call("passwords-change").by(by).body(body).send().await
    }

    #[tokio::test]
    async fn s04_a_changed_password_ends_all_other_sessions_and_is_told() {
        let portal = Portal::new();
        let firm = portal.firm("acme").await;
        let (_, one) = firm.active_client(&portal, "cleo@mail.example").await;
        let sign_in = async |password: &str| {
            let body = json!({ "email": "cleo@mail.example", "password": password });
            portal.call("sessions-create").at("acme").body(body).send().await
        };
        let two = sign_in(PASSWORD).await.session("acme");
        change(&portal, &one, json!({ "currentPassword": PASSWORD, "newPassword": "a better one" })).await.expect(200);
        portal.call("home-get").by(&one).send().await.expect(200);
        portal.call("home-get").by(&two).send().await.expect_error(401, "unauthenticated");
        sign_in(PASSWORD).await.expect_error(401, "invalid_credentials");
        sign_in("a better one").await.expect(201);
        let mail = portal.mails_to("cleo@mail.example").await.pop().unwrap();
        assert_eq!(mail.subject, "Your password at Firm acme was changed");
    }

    #[tokio::test]
    async fn s04_the_old_password_is_asked_for() {
        let portal = Portal::new();
        let firm = portal.firm("acme").await;
        let wrong = json!({ "currentPassword": "not this one", "newPassword": "a better one" });
        change(&portal, &firm.admin, wrong.clone()).await.expect_field("currentPassword", "wrong_password");
        let short = json!({ "currentPassword": PASSWORD, "newPassword": "short" });
        change(&portal, &firm.admin, short).await.expect_field("newPassword", "password_too_short");
        let missing = json!({ "newPassword": "a better one" });
        change(&portal, &firm.admin, missing).await.expect_field("currentPassword", "required");
        let long = json!({ "currentPassword": PASSWORD, "newPassword": "x".repeat(257) });
        change(&portal, &firm.admin, long).await.expect_field("newPassword", "password_too_long");
        // Whoever sits at somebody's open browser can't guess for ever.
        for _ in 0..9 {
            change(&portal, &firm.admin, wrong.clone()).await.expect_field("currentPassword", "wrong_password");
        }
        change(&portal, &firm.admin, wrong).await.expect_error(429, "too_many_requests");
    }
}
