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
        uses: &[Use::GetMany, Use::Put, Use::Add, Use::CheckPassword],
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

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use crate::testing::{Answer, PASSWORD, Portal, Session};

    async fn ask(portal: &Portal, by: &Session, body: Value) -> Answer {
        portal.call("email-changes-create").by(by).body(body).send().await
    }

    #[tokio::test]
    async fn s04_a_new_email_is_confirmed_there_before_anything_changes() {
        let portal = Portal::new();
        let firm = portal.firm("acme").await;
        let body = json!({ "email": "Ada@acme.example", "password": PASSWORD });
        assert_eq!(ask(&portal, &firm.admin, body).await.expect(202).body, json!({}));
        let mail = portal.mails_to("ada@acme.example").await.pop().unwrap();
        assert!(mail.text.contains("https://portico.example/acme/confirm-email#"), "{}", mail.text);
        let who = portal.call("sessions-current").by(&firm.admin).send().await.expect(200);
        assert_eq!(who.str("/email"), "admin@acme.example");
    }

    #[tokio::test]
    async fn s04_what_is_missing_or_wrong_is_named() {
        let portal = Portal::new();
        let firm = portal.firm("acme").await;
        let wrong = [
            (json!({ "email": "ada@acme.example", "password": "not this one" }), "password", "wrong_password"),
            (json!({ "email": "admin@ACME.example", "password": PASSWORD }), "email", "unchanged"),
            (json!({ "email": "ada", "password": PASSWORD }), "email", "invalid_email"),
            (json!({ "email": "ada@acme.example" }), "password", "required"),
        ];
        for (body, field, code) in wrong {
            ask(&portal, &firm.admin, body).await.expect_field(field, code);
        }
        assert!(portal.mails_to("ada@acme.example").await.is_empty());
    }

    /// S05: whether an email is taken shows in its own mail only.
    #[tokio::test]
    async fn s05_whether_an_email_is_taken_is_told_to_its_owner_only() {
        let portal = Portal::new();
        let firm = portal.firm("acme").await;
        let (_, client) = firm.active_client(&portal, "cleo@mail.example").await;
        firm.client(&portal, "taken@mail.example").await;
        let mut seen = Vec::new();
        for email in ["free@mail.example", "taken@mail.example", "admin@acme.example"] {
            let (trips, records) = (portal.store.trips(), portal.store.len());
            let answer = ask(&portal, &client, json!({ "email": email, "password": PASSWORD })).await.expect(202);
            // The counters of the caller themself are there from the first of them on.
            let own = if seen.is_empty() { 2 } else { 0 };
            seen.push((answer.text, portal.store.trips() - trips, portal.store.len() - records - own));
        }
        assert!(seen.windows(2).all(|it| it[0] == it[1]), "{seen:#?}");
        for (email, link) in [("free@mail.example", true), ("taken@mail.example", false), ("admin@acme.example", false)]
        {
            let mail = portal.mails_to(email).await.pop().unwrap();
            assert_eq!(mail.text.contains("confirm-email#"), link, "{email}: {}", mail.text);
        }
    }
}
