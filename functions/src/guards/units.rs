//! What each endpoint consumes is the same in a workspace of any size: nothing that is paid for grows with a firm's success.

use std::{collections::BTreeMap, env, fs, sync::Arc};

use serde_json::{Value, json};
use shared::{
    directory::{self, Directories},
    id::PersonId,
    mail,
    ports::{Units, Username},
    scope::Scope,
    workspaces::WorkspaceId,
};

use super::valid::prepare_in;
use crate::{
    routes,
    testing::{Firm, PASSWORD, Portal},
};

/// What a small and a large workspace may differ by: more is growth.
const TOLERANCE: f64 = 0.1;

/// A firm with so many clients, whose directory a job has compacted.
struct Grown {
    portal: Portal,
    firm: Firm,
    directories: Arc<Directories>,
    workspace: WorkspaceId,
    snapshot_bytes: usize,
    cold: Units,
}

impl Grown {
    async fn to(clients: usize) -> Self {
        let portal = Portal::new();
        let firm = portal.firm("acme").await;
        for n in 0..clients {
            // As long as each other, so that the end of the log is as long in every workspace.
            let body = json!({
                "givenName": format!("Given{n:06}"), "familyName": format!("Family{n:06}"), "position": "Owner",
                "email": format!("person{n:06}@clients.example"), "phone": "+49 30 123456",
            });
            portal.call("clients-create").by(&firm.admin).body(body).send().await.expect(201);
            portal.clock.advance(jiff::SignedDuration::from_secs(10));
        }
        portal.clock.advance(jiff::SignedDuration::from_hours(1));
        let record = portal.store.dump().into_iter().find(|it| it.kind == "workspace").unwrap();
        let workspace: WorkspaceId = record.key.pk.split('#').next().unwrap().parse().unwrap();
        directory::compact(&Scope::system(portal.app.ports(), workspace)).await.unwrap();
        let mut snapshot_bytes = 0;
        if let Some(pointer) = portal.store.dump().iter().find(|it| it.kind == "directory") {
            let name = pointer.body["name"].as_str().unwrap();
            snapshot_bytes = portal.app.blobs.get(name).await.unwrap().unwrap().bytes.len();
        }
        let mut grown =
            Self { portal, firm, directories: Arc::default(), workspace, snapshot_bytes, cold: Units::default() };
        grown.portal.app.directories = Arc::default();
        let list = grown.portal.call("clients-list").by(&grown.firm.admin).query("limit=50");
        grown.cold = Units::of(async { list.send().await.expect(200) }).await.1;
        grown.directories = Arc::clone(&grown.portal.app.directories);
        grown.portal.store.remember();
        grown
    }

    /// Undoes what the store does not know: an endpoint before may have changed the admin's password.
    async fn reset_password(&self) {
        let person = PersonId::InternalUser(self.firm.admin_id.parse().unwrap());
        let admin = Username { workspace: self.workspace, person };
        self.portal.app.identity.set_password(&admin, &PASSWORD.parse().unwrap()).await.unwrap();
    }

    /// What a call of each endpoint consumes in a process that has answered before, by name.
    async fn units(mut self) -> BTreeMap<&'static str, Units> {
        let mut all = BTreeMap::new();
        for route in routes::all().into_iter().map(|it| it.route) {
            self.portal.app.directories = Arc::new(self.directories.copy());
            self.reset_password().await;
            let prepared = prepare_in(self.portal, self.firm, route.name).await;
            let call = prepared.call();
            let (answer, units) = Units::of(call.send()).await;
            answer.expect(route.status);
            all.insert(route.name, units);
            if route.name == "clients-invite" {
                let overdue = mail::overdue(&prepared.portal.app.ports()).await.unwrap();
                let (ports, mailer) = (prepared.portal.app.ports(), &*prepared.portal.mailer);
                let send = mail::send(&ports, mailer, overdue[0].workspace, overdue[0].id);
                all.insert("jobs-mail, each mail", Units::of(send).await.1);
            }
            (self.portal, self.firm) = (prepared.portal, prepared.firm);
            self.portal.store.go_back();
        }
        all
    }
}

/// The endpoints that consume more, or less, in one workspace than in another.
fn differing(small: &BTreeMap<&'static str, Units>, large: &BTreeMap<&'static str, Units>) -> Vec<String> {
    let differs = |a: f64, b: f64| (a - b).abs() > a.max(b) * TOLERANCE;
    let pairs = small.iter().map(|(name, small)| (name, small, large[name]));
    pairs
        .filter(|(_, small, large)| differs(small.read, large.read) || differs(small.write, large.write))
        .map(|(name, small, large)| format!("{name}: {small:?}, {large:?}"))
        .collect()
}

/// Cost is part of the contract.
#[tokio::test]
async fn what_a_call_consumes_does_not_grow_with_the_workspace() {
    let small = Grown::to(60).await.units().await;
    let large = Grown::to(2_100).await;
    assert!(large.snapshot_bytes > 0, "the large one has a snapshot");
    let differing = differing(&small, &large.units().await);
    assert!(differing.is_empty(), "{}", differing.join("\n"));
}

/// A page of clients is one batch for the session, and one query for the directory's news.
#[tokio::test]
async fn a_page_of_clients_consumes_what_its_session_and_a_query_do() {
    let units = Grown::to(60).await.units().await["clients-list"];
    // Session, person, workspace, roles, and the fields that the workspace defined; the two minutes at the end of the log, and
    // the entry before them.
    assert_eq!(units, Units { read: 5.0 + 3.0, write: 0.0 });
}

/// `cargo xtask bench` runs this, and reads what it writes.
#[tokio::test]
#[ignore = "takes minutes: for the benchmarks"]
async fn bench_the_units_of_every_endpoint() {
    let Ok(file) = env::var("PORTICO_BENCH_UNITS") else { return };
    let mut sizes = Vec::new();
    for clients in [100, 10_000, 100_000] {
        let grown = Grown::to(clients).await;
        let (snapshot_bytes, cold) = (grown.snapshot_bytes, grown.cold);
        let units = grown.units().await;
        let units: serde_json::Map<_, _> =
            units.iter().map(|(name, it)| ((*name).to_owned(), json!([it.read, it.write]))).collect();
        sizes.push(json!({
            "clients": clients, "snapshotBytes": snapshot_bytes, "coldList": [cold.read, cold.write], "units": units,
        }));
    }
    fs::write(file, Value::from(sizes).to_string()).unwrap();
}
