//! One change of state: everything that belongs to it, to be committed together or not at all.

use std::{any::Any, collections::BTreeMap};

use jiff::Timestamp;
use ulid::Ulid;

use super::{Claim, Entity, Place, Records, Stored, diff, entity::encode};
use crate::{
    audit::{Actor, AuditEvent, FieldChange, Origin},
    directory::LogEntry,
    id::Id,
    ports::{Change, Key, Record},
};

/// A bound of a counter: what it is called in a refusal, and the greatest sum.
#[derive(Clone, Copy, Debug)]
pub struct Bound {
    /// What a refusal names.
    pub what: &'static str,
    /// The greatest sum, if there is one.
    pub at_most: Option<i64>,
}

/// What an entity counts in has no bound of its own.
const COUNTED: Bound = Bound { what: "counter", at_most: None };

/// One change of state, being put together.
///
/// Whoever adds an entity gets its unique claims, its audit event (U01) and its directory row with it: they can't be
/// forgotten. The whole is one commit.
#[derive(Debug)]
pub struct Changes {
    action: &'static str,
    now: Timestamp,
    seed: Ulid,
    actor: Actor,
    origin: Origin,
    steps: Vec<Step>,
    /// The entities as they will be, for whoever tells of the change before it is committed.
    written: Vec<Box<dyn Any + Send + Sync>>,
    histories: BTreeMap<String, BTreeMap<String, FieldChange>>,
    log: Vec<LogEntry>,
}

/// A write that still lacks its workspace. Boxed closures would do, but this can be looked at in a debugger.
#[derive(Debug)]
enum Step {
    Write(Box<dyn Write>),
    Raw(Box<Change>),
}

/// Turns an entity into writes once the workspace is known.
trait Write: Send + Sync + std::fmt::Debug {
    fn writes(&self, records: &Records<'_>) -> Vec<Change>;
}

struct Put<E> {
    before: Option<Stored<E>>,
    after: Option<E>,
}

impl<E: Entity> std::fmt::Debug for Put<E> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Put({})", E::KIND)
    }
}

impl<E: Entity> Write for Put<E> {
    fn writes(&self, records: &Records<'_>) -> Vec<Change> {
        let main = match (&self.before, &self.after) {
            (None, Some(after)) => Change::Create { record: records.record(after, 1), what: E::NOUN },
            (Some(before), Some(after)) => {
                Change::Replace { record: records.record(after, before.version + 1), what: E::NOUN }
            }
            (Some(before), None) => {
                Change::Delete { key: records.key(&E::place(&before.key())), version: before.version, what: E::NOUN }
            }
            (None, None) => return Vec::new(),
        };
        let claims = |of: Option<&E>| of.map(Entity::claims).unwrap_or_default();
        let (old, new) = (claims(self.before.as_deref()), claims(self.after.as_ref()));
        let of = self.after.as_ref().and_then(Entity::audited).unwrap_or_default();
        let taken = new.iter().filter(|it| !old.contains(it));
        let left = old.iter().filter(|it| !new.contains(it));
        let mut writes = vec![main];
        writes.extend(taken.map(|it| Change::Create { record: records.claim_record(it, &of), what: it.noun }));
        writes.extend(left.map(|it| Change::Delete { key: records.claim_key(it), version: 1, what: it.noun }));
        let counters = |of: Option<&E>| of.map(Entity::counted_in).unwrap_or_default();
        let (old, new) = (counters(self.before.as_deref()), counters(self.after.as_ref()));
        let add = |place: &Place, amount| Count { place: place.clone(), amount, bound: COUNTED }.writes(records);
        writes.extend(new.iter().filter(|it| !old.contains(it)).flat_map(|it| add(it, 1)));
        writes.extend(old.iter().filter(|it| !new.contains(it)).flat_map(|it| add(it, -1)));
        writes
    }
}

#[derive(Debug)]
struct Count {
    place: Place,
    amount: i64,
    bound: Bound,
}

impl Write for Count {
    fn writes(&self, records: &Records<'_>) -> Vec<Change> {
        vec![Change::Add {
            key: records.key(&self.place),
            kind: "counter",
            amount: self.amount,
            at_most: self.bound.at_most,
            expires: None,
            what: self.bound.what,
        }]
    }
}

#[derive(Debug)]
struct Needed {
    place: Place,
    version: Option<u64>,
    what: &'static str,
}

impl Write for Needed {
    fn writes(&self, records: &Records<'_>) -> Vec<Change> {
        vec![Change::Require { key: records.key(&self.place), version: self.version, what: self.what }]
    }
}

#[derive(Debug)]
struct Claimed {
    claim: Claim,
    of: String,
}

impl Write for Claimed {
    fn writes(&self, records: &Records<'_>) -> Vec<Change> {
        vec![Change::Create { record: records.claim_record(&self.claim, &self.of), what: self.claim.noun }]
    }
}

impl Changes {
    /// Starts a change. `action` is its name in the audit trail, such as `client.created`; `seed` makes its ids.
    pub const fn new(action: &'static str, now: Timestamp, seed: Ulid, actor: Actor, origin: Origin) -> Self {
        Self {
            action,
            now,
            seed,
            actor,
            origin,
            steps: Vec::new(),
            written: Vec::new(),
            histories: BTreeMap::new(),
            log: Vec::new(),
        }
    }

