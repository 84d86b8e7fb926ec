//! Tests of accepting an invitation.

use jiff::SignedDuration;
use serde_json::{Value, json};

use crate::testing::{Answer, Firm, PASSWORD, PNG, Portal, after_turns};

async fn invited(portal: &Portal, email: &str) -> (Firm, String) {
    let firm = portal.firm("acme").await;
    let id = firm.client(portal, email).await.id();
    firm.act(portal, "clients-invite", &id).await;
    (firm, id)
}

async fn accept(portal: &Portal, body: Value) -> Answer {
    portal.call("invitations-accept").at("acme").body(body).send().await
}

/// I01, W03: the welcome text, the link, instructions, and the brand.
#[tokio::test]
async fn i01_w03_the_mail_has_the_firms_text_the_link_instructions_and_brand() {
    let portal = Portal::new();
    let firm = portal.firm("acme").await;
    let image = portal.call("workspaces-image-set").by(&firm.admin).path("kind", "squareIcon");
    let icon = image.body(json!({ "data": PNG })).send().await.expect(200).str("/squareIconUrl").to_owned();
    let brand = json!({
        "brandName": "Harbor & Co", "colorAccent": "#bb44dd", "help": { "email": "help@acme.example" },
        "invitationText": "Dear {{givenName}}, **welcome** at {{brandName}}.",
    });
    firm.settings(&portal, brand).await;
    let id = firm.client(&portal, "cleo@mail.example").await.id();
    firm.act(&portal, "clients-invite", &id).await;
    let mail = portal.mails_to("cleo@mail.example").await.pop().unwrap();
    assert_eq!((mail.from_name.as_str(), mail.reply_to.as_deref()), ("Harbor & Co", Some("help@acme.example")));
    assert_eq!(mail.subject, "Harbor & Co invites you to their client portal");
    let token = portal.token("cleo@mail.example").await;
    let link = format!("https://portico.example/acme/accept#{token}");
    let code = portal.code("cleo@mail.example").await;
    for part in ["Dear Cleo", &link, &code, "choose a password", "Your sign-in is cleo@mail.example", "14 days"] {
        assert!(mail.text.contains(part), "{part} in {}", mail.text);
    }
    let html = mail.html.replace("&#x2f;", "/");
    for part in
        ["<strong>welcome</strong> at Harbor &amp; Co", "#bb44dd", &code, &format!("https://portico.example{icon}")]
    {
        assert!(html.contains(part), "{part} in {html}");
    }
    assert!(html.contains(&link), "the link is in both");
}

#[tokio::test]
async fn i03_accepting_sets_the_password_signs_in_and_activates() {
    let portal = Portal::new();
    let (firm, id) = invited(&portal, "cleo@mail.example").await;
    assert_eq!(portal.identity.len(), 1, "an invitation alone makes no account");
    portal.clock.advance(SignedDuration::from_hours(1));
    let body = json!({ "token": portal.token("cleo@mail.example").await, "password": PASSWORD });
    let answer = accept(&portal, body).await.expect(201);
    assert_eq!((answer.str("/kind"), answer.id()), ("client", id.clone()));
    portal.call("home-get").by(&answer.session("acme")).send().await.expect(200);
    let read = firm.read_client(&portal, &id).await;
    assert_eq!(
        (read["status"].clone(), read["firstLoginDate"].clone()),
        (json!("active"), json!("2026-01-01T13:00:00Z"))
    );
    assert_eq!(read["invitation"]["status"], "accepted");
    let sign_in = json!({ "email": "cleo@mail.example", "password": PASSWORD });
    portal.call("sessions-create").at("acme").body(sign_in).send().await.expect(201);
}

