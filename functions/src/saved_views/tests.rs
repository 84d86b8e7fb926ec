//! Tests of saved views.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::{
    routes,
    testing::{Answer, Firm, Portal, Session},
};

async fn save(portal: &Portal, by: &Session, body: Value) -> Answer {
    portal.call("views-create").by(by).body(body).send().await
}

async fn change(portal: &Portal, by: &Session, id: &str, body: Value) -> Answer {
    portal.call("views-update").by(by).id(id).body(body).send().await
}

async fn delete(portal: &Portal, by: &Session, id: &str) -> Answer {
    portal.call("views-delete").by(by).id(id).send().await
}

async fn names(portal: &Portal, by: &Session) -> Vec<String> {
    portal.call("views-list").by(by).send().await.expect(200).column("name")
}

/// A firm, and somebody of it who may do no more than see clients.
async fn with_reader(portal: &Portal) -> (Firm, String, Session) {
    let firm = portal.firm("acme").await;
    let (id, reader) = firm.with_permissions(portal, "sam@acme.example", &["view_clients"]).await;
    (firm, id, reader)
}

#[tokio::test]
async fn c07_a_view_is_saved_renamed_given_another_query_and_deleted() {
    let portal = Portal::new();
    let (_, sam, reader) = with_reader(&portal).await;
    let query = json!({
        "search": "tax", "status": "invited,active", "leadInternalUserId": sam, "tag": "VIP", "inactiveDays": 30,
        "sort": "lastActivity", "order": "asc",
    });
    let view = save(&portal, &reader, json!({ "name": " Quiet  ones ", "query": query })).await.expect(201);
    assert_eq!((view.str("/name"), view.str("/ownerInternalUserId")), ("Quiet ones", sam.as_str()));
    assert_eq!((&view.body["query"], &view.body["shared"]), (&query, &json!(false)));
    let renamed = change(&portal, &reader, &view.id(), json!({ "name": "Quieter" })).await.expect(200);
    assert_eq!((renamed.str("/name"), &renamed.body["query"]), ("Quieter", &query));
    let other = change(&portal, &reader, &view.id(), json!({ "query": { "sort": "name" } })).await.expect(200);
    assert_eq!((other.str("/name"), &other.body["query"]), ("Quieter", &json!({ "sort": "name" })));
    portal.clock.advance(jiff::SignedDuration::from_mins(1));
    save(&portal, &reader, json!({ "name": "Everybody" })).await.expect(201);
    let listed = portal.call("views-list").by(&reader).send().await.expect(200);
    assert_eq!(listed.body["data"][0], other.body, "the oldest first, as it was answered");
    delete(&portal, &reader, &view.id()).await.expect(200);
    assert_eq!(names(&portal, &reader).await, ["Everybody"]);
    delete(&portal, &reader, &view.id()).await.expect_error(404, "view_not_found");
}