    /// Stores a new entity with everything it claims. Returns its version.
    pub fn create<E: Entity + 'static>(&mut self, entity: &E) -> u64 {
        self.put(None, Some(entity))
    }

    /// Stores a changed entity, if nobody changes it in between, and moves its claims along. Returns its new version.
    pub fn replace<E: Entity + 'static>(&mut self, before: &Stored<E>, after: &E) -> u64 {
        self.put(Some(before), Some(after))
    }

    /// Stores what [`Records::get_or`] read, changed: whether or not it was stored before.
    pub fn set<E: Entity + 'static>(&mut self, before: &Stored<E>, after: &E) -> u64 {
        if before.version == 0 { self.create(after) } else { self.replace(before, after) }
    }

    /// Removes an entity and its claims, if nobody changes it in between.
    pub fn delete<E: Entity + 'static>(&mut self, before: &Stored<E>) {
        self.put(Some(before), None);
    }

    /// Succeeds only if this entity is still as it was read.
    pub fn require<E: Entity>(&mut self, stored: &Stored<E>) {
        let place = E::place(&stored.key());
        self.steps.push(Step::Write(Box::new(Needed { place, version: Some(stored.version), what: E::NOUN })));
    }

    /// Adds to one of the workspace's counters.
    pub fn count(&mut self, name: &str, amount: i64, bound: Bound) {
        self.count_at(Self::counter(name), amount, bound);
    }

    /// Succeeds only if nothing counts here at that moment; `what` is what a refusal names.
    pub fn require_none(&mut self, place: Place, what: &'static str) {
        self.count_at(place, 0, Bound { what, at_most: Some(0) });
    }

    fn count_at(&mut self, place: Place, amount: i64, bound: Bound) {
        self.steps.push(Step::Write(Box::new(Count { place, amount, bound })));
    }

    /// Where a counter lives.
    pub(super) fn counter(name: &str) -> Place {
        Place::new("counters", name)
    }

    /// Makes the change happen at most once for this claim, whoever tries it.
    pub fn once(&mut self, claim: Claim, of: impl Into<String>) {
        self.steps.push(Step::Write(Box::new(Claimed { claim, of: of.into() })));
    }

    /// Adds a write to a system record, which belongs to no entity.
    pub fn also(&mut self, change: Change) {
        self.steps.push(Step::Raw(Box::new(change)));
    }

    /// Adds a write to a system record in front of all others, so that its refusal is the one that is named.
    pub fn first(&mut self, change: Change) {
        self.steps.insert(0, Step::Raw(Box::new(change)));
    }

    /// The entity that this change writes and that fits, as it will be.
    pub fn written<E: Entity + 'static>(&self, fits: impl Fn(&E) -> bool) -> Option<&E> {
        self.written.iter().rev().filter_map(|it| it.downcast_ref::<E>()).find(|it| fits(it))
    }

    /// The name of the change in the audit trail.
    pub const fn action(&self) -> &'static str {
        self.action
    }

    fn put<E: Entity + 'static>(&mut self, before: Option<&Stored<E>>, after: Option<&E>) -> u64 {
        let version = before.map_or(1, |it| it.version + 1);
        if let Some(id) = after.or(before.map(|it| &it.entity)).and_then(Entity::audited) {
            let (old, new) = (before.map(|it| encode(&it.entity)), after.map(encode));
            self.histories.entry(id).or_default().extend(diff::between(old.as_ref(), new.as_ref()));
        }
        if let Some(entry) = after.and_then(|it| it.listed(version)) {
            self.log.push(LogEntry { entry });
        }
        if let Some(after) = after {
            self.written.push(Box::new(after.clone()));
        }
        self.steps.push(Step::Write(Box::new(Put { before: before.cloned(), after: after.cloned() })));
        version
    }

    /// The n-th identifier of this change: in the order of time, and the same for the same seed.
    fn nth(&self, n: usize) -> Ulid {
        Ulid(self.seed.0.wrapping_add(u128::try_from(n).unwrap_or(0)))
    }

    pub(super) fn into_writes(mut self, records: &Records<'_>) -> Vec<Change> {
        let steps = std::mem::take(&mut self.steps);
        let mut writes = Vec::new();
        for step in steps {
            match step {
                Step::Write(write) => writes.extend(write.writes(records)),
                Step::Raw(change) => writes.push(*change),
            }
        }
        for (n, entry) in self.log.iter().enumerate() {
            let key = Key::new(records.pk("log"), self.nth(n).to_string());
            let record = Record {
                key,
                indexes: [None, None, None],
                kind: "log",
                version: 1,
                body: encode(entry),
                expires: None,
            };
            writes.push(Change::Create { record, what: "log" });
        }
        for (n, (id, changes)) in std::mem::take(&mut self.histories).into_iter().enumerate() {
            let event = AuditEvent {
                id: Id::new(self.nth(n)),
                at: self.now,
                action: self.action.to_owned(),
                actor: self.actor.clone(),
                origin: self.origin.clone(),
                record: id,
                changes,
            };
            writes.push(Change::Create { record: records.record(&event, 1), what: "auditEvent" });
        }
        writes
    }
}
