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
        uses: &[Use::GetMany, Use::Put, Use::Add, Use::CheckPassword],
        status: 201,
    };
    type Params = NoParams;
    type Body = SignIn;
    type Output = SignedIn;

    async fn call(cx: &Cx<'_>, _: NoParams, body: SignIn) -> Result<SignedIn> {
        let person = accounts::sign_in(cx, &body.email, &body.password).await?;
        let mut changes = cx.change_as("session.started", person.actor());
        cx.sign_in(&person, body.switch, &mut changes)?;
        cx.commit(changes, super::output(cx, &person).await?).await
    }
}

#[cfg(test)]
mod tests {
    use jiff::SignedDuration;
    use serde_json::{Value, json};

    use crate::testing::{Answer, PASSWORD, Portal, after_turns};

    async fn sign_in(portal: &Portal, slug: &str, email: &str, password: &str) -> Answer {
        let body = json!({ "email": email, "password": password });
        portal.call("sessions-create").at(slug).body(body).send().await
    }

    #[tokio::test]
    async fn s01_clients_and_team_sign_in_with_email_and_password() {
        let portal = Portal::new();
        let firm = portal.firm("acme").await;
        firm.active_client(&portal, "cleo@mail.example").await;
        let admin = sign_in(&portal, "acme", " Admin@ACME.example ", PASSWORD).await.expect(201);
        assert_eq!(
            (admin.str("/kind"), admin.str("/role"), admin.str("/roleName")),
            ("internalUser", "admin", "Admin")
        );
        let client = sign_in(&portal, "acme", "cleo@mail.example", PASSWORD).await.expect(201);
        assert_eq!((client.str("/kind"), client.body.get("role")), ("client", None));
        assert_eq!(client.body["permissions"], json!([]));
        portal.call("home-get").by(&client.session("acme")).send().await.expect(200);
    }

    /// The session is bound to the origin, no script can read it, and no other site can send it.
    #[tokio::test]
    async fn s01_the_cookie_is_the_browsers_alone() {
        let portal = Portal::new();
        portal.firm("acme").await;
        let answer = sign_in(&portal, "acme", "admin@acme.example", PASSWORD).await.expect(201);
        let cookie = &answer.headers["set-cookie"];
        assert!(cookie.starts_with("__Host-portico-acme="), "{cookie}");
        let parts: Vec<_> = cookie.split("; ").skip(1).collect();
        assert_eq!(parts, ["Path=/", "HttpOnly", "SameSite=Strict", "Max-Age=2592000", "Secure"]);
        assert_eq!(answer.headers["cache-control"], "no-store");
    }

    #[tokio::test]
    async fn s01_what_is_missing_or_wrong_is_named() {
        let portal = Portal::new();
        portal.firm("acme").await;
        let post = async |body: Value| portal.call("sessions-create").at("acme").body(body).send().await;
        post(json!({ "password": "x" })).await.expect_field("email", "required");
        post(json!({ "email": "a", "password": "x" })).await.expect_field("email", "invalid_email");
        post(json!({ "email": "a@b.example" })).await.expect_field("password", "required");
        sign_in(&portal, "nobody", "a@b.example", PASSWORD).await.expect_error(404, "workspace_not_found");
    }

