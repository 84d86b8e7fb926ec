//! Tests of confirming a sign-up.

use jiff::SignedDuration;
use serde_json::{Value, json};

use crate::testing::{Answer, Firm, PASSWORD, Portal, after_turns};

async fn open(portal: &Portal) -> Firm {
    let firm = portal.firm("acme").await;
    firm.settings(portal, json!({ "directSignUp": true })).await;
    firm
}

async fn ask(portal: &Portal, email: &str) {
    let body = json!({ "givenName": "Sia", "familyName": "Sign", "email": email });
    portal.call("sign-ups-create").at("acme").body(body).send().await.expect(202);
}

async fn confirm(portal: &Portal, body: Value) -> Answer {
    portal.call("sign-ups-confirm").at("acme").body(body).send().await
}

#[tokio::test]
async fn s02_a_code_or_a_link_makes_an_active_client_who_is_signed_in() {
    let portal = Portal::new();
    let firm = open(&portal).await;
    let (max, _) = firm.member(&portal, "max@acme.example", "member").await;
    firm.settings(&portal, json!({ "defaultLeadInternalUserId": max })).await;
    ask(&portal, "sia@mail.example").await;
    let code = portal.code("sia@mail.example").await;
    let spaced = format!(" {}-{} ", &code[..3], &code[3..]);
    let answer = confirm(&portal, json!({ "email": "SIA@mail.example", "code": spaced, "password": PASSWORD })).await;
    let answer = answer.expect(201);
    assert_eq!((answer.str("/kind"), answer.str("/givenName"), answer.str("/familyName")), ("client", "Sia", "Sign"));
    portal.call("home-get").by(&answer.session("acme")).send().await.expect(200);
    // S02: it shows in the CRM like any other client; C01: and how it came in.
    let read = firm.read_client(&portal, &answer.id()).await;
    assert_eq!((read["status"].clone(), read["creationMethod"].clone()), (json!("active"), json!("directSignUp")));
    assert_eq!(read["leadInternalUserId"], max);
    assert_eq!(read["visibilityInternalUserIds"], json!([firm.admin_id, max]));
    assert_eq!(read["firstLoginDate"], "2026-01-01T12:00:00Z");
    let listed = portal.call("clients-list").by(&firm.admin).query("search=sia").send().await;
    assert_eq!(listed.body["total"], 1);
    ask(&portal, "lin@mail.example").await;
    let token = portal.token("lin@mail.example").await;
    confirm(&portal, json!({ "token": token, "password": PASSWORD })).await.expect(201);
}

#[tokio::test]
async fn s02_what_is_missing_or_wrong_is_named_and_uses_nothing_up() {
    let portal = Portal::new();
    open(&portal).await;
    ask(&portal, "sia@mail.example").await;
    let token = portal.token("sia@mail.example").await;
    let short = json!({ "token": token, "password": "short" });
    confirm(&portal, short).await.expect_field("password", "password_too_short");
    confirm(&portal, json!({ "token": token })).await.expect_field("password", "required");
    confirm(&portal, json!({ "password": PASSWORD })).await.expect_field("email", "required");
    let half = json!({ "email": "sia@mail.example", "password": PASSWORD });
    confirm(&portal, half).await.expect_field("code", "required");
    confirm(&portal, json!({ "token": token, "password": PASSWORD })).await.expect(201);
}

#[tokio::test]
async fn s02_a_proof_works_once_and_for_an_hour() {
    let portal = Portal::new();
    open(&portal).await;
    ask(&portal, "sia@mail.example").await;
    let used = json!({ "token": portal.token("sia@mail.example").await, "password": PASSWORD });
    confirm(&portal, used.clone()).await.expect(201);
    confirm(&portal, used).await.expect_error(410, "code_expired");
    ask(&portal, "lin@mail.example").await;
    let late = json!({ "token": portal.token("lin@mail.example").await, "password": PASSWORD });
    let code = portal.code("lin@mail.example").await;
    portal.clock.advance(SignedDuration::from_mins(60));
    confirm(&portal, late).await.expect_error(410, "code_expired");
    let late = json!({ "email": "lin@mail.example", "code": code, "password": PASSWORD });
    confirm(&portal, late).await.expect_error(410, "code_expired");
}

#[tokio::test]
async fn s03_sign_up_that_was_turned_off_in_between_is_refused() {
    let portal = Portal::new();
    let firm = open(&portal).await;
    ask(&portal, "sia@mail.example").await;
    firm.settings(&portal, json!({ "directSignUp": false })).await;
    let body = json!({ "token": portal.token("sia@mail.example").await, "password": PASSWORD });
    confirm(&portal, body).await.expect_error(403, "direct_sign_up_disabled");
}

