//! Sets a new password with the proof from a mail, and signs in (S04).

use crate::{accounts::ProofAndPassword, views::SignedIn};
use http::Method;
use shared::{Result, accounts};

use crate::kernel::{Access, Cx, Endpoint, NoParams, Route, Use};

/// Set a new password.
#[derive(Debug)]
pub struct ConfirmReset;

impl Endpoint for ConfirmReset {
    const ROUTE: Route = Route {
        name: "password-resets-confirm",
        method: Method::POST,
        path: "/v1/password-resets/confirm",
        summary: "Set a new password",
        access: Access::Portal,
        uses: &[Use::GetMany, Use::Put, Use::Add, Use::SetPassword],
        status: 201,
    };
    type Params = NoParams;
    type Body = ProofAndPassword;
    type Output = SignedIn;

    async fn call(cx: &Cx<'_>, _: NoParams, body: ProofAndPassword) -> Result<SignedIn> {
        let (shown, password, switch) = body.parts()?;
        // Before the password is set: somebody else's session is not ended without asking.
        cx.require_free_browser(accounts::whose_reset(cx, &shown).await?.id(), switch)?;
        let (person, mut changes) = accounts::confirm_reset(cx, &shown, &password).await?;
        cx.sign_in(&person, switch, &mut changes)?;
        cx.commit(changes, crate::sessions::output(cx, &person).await?).await
    }
}

#[cfg(test)]
mod tests {
    use jiff::SignedDuration;
    use serde_json::{Value, json};

    use crate::testing::{Answer, PASSWORD, Portal};

    const NEW: &str = "a brand new password";

    async fn ask(portal: &Portal, slug: &str, email: &str) -> String {
        let body = json!({ "email": email });
        portal.call("password-resets-create").at(slug).body(body).send().await.expect(202);
        portal.token(email).await
    }

    async fn confirm(portal: &Portal, slug: &str, body: Value) -> Answer {
        portal.call("password-resets-confirm").at(slug).body(body).send().await
    }

    async fn sign_in(portal: &Portal, email: &str, password: &str) -> u16 {
        let body = json!({ "email": email, "password": password });
        portal.call("sessions-create").at("acme").body(body).send().await.status
    }

    #[tokio::test]
    async fn s04_a_new_password_ends_all_sessions_and_signs_in() {
        let portal = Portal::new();
        let firm = portal.firm("acme").await;
        let token = ask(&portal, "acme", "admin@acme.example").await;
        let answer = confirm(&portal, "acme", json!({ "token": token, "password": NEW })).await.expect(201);
        assert_eq!((answer.id(), answer.str("/role")), (firm.admin_id.clone(), "admin"));
        portal.call("sessions-current").by(&firm.admin).send().await.expect_error(401, "unauthenticated");
        portal.call("sessions-current").by(&answer.session("acme")).send().await.expect(200);
        assert_eq!(sign_in(&portal, "admin@acme.example", PASSWORD).await, 401);
        assert_eq!(sign_in(&portal, "admin@acme.example", NEW).await, 201);
        let mail = portal.mails_to("admin@acme.example").await.pop().unwrap();
        assert_eq!(mail.subject, "Your password at Firm acme was changed");
        confirm(&portal, "acme", json!({ "token": token, "password": NEW })).await.expect_error(410, "code_expired");
    }

    #[tokio::test]
    async fn s04_the_code_of_the_mail_works_in_place_of_the_link() {
        let portal = Portal::new();
        portal.firm("acme").await;
        ask(&portal, "acme", "admin@acme.example").await;
        let code = portal.code("admin@acme.example").await;
        let with =
            |code: &str, password: &str| json!({ "email": "admin@acme.example", "code": code, "password": password });
        confirm(&portal, "acme", with("wrong", NEW)).await.expect_field("code", "code_wrong");
        confirm(&portal, "acme", with(&code, "short")).await.expect_field("password", "password_too_short");
        confirm(&portal, "acme", with(&code, NEW)).await.expect(201);
        assert_eq!(sign_in(&portal, "admin@acme.example", NEW).await, 201);
    }

    /// Somebody who read along in the mailbox kept the first link.
    #[tokio::test]
    async fn s04_a_new_password_ends_the_other_links_too() {
        let portal = Portal::new();
        portal.firm("acme").await;
        let (first, second) =
            (ask(&portal, "acme", "admin@acme.example").await, ask(&portal, "acme", "admin@acme.example").await);
        assert_ne!(first, second);
        confirm(&portal, "acme", json!({ "token": second, "password": NEW })).await.expect(201);
        let late = confirm(&portal, "acme", json!({ "token": first, "password": "eve's own password" })).await;
        late.expect_error(410, "code_expired");
        assert_eq!(sign_in(&portal, "admin@acme.example", NEW).await, 201);
    }

