//! Records in memory.

use std::{
    collections::{BTreeMap, HashSet, VecDeque},
    sync::{
        Mutex,
        atomic::{AtomicUsize, Ordering},
    },
};

use async_trait::async_trait;
use serde_json::Value;
use tokio::task::yield_now;

use super::{capacity, lock};
use crate::ports::{
    Change, CommitError, Index, Key, Position, Query, Reading, Record, Refusal, Rows, Store, StoreError, check_commit,
    check_query,
};

/// Storage that lasts as long as the test.
///
/// It is as strict as the table: it refuses what the table would refuse, keeps expired records until [`Self::sweep`],
/// and says that there may be more whenever a page is full. Every operation lets other tasks go first, so that what a test
/// does at the same moment is done step by step in turns.
#[derive(Debug, Default)]
pub struct MemoryStore {
    records: Mutex<Records>,
    outages: Mutex<VecDeque<Outage>>,
    trips: AtomicUsize,
    /// What stood where something was written since the last [`Self::remember`].
    journal: Mutex<Option<BTreeMap<Key, Option<Record>>>>,
}

type Records = BTreeMap<Key, Record>;

/// How a commit fails that a test wants to fail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outage {
    /// Nothing of it happens.
    Before,
    /// It happens, and the answer is lost.
    After,
}

impl MemoryStore {
    /// How many records there are, expired ones included.
    pub fn len(&self) -> usize {
        lock(&self.records).len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// How often it was asked: reads, queries and commits, refused ones included.
    pub fn trips(&self) -> usize {
        self.trips.load(Ordering::Relaxed)
    }

    /// What each trip begins with.
    async fn set_out(&self) {
        self.trips.fetch_add(1, Ordering::Relaxed);
        yield_now().await;
    }

    /// Every record, in the order of the keys.
    pub fn dump(&self) -> Vec<Record> {
        lock(&self.records).values().cloned().collect()
    }

    /// Removes what has expired at `now`, in seconds since 1970, as the table does at some time of its own choosing.
    pub fn sweep(&self, now: i64) {
        lock(&self.records).retain(|_, record| record.expires.is_none_or(|expires| now <= expires));
    }

    /// Remembers how everything is.
    pub fn remember(&self) {
        *lock(&self.journal) = Some(BTreeMap::new());
    }

    /// Makes everything as it was when it was last remembered.
    pub fn go_back(&self) {
        let mut records = lock(&self.records);
        for (key, before) in lock(&self.journal).iter_mut().flat_map(std::mem::take) {
            match before {
                Some(record) => drop(records.insert(key, record)),
                None => drop(records.remove(&key)),
            }
        }
    }

    /// Makes the next commit answer [`StoreError::Unavailable`] that no outage waits for yet.
    pub fn fail_next_commit(&self, outage: Outage) {
        lock(&self.outages).push_back(outage);
    }
}

#[async_trait]
impl Store for MemoryStore {
    async fn get(&self, key: &Key) -> Result<Option<Reading>, StoreError> {
        self.set_out().await;
        let records = lock(&self.records);
        let found = records.get(key);
        capacity::read(found.map_or(0, capacity::size));
        Ok(found.map(reading))
    }

    async fn get_many(&self, keys: &[Key]) -> Result<Vec<Option<Reading>>, StoreError> {
        self.set_out().await;
        let records = lock(&self.records);
        let distinct: HashSet<&Key> = keys.iter().collect();
        for key in distinct {
            capacity::read(records.get(key).map_or(0, capacity::size));
        }
        Ok(keys.iter().map(|key| records.get(key).map(reading)).collect())
    }

    async fn query(&self, query: &Query) -> Result<Rows, StoreError> {
        check_query(query)?;
        self.set_out().await;
        let records = lock(&self.records);
        // The table's own order leads straight to the place; that of an index has to be made.
        let after = query.after.iter().filter(|_| !query.descending).map(|it| &it.key.sk);
        let place_of_first = query.from.iter().chain(after).fold(&query.prefix, |first, it| first.max(it));
        let first = Key::new(query.pk.clone(), place_of_first.clone());
        let (of_table, of_index) = match query.index {
            None => (Some(records.range(first..)), None),
            Some(_) => (None, Some(records.values())),
        };
        let of_table = of_table.into_iter().flatten().map(|(_, it)| it).take_while(|it| it.key.pk == query.pk);
        let mut hits: Vec<(&Key, &Record)> = of_table
            .chain(of_index.into_iter().flatten())
            .filter_map(|record| Some((place(record, query.index)?, record)))
            .filter(|(place, _)| place.pk == query.pk && place.sk.starts_with(&query.prefix))
            .filter(|(place, _)| query.from.as_ref().is_none_or(|from| *from <= place.sk))
            .collect();
        // Records that share a place in an index are listed in the order of their own keys.
        let order = |(place, record): &(&Key, &Record)| (place.sk.clone(), record.key.clone());
        hits.sort_by_cached_key(order);
        if query.descending {
            hits.reverse();
        }
        if let Some(after) = &query.after {
            let after = (after.index.as_ref().unwrap_or(&after.key).sk.clone(), after.key.clone());
            hits.retain(|hit| if query.descending { order(hit) < after } else { after < order(hit) });
        }
        hits.truncate(query.limit);
        let bytes = hits.iter().map(|(_, record)| capacity::size(record)).sum();
        if query.index.is_some() {
            capacity::read_index(bytes);
        } else {
            capacity::read(bytes);
        }
        let full = hits.last().filter(|_| hits.len() == query.limit);
        let next = full
            .map(|(place, record)| Position { key: record.key.clone(), index: query.index.map(|_| (*place).clone()) });
        Ok(Rows { rows: hits.into_iter().map(|(_, record)| reading(record)).collect(), next })
    }