/// A proof that was sent for nothing has no code: not even the right one works.
#[tokio::test]
async fn s05_a_code_for_an_email_that_is_taken_does_not_exist() {
    let portal = Portal::new();
    let firm = open(&portal).await;
    firm.active_client(&portal, "cleo@mail.example").await;
    ask(&portal, "cleo@mail.example").await;
    let is_decoy = |it: &shared::ports::Record| it.kind == "proof" && it.body["purpose"]["purpose"] == "decoy";
    let decoy = portal.store.dump().into_iter().find(is_decoy).unwrap();
    let id = decoy.body["id"].as_str().unwrap();
    let code = portal.app.keys.proof_code(id);
    let body = json!({ "email": "cleo@mail.example", "code": code, "password": "a stolen account" });
    confirm(&portal, body).await.expect_error(422, "code_wrong");
    let body = json!({ "token": format!("{id}.{}", portal.app.keys.proof_secret(id)), "password": "a stolen account" });
    confirm(&portal, body).await.expect_error(410, "code_expired");
}

/// S05: where a code was sent and where none ever was, a wrong one is answered alike, as often as it is tried.
#[tokio::test]
async fn s05_a_wrong_code_tells_nothing_about_the_email() {
    let portal = Portal::new();
    let firm = open(&portal).await;
    firm.active_client(&portal, "active@mail.example").await;
    for email in ["asked@mail.example", "active@mail.example"] {
        ask(&portal, email).await;
    }
    let mut seen: Vec<Vec<(u16, Value, usize)>> = Vec::new();
    for email in ["asked@mail.example", "active@mail.example", "never@mail.example"] {
        let mut answers = Vec::new();
        for _ in 0..7 {
            let trips = portal.store.trips();
            let body = json!({ "email": email, "code": "not one", "password": PASSWORD });
            let mut answer = confirm(&portal, body).await.expect_field("code", "code_wrong");
            answer.body["requestId"] = Value::Null;
            answers.push((answer.status, answer.body, portal.store.trips() - trips));
        }
        seen.push(answers);
    }
    assert!(seen.windows(2).all(|it| it[0] == it[1]), "{seen:#?}");
}

#[tokio::test]
async fn s02_five_wrong_codes_kill_the_code_and_not_the_link() {
    let portal = Portal::new();
    open(&portal).await;
    ask(&portal, "sia@mail.example").await;
    let (code, token) = (portal.code("sia@mail.example").await, portal.token("sia@mail.example").await);
    let with = |code: &str| json!({ "email": "sia@mail.example", "code": code, "password": PASSWORD });
    let wrong = format!("{:06}", (code.parse::<u32>().unwrap() + 1) % 1_000_000);
    for _ in 0..5 {
        confirm(&portal, with(&wrong)).await.expect_field("code", "code_wrong");
    }
    confirm(&portal, with(&code)).await.expect_field("code", "code_wrong");
    confirm(&portal, json!({ "token": token, "password": PASSWORD })).await.expect(201);
}

#[tokio::test]
async fn s02_four_wrong_codes_leave_the_right_one_good() {
    let portal = Portal::new();
    open(&portal).await;
    ask(&portal, "sia@mail.example").await;
    let code = portal.code("sia@mail.example").await;
    for _ in 0..4 {
        let body = json!({ "email": "sia@mail.example", "code": "none", "password": PASSWORD });
        confirm(&portal, body).await.expect_field("code", "code_wrong");
    }
    confirm(&portal, json!({ "email": "sia@mail.example", "code": code, "password": PASSWORD })).await.expect(201);
}

/// The newest code counts; the links of both mails do.
#[tokio::test]
async fn s02_a_second_mail_replaces_the_code_of_the_first() {
    let portal = Portal::new();
    open(&portal).await;
    ask(&portal, "sia@mail.example").await;
    let (code, token) = (portal.code("sia@mail.example").await, portal.token("sia@mail.example").await);
    ask(&portal, "sia@mail.example").await;
    assert_ne!(portal.code("sia@mail.example").await, code);
    let body = json!({ "email": "sia@mail.example", "code": code, "password": PASSWORD });
    confirm(&portal, body).await.expect_field("code", "code_wrong");
    confirm(&portal, json!({ "token": token, "password": PASSWORD })).await.expect(201);
}

