//! Tests of the list of clients.

use std::collections::BTreeSet;

use jiff::SignedDuration;
use serde_json::{Value, json};

use crate::testing::{Answer, Firm, Portal, Session};

async fn list(portal: &Portal, by: &Session, query: &str) -> Answer {
    portal.call("clients-list").by(by).query(query).send().await.expect(200)
}

/// The given names that a query finds, sorted.
async fn found(portal: &Portal, firm: &Firm, query: &str) -> Vec<String> {
    let mut names = list(portal, &firm.admin, query).await.column("givenName");
    names.sort();
    names
}

async fn add(portal: &Portal, firm: &Firm, body: Value) -> String {
    firm.post(portal, "clients-create", body).await.id()
}

#[tokio::test]
async fn c07_the_list_finds_parts_of_words_in_name_email_and_position() {
    let portal = Portal::new();
    let firm = portal.firm("acme").await;
    let zoe = json!({ "name": "Zoë Ångström", "email": "zoe@north.example", "position": "Head of Tax" });
    add(&portal, &firm, zoe).await;
    add(&portal, &firm, json!({ "name": "Bo Baker", "email": "bo@harbor-bread.example", "position": "Owner" })).await;
    add(&portal, &firm, json!({ "name": "Mia", "email": "mia@mail.example", "phone": "tax" })).await;
    let cases: [(&str, &[&str]); 12] = [
        ("zo", &["Zoë"]),
        ("ngstr", &["Zoë"]),
        ("ANGSTROM", &["Zoë"]),
        ("bread", &["Bo"]),
        ("tax", &["Zoë"]),
        ("ead+of", &["Zoë"]),
        ("north+zoe", &["Zoë"]),
        ("zoe+bread", &[]),
        ("example", &["Bo", "Mia", "Zoë"]),
        ("++", &["Bo", "Mia", "Zoë"]),
        ("o", &["Bo", "Zoë"]),
        ("nobody", &[]),
    ];
    for (words, expected) in cases {
        assert_eq!(found(&portal, &firm, &format!("search={words}")).await, expected, "{words}");
    }
}

/// C07: a client who was renamed is found under the new name only, at once.
#[tokio::test]
async fn c07_a_change_is_found_at_once() {
    let portal = Portal::new();
    let firm = portal.firm("acme").await;
    let id = add(&portal, &firm, json!({ "name": "Bo Baker", "email": "bo@mail.example" })).await;
    assert_eq!(found(&portal, &firm, "search=baker").await, ["Bo"]);
    firm.edit(&portal, "clients-update", &id, json!({ "familyName": "Smith" })).await;
    assert!(found(&portal, &firm, "search=baker").await.is_empty());
    assert_eq!(found(&portal, &firm, "search=smith").await, ["Bo"]);
}

#[tokio::test]
async fn c07_filters_by_company_lead_tag_and_exact_fields_combine() {
    let portal = Portal::new();
    let firm = portal.firm("acme").await;
    let (max, _) = firm.member(&portal, "max@acme.example", "member").await;
    let company = firm.post(&portal, "companies-create", json!({ "name": "Bakery" })).await.id();
    let a = json!({ "name": "Ann One", "email": "ann@mail.example", "companyId": company, "tags": ["VIP"] });
    add(&portal, &firm, a).await;
    let b = json!({ "name": "Bea Two", "email": "bea@mail.example", "companyId": company, "leadInternalUserId": max });
    add(&portal, &firm, b).await;
    let c = json!({ "name": "Cid Two", "email": "cid@mail.example", "leadInternalUserId": max, "tags": ["vip", "x"] });
    add(&portal, &firm, c).await;
    let cases: [(String, &[&str]); 9] = [
        (format!("companyId={company}"), &["Ann", "Bea"]),
        (format!("leadInternalUserId={max}"), &["Bea", "Cid"]),
        ("tag=Vip".to_owned(), &["Ann", "Cid"]),
        ("tag=vi".to_owned(), &[]),
        (format!("companyId={company}&leadInternalUserId={max}"), &["Bea"]),
        (format!("leadInternalUserId={max}&tag=vip&search=two"), &["Cid"]),
        ("email=ANN%40mail.example".to_owned(), &["Ann"]),
        ("familyName=Two".to_owned(), &["Bea", "Cid"]),
        ("givenName=Bea&familyName=One".to_owned(), &[]),
    ];
    for (query, expected) in cases {
        let answer = list(&portal, &firm.admin, &query).await;
        assert_eq!(found(&portal, &firm, &query).await, expected, "{query}");
        assert_eq!(answer.body["total"], expected.len(), "{query}");
    }
}