    async fn commit(&self, changes: Vec<Change>) -> Result<(), CommitError> {
        check_commit(&changes)?;
        self.set_out().await;
        let outage = lock(&self.outages).pop_front();
        if outage != Some(Outage::Before) {
            let mut records = lock(&self.records);
            for change in &changes {
                if let Some(refusal) = refusal(&records, change)? {
                    return Err(CommitError::Refused { what: change.what(), refusal });
                }
            }
            // As the adapter of the table does: one record alone needs no transaction.
            let in_transaction = !matches!(changes.as_slice(), [Change::Create { .. } | Change::Replace { .. }]);
            for change in changes {
                let key = change.key().clone();
                let before = records.get(&key).cloned();
                apply(&mut records, change);
                capacity::write(before.as_ref(), records.get(&key), in_transaction);
                if let Some(journal) = &mut *lock(&self.journal) {
                    journal.entry(key).or_insert(before);
                }
            }
        }
        match outage {
            Some(_) => Err(StoreError::Unavailable("a test asked for an outage".into()).into()),
            None => Ok(()),
        }
    }
}

fn reading(record: &Record) -> Reading {
    Reading {
        key: record.key.clone(),
        kind: record.kind.to_owned(),
        version: record.version,
        body: record.body.clone(),
    }
}

/// Where a record stands in an order, if it does.
fn place(record: &Record, index: Option<Index>) -> Option<&Key> {
    match index {
        None => Some(&record.key),
        Some(Index::One) => record.indexes[0].as_ref(),
        Some(Index::Two) => record.indexes[1].as_ref(),
        Some(Index::Three) => record.indexes[2].as_ref(),
    }
}

/// Why a change can't be applied, if it can't.
fn refusal(records: &Records, change: &Change) -> Result<Option<Refusal>, StoreError> {
    let stored = records.get(change.key());
    let version = stored.map(|it| it.version);
    Ok(match change {
        Change::Create { .. } => stored.map(|_| Refusal::Taken),
        Change::Replace { record, .. } => (version != Some(record.version - 1)).then_some(Refusal::Stale),
        Change::Delete { version: read, .. } => (version != Some(*read)).then_some(Refusal::Stale),
        Change::Require { version: read, .. } => match version {
            None => Some(Refusal::Gone),
            version => (read.is_some() && *read != version).then_some(Refusal::Stale),
        },
        Change::Add { amount, at_most, .. } => {
            let sum = count(stored)?.saturating_add(*amount);
            at_most.is_some_and(|most| most < sum).then_some(Refusal::Exceeded)
        }
    })
}

/// What a counter stands at.
fn count(stored: Option<&Record>) -> Result<i64, StoreError> {
    match stored.and_then(|it| it.body.get("n")) {
        None => Ok(0),
        Some(n) => n.as_i64().ok_or_else(|| StoreError::Broken("the attribute `n` is not a number".into())),
    }
}

fn apply(records: &mut Records, change: Change) {
    match change {
        Change::Create { record, .. } | Change::Replace { record, .. } => {
            records.insert(record.key.clone(), record);
        }
        Change::Delete { key, .. } => {
            records.remove(&key);
        }
        Change::Require { .. } => {}
        Change::Add { key, kind, amount, expires, .. } => {
            let counter = records.entry(key).or_insert_with_key(|key| Record {
                key: key.clone(),
                indexes: [None, None, None],
                kind,
                version: 0,
                body: serde_json::Map::new(),
                expires,
            });
            let sum = counter.body.get("n").and_then(Value::as_i64).unwrap_or(0).saturating_add(amount);
            counter.body.insert("n".to_owned(), sum.into());
            counter.version += 1;
            counter.expires = counter.expires.or(expires);
        }
    }
}
