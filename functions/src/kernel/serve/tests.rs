//! Tests of what holds for every request: errors, other sites, and what is stored.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use serde_json::{Value, json};

use crate::testing::{Answer, Firm, PASSWORD, Portal};

/// What a table's reader must not be able to use or recognise.
struct Secrets {
    /// Nowhere in any record.
    nowhere: Vec<String>,
    /// Not in any key.
    not_in_keys: Vec<String>,
}

/// A journey through everything that has a secret: sign-ups, invitations, resets, changes, sessions.
async fn journey(portal: &Portal) -> Secrets {
    let firm = portal.firm("acme").await;
    firm.settings(portal, json!({ "directSignUp": true })).await;
    let mut nowhere = vec![PASSWORD.to_owned(), "a second password".to_owned()];
    let (_, member) = firm.member(portal, "max@acme.example", "member").await;
    let (_, client) = firm.active_client(portal, "cleo@mail.example").await;
    let signed_up =
        firm.sign_up(portal, json!({ "givenName": "Sia", "email": "sia@mail.example" })).await.session("acme");
    let change = json!({ "currentPassword": PASSWORD, "newPassword": "a second password" });
    portal.call("passwords-change").by(&member).key("key-number-1").body(change).send().await.expect(200);
    let post = async |name, body: Value| portal.call(name).at("acme").key("key-number-2").body(body).send().await;
    post("password-resets-create", json!({ "email": "cleo@mail.example" })).await.expect(202);
    let reset = json!({ "token": portal.token("cleo@mail.example").await, "password": "a second password" });
    let reset = post("password-resets-confirm", reset).await.expect(201).session("acme");
    let change = json!({ "email": "clea@mail.example", "password": "a second password" });
    portal.call("email-changes-create").by(&reset).body(change).send().await.expect(202);
    let waiting = firm.client(portal, "ivy@mail.example").await.id();
    firm.act(portal, "clients-invite", &waiting).await;
    for name in ["sessions-create", "invitations-accept"] {
        let body = json!({ "email": "cleo@mail.example", "password": "a wrong password", "code": "1" });
        post(name, body).await;
    }
    nowhere.push("a wrong password".to_owned());
    portal.deliver().await;
    for session in [&firm.admin, &member, &client, &signed_up, &reset] {
        nowhere.push(session.cookie.rsplit('.').next().unwrap().to_owned());
    }
    for (_, mail) in portal.mailer.sent() {
        let words = mail.text.split_whitespace();
        for word in words {
            if let Some((_, secret)) = word.split_once('#').and_then(|(_, token)| token.split_once('.')) {
                nowhere.push(secret.to_owned());
            }
            if word.len() == 6 && word.bytes().all(|it| it.is_ascii_digit()) {
                nowhere.push(word.to_owned());
            }
        }
    }
    let addresses = ["admin@acme", "max@acme", "cleo@mail", "sia@mail", "clea@mail", "ivy@mail"];
    Secrets { nowhere, not_in_keys: addresses.map(str::to_owned).to_vec() }
}

/// S04, S05: whoever reads the table can use nothing of it, and no key holds an address.
#[tokio::test]
async fn s04_s05_no_password_code_token_or_session_stands_in_the_table_and_no_email_in_a_key() {
    let portal = Portal::new();
    let secrets = journey(&portal).await;
    assert!(secrets.nowhere.len() >= 18, "only {} secrets", secrets.nowhere.len());
    let mut seen = 0;
    for record in portal.store.dump() {
        // Ids are long runs of digits and letters in which six digits may stand by chance; codes are looked for as words.
        let text = Value::Object(record.body.clone()).to_string();
        let keys = format!("{:?} {:?}", record.key, record.indexes);
        for secret in &secrets.nowhere {
            let word = |text: &str| text.split(|it: char| !it.is_alphanumeric()).any(|it| it == secret);
            let found = if secret.len() == 6 {
                word(&text) || word(&keys)
            } else {
                text.contains(secret) || keys.contains(secret)
            };
            assert!(!found, "{secret} in {} {keys} {text}", record.kind);
            // Nor in the form in which bytes are written.
            assert!(!text.contains(&URL_SAFE_NO_PAD.encode(secret)), "{secret} in {}", record.kind);
        }
        for email in &secrets.not_in_keys {
            assert!(!keys.contains(email), "{email} in the key of {} {keys}", record.kind);
        }
        seen += 1;
    }
    assert!(seen > 60, "only {seen} records");
}