/// Clients of every status: Nora not invited, Ivy invited, Abe active, Dan deactivated, Art archived.
async fn of_every_status(portal: &Portal, firm: &Firm) {
    let client = async |name: &str| {
        add(portal, firm, json!({ "name": name, "email": format!("{}@mail.example", name.to_lowercase()) })).await
    };
    client("Nora").await;
    firm.act(portal, "clients-invite", &client("Ivy").await).await;
    firm.act(portal, "clients-invite", &client("Abe").await).await;
    portal.accept("acme", "abe@mail.example").await;
    firm.act(portal, "clients-deactivate", &client("Dan").await).await;
    firm.act(portal, "clients-archive", &client("Art").await).await;
}

#[tokio::test]
async fn c06_c07_statuses_filter_and_are_counted() {
    let portal = Portal::new();
    let firm = portal.firm("acme").await;
    of_every_status(&portal, &firm).await;
    let cases: [(&str, &[&str]); 7] = [
        ("", &["Abe", "Dan", "Ivy", "Nora"]),
        ("status=notInvited", &["Nora"]),
        ("status=invited", &["Ivy"]),
        ("status=active", &["Abe"]),
        ("status=deactivated", &["Dan"]),
        ("status=archived", &["Art"]),
        ("status=active,%20archived,", &["Abe", "Art"]),
    ];
    let all = json!({ "notInvited": 1, "invited": 1, "active": 1, "deactivated": 1, "archived": 1 });
    for (query, expected) in cases {
        let answer = list(&portal, &firm.admin, query).await;
        assert_eq!(found(&portal, &firm, query).await, expected, "{query}");
        assert_eq!(answer.body["total"], expected.len(), "{query}: all pages");
        assert_eq!(answer.body["counts"], all, "{query}: the counts are of the other filters");
    }
    let narrowed = list(&portal, &firm.admin, "status=archived&search=a").await;
    let counts = json!({ "notInvited": 1, "invited": 1, "active": 1, "deactivated": 1, "archived": 1 });
    assert_eq!(narrowed.body["counts"], counts, "`a` is part of every `mail.example`");
    let narrowed = list(&portal, &firm.admin, "status=archived&search=abe").await;
    let counts = json!({ "notInvited": 0, "invited": 0, "active": 1, "deactivated": 0, "archived": 0 });
    assert_eq!((narrowed.body["counts"].clone(), narrowed.body["total"].clone()), (counts, json!(0)));
    portal
        .call("clients-list")
        .by(&firm.admin)
        .query("status=gone")
        .send()
        .await
        .expect_field("status", "invalid_status");
}

/// C07: N days are N times 24 hours, and whoever never was there counts as inactive.
#[tokio::test]
async fn c07_inactive_for_so_many_days_means_not_there_since() {
    let portal = Portal::new();
    let firm = portal.firm("acme").await;
    of_every_status(&portal, &firm).await;
    let quiet = async |days: u32| found(&portal, &firm, &format!("inactiveDays={days}&status=active,invited")).await;
    assert_eq!(quiet(20).await, ["Ivy"]);
    portal.clock.advance(SignedDuration::from_hours(24 * 20));
    assert_eq!(quiet(20).await, ["Ivy"], "exactly twenty days ago is not longer ago");
    portal.clock.advance(SignedDuration::from_millis(1));
    assert_eq!(quiet(20).await, ["Abe", "Ivy"]);
    assert_eq!(quiet(21).await, ["Ivy"]);
}

