//! How often a request asks storage: what an endpoint announces comes with the session.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, PoisonError},
};

use async_trait::async_trait;
use serde_json::json;
use shared::ports::{Change, CommitError, Key, Query, Reading, Rows, Store, StoreError};

use super::valid::{Prepared, prepare, prepare_in};
use crate::{
    kernel::Route,
    routes,
    testing::{Firm, Portal},
};

/// A store that notes what is asked.
struct Noted {
    store: Arc<dyn Store>,
    trips: Arc<Mutex<Vec<Trip>>>,
}

#[derive(Debug, PartialEq)]
enum Trip {
    Keys(Vec<Key>),
    Query,
}

impl Noted {
    fn note(&self, trip: Trip) {
        self.trips.lock().unwrap_or_else(PoisonError::into_inner).push(trip);
    }
}

#[async_trait]
impl Store for Noted {
    async fn get(&self, key: &Key) -> Result<Option<Reading>, StoreError> {
        self.note(Trip::Keys(vec![key.clone()]));
        self.store.get(key).await
    }

    async fn get_many(&self, keys: &[Key]) -> Result<Vec<Option<Reading>>, StoreError> {
        self.note(Trip::Keys(keys.to_vec()));
        self.store.get_many(keys).await
    }

    async fn query(&self, query: &Query) -> Result<Rows, StoreError> {
        self.note(Trip::Query);
        self.store.query(query).await
    }

    async fn commit(&self, changes: Vec<Change>) -> Result<(), CommitError> {
        self.store.commit(changes).await
    }
}

/// What a call of an endpoint asks, in order, in a process that has answered before.
async fn trips(prepared: &mut Prepared) -> Vec<Trip> {
    let route = routes::named(prepared.name).unwrap().route;
    if route.method == http::Method::GET {
        prepared.call().send().await.expect(route.status);
    }
    let trips = Arc::<Mutex<Vec<Trip>>>::default();
    let app = &mut prepared.portal.app;
    app.store = Arc::new(Noted { store: Arc::clone(&app.store), trips: Arc::clone(&trips) });
    prepared.call().send().await.expect(route.status);
    std::mem::take(&mut *trips.lock().unwrap())
}

#[tokio::test]
async fn what_is_announced_comes_with_the_session() {
    // Batches by key, and queries.
    let expected = BTreeMap::from([
        ("articles-get", (1, 0)),
        ("clients-get", (1, 0)),
        // The directory's news; and its snapshot's name, as long as all of the log is younger than two minutes.
        ("clients-list", (2, 1)),
        ("companies-get", (2, 1)),
        ("custom-fields-list", (1, 0)),
        ("client-profiles-list", (1, 0)),
        ("clients-update", (1, 0)),
        ("home-article-get", (1, 0)),
        ("internal-users-get", (2, 0)),
        ("views-update", (1, 0)),
    ]);
    let mut found = BTreeMap::new();
    for name in expected.keys() {
        let trips = trips(&mut prepare(name).await).await;
        let queries = trips.iter().filter(|it| **it == Trip::Query).count();
        found.insert(*name, (trips.len() - queries, queries));
    }
    assert_eq!(found, expected);
}

#[tokio::test]
async fn no_endpoint_reads_a_record_twice_to_show_something() {
    // Whoever reads a member of the team may be that member.
    let shows = |it: &Route| it.method == http::Method::GET && it.name != "internal-users-get";
    for route in routes::all().into_iter().map(|it| it.route).filter(shows) {
        let mut prepared = prepare(route.name).await;
        let mut keys: Vec<Key> = Vec::new();
        for trip in trips(&mut prepared).await {
            if let Trip::Keys(more) = trip {
                keys.extend(more);
            }
        }
        let all = keys.len();
        keys.sort();
        keys.dedup();
        assert_eq!(keys.len(), all, "{} reads something twice", route.name);
    }
}

/// So many of everything that there are lists of.
async fn filled(n: usize) -> (Portal, Firm) {
    let portal = Portal::new();
    let firm = portal.firm("acme").await;
    for i in 0..n {
        let client = json!({
            "name": format!("Filler {i}"), "email": format!("filler{i}@mail.example"), "companyName": format!("Filler {i} Co"),
            "tags": [format!("tag {i}")],
        });
        let invited = portal.call("clients-create").by(&firm.admin).query("sendInvite=true").body(client);
        invited.send().await.expect(201);
        for (name, body) in [
            ("articles-create", json!({ "title": format!("Title {i}"), "body": "x", "state": "published" })),
            ("custom-fields-create", json!({ "name": format!("Field {i}"), "type": "text" })),
            ("client-profiles-create", json!({ "name": format!("Profile {i}"), "permissions": [] })),
            ("roles-create", json!({ "name": format!("Role {i}"), "permissions": ["view_clients"] })),
            ("views-create", json!({ "name": format!("View {i}") })),
            ("invitation-templates-create", json!({ "name": format!("Template {i}"), "body": "Hello" })),
            (
                "internal-users-create",
                json!({ "name": format!("Member {i}"), "email": format!("member{i}@acme.example"), "role": "member" }),
            ),
        ] {
            firm.post(&portal, name, body).await;
        }
    }
    (portal, firm)
}

/// Whether the firm has one of a thing or four: a list that asks for each of them on its own is slow where it matters.
#[tokio::test]
async fn no_list_asks_more_often_where_there_is_more_to_show() {
    let mut more = Vec::new();
    for route in routes::all().into_iter().map(|it| it.route).filter(|it| it.method == http::Method::GET) {
        let mut asked = Vec::new();
        for n in [1, 4] {
            let (portal, firm) = filled(n).await;
            asked.push(trips(&mut prepare_in(portal, firm, route.name).await).await.len());
        }
        if asked[0] != asked[1] {
            more.push((route.name, asked));
        }
    }
    assert_eq!(more, []);
}

/// A token that names another workspace is refused, and what would have been read for it makes no difference.
#[tokio::test]
async fn a10_a_token_that_nobody_was_given_learns_nothing_from_what_was_announced() {
    let prepared = prepare("clients-get").await;
    let (portal, admin) = (&prepared.portal, &prepared.firm.admin);
    let forged = |id: &str| {
        let (cookie, _) = admin.cookie.rsplit_once('.').unwrap();
        let session = crate::testing::Session { cookie: format!("{cookie}.{}", "A".repeat(43)), ..admin.clone() };
        (id.to_owned(), session)
    };
    let real = prepared.firm.client(portal, "known@mail.example").await.id();
    let mut answers = Vec::new();
    for (id, session) in [forged(&real), forged("client_01ARZ3NDEKTSV4RRFFQ69G5FAV")] {
        let answer = portal.call("clients-get").by(&session).id(&id).send().await;
        let answer = answer.expect_error(401, "unauthenticated");
        answers.push((answer.body["code"].clone(), answer.body["message"].clone()));
    }
    assert_eq!(answers[0], answers[1]);
}
