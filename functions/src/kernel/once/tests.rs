//! Tests of `Idempotency-Key` (T03).

use jiff::SignedDuration;
use serde_json::{Value, json};

use crate::testing::{Answer, Call, Portal, Session, after_turns};

fn create<'a>(portal: &'a Portal, by: &Session, body: &Value) -> Call<'a> {
    portal.call("clients-create").by(by).body(body.clone())
}

fn cleo() -> Value {
    json!({ "name": "Cleo Client", "email": "cleo@mail.example" })
}

async fn total(portal: &Portal, by: &Session) -> Value {
    portal.call("clients-list").by(by).send().await.body["total"].clone()
}

#[tokio::test]
async fn t03_a_repeat_gets_the_same_answer_even_after_the_record_changed() {
    let portal = Portal::new();
    let firm = portal.firm("acme").await;
    let send = async || create(&portal, &firm.admin, &cleo()).query("sendInvite=true").key("key-number-1").send().await;
    let first = send().await.expect(201);
    firm.edit(&portal, "clients-update", &first.id(), json!({ "position": "Owner" })).await;
    let again = send().await.expect(201);
    assert_eq!((&again.body, &again.headers["etag"]), (&first.body, &first.headers["etag"]));
    assert_eq!((total(&portal, &firm.admin).await, portal.mails_to("cleo@mail.example").await.len()), (json!(1), 1));
}

/// T03: whichever of two is a moment earlier, both get the one answer.
#[tokio::test]
async fn t03_two_of_one_key_at_the_same_moment_have_one_effect_and_one_answer() {
    for turns in 0..16 {
        let portal = Portal::new();
        let firm = portal.firm("acme").await;
        let send = || create(&portal, &firm.admin, &cleo()).query("sendInvite=true").key("key-number-1").send();
        let (one, two) = tokio::join!(send(), after_turns(turns, send()));
        let (one, two) = (one.expect(201), two.expect(201));
        assert_eq!(one.body, two.body, "after {turns} turns");
        assert_eq!(
            (total(&portal, &firm.admin).await, portal.mails_to("cleo@mail.example").await.len()),
            (json!(1), 1)
        );
    }
}

#[tokio::test]
async fn t03_a_key_belongs_to_one_request() {
    let portal = Portal::new();
    let firm = portal.firm("acme").await;
    create(&portal, &firm.admin, &cleo()).key("key-number-1").send().await.expect(201);
    let refuse = |answer: Answer| answer.expect_error(409, "idempotency_key_reused");
    let other = json!({ "name": "Bo", "email": "bo@mail.example" });
    refuse(create(&portal, &firm.admin, &other).key("key-number-1").send().await);
    refuse(create(&portal, &firm.admin, &cleo()).query("sendInvite=true").key("key-number-1").send().await);
    assert_eq!(total(&portal, &firm.admin).await, 1);
    // Another endpoint, another record, another key: another request.
    let id = create(&portal, &firm.admin, &other).key("key-number-2").send().await.expect(201).id();
    let invite = |id: &str| portal.call("clients-invite").by(&firm.admin).id(id).key("key-number-1").send();
    invite(&id).await.expect(201);
    let first = portal.call("clients-list").by(&firm.admin).query("search=cleo").send().await.column("id").remove(0);
    refuse(invite(&first).await);
}

/// T03, A10: two people, or two firms, may use the same key.
#[tokio::test]
async fn t03_a10_a_key_is_the_callers_own() {
    let portal = Portal::new();
    let (acme, rival) = (portal.firm("acme").await, portal.firm("rival").await);
    let (_, member) = acme.member(&portal, "max@acme.example", "member").await;
    let first = create(&portal, &acme.admin, &cleo()).key("key-number-1").send().await.expect(201);
    let colleague = create(&portal, &member, &cleo()).key("key-number-1").send().await;
    let colleague = colleague.expect_error(409, "email_in_use");
    assert_eq!(colleague.body.get("record"), None, "and nothing of the other's answer");
    let stranger = create(&portal, &rival.admin, &cleo()).key("key-number-1").send().await.expect(201);
    assert_ne!(stranger.id(), first.id());
}

/// T03: what was refused had no effect, so the same key may be used for what comes after it was put right.
#[tokio::test]
async fn t03_a_refused_request_leaves_its_key_free() {
    let portal = Portal::new();
    let firm = portal.firm("acme").await;
    let wrong = json!({ "name": "Cleo", "email": "cleo" });
    create(&portal, &firm.admin, &wrong).key("key-number-1").send().await.expect_field("email", "invalid_email");
    let taken = json!({ "name": "Cleo", "email": "admin@acme.example" });
    create(&portal, &firm.admin, &taken).key("key-number-1").send().await.expect_error(409, "email_in_use");
    create(&portal, &firm.admin, &cleo()).key("key-number-1").send().await.expect(201);
}

/// T03: the answer was lost on its way, or the commit with it: a repeat tells which.
#[tokio::test]
async fn t03_a_repeat_after_an_outage_has_one_effect() {
    for outage in [shared::memory::Outage::Before, shared::memory::Outage::After] {
        let portal = Portal::new();
        let firm = portal.firm("acme").await;
        portal.store.fail_next_commit(outage);
        let send = || create(&portal, &firm.admin, &cleo()).key("key-number-1").send();
        assert_eq!(send().await.expect_error(503, "unavailable").headers["retry-after"], "5");
        send().await.expect(201);
        assert_eq!(total(&portal, &firm.admin).await, 1, "{outage:?}");
    }
}

/// A09: a repeat is a request like any other to whoever may no longer do this.
#[tokio::test]
async fn a09_t03_a_repeat_needs_the_permission_still() {
    let portal = Portal::new();
    let firm = portal.firm("acme").await;
    let (max, member) = firm.member(&portal, "max@acme.example", "member").await;
    create(&portal, &member, &cleo()).key("key-number-1").send().await.expect(201);
    let role = firm.post(&portal, "roles-create", json!({ "name": "Nothing", "permissions": [] })).await.id();
    firm.edit(&portal, "internal-users-update", &max, json!({ "role": role })).await;
    let again = create(&portal, &member, &cleo()).key("key-number-1").send().await;
    again.expect_error(403, "permission_denied");
}

#[tokio::test]
async fn t03_a_key_has_a_sensible_length_and_only_posts_look_at_it() {
    let portal = Portal::new();
    let firm = portal.firm("acme").await;
    for key in ["1234567", "", &"k".repeat(129)] {
        let call = create(&portal, &firm.admin, &cleo()).key(key);
        call.send().await.expect_field("Idempotency-Key", "invalid_key");
    }
    create(&portal, &firm.admin, &cleo()).key(&"k".repeat(128)).send().await.expect(201);
    let rename = |name: &str| {
        let call = portal.call("workspaces-update").by(&firm.admin).key("key-number-1");
        call.body(json!({ "brandName": name })).send()
    };
    rename("One").await.expect(200);
    assert_eq!(rename("Two").await.expect(200).str("/workspace/brandName"), "Two");
}

#[tokio::test]
async fn t03_an_answer_is_kept_for_a_day() {
    let portal = Portal::new();
    let firm = portal.firm("acme").await;
    let send = || create(&portal, &firm.admin, &cleo()).key("key-number-1").send();
    send().await.expect(201);
    let at = |portal: &Portal| portal.app.clock.now().as_second();
    portal.clock.advance(SignedDuration::from_hours(24));
    portal.store.sweep(at(&portal));
    send().await.expect(201);
    portal.clock.advance(SignedDuration::from_secs(1));
    portal.store.sweep(at(&portal));
    send().await.expect_error(409, "email_in_use");
}