/// C07: last activity is noted with what a client does, to the hour.
#[tokio::test]
async fn c07_the_list_shows_when_a_client_was_last_there() {
    let portal = Portal::new();
    let firm = portal.firm("acme").await;
    let (id, client) = firm.active_client(&portal, "cleo@mail.example").await;
    let last = async || {
        let read = firm.read_client(&portal, &id).await;
        let listed = list(&portal, &firm.admin, "").await;
        assert_eq!(read["lastActivityAt"], listed.body["data"][0]["lastActivityAt"]);
        (read["lastActivityAt"].clone(), read["lastLoginDate"].clone(), read["version"].clone())
    };
    let (activity, login, version) = last().await;
    assert_eq!((activity, login), (json!("2026-01-01T12:00:00Z"), json!("2026-01-01T12:00:00Z")));
    portal.clock.advance(SignedDuration::from_mins(59));
    portal.call("home-get").by(&client).send().await.expect(200);
    assert_eq!(last().await.0, "2026-01-01T12:00:00Z");
    portal.clock.advance(SignedDuration::from_mins(1));
    portal.call("home-get").by(&client).send().await.expect(200);
    let after = (json!("2026-01-01T13:00:00Z"), json!("2026-01-01T12:00:00Z"), version);
    assert_eq!(last().await, after, "being there is no edit of the record");
}

#[tokio::test]
async fn c07_three_sorts_go_both_ways() {
    let portal = Portal::new();
    let firm = portal.firm("acme").await;
    for name in ["Élan", "bob", "Zed", "ann"] {
        let email = format!("c{}@mail.example", name.len() + usize::from(name.as_bytes()[0]));
        let id = add(&portal, &firm, json!({ "name": name, "email": email })).await;
        if name != "Zed" {
            firm.act(&portal, "clients-invite", &id).await;
        }
        portal.clock.advance(SignedDuration::from_mins(1));
    }
    for name in ["Zed", "ann", "bob", "Élan"] {
        let page = list(&portal, &firm.admin, "").await;
        let client = page.body["data"].as_array().unwrap().iter().find(|it| it["givenName"] == name).unwrap().clone();
        if client["status"] == "invited" {
            portal.accept("acme", client["email"].as_str().unwrap()).await;
        }
        portal.clock.advance(SignedDuration::from_mins(1));
    }
    let cases: [(&str, [&str; 4]); 9] = [
        ("", ["ann", "Zed", "bob", "Élan"]),
        ("sort=createdAt", ["ann", "Zed", "bob", "Élan"]),
        ("sort=createdAt&order=asc", ["Élan", "bob", "Zed", "ann"]),
        ("sort=createdAt&order=desc", ["ann", "Zed", "bob", "Élan"]),
        ("sort=name", ["ann", "bob", "Élan", "Zed"]),
        ("sort=name&order=desc", ["Zed", "Élan", "bob", "ann"]),
        ("sort=lastActivity", ["Élan", "bob", "ann", "Zed"]),
        ("sort=lastActivity&order=asc", ["Zed", "ann", "bob", "Élan"]),
        ("sort=lastActivity&order=desc", ["Élan", "bob", "ann", "Zed"]),
    ];
    for (query, expected) in cases {
        assert_eq!(list(&portal, &firm.admin, query).await.column("givenName"), expected, "{query}");
    }
    for (query, field) in [("sort=email", "sort"), ("order=up", "order"), ("limit=many", "limit")] {
        portal.call("clients-list").by(&firm.admin).query(query).send().await.expect_field(field, "invalid");
    }
}

/// All ids, page by page.
async fn walk(portal: &Portal, by: &Session, query: &str) -> Vec<String> {
    let mut ids = Vec::new();
    let mut next = String::new();
    loop {
        let page = list(portal, by, &format!("{query}{next}")).await;
        ids.extend(page.column("id"));
        assert!(ids.len() < 100, "the pages do not end");
        match page.body["nextToken"].as_str() {
            Some(token) => next = format!("&nextToken={token}"),
            None => return ids,
        }
    }
}