    /// S05: of whoever can't sign in, nothing more is said than of those who do not exist, and as much is done.
    #[tokio::test]
    async fn s05_no_answer_tells_whether_an_email_has_an_account() {
        let portal = Portal::new();
        let firm = portal.firm("acme").await;
        firm.active_client(&portal, "active@mail.example").await;
        let invited = firm.client(&portal, "invited@mail.example").await.id();
        firm.act(&portal, "clients-invite", &invited).await;
        firm.client(&portal, "fresh@mail.example").await;
        let (off, _) = firm.active_client(&portal, "off@mail.example").await;
        firm.act(&portal, "clients-deactivate", &off).await;
        let mut seen = Vec::new();
        for (email, password) in [
            ("nobody@mail.example", PASSWORD),
            ("active@mail.example", "not the password"),
            ("invited@mail.example", PASSWORD),
            ("fresh@mail.example", PASSWORD),
            ("off@mail.example", PASSWORD),
            ("admin@acme.example", "not the password"),
        ] {
            let (trips, records) = (portal.store.trips(), portal.store.len());
            let answer = sign_in(&portal, "acme", email, password).await.expect_error(401, "invalid_credentials");
            let mut body = answer.body.clone();
            body["requestId"] = Value::Null;
            let cookie = answer.headers.contains_key("set-cookie");
            // The address's own counter is there from the first of them on.
            let records = portal.store.len() - records - usize::from(seen.is_empty());
            seen.push((body, cookie, portal.store.trips() - trips, records));
        }
        assert!(seen.windows(2).all(|it| it[0] == it[1]), "{seen:#?}");
    }

    #[tokio::test]
    async fn s06_one_email_has_separate_accounts_at_many_firms() {
        let portal = Portal::new();
        let (acme, rival) = (portal.firm("acme").await, portal.firm("rival").await);
        let (_, at_acme) = acme.active_client(&portal, "cleo@mail.example").await;
        rival.client(&portal, "cleo@mail.example").await;
        sign_in(&portal, "acme", "cleo@mail.example", PASSWORD).await.expect(201);
        sign_in(&portal, "rival", "cleo@mail.example", PASSWORD).await.expect_error(401, "invalid_credentials");
        // A session of the one is none at the other, under whichever cookie's name.
        portal.call("home-get").by(&at_acme).at("rival").send().await.expect_error(401, "unauthenticated");
        let renamed = at_acme.cookie.replace("portico-acme", "portico-rival");
        let call = portal.call("home-get").at("rival").header("cookie", &renamed);
        call.send().await.expect_error(401, "unauthenticated");
        // A new password at the one changes nothing at the other.
        let change = json!({ "currentPassword": PASSWORD, "newPassword": "only for acme" });
        portal.call("passwords-change").by(&at_acme).body(change).send().await.expect(200);
        portal.call("clients-list").by(&rival.admin).send().await.expect(200);
        sign_in(&portal, "rival", "admin@rival.example", PASSWORD).await.expect(201);
    }

    #[tokio::test]
    async fn e_who_guesses_passwords_has_to_wait() {
        let portal = Portal::new();
        portal.firm("acme").await;
        for _ in 0..10 {
            let wrong = sign_in(&portal, "acme", "admin@acme.example", "a wrong guess").await;
            wrong.expect_error(401, "invalid_credentials");
        }
        let refused = sign_in(&portal, "acme", "admin@acme.example", PASSWORD).await;
        let refused = refused.expect_error(429, "too_many_requests");
        assert_eq!((refused.headers["retry-after"].as_str(), &refused.body["retryAfter"]), ("900", &json!(900)));
        assert!(refused.str("/message").contains("15 minutes"), "{}", refused.text);
        // Others are not held up, and it works again when it is said to.
        sign_in(&portal, "acme", "cleo@mail.example", PASSWORD).await.expect_error(401, "invalid_credentials");
        portal.clock.advance(SignedDuration::from_secs(899));
        sign_in(&portal, "acme", "admin@acme.example", PASSWORD).await.expect_error(429, "too_many_requests");
        portal.clock.advance(SignedDuration::from_secs(1));
        sign_in(&portal, "acme", "admin@acme.example", PASSWORD).await.expect(201);
    }

    /// One network address can't try one password with everybody.
    #[tokio::test]
    async fn e_who_guesses_from_one_address_has_to_wait() {
        let portal = Portal::new();
        portal.firm("acme").await;
        for n in 0..100 {
            let wrong = sign_in(&portal, "acme", &format!("c{n}@mail.example"), "a wrong guess").await;
            wrong.expect_error(401, "invalid_credentials");
        }
        let refused = sign_in(&portal, "acme", "admin@acme.example", PASSWORD).await;
        assert!(refused.expect_error(429, "too_many_requests").headers.contains_key("retry-after"));
    }

