//! Tests of what a client profile and a rate are at a client.

use serde_json::{Value, json};

use crate::testing::{Firm, Portal};

async fn found(portal: &Portal, firm: &Firm, profile: &str) -> Vec<String> {
    let query = format!("clientProfileId={profile}&sort=name");
    portal.call("clients-list").by(&firm.admin).query(&query).send().await.expect(200).column("givenName")
}

#[tokio::test]
async fn c02_c07_a_client_has_a_profile_and_is_found_by_it() {
    let portal = Portal::new();
    let firm = portal.firm("acme").await;
    let guests = json!({ "name": "Guests", "permissions": [] });
    let guests = firm.post(&portal, "client-profiles-create", guests).await.id();
    let standard = portal.call("client-profiles-list").by(&firm.admin).send().await.str("/data/0/id").to_owned();
    let add = async |name: &str, profile: Value| {
        let email = format!("{}@mail.example", name.to_lowercase());
        let body = json!({ "name": name, "email": email, "clientProfileId": profile });
        firm.post(&portal, "clients-create", body).await
    };
    let ann = add("Ann", json!(guests)).await;
    assert_eq!(ann.str("/clientProfileId"), guests);
    assert_eq!(add("Bea", Value::Null).await.body.get("clientProfileId"), None);
    add("Cid", json!(standard)).await;
    assert_eq!(found(&portal, &firm, &guests).await, ["Ann"]);
    assert_eq!(found(&portal, &firm, &standard).await, ["Bea", "Cid"], "the default is also of those without");
    assert!(found(&portal, &firm, "profile_01ARZ3NDEKTSV4RRFFQ69G5FAV").await.is_empty());
    firm.edit(&portal, "client-profiles-update", &guests, json!({ "isDefault": true })).await;
    assert_eq!(found(&portal, &firm, &guests).await, ["Ann", "Bea"]);
    assert_eq!(found(&portal, &firm, &standard).await, ["Cid"]);
    let after = firm.edit(&portal, "clients-update", &ann.id(), json!({ "clientProfileId": null })).await;
    assert_eq!(after.body.get("clientProfileId"), None);
    let wrong = portal.call("clients-update").by(&firm.admin).id(&ann.id());
    let nobodys = json!({ "clientProfileId": "profile_01ARZ3NDEKTSV4RRFFQ69G5FAV" });
    wrong.body(nobodys).send().await.expect_field("clientProfileId", "client_profile_not_found");
}

/// C15: whole minor units, set and cleared.
#[tokio::test]
async fn c15_a_client_has_a_rate_per_hour_in_whole_minor_units() {
    let portal = Portal::new();
    let firm = portal.firm("acme").await;
    let body = json!({ "name": "Cleo", "email": "cleo@mail.example", "portalRate": 12_050 });
    let client = firm.post(&portal, "clients-create", body).await;
    assert_eq!(client.body["portalRate"], 12_050);
    let edit = async |rate: Value| {
        portal.call("clients-update").by(&firm.admin).id(&client.id()).body(json!({ "portalRate": rate })).send().await
    };
    assert_eq!(edit(json!(0)).await.expect(200).body["portalRate"], 0, "nothing is a rate too");
    for wrong in [json!(-1), json!(12.5), json!(100_000_001)] {
        edit(wrong).await.expect_field("portalRate", "invalid_rate");
    }
    edit(json!("12")).await.expect_field("portalRate", "invalid");
    assert_eq!(edit(json!(100_000_000)).await.expect(200).body["portalRate"], 100_000_000);
    assert_eq!(edit(Value::Null).await.expect(200).body.get("portalRate"), None);
}

/// C15, C02: neither rate nor profile nor custom fields show in anything that the client gets.
#[tokio::test]
async fn c15_no_answer_shows_a_client_their_own_rate_profile_or_fields() {
    let portal = Portal::new();
    let firm = portal.firm("acme").await;
    firm.post(&portal, "custom-fields-create", json!({ "name": "Note", "type": "text" })).await;
    let profile = json!({ "name": "Difficult people", "permissions": ["read_knowledge_base"] });
    let profile = firm.post(&portal, "client-profiles-create", profile).await.id();
    let (id, client) = firm.active_client(&portal, "cleo@mail.example").await;
    let change = json!({ "portalRate": 98_765, "clientProfileId": profile, "customFields": { "note": "pays late" } });
    firm.edit(&portal, "clients-update", &id, change).await;
    let mut answered = 0;
    for route in crate::routes::all().into_iter().map(|it| it.route).filter(|it| it.method == http::Method::GET) {
        let answer = portal.call(route.name).by(&client).id(&id).path("slug", "acme").path("image", "x").send().await;
        answered += usize::from(answer.status == 200);
        for secret in ["98765", "Difficult", "late", &profile] {
            assert!(!answer.text.contains(secret), "{}: {}", route.name, answer.text);
        }
    }
    assert!(answered >= 3, "only {answered} endpoints answered");
}