/// C07: many with the same name and the same moment, so that only a stable order keeps them apart.
#[tokio::test]
async fn c07_paging_shows_everyone_exactly_once_in_the_order_of_one_large_page() {
    let portal = Portal::new();
    let firm = portal.firm("acme").await;
    for n in 0..23 {
        let name = ["Ann", "Bea", "Cid"][n % 3];
        add(&portal, &firm, json!({ "name": name, "email": format!("c{n}@mail.example") })).await;
        if n % 5 == 0 {
            portal.clock.advance(SignedDuration::from_mins(1));
        }
    }
    for sort in ["createdAt", "name", "lastActivity"] {
        for order in ["asc", "desc"] {
            let query = format!("sort={sort}&order={order}");
            let whole = list(&portal, &firm.admin, &format!("{query}&limit=200")).await;
            assert_eq!(whole.body.get("nextToken"), None);
            let whole = whole.column("id");
            assert_eq!(whole.iter().collect::<BTreeSet<_>>().len(), 23);
            for limit in [1, 4, 22, 23] {
                let walked = walk(&portal, &firm.admin, &format!("{query}&limit={limit}")).await;
                assert_eq!(walked, whole, "{query} in pages of {limit}");
            }
        }
    }
    let few = walk(&portal, &firm.admin, "search=ann&limit=3").await;
    assert_eq!(few.len(), 8);
}

/// C07: whoever is added or archived between two pages shifts nobody else.
#[tokio::test]
async fn c07_a_change_between_two_pages_neither_repeats_nor_skips_anyone() {
    let portal = Portal::new();
    let firm = portal.firm("acme").await;
    let mut ids = Vec::new();
    for n in 0..6 {
        ids.push(add(&portal, &firm, json!({ "name": "Ann", "email": format!("c{n}@mail.example") })).await);
        portal.clock.advance(SignedDuration::from_mins(1));
    }
    let first = list(&portal, &firm.admin, "limit=3").await;
    assert_eq!(first.column("id"), [ids[5].clone(), ids[4].clone(), ids[3].clone()]);
    add(&portal, &firm, json!({ "name": "New", "email": "new@mail.example" })).await;
    firm.act(&portal, "clients-archive", &ids[3]).await;
    let token = first.str("/nextToken");
    let second = list(&portal, &firm.admin, &format!("limit=3&nextToken={token}")).await;
    assert_eq!(second.column("id"), [ids[2].clone(), ids[1].clone(), ids[0].clone()]);
}

#[tokio::test]
async fn c07_a_page_holds_fifty_unless_another_number_is_asked_for() {
    let portal = Portal::new();
    let firm = portal.firm("acme").await;
    for n in 0..51 {
        add(&portal, &firm, json!({ "name": "Ann", "email": format!("c{n}@mail.example") })).await;
    }
    for (query, size) in [("", 50), ("limit=0", 1), ("limit=51", 51), ("limit=100000", 51)] {
        let page = list(&portal, &firm.admin, query).await;
        assert_eq!((page.column("id").len(), page.body["total"].clone()), (size, json!(51)), "{query}");
    }
}

#[tokio::test]
async fn a10_c07_a_place_in_another_list_is_no_place_in_this_one() {
    let portal = Portal::new();
    let firm = portal.firm("acme").await;
    for n in 0..3 {
        add(&portal, &firm, json!({ "name": "Ann", "email": format!("c{n}@mail.example") })).await;
    }
    let token = list(&portal, &firm.admin, "limit=1&search=ann").await.str("/nextToken").to_owned();
    for query in ["limit=1", "limit=1&search=an", "limit=1&search=ann&sort=name", "limit=1&search=ann&order=asc"] {
        let call = portal.call("clients-list").by(&firm.admin).query(&format!("{query}&nextToken={token}"));
        call.send().await.expect_error(404, "page_not_found");
    }
    list(&portal, &firm.admin, &format!("limit=2&search=ann&nextToken={token}")).await;
    let (_, member) = firm.member(&portal, "max@acme.example", "member").await;
    let call = portal.call("clients-list").by(&member).query(&format!("limit=1&search=ann&nextToken={token}"));
    call.send().await.expect_error(404, "page_not_found");
}

