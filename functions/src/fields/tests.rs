//! Tests of what clients have in custom fields.

use serde_json::{Value, json};

use crate::testing::{Answer, Firm, Portal};

/// Every type of field, under its own name as key; what selects take are the ids that come back.
async fn all_types(portal: &Portal, firm: &Firm) -> (String, String) {
    for kind in ["text", "longText", "number", "date", "checkbox", "url", "email", "phoneNumber"] {
        let body = json!({ "name": format!("A {kind}"), "key": kind, "type": kind });
        firm.post(portal, "custom-fields-create", body).await;
    }
    let options = json!([{ "label": "Gold" }, { "label": "Tin" }]);
    let one = json!({ "name": "One", "key": "singleSelect", "type": "singleSelect", "options": options });
    let one = firm.post(portal, "custom-fields-create", one).await.str("/options/0/id").to_owned();
    let some = json!({ "name": "Some", "key": "multiSelect", "type": "multiSelect", "options": options });
    (one, firm.post(portal, "custom-fields-create", some).await.str("/options/1/id").to_owned())
}

async fn create(portal: &Portal, firm: &Firm, fields: Value) -> Answer {
    let body = json!({ "name": "Cleo Client", "email": "cleo@mail.example", "customFields": fields });
    portal.call("clients-create").by(&firm.admin).body(body).send().await
}

#[tokio::test]
async fn c02_values_of_every_type_are_set_at_creation_and_answered_by_get_and_list() {
    let portal = Portal::new();
    let firm = portal.firm("acme").await;
    let (gold, tin) = all_types(&portal, &firm).await;
    let said = json!({
        "text": "  B-12 ", "longText": " one\ntwo ", "number": 12.0, "date": "2026-02-28", "checkbox": false,
        "url": "https://harbor.example/a?b=c", "email": " Books@Harbor.example", "phoneNumber": "+34 600",
        "singleSelect": gold, "multiSelect": [tin, tin],
    });
    let kept = json!({
        "text": "B-12", "longText": "one\ntwo", "number": 12, "date": "2026-02-28", "checkbox": false,
        "url": "https://harbor.example/a?b=c", "email": "books@harbor.example", "phoneNumber": "+34 600",
        "singleSelect": gold, "multiSelect": [tin],
    });
    let made = create(&portal, &firm, said).await.expect(201);
    assert_eq!(made.body["customFields"], kept);
    assert_eq!(firm.read_client(&portal, &made.id()).await["customFields"], kept);
    let listed = portal.call("clients-list").by(&firm.admin).send().await.expect(200);
    assert_eq!(listed.body["data"][0]["customFields"], kept);
}

#[tokio::test]
async fn c02_a_value_that_its_type_does_not_take_is_named_by_field() {
    let portal = Portal::new();
    let firm = portal.firm("acme").await;
    let (gold, tin) = all_types(&portal, &firm).await;
    let wrong = [
        ("text", json!(1), "invalid"),
        ("text", json!("x".repeat(121)), "too_long"),
        ("longText", json!("x".repeat(5001)), "too_long"),
        ("longText", json!("a\u{7}"), "invalid_characters"),
        ("number", json!("12"), "invalid_number"),
        ("number", json!(1e16), "invalid_number"),
        ("number", json!(1e-200), "invalid_number"),
        ("number", json!(0.123_456_7), "invalid_number"),
        ("number", json!(-9_007_199_254_740_993_i64), "invalid_number"),
        ("date", json!("2026-02-29"), "invalid_date"),
        ("date", json!("20260228"), "invalid_date"),
        ("date", json!("2026-02-28T10:00:00"), "invalid_date"),
        ("checkbox", json!("yes"), "invalid"),
        ("url", json!("harbor.example"), "invalid_url"),
        ("url", json!("javascript:alert(1)"), "invalid_url"),
        ("url", json!("https://"), "invalid_url"),
        ("email", json!("harbor.example"), "invalid_email"),
        ("phoneNumber", json!("call me"), "invalid_phone"),
        ("singleSelect", json!(tin), "unknown_option"),
        ("singleSelect", json!([gold]), "invalid"),
        ("multiSelect", json!(tin), "invalid"),
        ("multiSelect", json!([tin, gold]), "unknown_option"),
        ("multiSelect", json!([1]), "invalid"),
        ("text", json!({ "$serde_json::private::RawValue": "\"a text in disguise\"" }), "invalid"),
        ("number", json!({ "$serde_json::private::Number": "12" }), "invalid_number"),
        ("taxId", json!("1"), "unknown_field"),
    ];
    for (key, value, code) in wrong {
        let answer = create(&portal, &firm, json!({ key: value })).await;
        answer.expect_field(&format!("customFields.{key}"), code);
    }
    let both = create(&portal, &firm, json!({ "number": "x", "taxId": null })).await.expect_error(422, "invalid");
    assert_eq!(
        (both.str("/fields/0/field"), both.str("/fields/1/field")),
        ("customFields.number", "customFields.taxId")
    );
    create(&portal, &firm, json!("text")).await.expect_field("customFields", "invalid");
    let mut deep = json!("x");
    for _ in 0..1000 {
        deep = json!([deep]);
    }
    create(&portal, &firm, json!({ "text": deep })).await.expect_error(422, "invalid");
}