/// C07: what the list would refuse, or would not know, is no query of a view.
#[tokio::test]
async fn c07_a_view_holds_no_nonsense() {
    let portal = Portal::new();
    let (_, _, reader) = with_reader(&portal).await;
    let rival = portal.firm("rival").await;
    let company = rival.post(&portal, "companies-create", json!({ "name": "Theirs" })).await.id();
    let wrong = [
        (json!({ "status": "gone" }), "query.status", "invalid_status"),
        (json!({ "sort": "email" }), "query.sort", "invalid"),
        (json!({ "order": "up" }), "query.order", "invalid"),
        (json!({ "inactiveDays": 0 }), "query.inactiveDays", "invalid"),
        (json!({ "inactiveDays": "30" }), "query.inactiveDays", "invalid"),
        (json!({ "companyId": "company_1" }), "query.companyId", "invalid"),
        (json!({ "search": "x".repeat(121) }), "query.search", "too_long"),
        (json!({ "nextToken": "x" }), "query.nextToken", "unknown_field"),
        (json!({ "words": "x" }), "query.words", "unknown_field"),
    ];
    let id = save(&portal, &reader, json!({ "name": "Sound" })).await.expect(201).id();
    for (query, field, code) in wrong {
        save(&portal, &reader, json!({ "name": "Wrong", "query": query })).await.expect_field(field, code);
        change(&portal, &reader, &id, json!({ "query": query })).await.expect_field(field, code);
    }
    for (query, code) in [
        (json!({ "companyId": company }), "company_not_found"),
        (json!({ "leadInternalUserId": rival.admin_id }), "internal_user_not_found"),
    ] {
        let refused = save(&portal, &reader, json!({ "name": "Wrong", "query": query })).await;
        assert_eq!((refused.status, refused.str("/code")), (404, code), "A10: {}", refused.text);
    }
    let nobodys = json!({ "clientProfileId": "profile_01ARZ3NDEKTSV4RRFFQ69G5FAV" });
    let refused = save(&portal, &reader, json!({ "name": "Wrong", "query": nobodys })).await;
    refused.expect_field("query.clientProfileId", "client_profile_not_found");
    save(&portal, &reader, json!({ "name": "x" })).await.expect_field("name", "name_too_short");
    assert_eq!(names(&portal, &reader).await, ["Sound"]);
    let empty = json!({ "search": " ", "status": ",", "tag": "" });
    assert_eq!(save(&portal, &reader, json!({ "name": "All", "query": empty })).await.body["query"], json!({}));
}

/// C07: a filter that the list gets can be saved, too.
#[test]
fn c07_a_view_takes_every_filter_of_the_list() {
    let mut generator = schemars::SchemaGenerator::default();
    let properties = |of: schemars::Schema| -> BTreeSet<String> {
        of.get("properties").and_then(Value::as_object).into_iter().flatten().map(|(name, _)| name.clone()).collect()
    };
    let list = properties((routes::named("clients-list").unwrap().schemas)(&mut generator).params);
    let view = properties(schemars::schema_for!(shared::saved_views::ViewQuery));
    // Where a page begins is no filter; the exact fields are for programs, which keep their own queries.
    let own = ["limit", "nextToken", "email", "givenName", "familyName"].map(str::to_owned);
    assert_eq!(list.difference(&own.into()).cloned().collect::<BTreeSet<_>>(), view);
}

/// C07, A10: a view of one's own does not exist for others, admins included; a shared one does.
#[tokio::test]
async fn c07_a10_a_view_is_its_owners_until_it_is_shared() {
    let portal = Portal::new();
    let (firm, _, reader) = with_reader(&portal).await;
    let id = save(&portal, &reader, json!({ "name": "Mine" })).await.expect(201).id();
    assert!(names(&portal, &firm.admin).await.is_empty());
    change(&portal, &firm.admin, &id, json!({ "name": "Ours" })).await.expect_error(404, "view_not_found");
    delete(&portal, &firm.admin, &id).await.expect_error(404, "view_not_found");
    change(&portal, &reader, &id, json!({ "shared": true })).await.expect(200);
    assert_eq!(names(&portal, &firm.admin).await, ["Mine"]);
    change(&portal, &reader, &id, json!({ "shared": false })).await.expect(200);
    assert!(names(&portal, &firm.admin).await.is_empty());
}

/// C07, A11: a shared view is changed by its owner and by those who manage the settings; others are told what they lack.
#[tokio::test]
async fn c07_a11_a_shared_view_is_changed_by_its_owner_or_with_the_settings() {
    let portal = Portal::new();
    let (firm, _, reader) = with_reader(&portal).await;
    let (_, settings) = firm.with_permissions(&portal, "max@acme.example", &["view_clients", "manage_settings"]).await;
    let (_, other) = firm.with_permissions(&portal, "tom@acme.example", &["view_clients", "edit_clients"]).await;
    let id = save(&portal, &reader, json!({ "name": "Ours", "shared": true })).await.expect(201).id();
    for refused in [change(&portal, &other, &id, json!({ "name": "Mine" })).await, delete(&portal, &other, &id).await] {
        assert_eq!(refused.expect_error(403, "permission_denied").str("/requiredPermission"), "manage_settings");
    }
    for by in [&reader, &settings] {
        change(&portal, by, &id, json!({ "query": { "tag": "vip" } })).await.expect(200);
    }
    delete(&portal, &settings, &id).await.expect(200);
    assert!(names(&portal, &reader).await.is_empty());
}