/// A05: whoever may not see a client can't tell from the list that there is one.
#[tokio::test]
async fn a05_the_list_and_its_counts_hold_only_visible_clients() {
    let portal = Portal::new();
    let firm = portal.firm("acme").await;
    let (max, member) = firm.member(&portal, "max@acme.example", "member").await;
    let mine =
        json!({ "name": "Mine", "email": "mine@mail.example", "visibilityInternalUserIds": [max], "tags": ["t"] });
    add(&portal, &firm, mine).await;
    let hidden = json!({ "name": "Hidden", "email": "hidden@mail.example", "tags": ["t"] });
    let hidden = add(&portal, &firm, hidden).await;
    firm.act(
        &portal,
        "clients-archive",
        &add(&portal, &firm, json!({ "name": "Old", "email": "o@mail.example" })).await,
    )
    .await;
    let queries = [
        String::new(),
        "search=mail".to_owned(),
        "tag=t".to_owned(),
        "status=notInvited".to_owned(),
        "inactiveDays=1".to_owned(),
        format!("leadInternalUserId={}", firm.admin_id),
        "sort=name".to_owned(),
        "limit=1".to_owned(),
    ];
    for query in queries {
        let page = list(&portal, &member, &query).await;
        assert_eq!(page.column("givenName"), ["Mine"], "{query}");
        assert_eq!((page.body["total"].clone(), page.body.get("nextToken")), (json!(1), None), "{query}");
        let counts = json!({ "notInvited": 1, "invited": 0, "active": 0, "deactivated": 0, "archived": 0 });
        assert_eq!(page.body["counts"], counts, "{query}");
    }
    for query in ["search=hidden", "email=hidden%40mail.example", "status=archived", "givenName=Hidden"] {
        let page = list(&portal, &member, query).await;
        assert_eq!((page.column("id").len(), page.body["total"].clone()), (0, json!(0)), "{query}");
    }
    // From the next request on, they see whom they were given (A09).
    firm.edit(&portal, "clients-set-access", &hidden, json!({ "visibilityInternalUserIds": [firm.admin_id, max] }))
        .await;
    assert_eq!(list(&portal, &member, "").await.body["total"], 2);
}

/// C07: a page brings the names of its companies, however many the workspace has, and no others.
#[tokio::test]
async fn c07_a_page_names_the_companies_of_its_clients() {
    let portal = Portal::new();
    let firm = portal.firm("acme").await;
    for (name, company) in [("Ann", "Zebra"), ("Bea", "Bakery"), ("Cid", "Bakery")] {
        let email = format!("{name}@mail.example");
        add(&portal, &firm, json!({ "name": name, "email": email, "companyName": company })).await;
    }
    firm.post(&portal, "companies-create", json!({ "name": "Nobody's" })).await;
    let page = list(&portal, &firm.admin, "sort=name&limit=2").await;
    let named = |page: &Answer| -> BTreeSet<(String, String)> {
        let text = |it: &Value, name: &str| it[name].as_str().unwrap().to_owned();
        page.body["companies"].as_array().unwrap().iter().map(|it| (text(it, "id"), text(it, "name"))).collect()
    };
    let ids = page.column("companyId");
    assert_eq!(named(&page), [(ids[0].clone(), "Zebra".to_owned()), (ids[1].clone(), "Bakery".to_owned())].into());
    let token = page.str("/nextToken");
    let rest = list(&portal, &firm.admin, &format!("sort=name&limit=2&nextToken={token}")).await;
    assert_eq!(named(&rest), [(ids[1].clone(), "Bakery".to_owned())].into());
}