#[tokio::test]
async fn c02_a_change_merges_by_key_and_null_or_nothing_removes() {
    let portal = Portal::new();
    let firm = portal.firm("acme").await;
    let (gold, tin) = all_types(&portal, &firm).await;
    let said = json!({ "text": "B-12", "number": 0, "date": "2026-02-28", "singleSelect": gold, "multiSelect": [tin] });
    let id = create(&portal, &firm, said).await.expect(201).id();
    let edit = async |fields: Value| {
        let after = firm.edit(&portal, "clients-update", &id, json!({ "customFields": fields })).await;
        after.body["customFields"].clone()
    };
    let after = edit(json!({ "text": "C-3", "checkbox": true, "date": null, "singleSelect": "", "email": null })).await;
    assert_eq!(after, json!({ "text": "C-3", "number": 0, "checkbox": true, "multiSelect": [tin] }));
    assert_eq!(edit(json!({ "text": " ", "multiSelect": [], "number": null })).await, json!({ "checkbox": true }));
    firm.edit(&portal, "clients-update", &id, json!({ "position": "Owner" })).await;
    assert_eq!(firm.read_client(&portal, &id).await["customFields"], json!({ "checkbox": true }), "silence keeps");
    let refused = portal.call("clients-update").by(&firm.admin).id(&id);
    let refused = refused.body(json!({ "position": "Boss", "customFields": { "number": "x" } })).send().await;
    refused.expect_field("customFields.number", "invalid_number");
    assert_eq!(firm.read_client(&portal, &id).await["position"], "Owner");
}

/// C02, T05: what one client has in custom fields stays well below what one record can hold.
#[tokio::test]
async fn c02_all_values_of_a_client_together_have_a_size() {
    let portal = Portal::new();
    let firm = portal.firm("acme").await;
    let mut fields = serde_json::Map::new();
    for n in 0..14 {
        let body = json!({ "name": format!("Note {n}"), "key": format!("note{n}"), "type": "longText" });
        firm.post(&portal, "custom-fields-create", body).await;
        fields.insert(format!("note{n}"), json!("x".repeat(5000)));
    }
    create(&portal, &firm, json!(fields)).await.expect_field("customFields", "too_long");
    fields.remove("note13");
    create(&portal, &firm, json!(fields)).await.expect(201);
    // As many characters of two bytes each are too much.
    let twice: serde_json::Map<_, _> = fields.keys().map(|it| (it.clone(), json!("ä".repeat(5000)))).collect();
    create(&portal, &firm, json!(twice)).await.expect_field("customFields", "too_long");
}

