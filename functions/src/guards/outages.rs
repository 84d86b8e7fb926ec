//! An outage in the middle of a POST: a commit of it fails, or happens and its answer is lost. Whoever repeats the request
//! gets one effect, whole (T03, N05).

use std::{
    collections::BTreeMap,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
};

use http::Method;
use serde_json::json;
use shared::{
    memory::{MemoryIdentity, MemoryStore, Outage},
    ports::{Change, CommitError, Identity, IdentityError, Key, Query, Reading, Rows, Store, StoreError, Username},
    text::Password,
};

use super::valid::prepare;
use crate::{
    routes,
    testing::{Answer, Portal},
};

const KEY: &str = "key-of-a-test-1";

/// The portal's store, whose n-th commit from now on goes wrong.
struct Flaky {
    store: Arc<MemoryStore>,
    nth: usize,
    outage: Outage,
    commits: AtomicUsize,
}

impl Flaky {
    /// Stands in front of a portal's store.
    fn before(portal: &mut Portal, nth: usize, outage: Outage) -> Arc<Self> {
        let flaky = Self { store: Arc::clone(&portal.store), nth, outage, commits: AtomicUsize::default() };
        let flaky = Arc::new(flaky);
        portal.app.store = Arc::clone(&flaky) as _;
        flaky
    }

    fn was_hit(&self) -> bool {
        self.commits.load(Ordering::Relaxed) > self.nth
    }
}

#[async_trait::async_trait]
impl Store for Flaky {
    async fn get(&self, key: &Key) -> Result<Option<Reading>, StoreError> {
        self.store.get(key).await
    }

    async fn get_many(&self, keys: &[Key]) -> Result<Vec<Option<Reading>>, StoreError> {
        self.store.get_many(keys).await
    }

    async fn query(&self, query: &Query) -> Result<Rows, StoreError> {
        self.store.query(query).await
    }

    async fn commit(&self, changes: Vec<Change>) -> Result<(), CommitError> {
        if self.commits.fetch_add(1, Ordering::Relaxed) == self.nth {
            self.store.fail_next_commit(self.outage);
        }
        self.store.commit(changes).await
    }
}

/// What there is of each kind of record, and who got a mail. Only what counts tries is left out.
async fn effects(portal: &Portal) -> (BTreeMap<&'static str, usize>, Vec<String>) {
    portal.deliver().await;
    let mut kinds = BTreeMap::new();
    for record in portal.store.dump().into_iter().filter(|it| it.kind != "rate") {
        *kinds.entry(record.kind).or_default() += 1;
    }
    let mut mailed: Vec<_> = portal.mailer.sent().into_iter().map(|(_, mail)| mail.to).collect();
    mailed.sort();
    (kinds, mailed)
}