/// C05: exactly one company on the confirmed domain, and only if the workspace allows it.
#[tokio::test]
async fn c05_one_company_on_the_confirmed_domain_is_assigned_if_that_is_wanted() {
    let portal = Portal::new();
    let firm = open(&portal).await;
    let body = json!({ "name": "Harbor", "domains": ["harbor.example"] });
    let harbor = firm.post(&portal, "companies-create", body).await.id();
    let client = async |name: &str, domain: &str| {
        let body = json!({ "givenName": name, "email": format!("{name}@{domain}") });
        let id = firm.sign_up(&portal, body).await.id();
        let read = firm.read_client(&portal, &id).await;
        (read["companyIds"].clone(), read["companySuggestions"].clone())
    };
    assert_eq!(client("a", "harbor.example").await, (json!([harbor]), json!([])));
    assert_eq!(client("b", "sub.harbor.example").await, (json!([]), json!([])));
    assert_eq!(client("c", "gmail.com").await, (json!([]), json!([])));
    firm.settings(&portal, json!({ "assignCompanyByDomain": false })).await;
    let suggestion = json!([{ "companyId": harbor, "companyName": "Harbor", "reason": "emailDomain" }]);
    assert_eq!(client("d", "harbor.example").await, (json!([]), suggestion));
}

#[tokio::test]
async fn c05_typing_a_companys_name_never_gives_access_to_it() {
    let portal = Portal::new();
    let firm = open(&portal).await;
    let bakery = firm.post(&portal, "companies-create", json!({ "name": "Bakery" })).await.id();
    let typed = async |email: &str, company: &str| {
        let body = json!({ "givenName": "Sia", "email": email, "companyName": company });
        let answer = firm.sign_up(&portal, body).await;
        let home = portal.call("home-get").by(&answer.session("acme")).send().await.expect(200);
        assert_eq!(home.body["companies"], json!([]));
        firm.read_client(&portal, &answer.id()).await["companySuggestions"].clone()
    };
    let suggestion = json!([{ "companyId": bakery, "companyName": "Bakery", "reason": "typedName" }]);
    assert_eq!(typed("a@mail.example", " BAKERY ").await, suggestion);
    assert_eq!(typed("b@mail.example", "Brand New").await, json!([]));
    let companies = portal.call("companies-list").by(&firm.admin).send().await.column("name");
    assert_eq!(companies, ["Bakery"], "and makes none");
}

/// N01: with a link that opens a message to them. To lead and visibility, and nobody else.
#[tokio::test]
async fn n01_lead_and_visibility_are_told_of_a_sign_up_once() {
    let portal = Portal::new();
    let firm = open(&portal).await;
    let (max, _) = firm.member(&portal, "max@acme.example", "member").await;
    firm.member(&portal, "eve@acme.example", "member").await;
    let settings = json!({ "defaultLeadInternalUserId": max, "defaultVisibilityInternalUserIds": [firm.admin_id] });
    firm.settings(&portal, settings).await;
    let client = firm.sign_up(&portal, json!({ "givenName": "Sia", "email": "sia@mail.example" })).await.id();
    for (address, told) in [("admin@acme.example", 1), ("max@acme.example", 1), ("eve@acme.example", 0)] {
        let mails = portal.mails_to(address).await;
        let about: Vec<_> = mails.iter().filter(|it| it.subject.contains("Sia")).collect();
        assert_eq!(about.len(), told, "{address}");
        if let [mail] = about[..] {
            assert_eq!(mail.subject, "Sia signed up");
            let page = format!("https://portico.example/acme/app/clients/{client}");
            assert!(mail.text.contains("mailto:sia@mail.example") && mail.html.contains("mailto:sia@mail.example"));
            assert!(mail.text.contains(&page), "{}", mail.text);
        }
    }
}

/// N01, N02: whoever the firm knew already arrives once, and the mail says how.
#[tokio::test]
async fn n01_n02_a_sign_up_over_a_known_client_is_one_arrival_as_who_they_are() {
    let portal = Portal::new();
    let firm = open(&portal).await;
    let invited = firm.client(&portal, "ivy@mail.example").await.id();
    firm.act(&portal, "clients-invite", &invited).await;
    let link = portal.token("ivy@mail.example").await;
    let fresh = firm.client(&portal, "fay@mail.example").await.id();
    let told = async || {
        let mails = portal.mails_to("admin@acme.example").await;
        mails.into_iter().map(|it| it.subject).collect::<Vec<_>>()
    };
    let answer = firm.sign_up(&portal, json!({ "givenName": "Impostor", "email": "ivy@mail.example" })).await;
    assert_eq!(
        (answer.id(), answer.str("/givenName")),
        (invited.clone(), "Cleo"),
        "they are who the firm says they are"
    );
    assert_eq!(told().await, ["Cleo Client activated their account"]);
    let accept = json!({ "token": link, "password": "somebody else's" });
    let accept = portal.call("invitations-accept").at("acme").body(accept).send().await;
    accept.expect_error(410, "invitation_used");
    let answer = firm.sign_up(&portal, json!({ "givenName": "Fay", "email": "fay@mail.example" })).await;
    assert_eq!(answer.id(), fresh);
    assert_eq!(told().await, ["Cleo Client activated their account", "Cleo Client signed up"]);
    for id in [&invited, &fresh] {
        let read = firm.read_client(&portal, id).await;
        assert_eq!((read["status"].clone(), read["creationMethod"].clone()), (json!("active"), json!("internalUser")));
        firm.act(&portal, "clients-deactivate", id).await;
        firm.act(&portal, "clients-activate", id).await;
    }
    assert_eq!(told().await.len(), 2);
}