/// C07, C02: a list shows each client in full, however long their values are.
#[tokio::test]
async fn c07_c02_a_list_shows_the_values_that_a_reader_of_one_gets() {
    let portal = Portal::new();
    let firm = portal.firm("acme").await;
    firm.post(&portal, "custom-fields-create", json!({ "name": "Note", "type": "longText" })).await;
    let mut expected = Vec::new();
    for (n, length) in [(1, 5000), (2, 4), (3, 3000)] {
        let body = json!({
            "name": "Cleo", "email": format!("c{n}@mail.example"), "customFields": { "note": "x".repeat(length) },
        });
        let id = firm.post(&portal, "clients-create", body).await.id();
        portal.clock.advance(jiff::SignedDuration::from_secs(1));
        expected.insert(0, firm.read_client(&portal, &id).await);
    }
    let listed = portal.call("clients-list").by(&firm.admin).send().await.expect(200);
    assert_eq!(listed.body["data"], json!(expected));
    let (max, member) = firm.member(&portal, "max@acme.example", "member").await;
    let hidden = portal.call("clients-list").by(&member).send().await.expect(200);
    assert_eq!(hidden.body["data"], json!([]), "A05");
    let long = expected[0]["id"].as_str().unwrap();
    let access = json!({ "visibilityInternalUserIds": [firm.admin_id.clone(), max] });
    firm.edit(&portal, "clients-set-access", long, access).await;
    let shown = portal.call("clients-list").by(&member).send().await.expect(200);
    assert_eq!(shown.column("id"), [long]);
}

/// U01: the history tells each field by its key, and options by what people read.
#[tokio::test]
async fn u01_c02_the_history_tells_what_changed_in_custom_fields() {
    let portal = Portal::new();
    let firm = portal.firm("acme").await;
    let (gold, _) = all_types(&portal, &firm).await;
    let id = create(&portal, &firm, json!({ "text": "B-12", "number": 3 })).await.expect(201).id();
    portal.clock.advance(jiff::SignedDuration::from_mins(1));
    let change = json!({ "customFields": { "text": "C-3", "singleSelect": gold }, "portalRate": 9000 });
    firm.edit(&portal, "clients-update", &id, change).await;
    let history = firm.act(&portal, "clients-activity", &id).await;
    let expected = json!([
        { "field": "portalRate", "after": 9000 },
        { "field": "customFields.text", "before": "B-12", "after": "C-3" },
        { "field": "customFields.singleSelect", "after": ["Gold"] },
    ]);
    assert_eq!(history.body["data"][0]["changes"], expected);
    // The definitions have a history of their own.
    let events =
        portal.store.dump().into_iter().filter(|it| it.body.get("action") == Some(&json!("customField.created")));
    assert_eq!(events.count(), 10);
}

#[tokio::test]
async fn c02_a_number_of_six_decimal_places_is_kept_as_it_is() {
    let portal = Portal::new();
    let firm = portal.firm("acme").await;
    all_types(&portal, &firm).await;
    let id = create(&portal, &firm, json!({ "number": 12.345_678 })).await.expect(201).id();
    for number in [json!(-0.000_001), json!(0.1), json!(9_007_199_254_740_991_i64), json!(-1)] {
        firm.edit(&portal, "clients-update", &id, json!({ "customFields": { "number": number } })).await;
        assert_eq!(firm.read_client(&portal, &id).await["customFields"]["number"], number);
    }
}

/// C02: the definitions are one record; what would not fit is refused before it is too late to change anything.
#[tokio::test]
async fn c02_fields_that_would_not_fit_are_refused_and_those_that_fit_can_be_changed() {
    let portal = Portal::new();
    let firm = portal.firm("acme").await;
    let options: Vec<_> = (0..100).map(|n| json!({ "label": format!("{n:03}{}", "漢".repeat(117)) })).collect();
    let create = async |n: u32| {
        let body = json!({ "name": format!("Field {n}"), "type": "singleSelect", "options": options });
        portal.call("custom-fields-create").by(&firm.admin).body(body).send().await
    };
    let first = create(0).await.expect(201).id();
    for n in 1..3 {
        create(n).await.expect(201);
    }
    create(3).await.expect_field("options", "too_long");
    for name in ["A", "B", "C"] {
        firm.edit(&portal, "custom-fields-update", &first, json!({ "name": format!("Renamed {name}") })).await;
    }
}