/// T03, N05: on every POST, at every commit of it.
#[tokio::test]
async fn t03_n05_after_an_outage_at_any_commit_a_repeated_post_has_one_whole_effect() {
    let mut wrong = Vec::new();
    for route in routes::all().into_iter().map(|it| it.route).filter(|it| it.method == Method::POST) {
        let undisturbed = prepare(route.name).await;
        let answer = undisturbed.call().key(KEY).send().await.expect(route.status);
        let expected = (route.status, members(&answer), effects(&undisturbed.portal).await);
        for outage in [Outage::Before, Outage::After] {
            for nth in 0.. {
                let mut prepared = prepare(route.name).await;
                let flaky = Flaky::before(&mut prepared.portal, nth, outage);
                let first = prepared.call().key(KEY).send().await;
                if !flaky.was_hit() {
                    break;
                }
                let second = prepared.call().key(KEY).send().await;
                let found = (second.status, members(&second), effects(&prepared.portal).await);
                if first.status != 503 || !first.headers.contains_key("retry-after") || found != expected {
                    let how = format!("{}, {outage:?} commit {nth}, first {}", route.name, first.status);
                    wrong.push(format!("{how}:\n  {found:?} {}\n  {expected:?}", second.text));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn members(answer: &Answer) -> Vec<String> {
    answer.body.as_object().map(|it| it.keys().cloned().collect()).unwrap_or_default()
}

/// The portal's identity, whose n-th operation from now on goes wrong.
struct FlakyIdentity {
    identity: Arc<MemoryIdentity>,
    nth: usize,
    outage: Outage,
    operations: AtomicUsize,
}

impl FlakyIdentity {
    async fn pass<T: Send>(
        &self,
        done: impl Future<Output = Result<T, IdentityError>> + Send,
    ) -> Result<T, IdentityError> {
        let away = || Err(IdentityError("a test asked for it".into()));
        let hit = self.operations.fetch_add(1, Ordering::Relaxed) == self.nth;
        if hit && self.outage == Outage::Before {
            return away();
        }
        let answer = done.await;
        if hit { away() } else { answer }
    }
}

#[async_trait::async_trait]
impl Identity for FlakyIdentity {
    async fn set_password(&self, username: &Username, password: &Password) -> Result<(), IdentityError> {
        self.pass(self.identity.set_password(username, password)).await
    }

    async fn verify(&self, username: &Username, password: &str) -> Result<bool, IdentityError> {
        self.pass(self.identity.verify(username, password)).await
    }

    async fn remove(&self, username: &Username) -> Result<(), IdentityError> {
        self.pass(self.identity.remove(username)).await
    }
}

/// T03, I03: the same when whoever keeps the passwords is away, on every POST that asks them.
#[tokio::test]
async fn t03_i03_after_an_outage_of_the_identity_a_repeated_post_has_one_whole_effect() {
    let (mut wrong, mut asking) = (Vec::new(), std::collections::BTreeSet::new());
    for route in routes::all().into_iter().map(|it| it.route).filter(|it| it.method == Method::POST) {
        let undisturbed = prepare(route.name).await;
        let answer = undisturbed.call().key(KEY).send().await.expect(route.status);
        let expected = (route.status, members(&answer), effects(&undisturbed.portal).await);
        for outage in [Outage::Before, Outage::After] {
            for nth in 0.. {
                let mut prepared = prepare(route.name).await;
                let identity = Arc::clone(&prepared.portal.identity);
                let flaky = Arc::new(FlakyIdentity { identity, nth, outage, operations: AtomicUsize::default() });
                prepared.portal.app.identity = Arc::clone(&flaky) as _;
                let first = prepared.call().key(KEY).send().await;
                if flaky.operations.load(Ordering::Relaxed) <= nth {
                    break;
                }
                asking.insert(route.name);
                let second = prepared.call().key(KEY).send().await;
                let found = (second.status, members(&second), effects(&prepared.portal).await);
                if first.status != 503 || !first.headers.contains_key("retry-after") || found != expected {
                    let how = format!("{}, {outage:?} operation {nth}, first {}", route.name, first.status);
                    wrong.push(format!("{how}:\n  {found:?} {}\n  {expected:?}", second.text));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(asking.contains("sessions-create") && asking.contains("invitations-accept"), "{asking:?}");
}

/// N05: a client, their invitation and its mail are there together or not at all, and the repeat answers what is there.
#[tokio::test]
async fn n05_an_outage_leaves_a_client_with_their_invitation_and_its_mail_or_nothing() {
    for outage in [Outage::Before, Outage::After] {
        let mut portal = Portal::new();
        let firm = portal.firm("acme").await;
        let before = portal.store.dump();
        Flaky::before(&mut portal, 0, outage);
        let create = || {
            let body = json!({ "name": "Cleo Client", "email": "cleo@mail.example", "companyName": "Cleo & Co" });
            portal.call("clients-create").by(&firm.admin).query("sendInvite=true").body(body).key(KEY)
        };
        create().send().await.expect_error(503, "unavailable");
        let kinds = |kind: &str| portal.store.dump().iter().filter(|it| it.kind == kind).count();
        let all = ["client", "company", "invitation", "proof", "outbox", "once"];
        if outage == Outage::Before {
            assert_eq!(portal.store.dump(), before, "a commit that did not happen left something behind");
        } else {
            assert_eq!(all.map(kinds), [1; 6]);
        }
        let second = create().send().await.expect(201);
        let third = create().send().await.expect(201);
        assert_eq!(second.body, third.body);
        assert_eq!(all.map(kinds), [1; 6]);
        assert_eq!(firm.read_client(&portal, &second.id()).await, second.body);
        assert_eq!(portal.mails_to("cleo@mail.example").await.len(), 1);
    }
}

/// C07: when a client was last there is noted beside what they do, and never in its way.
#[tokio::test]
async fn c07_a_request_succeeds_although_the_visit_can_not_be_noted() {
    let mut portal = Portal::new();
    let firm = portal.firm("acme").await;
    let (id, client) = firm.active_client(&portal, "cleo@mail.example").await;
    portal.clock.advance(jiff::SignedDuration::from_hours(48));
    let flaky = Flaky::before(&mut portal, 0, Outage::Before);
    portal.call("sessions-current").by(&client).send().await.expect(200);
    assert!(flaky.was_hit(), "there was nothing to note");
    portal.call("sessions-current").by(&client).send().await.expect(200);
    assert_eq!(firm.read_client(&portal, &id).await["lastActivityAt"], "2026-01-03T12:00:00Z");
}