#[tokio::test]
async fn i02_the_short_code_works_in_place_of_the_link() {
    let portal = Portal::new();
    invited(&portal, "cleo@mail.example").await;
    let code = portal.code("cleo@mail.example").await;
    let with = |code: &str| json!({ "email": "Cleo@mail.example", "code": code, "password": PASSWORD });
    accept(&portal, with("")).await.expect_field("code", "code_wrong");
    accept(&portal, with(&code)).await.expect(201);
    accept(&portal, with(&code)).await.expect_error(410, "invitation_used");
}

#[tokio::test]
async fn i03_what_is_missing_or_wrong_is_named_and_uses_nothing_up() {
    let portal = Portal::new();
    invited(&portal, "cleo@mail.example").await;
    let token = portal.token("cleo@mail.example").await;
    let short = json!({ "token": token, "password": "123456789" });
    accept(&portal, short).await.expect_field("password", "password_too_short");
    accept(&portal, json!({ "token": token })).await.expect_field("password", "required");
    accept(&portal, json!({ "password": PASSWORD })).await.expect_field("email", "required");
    let more = json!({ "token": token, "password": PASSWORD, "role": "admin" });
    accept(&portal, more).await.expect_field("role", "unknown_field");
    accept(&portal, json!({ "token": token, "password": "1234567890" })).await.expect(201);
}

/// I07, A10: an invitation of another workspace is none here.
#[tokio::test]
async fn i07_s06_an_invitation_works_at_its_own_portal_only() {
    let portal = Portal::new();
    let rival = portal.firm("rival").await;
    invited(&portal, "cleo@mail.example").await;
    let (token, code) = (portal.token("cleo@mail.example").await, portal.code("cleo@mail.example").await);
    let at_rival = async |body: Value| portal.call("invitations-accept").at("rival").body(body).send().await;
    at_rival(json!({ "token": token, "password": PASSWORD })).await.expect_error(404, "invitation_not_found");
    let by_code = json!({ "email": "cleo@mail.example", "code": code, "password": PASSWORD });
    at_rival(by_code).await.expect_field("code", "code_wrong");
    assert_eq!(portal.call("clients-list").by(&rival.admin).send().await.body["total"], 0);
    accept(&portal, json!({ "token": token, "password": PASSWORD })).await.expect(201);
}

/// N02: lead and visibility, nobody else, and nobody who is not in yet.
#[tokio::test]
async fn n02_lead_and_visibility_are_told_of_an_activation() {
    let portal = Portal::new();
    let firm = portal.firm("acme").await;
    let (max, _) = firm.member(&portal, "max@acme.example", "member").await;
    let (lea, _) = firm.member(&portal, "lea@acme.example", "member").await;
    firm.member(&portal, "eve@acme.example", "member").await;
    let body = json!({ "name": "New Colleague", "email": "new@acme.example", "role": "member" });
    let new = firm.post(&portal, "internal-users-create", body).await.id();
    let body = json!({
        "name": "Cleo Client", "email": "cleo@mail.example", "leadInternalUserId": max,
        "visibilityInternalUserIds": [max, lea, new],
    });
    let client = firm.post(&portal, "clients-create", body).await.id();
    firm.act(&portal, "clients-invite", &client).await;
    portal.accept("acme", "cleo@mail.example").await;
    for (address, told) in [("max", 1), ("lea", 1), ("admin", 0), ("eve", 0), ("new", 0)] {
        let mails = portal.mails_to(&format!("{address}@acme.example")).await;
        let about: Vec<_> = mails.iter().filter(|it| it.subject.contains("Cleo")).collect();
        assert_eq!(about.len(), told, "{address}");
        if let [mail] = about[..] {
            assert_eq!(mail.subject, "Cleo Client activated their account");
            let link = format!("https://portico.example/acme/app/clients/{client}");
            assert!(mail.text.contains(&link), "{}", mail.text);
        }
    }
}

