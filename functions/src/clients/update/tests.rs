//! Tests of editing a client.

use jiff::SignedDuration;
use serde_json::{Value, json};

use crate::testing::{Answer, Firm, PASSWORD, Portal};

async fn edit(portal: &Portal, firm: &Firm, id: &str, body: Value) -> Answer {
    portal.call("clients-update").by(&firm.admin).id(id).body(body).send().await
}

#[tokio::test]
async fn c09_fields_are_changed_cleared_and_left_alone() {
    let portal = Portal::new();
    let firm = portal.firm("acme").await;
    let id = firm.client(&portal, "cleo@mail.example").await.id();
    let all = json!({
        "givenName": "Clea", "familyName": "Clarke", "email": "Clea@mail.example", "position": "Owner",
        "phone": "123", "tags": ["b", "a"], "companyName": "Bakery",
    });
    portal.clock.advance(jiff::SignedDuration::from_mins(5));
    let after = edit(&portal, &firm, &id, all).await.expect(200);
    assert_eq!((after.str("/givenName"), after.str("/familyName")), ("Clea", "Clarke"));
    assert_eq!(
        (after.str("/email"), after.str("/position"), after.str("/phone")),
        ("clea@mail.example", "Owner", "123")
    );
    assert_eq!(
        (after.body["tags"].clone(), after.body["companyIds"].as_array().unwrap().len()),
        (json!(["a", "b"]), 1)
    );
    assert_eq!((after.str("/createdAt"), after.str("/updatedAt")), ("2026-01-01T12:00:00Z", "2026-01-01T12:05:00Z"));
    assert_eq!(firm.read_client(&portal, &id).await, after.body);
    let none = json!({ "familyName": null, "position": null, "phone": "", "tags": [], "companyId": null });
    let cleared = edit(&portal, &firm, &id, none).await.expect(200);
    assert_eq!((cleared.str("/givenName"), cleared.str("/familyName")), ("Clea", ""));
    for absent in ["position", "phone", "companyId"] {
        assert_eq!(cleared.body.get(absent), None, "{absent}");
    }
    assert_eq!((cleared.body["tags"].clone(), cleared.str("/email")), (json!([]), "clea@mail.example"));
    let full = edit(&portal, &firm, &id, json!({ "name": "Mary Ann Poe" })).await.expect(200);
    assert_eq!((full.str("/givenName"), full.str("/familyName")), ("Mary Ann", "Poe"));
}

#[tokio::test]
async fn c09_what_is_wrong_is_named_and_nothing_changes() {
    let portal = Portal::new();
    let firm = portal.firm("acme").await;
    let id = firm.client(&portal, "cleo@mail.example").await.id();
    let before = firm.read_client(&portal, &id).await;
    let wrong = [
        ("givenName", json!(""), "required"),
        ("email", json!("cleo"), "invalid_email"),
        ("companyName", json!("B"), "name_too_short"),
        ("tags", json!([1]), "invalid"),
        ("leadInternalUserId", json!(firm.admin_id), "unknown_field"),
        ("status", json!("active"), "unknown_field"),
    ];
    for (field, value, code) in wrong {
        let mut body = json!({ "position": "Changed" });
        body[field] = value.clone();
        let field = if value.is_array() { "tags[0]" } else { field };
        edit(&portal, &firm, &id, body).await.expect_field(field, code);
    }
    assert_eq!(firm.read_client(&portal, &id).await, before);
}

#[tokio::test]
async fn c02_c09_an_email_that_is_in_use_is_refused_with_whose_it_is() {
    let portal = Portal::new();
    let firm = portal.firm("acme").await;
    let id = firm.client(&portal, "cleo@mail.example").await.id();
    let other = firm.client(&portal, "other@mail.example").await.id();
    let refused = edit(&portal, &firm, &id, json!({ "email": "other@mail.example" })).await;
    assert_eq!(refused.expect_error(409, "email_in_use").str("/record/id"), other);
    // Their own is theirs, and one that was left is free.
    edit(&portal, &firm, &id, json!({ "email": "CLEO@mail.example" })).await.expect(200);
    edit(&portal, &firm, &id, json!({ "email": "new@mail.example" })).await.expect(200);
    edit(&portal, &firm, &other, json!({ "email": "cleo@mail.example" })).await.expect(200);
}

