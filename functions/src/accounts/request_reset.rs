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
        uses: &[Use::GetMany, Use::Put, Use::Add],
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

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use crate::testing::{Answer, Portal};

    async fn ask(portal: &Portal, email: &str) -> Answer {
        portal.call("password-resets-create").at("acme").body(json!({ "email": email })).send().await
    }

    #[tokio::test]
    async fn s04_a_mail_to_set_a_new_password_goes_to_whoever_has_an_account() {
        let portal = Portal::new();
        portal.firm("acme").await;
        assert_eq!(ask(&portal, "Admin@acme.example").await.expect(202).body, json!({}));
        let mail = portal.mails_to("admin@acme.example").await.pop().unwrap();
        assert_eq!(mail.subject, "Set a new password for Firm acme");
        assert!(mail.text.contains("https://portico.example/acme/reset#"), "{}", mail.text);
        ask(&portal, "admin").await.expect_field("email", "invalid_email");
        let none = portal.call("password-resets-create").at("acme").body(json!({})).send().await;
        none.expect_field("email", "required");
    }

    /// S05: the same answer, and as much written, for whoever has an account and whoever has not.
    #[tokio::test]
    async fn s05_no_answer_tells_whether_an_email_has_an_account() {
        let portal = Portal::new();
        let firm = portal.firm("acme").await;
        firm.active_client(&portal, "active@mail.example").await;
        let invited = firm.client(&portal, "invited@mail.example").await.id();
        firm.act(&portal, "clients-invite", &invited).await;
        let (off, _) = firm.active_client(&portal, "off@mail.example").await;
        firm.act(&portal, "clients-deactivate", &off).await;
        portal.deliver().await;
        ask(&portal, "first@mail.example").await.expect(202);
        let mut seen = Vec::new();
        for email in [
            "nobody@mail.example",
            "active@mail.example",
            "invited@mail.example",
            "off@mail.example",
            "admin@acme.example",
        ] {
            let (trips, records, mails) = (portal.store.trips(), portal.store.len(), portal.mailer.sent().len());
            let answer = ask(&portal, email).await;
            seen.push((answer.status, answer.text, portal.store.trips() - trips, portal.store.len() - records));
            portal.deliver().await;
            let sent = usize::from(matches!(email, "active@mail.example" | "admin@acme.example"));
            assert_eq!(portal.mailer.sent().len() - mails, sent, "{email}");
        }
        assert!(seen.windows(2).all(|it| it[0] == it[1]), "{seen:#?}");
    }

    #[tokio::test]
    async fn s05_too_many_are_refused_alike() {
        let portal = Portal::new();
        portal.firm("acme").await;
        let mut seen = Vec::new();
        for email in ["nobody@mail.example", "admin@acme.example"] {
            for _ in 0..5 {
                ask(&portal, email).await.expect(202);
            }
            let mut answer = ask(&portal, email).await.expect_error(429, "too_many_requests");
            answer.body["requestId"] = Value::Null;
            seen.push((answer.headers["retry-after"].clone(), answer.body));
        }
        assert_eq!(seen[0], seen[1]);
    }
}