async fn client(portal: &Portal, firm: &Firm, headers: &[(&'static str, &str)]) -> Answer {
    let mut call = portal.call("clients-create").by(&firm.admin);
    call = call.body(json!({ "name": "Cleo", "email": "cleo@mail.example" }));
    for (name, value) in headers {
        call = call.header(name, value);
    }
    call.send().await
}

/// What another site's page makes a browser send changes nothing, though the cookie comes with it.
#[tokio::test]
async fn cross_site_requests_change_nothing() {
    let portal = Portal::new();
    let firm = portal.firm("acme").await;
    let refused: [&[(&str, &str)]; 7] = [
        &[("origin", "https://evil.example")],
        &[("origin", "null")],
        &[("origin", "http://portico.example")],
        &[("origin", "https://portico.example.evil.example")],
        &[("sec-fetch-site", "cross-site")],
        &[("sec-fetch-site", "same-site"), ("origin", "https://portico.example")],
        &[("origin", "https://evil.example"), ("host", "portico.example")],
    ];
    for headers in refused {
        client(&portal, &firm, headers).await.expect_error(403, "cross_site_request");
    }
    for form in
        ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "application/jsonp"]
    {
        client(&portal, &firm, &[("content-type", form)]).await.expect_field("Content-Type", "json_only");
    }
    // Without a body too: signing out somebody else is a nuisance.
    let end = portal.call("sessions-end").by(&firm.admin).header("sec-fetch-site", "cross-site");
    end.send().await.expect_error(403, "cross_site_request");
    assert_eq!(portal.call("clients-list").by(&firm.admin).send().await.body["total"], 0);
    let own = [
        ("origin", "https://portico.example"),
        ("sec-fetch-site", "same-origin"),
        ("content-type", "Application/JSON; charset=utf-8"),
    ];
    client(&portal, &firm, &own).await.expect(201);
    // Reading is no change: the browser keeps the answer from the other site by itself.
    let read = portal.call("clients-list").by(&firm.admin).header("origin", "https://evil.example");
    let read = read.send().await.expect(200);
    assert!(!read.headers.contains_key("access-control-allow-origin"));
}

#[tokio::test]
async fn e_every_error_has_one_shape_and_its_request_can_be_found() {
    let portal = Portal::new();
    let firm = portal.firm("acme").await;
    let unknown = portal.call("clients-get").by(&firm.admin).id("client_01ARZ3NDEKTSV4RRFFQ69G5FAV").send().await;
    let unknown = unknown.expect_error(404, "client_not_found");
    let mut members: Vec<_> = unknown.body.as_object().unwrap().keys().map(String::as_str).collect();
    members.sort_unstable();
    assert_eq!(members, ["code", "message", "requestId"]);
    assert_eq!(
        (unknown.headers["content-type"].as_str(), unknown.headers["cache-control"].as_str()),
        ("application/json", "no-store")
    );
    let next = portal.call("clients-get").by(&firm.admin).id("x").send().await;
    assert_ne!(next.headers["x-request-id"], unknown.headers["x-request-id"]);
}

#[tokio::test]
async fn e_what_is_no_json_or_not_one_object_is_refused_by_name() {
    let portal = Portal::new();
    let firm = portal.firm("acme").await;
    for bytes in [&b"{"[..], b"[]", b"\"text\"", b"{} {}", b"{\"name\": \"\xff\"}", b"null"] {
        let mut call = portal.call("companies-create").by(&firm.admin).header("content-type", "application/json");
        call.request.body = bytes.to_vec();
        let answer = call.send().await.expect_error(422, "invalid");
        assert!(answer.body["fields"][0]["field"].is_string(), "{}", answer.text);
    }
    // No body is an empty object: what is missing is named.
    portal.call("companies-create").by(&firm.admin).send().await.expect_field("name", "required");
    let long = portal.call("companies-create").by(&firm.admin).body(json!({ "name": "A", "x": 1 }));
    let answer = long.send().await;
    assert_eq!((answer.status, answer.str("/code")), (422, "name_too_short"));
}

#[tokio::test]
async fn e_an_outage_changes_nothing_and_says_when_to_try_again() {
    let portal = Portal::new();
    let firm = portal.firm("acme").await;
    portal.store.fail_next_commit(shared::memory::Outage::Before);
    let failed = client(&portal, &firm, &[]).await.expect_error(503, "unavailable");
    assert_eq!(failed.headers["retry-after"], "5");
    assert!(!failed.text.contains("a test asked"), "the cause stays inside: {}", failed.text);
    assert_eq!(portal.call("clients-list").by(&firm.admin).send().await.body["total"], 0);
    client(&portal, &firm, &[]).await.expect(201);
}

/// A record that can't be read is a defect: the caller learns that, and nothing of what is stored.
#[tokio::test]
async fn e_a_defect_shows_nothing_of_what_is_inside() {
    let portal = Portal::new();
    let firm = portal.firm("acme").await;
    let id = firm.client(&portal, "cleo@mail.example").await.id();
    portal.change_record("client", &id, |body| drop(body.insert("status".to_owned(), json!("lost")))).await;
    let answer = portal.call("clients-get").by(&firm.admin).id(&id).send().await.expect_error(500, "internal");
    assert!(!answer.text.contains("lost") && !answer.text.contains("variant"), "{}", answer.text);
}

/// T03, E: a version that is not the newest, whatever its form.
#[tokio::test]
async fn t03_if_match_takes_the_tag_that_was_read_and_no_other() {
    let portal = Portal::new();
    let firm = portal.firm("acme").await;
    let made = firm.client(&portal, "cleo@mail.example").await;
    let edit = |tag: &str| {
        let call = portal.call("clients-update").by(&firm.admin).id(&made.id()).header("if-match", tag);
        call.body(json!({ "position": "Owner" })).send()
    };
    for wrong in ["*", "\"abc\"", "", "\"1\", \"2\"", "-1"] {
        edit(wrong).await.expect_field("If-Match", "invalid_version");
    }
    edit("\"2\"").await.expect_error(412, "version_conflict");
    edit("\"0\"").await.expect_error(412, "version_conflict");
    let after = edit(&made.headers["etag"]).await.expect(200);
    assert_eq!((after.version(), after.headers["etag"].as_str()), (2, "\"2\""));
    edit("\"1\"").await.expect_error(412, "version_conflict");
    edit("W/\"2\"").await.expect(200);
    edit("3").await.expect(200);
}