/// C09, I04: whoever reads the old address can neither stay signed in nor get in.
#[tokio::test]
async fn c09_a_changed_email_ends_sessions_and_is_the_one_to_sign_in_with() {
    let portal = Portal::new();
    let firm = portal.firm("acme").await;
    let (id, session) = firm.active_client(&portal, "cleo@mail.example").await;
    let ask = portal.call("password-resets-create").at("acme").body(json!({ "email": "cleo@mail.example" }));
    ask.send().await.expect(202);
    let token = portal.token("cleo@mail.example").await;
    edit(&portal, &firm, &id, json!({ "email": "clea@mail.example" })).await.expect(200);
    portal.call("home-get").by(&session).send().await.expect_error(401, "unauthenticated");
    let reset = portal.call("password-resets-confirm").at("acme").body(json!({ "token": token, "password": PASSWORD }));
    reset.send().await.expect_error(410, "code_expired");
    let sign_in = async |email: &str| {
        portal.call("sessions-create").at("acme").body(json!({ "email": email, "password": PASSWORD })).send().await
    };
    sign_in("cleo@mail.example").await.expect_error(401, "invalid_credentials");
    sign_in("clea@mail.example").await.expect(201);
}

#[tokio::test]
async fn c09_the_client_is_told_only_when_asked_and_only_if_they_can_look() {
    let portal = Portal::new();
    let firm = portal.firm("acme").await;
    let (active, _) = firm.active_client(&portal, "cleo@mail.example").await;
    let passive = firm.client(&portal, "bo@mail.example").await.id();
    portal.deliver().await;
    let before = portal.mailer.sent().len();
    edit(&portal, &firm, &active, json!({ "position": "Owner" })).await.expect(200);
    edit(&portal, &firm, &passive, json!({ "position": "Owner", "notify": true })).await.expect(200);
    portal.deliver().await;
    assert_eq!(portal.mailer.sent().len(), before);
    edit(&portal, &firm, &active, json!({ "position": "Boss", "notify": true })).await.expect(200);
    portal.clock.advance(SignedDuration::from_mins(2));
    let mail = portal.mails_to("cleo@mail.example").await.pop().unwrap();
    assert_eq!(mail.subject, "Firm acme updated your details");
    assert!(mail.text.contains("https://portico.example/acme/account"), "{}", mail.text);
}

/// C09: a mail waits for two minutes, and tells of every edit until then.
#[tokio::test]
async fn c09_several_quick_edits_are_told_in_one_mail() {
    let portal = Portal::new();
    let firm = portal.firm("acme").await;
    let (id, _) = firm.active_client(&portal, "cleo@mail.example").await;
    let told = async |address: &str| {
        let mails = portal.mails_to(address).await;
        mails.iter().filter(|it| it.subject == "Firm acme updated your details").count()
    };
    let change = async |field: &str, value: &str| {
        let call = edit(&portal, &firm, &id, json!({ field: value, "notify": true }));
        call.await.expect(200);
    };
    let seconds = |n: i64| portal.clock.advance(SignedDuration::from_secs(n));
    change("position", "Owner").await;
    seconds(60);
    change("phone", "1").await;
    seconds(40);
    change("phone", "12").await;
    assert_eq!(told("cleo@mail.example").await, 0, "it waits for more");
    seconds(20);
    assert_eq!(told("cleo@mail.example").await, 1);
    seconds(600);
    assert_eq!(told("cleo@mail.example").await, 1, "nothing has changed since");
    change("phone", "123").await;
    // So shortly before the mail goes, a further edit gets its own.
    seconds(110);
    change("phone", "1234").await;
    seconds(120);
    assert_eq!(told("cleo@mail.example").await, 3);
    // Whoever gets a new address in between is told there, too.
    change("position", "Boss").await;
    change("email", "clea@mail.example").await;
    seconds(120);
    assert_eq!(told("clea@mail.example").await, 1);
}

