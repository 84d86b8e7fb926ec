//! Takes a new email over with the proof from its mail (S04).

use crate::accounts::Proof;
use http::Method;
use shared::{Result, accounts, clients};

use crate::kernel::{Access, Cx, Empty, Endpoint, NoParams, Route, Use};

/// Confirm a new email.
#[derive(Debug)]
pub struct ConfirmEmailChange;

impl Endpoint for ConfirmEmailChange {
    const ROUTE: Route = Route {
        name: "email-changes-confirm",
        method: Method::POST,
        path: "/v1/email-changes/confirm",
        summary: "Confirm a new email",
        access: Access::Portal,
        uses: &[Use::GetMany, Use::Put, Use::Add, Use::Delete],
        status: 200,
    };
    type Params = NoParams;
    type Body = Proof;
    type Output = Empty;

    async fn call(cx: &Cx<'_>, _: NoParams, body: Proof) -> Result<Empty> {
        let (person, changes) = accounts::confirm_email_change(cx, &body.shown()?).await?;
        let refused = cx.try_commit(changes, &Empty {}).await?;
        match refused {
            Ok(()) => Ok(Empty {}),
            Err(error) => Err(clients::refused(cx, cx.workspace()?, person.email(), error).await),
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use crate::testing::{Answer, PASSWORD, Portal, Session};

    async fn ask(portal: &Portal, by: &Session, email: &str) -> String {
        let body = json!({ "email": email, "password": PASSWORD });
        portal.call("email-changes-create").by(by).body(body).send().await.expect(202);
        portal.token(email).await
    }

    async fn confirm(portal: &Portal, body: Value) -> Answer {
        portal.call("email-changes-confirm").at("acme").body(body).send().await
    }

    #[tokio::test]
    async fn s04_a_confirmed_email_is_the_one_to_sign_in_with_and_the_old_one_is_told() {
        let portal = Portal::new();
        let firm = portal.firm("acme").await;
        let (id, session) = firm.active_client(&portal, "cleo@mail.example").await;
        let token = ask(&portal, &session, "clea@mail.example").await;
        confirm(&portal, json!({ "token": token })).await.expect(200);
        portal.call("home-get").by(&session).send().await.expect_error(401, "unauthenticated");
        assert_eq!(firm.read_client(&portal, &id).await["email"], "clea@mail.example");
        let sign_in = async |email: &str| {
            let body = json!({ "email": email, "password": PASSWORD });
            portal.call("sessions-create").at("acme").body(body).send().await.status
        };
        assert_eq!((sign_in("cleo@mail.example").await, sign_in("clea@mail.example").await), (401, 201));
        let told = portal.mails_to("cleo@mail.example").await.pop().unwrap();
        assert!(told.subject.contains("email at Firm acme was changed") && told.text.contains("clea@mail.example"));
        confirm(&portal, json!({ "token": token })).await.expect_error(410, "code_expired");
        // The old one is free.
        firm.client(&portal, "cleo@mail.example").await;
    }

    #[tokio::test]
    async fn s04_the_code_works_in_place_of_the_link_and_a_wrong_one_does_not() {
        let portal = Portal::new();
        let firm = portal.firm("acme").await;
        ask(&portal, &firm.admin, "ada@acme.example").await;
        let code = portal.code("ada@acme.example").await;
        let wrong = json!({ "email": "ada@acme.example", "code": "x" });
        confirm(&portal, wrong).await.expect_field("code", "code_wrong");
        confirm(&portal, json!({ "email": "ada@acme.example" })).await.expect_field("code", "required");
        confirm(&portal, json!({})).await.expect_field("email", "required");
        confirm(&portal, json!({ "email": "ada@acme.example", "code": code })).await.expect(200);
    }

    /// E: that an email is in use is for staff only.
    #[tokio::test]
    async fn s05_an_email_that_was_taken_in_between_is_not_named() {
        let portal = Portal::new();
        let firm = portal.firm("acme").await;
        let (id, session) = firm.active_client(&portal, "cleo@mail.example").await;
        let token = ask(&portal, &session, "clea@mail.example").await;
        firm.client(&portal, "clea@mail.example").await;
        confirm(&portal, json!({ "token": token })).await.expect_error(410, "code_expired");
        assert_eq!(firm.read_client(&portal, &id).await["email"], "cleo@mail.example");
        portal.call("home-get").by(&session).send().await.expect(200);
    }

    /// Somebody who knows the password asks for the change; its owner notices and takes the account back.
    #[tokio::test]
    async fn s04_a_change_that_was_asked_for_before_the_account_was_taken_back_is_void() {
        for way in ["password-resets-confirm", "passwords-change", "sessions-end-all", "clients-activate"] {
            let portal = Portal::new();
            let firm = portal.firm("acme").await;
            let (id, session) = firm.active_client(&portal, "cleo@mail.example").await;
            let token = ask(&portal, &session, "eve@evil.example").await;
            match way {
                "password-resets-confirm" => {
                    let body = json!({ "email": "cleo@mail.example" });
                    portal.call("password-resets-create").at("acme").body(body).send().await.expect(202);
                    let body =
                        json!({ "token": portal.token("cleo@mail.example").await, "password": "a new password" });
                    portal.call(way).at("acme").body(body).send().await.expect(201);
                }
                "passwords-change" => {
                    let body = json!({ "currentPassword": PASSWORD, "newPassword": "a new password" });
                    portal.call(way).by(&session).body(body).send().await.expect(200);
                }
                "clients-activate" => {
                    firm.act(&portal, "clients-deactivate", &id).await;
                    firm.act(&portal, way, &id).await;
                }
                _ => drop(portal.call(way).by(&session).send().await.expect(200)),
            }
            confirm(&portal, json!({ "token": token })).await.expect_error(410, "code_expired");
            assert_eq!(firm.read_client(&portal, &id).await["email"], "cleo@mail.example", "{way}");
        }
    }

    #[tokio::test]
    async fn c10_whoever_was_deactivated_in_between_changes_nothing() {
        let portal = Portal::new();
        let firm = portal.firm("acme").await;
        let (id, session) = firm.active_client(&portal, "cleo@mail.example").await;
        let token = ask(&portal, &session, "clea@mail.example").await;
        firm.act(&portal, "clients-deactivate", &id).await;
        confirm(&portal, json!({ "token": token })).await.expect_error(410, "code_expired");
    }
}