    #[tokio::test]
    async fn s04_a_link_is_good_for_an_hour() {
        let portal = Portal::new();
        portal.firm("acme").await;
        let token = ask(&portal, "acme", "admin@acme.example").await;
        portal.clock.advance(SignedDuration::from_mins(60));
        let late = confirm(&portal, "acme", json!({ "token": token, "password": NEW })).await;
        late.expect_error(410, "code_expired");
        assert_eq!(sign_in(&portal, "admin@acme.example", PASSWORD).await, 201);
    }

    /// A proof is good for what it was sent for, in the workspace it was sent by.
    #[tokio::test]
    async fn s04_s06_a_proof_of_another_kind_or_workspace_is_none() {
        let portal = Portal::new();
        let (firm, rival) = (portal.firm("acme").await, portal.firm("rival").await);
        rival.active_client(&portal, "cleo@mail.example").await;
        firm.active_client(&portal, "cleo@mail.example").await;
        firm.settings(&portal, json!({ "directSignUp": true })).await;
        let theirs = ask(&portal, "rival", "cleo@mail.example").await;
        let their_code = portal.code("cleo@mail.example").await;
        confirm(&portal, "acme", json!({ "token": theirs, "password": NEW })).await.expect_error(410, "code_expired");
        let code = json!({ "email": "cleo@mail.example", "code": their_code, "password": NEW });
        confirm(&portal, "acme", code).await.expect_field("code", "code_wrong");
        let ours = ask(&portal, "acme", "cleo@mail.example").await;
        let our_code = portal.code("cleo@mail.example").await;
        for (name, code) in [("invitations-accept", "invitation_not_found"), ("sign-ups-confirm", "code_expired")] {
            let body = json!({ "token": ours, "password": NEW });
            let answer = portal.call(name).at("acme").body(body).send().await;
            assert_eq!(answer.str("/code"), code, "{name}: {}", answer.text);
            let body = json!({ "email": "cleo@mail.example", "code": our_code, "password": NEW });
            portal.call(name).at("acme").body(body).send().await.expect_field("code", "code_wrong");
        }
        let body = json!({ "token": ours });
        portal.call("email-changes-confirm").at("acme").body(body).send().await.expect_error(410, "code_expired");
        assert_eq!(sign_in(&portal, "cleo@mail.example", PASSWORD).await, 201, "nothing has changed");
        let invited = firm.client(&portal, "ivy@mail.example").await.id();
        firm.act(&portal, "clients-invite", &invited).await;
        let invitation = portal.token("ivy@mail.example").await;
        let wrong = confirm(&portal, "acme", json!({ "token": invitation, "password": NEW })).await;
        wrong.expect_error(410, "code_expired");
        confirm(&portal, "acme", json!({ "token": ours, "password": NEW })).await.expect(201);
    }

    #[tokio::test]
    async fn s04_a_made_up_or_changed_token_is_none() {
        let portal = Portal::new();
        portal.firm("acme").await;
        let token = ask(&portal, "acme", "admin@acme.example").await;
        let (id, secret) = token.split_once('.').unwrap();
        let flipped = if secret.starts_with('A') { "B" } else { "A" };
        for made_up in
            ["", "x", id, &format!("{id}."), &format!("{id}.{flipped}{}", &secret[1..]), &format!("proof_x.{secret}")]
        {
            let answer = confirm(&portal, "acme", json!({ "token": made_up, "password": NEW })).await;
            answer.expect_error(410, "code_expired");
        }
        confirm(&portal, "acme", json!({ "token": token, "password": NEW })).await.expect(201);
    }

    /// W10: before anything is changed.
    #[tokio::test]
    async fn w10_a_reset_beside_somebody_else_asks_before_it_sets_the_password() {
        let portal = Portal::new();
        let firm = portal.firm("acme").await;
        firm.active_client(&portal, "cleo@mail.example").await;
        let token = ask(&portal, "acme", "cleo@mail.example").await;
        let mut body = json!({ "token": token, "password": NEW });
        let beside =
            async |body: &Value| portal.call("password-resets-confirm").by(&firm.admin).body(body.clone()).send().await;
        let asked = beside(&body).await.expect_error(409, "other_session_active");
        assert_eq!(asked.str("/signedInAs"), "Ada Admin");
        assert_eq!(sign_in(&portal, "cleo@mail.example", PASSWORD).await, 201, "the old password still works");
        body["switch"] = json!(true);
        assert_eq!(beside(&body).await.expect(201).str("/kind"), "client");
        assert_eq!(sign_in(&portal, "cleo@mail.example", NEW).await, 201);
    }
}
