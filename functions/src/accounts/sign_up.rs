//! Starts a direct sign-up by sending a code (S02, S03, S05).

use http::Method;
use shared::{
    Result,
    accounts::{self, NewSignUp},
};

use crate::kernel::{Access, Cx, Empty, Endpoint, NoParams, Route, Use};

/// Sign up.
#[derive(Debug)]
pub struct SignUp;

impl Endpoint for SignUp {
    const ROUTE: Route = Route {
        name: "sign-ups-create",
        method: Method::POST,
        path: "/v1/sign-ups",
        summary: "Sign up",
        access: Access::Portal,
        uses: &[Use::GetMany, Use::Put, Use::Add],
        status: 202,
    };
    type Params = NoParams;
    type Body = NewSignUp;
    type Output = Empty;

    async fn call(cx: &Cx<'_>, _: NoParams, body: NewSignUp) -> Result<Empty> {
        let changes = accounts::request_sign_up(cx, cx.workspace()?, body).await?;
        cx.commit(changes, Empty {}).await
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use crate::testing::{Answer, Firm, Portal};

    async fn open(portal: &Portal) -> Firm {
        let firm = portal.firm("acme").await;
        firm.settings(portal, json!({ "directSignUp": true })).await;
        firm
    }

    async fn sign_up(portal: &Portal, body: Value) -> Answer {
        portal.call("sign-ups-create").at("acme").body(body).send().await
    }

    #[tokio::test]
    async fn s02_signing_up_sends_a_code_and_makes_no_client_yet() {
        let portal = Portal::new();
        let firm = open(&portal).await;
        let answer = sign_up(&portal, json!({ "givenName": "Sia", "email": "sia@mail.example" })).await.expect(202);
        assert_eq!(answer.body, json!({}));
        let mail = portal.mails_to("sia@mail.example").await.pop().unwrap();
        let code = portal.code("sia@mail.example").await;
        assert_eq!(mail.subject, format!("{code} is your code for Firm acme"));
        assert!(mail.text.contains("https://portico.example/acme/sign-up#"), "{}", mail.text);
        let listed =
            portal.call("clients-list").by(&firm.admin).query("status=active,notInvited,archived").send().await;
        assert_eq!(listed.body["total"], 0);
        assert_eq!(portal.identity.len(), 1, "nobody but the admin has a password");
    }

    #[tokio::test]
    async fn s03_with_sign_up_off_the_api_refuses_it() {
        let portal = Portal::new();
        let firm = portal.firm("acme").await;
        let body = json!({ "givenName": "Sia", "email": "sia@mail.example" });
        let refused = sign_up(&portal, body.clone()).await.expect_error(403, "direct_sign_up_disabled");
        assert!(refused.str("/message").contains("invitation"), "it says what to do: {}", refused.text);
        assert!(portal.mails_to("sia@mail.example").await.is_empty());
        firm.settings(&portal, json!({ "directSignUp": true })).await;
        sign_up(&portal, body).await.expect(202);
    }

    #[tokio::test]
    async fn s01_what_is_missing_or_wrong_is_named() {
        let portal = Portal::new();
        open(&portal).await;
        sign_up(&portal, json!({ "email": "sia@mail.example" })).await.expect_field("givenName", "required");
        sign_up(&portal, json!({ "givenName": "Sia" })).await.expect_field("email", "required");
        sign_up(&portal, json!({ "givenName": "Sia", "email": "sia" })).await.expect_field("email", "invalid_email");
        let short = json!({ "givenName": "Sia", "email": "sia@mail.example", "companyName": "X" });
        sign_up(&portal, short).await.expect_field("companyName", "name_too_short");
        let more = json!({ "givenName": "Sia", "email": "sia@mail.example", "status": "active" });
        sign_up(&portal, more).await.expect_field("status", "unknown_field");
    }

    #[tokio::test]
    async fn w05_w06_the_mode_decides_about_the_company_field() {
        let portal = Portal::new();
        let firm = open(&portal).await;
        let plain = json!({ "givenName": "Sia", "email": "sia@mail.example" });
        let typed = json!({ "givenName": "Sia", "email": "sia@mail.example", "companyName": "Bakery" });
        firm.settings(&portal, json!({ "clientMode": "individuals" })).await;
        sign_up(&portal, typed.clone()).await.expect_error(409, "companies_disabled");
        sign_up(&portal, plain.clone()).await.expect(202);
        firm.settings(&portal, json!({ "clientMode": "businesses" })).await;
        sign_up(&portal, plain).await.expect_field("companyName", "company_required");
        sign_up(&portal, typed).await.expect(202);
    }

    /// S05: the same answer, and as much written; how it stands is only said in the mail.
    #[tokio::test]
    async fn s05_whether_an_email_is_known_shows_only_in_its_mail() {
        let portal = Portal::new();
        let firm = open(&portal).await;
        firm.active_client(&portal, "active@mail.example").await;
        firm.client(&portal, "fresh@mail.example").await;
        let (off, _) = firm.active_client(&portal, "off@mail.example").await;
        firm.act(&portal, "clients-deactivate", &off).await;
        portal.deliver().await;
        sign_up(&portal, json!({ "givenName": "X", "email": "first@mail.example" })).await.expect(202);
        let mut seen = Vec::new();
        for email in
            ["new@mail.example", "active@mail.example", "fresh@mail.example", "off@mail.example", "admin@acme.example"]
        {
            let (trips, records) = (portal.store.trips(), portal.store.len());
            let answer = sign_up(&portal, json!({ "givenName": "Sia", "email": email })).await;
            let headers = answer.headers.len();
            seen.push((
                answer.status,
                answer.text,
                headers,
                portal.store.trips() - trips,
                portal.store.len() - records,
            ));
        }
        assert!(seen.windows(2).all(|it| it[0] == it[1]), "{seen:#?}");
        for (email, code) in [
            ("new@mail.example", true),
            ("fresh@mail.example", true),
            ("active@mail.example", false),
            ("off@mail.example", false),
            ("admin@acme.example", false),
        ] {
            let mail = portal.mails_to(email).await.pop().unwrap();
            assert_eq!(mail.text.contains('#'), code, "{email}: {}", mail.text);
            assert_eq!(mail.subject.contains("already have an account"), !code, "{email}: {}", mail.subject);
        }
    }

    #[tokio::test]
    async fn e_who_asks_for_too_many_codes_has_to_wait() {
        let portal = Portal::new();
        open(&portal).await;
        let body = json!({ "givenName": "Sia", "email": "sia@mail.example" });
        for _ in 0..5 {
            sign_up(&portal, body.clone()).await.expect(202);
        }
        let refused = sign_up(&portal, body).await.expect_error(429, "too_many_requests");
        assert_eq!(refused.headers["retry-after"], "3600");
        assert_eq!(portal.mails_to("sia@mail.example").await.len(), 5);
        sign_up(&portal, json!({ "givenName": "Bo", "email": "bo@mail.example" })).await.expect(202);
    }
}