/// E: that an email is in use is for staff. Whoever comes second has a proof that is good for nothing.
#[tokio::test]
async fn s05_of_two_who_come_at_the_same_moment_the_second_learns_nothing() {
    for turns in 0..16 {
        let portal = Portal::new();
        let firm = open(&portal).await;
        ask(&portal, "sia@mail.example").await;
        let body = json!({ "token": portal.token("sia@mail.example").await, "password": PASSWORD });
        let staff = json!({ "name": "Sia", "email": "sia@mail.example" });
        let staff = portal.call("clients-create").by(&firm.admin).body(staff).send();
        let (client, staff) = tokio::join!(after_turns(4, confirm(&portal, body)), after_turns(turns, staff));
        assert!(matches!(client.status, 201 | 410 | 412), "{}", client.text);
        assert_ne!(client.body["code"], "email_in_use");
        assert!(matches!(staff.status, 201 | 409), "{}", staff.text);
        assert_eq!(portal.call("clients-list").by(&firm.admin).send().await.body["total"], 1);
    }
}

/// W10: somebody else's session is not ended without asking.
#[tokio::test]
async fn w10_confirming_beside_somebody_else_asks_first() {
    let portal = Portal::new();
    let firm = open(&portal).await;
    ask(&portal, "sia@mail.example").await;
    let mut body = json!({ "token": portal.token("sia@mail.example").await, "password": PASSWORD });
    let beside = async |body: &Value| portal.call("sign-ups-confirm").by(&firm.admin).body(body.clone()).send().await;
    let asked = beside(&body).await.expect_error(409, "other_session_active");
    assert_eq!(asked.str("/signedInAs"), "Ada Admin");
    assert_eq!(portal.call("clients-list").by(&firm.admin).send().await.body["total"], 0);
    body["switch"] = json!(true);
    beside(&body).await.expect(201);
}

/// N01, N02: one arrival per client, even where something puts a client back to before it.
#[tokio::test]
async fn n01_n02_nobody_arrives_twice_whatever_their_status_says() {
    let portal = Portal::new();
    let firm = open(&portal).await;
    let (id, _) = firm.active_client(&portal, "cleo@mail.example").await;
    let told = async || portal.mails_to("admin@acme.example").await.len();
    assert_eq!(told().await, 1);
    portal.change_record("client", &id, |body| drop(body.insert("status".to_owned(), json!("notInvited")))).await;
    firm.sign_up(&portal, json!({ "givenName": "Cleo", "email": "cleo@mail.example" })).await;
    assert_eq!((told().await, firm.read_client(&portal, &id).await["status"].clone()), (1, json!("active")));
}

/// C05, O06: of two who sign up with a company's domain and archive it at the same moment, one comes first.
#[tokio::test]
async fn c05_o06_nobody_signs_up_into_a_company_that_is_archived_meanwhile() {
    let mut seen = std::collections::BTreeSet::new();
    for turns in 0..32 {
        let portal = Portal::new();
        let firm = open(&portal).await;
        firm.settings(&portal, json!({ "assignCompanyByDomain": true })).await;
        let company = json!({ "name": "Harbor", "domains": ["harbor.example"] });
        let company = firm.post(&portal, "companies-create", company).await.id();
        ask(&portal, "sia@harbor.example").await;
        let body = json!({ "token": portal.token("sia@harbor.example").await, "password": PASSWORD });
        let archive = portal.call("companies-archive").by(&firm.admin).id(&company);
        // Either may come first.
        let (wait, other) = if turns % 2 == 0 { (turns / 2, 0) } else { (0, turns / 2) };
        let confirmed = after_turns(wait, confirm(&portal, body.clone()));
        let (confirmed, archived) = tokio::join!(confirmed, after_turns(other, archive.send()));
        seen.insert((confirmed.status, archived.status));
        // Who was refused tries again.
        let client =
            if confirmed.status == 201 { confirmed.id() } else { confirm(&portal, body).await.expect(201).id() };
        let companies = firm.read_client(&portal, &client).await["companyIds"].clone();
        let expected = if archived.status == 200 { json!([]) } else { json!([company]) };
        assert_eq!(companies, expected, "{turns}: {} {}", confirmed.status, archived.status);
    }
    assert!(seen.contains(&(201, 200)) && seen.contains(&(201, 409)), "{seen:?}");
    assert!(seen.iter().any(|it| it.0 == 412), "the two never met: {seen:?}");
}