/// A05: a shared view is a question; each gets their own answer.
#[tokio::test]
async fn a05_a_shared_view_shows_nobody_more_than_they_may_see() {
    let portal = Portal::new();
    let (firm, sam, reader) = with_reader(&portal).await;
    for (name, visibility) in [("Ann", vec![&firm.admin_id, &sam]), ("Bea", vec![&firm.admin_id])] {
        let body = json!({ "name": name, "email": format!("{name}@mail.example"), "tags": ["vip"],
            "visibilityInternalUserIds": visibility });
        firm.post(&portal, "clients-create", body).await;
    }
    let query = json!({ "tag": "vip", "search": "bea" });
    firm.post(&portal, "views-create", json!({ "name": "Ours", "shared": true, "query": query })).await;
    let list = async |by: &Session, query: &str| {
        let view = portal.call("views-list").by(by).send().await.expect(200);
        assert_eq!(view.column("name"), ["Ours"]);
        portal.call("clients-list").by(by).query(query).send().await.expect(200)
    };
    assert_eq!(list(&firm.admin, "tag=vip&search=bea").await.column("givenName"), ["Bea"]);
    let seen = list(&reader, "tag=vip&search=bea").await;
    assert_eq!((seen.body["total"].clone(), seen.body["data"].clone()), (json!(0), json!([])));
    assert_eq!(list(&reader, "tag=vip").await.column("givenName"), ["Ann"]);
    let unseen = portal.call("views-list").by(&reader).send().await.expect(200);
    assert!(!unseen.text.contains("total") && !unseen.text.contains("mail.example"), "{}", unseen.text);
}

/// C07: fifty are the most that one person has, also of two at the same moment; one less, and there is room again.
#[tokio::test]
async fn c07_one_person_has_at_most_fifty_views() {
    let portal = Portal::new();
    let (firm, _, reader) = with_reader(&portal).await;
    for n in 0..49 {
        save(&portal, &reader, json!({ "name": format!("View {n}") })).await.expect(201);
    }
    let another = async || save(&portal, &reader, json!({ "name": "The last" })).await;
    let (one, two) = tokio::join!(another(), another());
    let (won, lost) = if one.status == 201 { (one, two) } else { (two, one) };
    let told = lost.expect_error(409, "too_many_views");
    assert!(told.str("/message").contains("50"), "{}", told.text);
    assert_eq!(names(&portal, &reader).await.len(), 50);
    save(&portal, &firm.admin, json!({ "name": "Another's" })).await.expect(201);
    delete(&portal, &reader, &won.expect(201).id()).await.expect(200);
    another().await.expect(201);
    another().await.expect_error(409, "too_many_views");
}

/// C07: a company that is archived later does not break the view that names it.
#[tokio::test]
async fn c07_a_view_outlives_what_it_names() {
    let portal = Portal::new();
    let (firm, _, reader) = with_reader(&portal).await;
    let company = firm.post(&portal, "companies-create", json!({ "name": "Bakery" })).await.id();
    let body = json!({ "name": "Bakers", "query": { "companyId": company } });
    let id = save(&portal, &reader, body.clone()).await.expect(201).id();
    firm.act(&portal, "companies-archive", &company).await;
    assert_eq!(names(&portal, &reader).await, ["Bakers"]);
    change(&portal, &reader, &id, json!({ "name": "Former bakers" })).await.expect(200);
    let read = portal.call("companies-get").by(&reader).id(&company).send().await.expect(200);
    assert_eq!(read.str("/status"), "archived", "so the list can say what is the matter with it");
    let listed = portal.call("clients-list").by(&reader).query(&format!("companyId={company}")).send().await;
    assert_eq!(listed.expect(200).body["total"], 0);
}