    /// W10: it never swaps silently.
    #[tokio::test]
    async fn w10_signing_in_beside_somebody_else_asks_first() {
        let portal = Portal::new();
        let firm = portal.firm("acme").await;
        firm.active_client(&portal, "cleo@mail.example").await;
        let body = json!({ "email": "cleo@mail.example", "password": PASSWORD });
        let beside = async |body: Value| portal.call("sessions-create").by(&firm.admin).body(body).send().await;
        let asked = beside(body.clone()).await.expect_error(409, "other_session_active");
        assert_eq!(asked.str("/signedInAs"), "Ada Admin");
        assert!(!asked.headers.contains_key("set-cookie"));
        let mut no = body.clone();
        no["switch"] = json!(false);
        beside(no).await.expect_error(409, "other_session_active");
        let mut yes = body;
        yes["switch"] = json!(true);
        assert_eq!(beside(yes).await.expect(201).str("/kind"), "client");
        // The same person again is no swap.
        beside(json!({ "email": "admin@acme.example", "password": PASSWORD })).await.expect(201);
    }

    #[tokio::test]
    async fn s04_a_session_ends_after_thirty_days() {
        let portal = Portal::new();
        let firm = portal.firm("acme").await;
        portal.clock.advance(SignedDuration::from_hours(30 * 24) - SignedDuration::from_millis(1));
        portal.call("sessions-current").by(&firm.admin).send().await.expect(200);
        portal.clock.advance(SignedDuration::from_millis(1));
        portal.call("sessions-current").by(&firm.admin).send().await.expect_error(401, "unauthenticated");
    }

    /// Two cookies of one name are the work of somebody else.
    #[tokio::test]
    async fn w10_of_two_sessions_in_one_request_neither_is_believed() {
        let portal = Portal::new();
        let firm = portal.firm("acme").await;
        let (_, client) = firm.active_client(&portal, "cleo@mail.example").await;
        let both = format!("{}; {}", firm.admin.cookie, client.cookie);
        let call = portal.call("sessions-current").at("acme").header("cookie", &both);
        call.send().await.expect_error(401, "unauthenticated");
        let one = format!("theme=dark; {}", client.cookie);
        portal.call("sessions-current").at("acme").header("cookie", &one).send().await.expect(200);
    }

    /// T03: two of one key at the same moment start one session.
    #[tokio::test]
    async fn t03_a_sign_in_that_is_sent_twice_starts_one_session() {
        for turns in 0..12 {
            let portal = Portal::new();
            portal.firm("acme").await;
            let send = || {
                let body = json!({ "email": "admin@acme.example", "password": PASSWORD });
                portal.call("sessions-create").at("acme").key("a-key-of-a-test").body(body).send()
            };
            let (one, two) = tokio::join!(send(), after_turns(turns, send()));
            let (one, two) = (one.expect(201), two.expect(201));
            assert_eq!((one.session("acme"), &one.body), (two.session("acme"), &two.body));
            let sessions = portal.store.dump().iter().filter(|it| it.kind == "session").count();
            assert_eq!(sessions, 2, "the one of the firm's creation, and this");
            portal.call("sessions-current").by(&two.session("acme")).send().await.expect(200);
        }
    }

    /// S01: two devices sign in at the same moment; whoever has the right password is in.
    #[tokio::test]
    async fn s01_a_client_signs_in_on_two_devices_at_the_same_moment() {
        for turns in 0..12 {
            let portal = Portal::new();
            portal.firm("acme").await.active_client(&portal, "cleo@mail.example").await;
            let send = || sign_in(&portal, "acme", "cleo@mail.example", PASSWORD);
            let (one, two) = tokio::join!(send(), after_turns(turns, send()));
            for answer in [one.expect(201), two.expect(201)] {
                portal.call("home-get").by(&answer.session("acme")).send().await.expect(200);
            }
        }
    }
}