/// I09: team members in the same way, with a role.
#[tokio::test]
async fn i09_a_team_member_accepts_in_the_same_way() {
    let portal = Portal::new();
    let firm = portal.firm("acme").await;
    let body = json!({ "name": "Max Member", "email": "max@acme.example", "role": "member" });
    let id = firm.post(&portal, "internal-users-create", body).await.id();
    let mail = portal.mails_to("max@acme.example").await.pop().unwrap();
    assert_eq!(mail.subject, "Join Firm acme on Portico");
    let token = portal.token("max@acme.example").await;
    let body = json!({ "token": token, "password": PASSWORD });
    let answer = accept(&portal, body.clone()).await.expect(201);
    assert_eq!((answer.str("/kind"), answer.str("/role"), answer.id()), ("internalUser", "member", id.clone()));
    let read = firm.act(&portal, "internal-users-get", &id).await;
    assert_eq!((read.str("/status"), read.body.get("invitation")), ("active", None));
    accept(&portal, body).await.expect_error(410, "invitation_used");
}

/// W10: before anything is changed.
#[tokio::test]
async fn w10_accepting_beside_somebody_else_asks_first() {
    let portal = Portal::new();
    let (firm, id) = invited(&portal, "cleo@mail.example").await;
    let mut body = json!({ "token": portal.token("cleo@mail.example").await, "password": PASSWORD });
    let beside = async |body: &Value| portal.call("invitations-accept").by(&firm.admin).body(body.clone()).send().await;
    let asked = beside(&body).await.expect_error(409, "other_session_active");
    assert_eq!(asked.str("/signedInAs"), "Ada Admin");
    assert!(!asked.headers.contains_key("set-cookie"));
    assert_eq!((portal.identity.len(), firm.read_client(&portal, &id).await["status"].clone()), (1, json!("invited")));
    body["switch"] = json!(true);
    let session = beside(&body).await.expect(201).session("acme");
    portal.call("home-get").by(&session).send().await.expect(200);
}

/// I03: twice at the same moment is once; whoever lost the answer gets it again.
#[tokio::test]
async fn i03_t03_two_accepts_at_the_same_moment_are_one_activation() {
    for turns in 0..20 {
        let portal = Portal::new();
        invited(&portal, "cleo@mail.example").await;
        let body = json!({ "token": portal.token("cleo@mail.example").await, "password": PASSWORD });
        let other = portal.call("invitations-accept").at("acme").body(body.clone()).send();
        let (one, two) = tokio::join!(after_turns(4, accept(&portal, body)), after_turns(turns, other));
        let lost = if one.status == 201 { &two } else { &one };
        assert!(matches!(lost.str("/code"), "version_conflict" | "invitation_used"), "{} {}", one.text, two.text);
        let told = portal.mails_to("admin@acme.example").await.len();
        assert_eq!(told, 1, "after {turns} turns");
    }
}

/// I03: the commit fails, or its answer is lost: the person tries again and is in.
#[tokio::test]
async fn i03_accepting_can_be_repeated_after_an_outage() {
    for outage in [shared::memory::Outage::Before, shared::memory::Outage::After] {
        let portal = Portal::new();
        let (firm, id) = invited(&portal, "cleo@mail.example").await;
        let body = json!({ "token": portal.token("cleo@mail.example").await, "password": PASSWORD });
        let send = || portal.call("invitations-accept").at("acme").key("a-key-of-a-test").body(body.clone()).send();
        // The first two commits count tries, one for each look at the proof.
        let fail = async {
            let before = portal.store.trips();
            while portal.store.trips() < before + 2 {
                tokio::task::yield_now().await;
            }
            portal.store.fail_next_commit(outage);
        };
        let (answer, ()) = tokio::join!(send(), fail);
        let answer = answer.expect_error(503, "unavailable");
        assert_eq!(answer.headers["retry-after"], "5");
        let session = send().await.expect(201).session("acme");
        portal.call("home-get").by(&session).send().await.expect(200);
        assert_eq!(firm.read_client(&portal, &id).await["status"], "active");
        assert_eq!(portal.mails_to("admin@acme.example").await.len(), 1, "told once");
    }
}