#[tokio::test]
async fn w05_w06_the_mode_holds_for_edits_too() {
    let portal = Portal::new();
    let firm = portal.firm("acme").await;
    let id = firm.client(&portal, "cleo@mail.example").await.id();
    firm.settings(&portal, json!({ "clientMode": "individuals" })).await;
    edit(&portal, &firm, &id, json!({ "companyName": "Bakery" })).await.expect_error(409, "companies_disabled");
    edit(&portal, &firm, &id, json!({ "position": "Owner" })).await.expect(200);
    firm.settings(&portal, json!({ "clientMode": "businesses" })).await;
    edit(&portal, &firm, &id, json!({ "position": "Boss" })).await.expect(200);
    for none in [json!({ "companyId": null }), json!({ "companyIds": [] }), json!({ "companyName": "" })] {
        edit(&portal, &firm, &id, none).await.expect_field("companyId", "company_required");
    }
    edit(&portal, &firm, &id, json!({ "companyName": "Bakery" })).await.expect(200);
}

#[tokio::test]
async fn a05_a_hidden_client_can_not_be_edited_by_guessing() {
    let portal = Portal::new();
    let firm = portal.firm("acme").await;
    let hidden = firm.client(&portal, "hidden@mail.example").await.id();
    let (_, member) = firm.member(&portal, "max@acme.example", "member").await;
    let call = portal.call("clients-update").by(&member).id(&hidden).body(json!({ "position": "Mine" }));
    call.send().await.expect_error(404, "client_not_found");
    // A version that would not match says no more than that there is none.
    let call = portal.call("clients-update").by(&member).id(&hidden).if_match(999).body(json!({ "position": "Mine" }));
    call.send().await.expect_error(404, "client_not_found");
    assert_eq!(firm.read_client(&portal, &hidden).await.get("position"), None);
}

#[tokio::test]
async fn t03_of_two_edits_at_the_same_moment_one_is_told_of_the_other() {
    let portal = Portal::new();
    let firm = portal.firm("acme").await;
    let id = firm.client(&portal, "cleo@mail.example").await.id();
    let (one, two) = tokio::join!(
        edit(&portal, &firm, &id, json!({ "position": "One" })),
        edit(&portal, &firm, &id, json!({ "phone": "2" }))
    );
    let (won, lost) = if one.status == 200 { (one, two) } else { (two, one) };
    lost.expect_error(412, "version_conflict");
    assert_eq!(firm.read_client(&portal, &id).await, won.body, "nothing of the other is half there");
}

/// C02: a tag that is written in two ways is one; too many are refused, and none is dropped in silence.
#[tokio::test]
async fn c02_tags_are_each_one_and_too_many_are_refused() {
    let portal = Portal::new();
    let firm = portal.firm("acme").await;
    let id = firm.client(&portal, "cleo@mail.example").await.id();
    let edit = async |tags: Value| {
        portal.call("clients-update").by(&firm.admin).id(&id).body(json!({ "tags": tags })).send().await
    };
    assert_eq!(edit(json!(["vip", "VIP", "", "Año", "ano"])).await.expect(200).body["tags"], json!(["Año", "vip"]));
    let tags = |n: u32| (0..n).map(|n| format!("tag {n:02}")).collect::<Vec<_>>();
    assert_eq!(edit(json!(tags(50))).await.expect(200).body["tags"], json!(tags(50)));
    edit(json!(tags(51))).await.expect_field("tags", "too_many");
}
