//! The storage port: partitions of sorted records, and all-or-nothing commits.
//!
//! It promises what one DynamoDB table can keep, and no more.

use async_trait::async_trait;
use serde::{Deserialize, Serialize};

use super::Source;

/// Where a record lives: its partition and its place in it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Key {
    /// The partition: records that are listed together.
    pub pk: String,
    /// The place in the partition; listings run in byte order of it.
    pub sk: String,
}

impl Key {
    /// A key of the given partition and place.
    pub fn new(pk: impl Into<String>, sk: impl Into<String>) -> Self {
        Self { pk: pk.into(), sk: sk.into() }
    }
}

/// One of the table's three further orders. What each one lists is written down in `docs/data-model.md`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[expect(missing_docs, reason = "they have numbers because their meaning differs by kind of record")]
pub enum Index {
    One,
    Two,
    Three,
}

impl Index {
    /// All of them, in the order of [`Record::indexes`].
    pub const ALL: [Self; 3] = [Self::One, Self::Two, Self::Three];
}

/// The named values of a record. Numbers are within ±2⁵³ and have at most 6 decimal places; a whole one is an integer, since
/// storage does not tell 12 from 12.0.
pub type Attributes = serde_json::Map<String, serde_json::Value>;

/// A stored record as a commit writes it.
#[derive(Clone, Debug, PartialEq)]
pub struct Record {
    /// Where it lives.
    pub key: Key,
    /// Where it also shows, by [`Index::ALL`].
    pub indexes: [Option<Key>; 3],
    /// What kind of record it is, for people and for jobs that follow the table's changes.
    pub kind: &'static str,
    /// 1 when created, one more with each replacement.
    pub version: u64,
    /// What it holds.
    pub body: Attributes,
    /// Seconds since 1970 after which it may vanish by itself; reads may still find it for a while.
    pub expires: Option<i64>,
}

/// A record as it was read.
#[derive(Clone, Debug, PartialEq)]
pub struct Reading {
    /// Where it lives.
    pub key: Key,
    /// What kind of record it is.
    pub kind: String,
    /// Its version at the time of reading.
    pub version: u64,
    /// What it holds.
    pub body: Attributes,
}

/// One change of a commit. `what` names the thing for the refusal.
#[derive(Clone, Debug, PartialEq)]
pub enum Change {
    /// Stores a new record. Refused as [`Refusal::Taken`] if one lives there already, expired or not.
    Create {
        /// The record; its version is 1.
        record: Record,
        /// What is taken if it is refused.
        what: &'static str,
    },
    /// Stores a new version. Refused as [`Refusal::Stale`] unless the stored version is `record.version - 1`.
    Replace {
        /// The record as it shall be.
        record: Record,
        /// What is stale if it is refused.
        what: &'static str,
    },
    /// Removes a record. Refused as [`Refusal::Stale`] unless the stored version is `version`.
    Delete {
        /// Where it lives.
        key: Key,
        /// The version that was read.
        version: u64,
        /// What is stale if it is refused.
        what: &'static str,
    },
    /// Changes nothing. Refused as [`Refusal::Gone`] unless a record lives there, and as [`Refusal::Stale`] if
    /// `version` is given and is not the stored one.
    Require {
        /// Where it must live.
        key: Key,
        /// The version it must have, if that matters.
        version: Option<u64>,
        /// What is gone if it is refused.
        what: &'static str,
    },
    /// Adds to a counter (attribute `n` of the body), which starts at 0 where there is none; each addition is a version.
    /// Refused as [`Refusal::Exceeded`] if the sum would leave `at_most`.
    Add {
        /// Where the counter lives.
        key: Key,
        /// What kind of record the counter is.
        kind: &'static str,
        /// How much to add; may be negative.
        amount: i64,
        /// The greatest sum that is accepted.
        at_most: Option<i64>,
        /// As [`Record::expires`], set by the first addition that gives it.
        expires: Option<i64>,
        /// What is exceeded if it is refused.
        what: &'static str,
    },
}

impl Change {
    /// Where it happens.
    pub const fn key(&self) -> &Key {
        match self {
            Self::Create { record, .. } | Self::Replace { record, .. } => &record.key,
            Self::Delete { key, .. } | Self::Require { key, .. } | Self::Add { key, .. } => key,
        }
    }

    /// What a refusal of it names.
    pub const fn what(&self) -> &'static str {
        match self {
            Self::Create { what, .. }
            | Self::Replace { what, .. }
            | Self::Delete { what, .. }
            | Self::Require { what, .. }
            | Self::Add { what, .. } => what,
        }
    }
}

/// Why a commit was refused. Nothing of it happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// Something lives there already.
    Taken,
    /// Nothing lives there.
    Gone,
    /// It changed since it was read.
    Stale,
    /// The counter's bound would be passed.
    Exceeded,
}

/// Why a read failed.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// It may work in a moment: throttled, timed out, not reachable. The adapter has already retried.
    #[error("storage is not available at the moment")]
    Unavailable(#[source] Source),
    /// It will not work by trying again.
    #[error("storage failed")]
    Broken(#[source] Source),
}

/// Why a commit did not happen.
#[derive(Debug, thiserror::Error)]
pub enum CommitError {
    /// A change's condition did not hold: the first such change in order.
    #[error("{what}: {refusal:?}")]
    Refused {
        /// What the change names.
        what: &'static str,
        /// Which condition it was.
        refusal: Refusal,
    },
    /// The store failed. A commit whose answer was lost counts here, although it may have happened.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Which records of one partition to read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Query {
    /// The order to list, or the table's own.
    pub index: Option<Index>,
    /// The partition, in that order.
    pub pk: String,
    /// Only records whose place starts with this; empty for all.
    pub prefix: String,
    /// Only records whose place is at or after this; combined with `prefix` if both are given.
    pub from: Option<String>,
    /// Last place first.
    pub descending: bool,
    /// Go on after this record.
    pub after: Option<Position>,
    /// At most so many; at least 1.
    pub limit: usize,
}

impl Query {
    /// All records of a partition of the table.
    pub fn partition(pk: impl Into<String>) -> Self {
        Self {
            index: None,
            pk: pk.into(),
            prefix: String::new(),
            from: None,
            descending: false,
            after: None,
            limit: 1000,
        }
    }
}

/// Where a listing stopped.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Position {
    /// The last record's own key.
    pub key: Key,
    /// Its key in the order that was listed, if that was an index.
    pub index: Option<Key>,
}

/// A page of records.
#[derive(Clone, Debug, PartialEq)]
pub struct Rows {
    /// In the order asked for.
    pub rows: Vec<Reading>,
    /// Where to go on if there may be more.
    pub next: Option<Position>,
}

/// Durable storage.
///
/// What an adapter must keep:
/// - A commit happens as a whole or not at all, and once it has answered, it survives a crash of the process.
/// - Reads by key and queries of the table itself see every commit that has answered; queries of an index may lag.
/// - A query or [`Store::get_many`] is no snapshot: it sees each record whole, but may see a commit that is under way in
///   some records and not yet in others.
/// - Of two commits whose changes touch the same record, one sees the other; none is lost. Conflicts with others at the same
///   moment are retried by the adapter, bounded, and only then answered as [`StoreError::Unavailable`].
/// - A repeated request after a lost answer does not apply a commit twice.
/// - Keys and attributes of any text are kept as they are; listings are in byte order of the UTF-8 text. Records that share
///   a place in an index are listed in an order that stays the same.
/// - A full page says that there may be more even when it was the last.
/// - A commit has at most 100 changes, no two of one key. Neither part of a key is empty; a partition has at most 2048 bytes,
///   a place 1024, a body 400,000 as JSON, all bodies of a commit 4,000,000. Every attribute has a name, and at most 30 lists
///   and maps lie inside each other. Anything else is [`StoreError::Broken`].
/// - What an answer says it consumed is counted as [`Units`](super::Units) in the task of the caller.
#[cfg_attr(test, mockall::automock)]
#[async_trait]
pub trait Store: Send + Sync {
    /// The record at a key.
    async fn get(&self, key: &Key) -> Result<Option<Reading>, StoreError>;

    /// The records at the keys, each in its key's place, all in as few round trips as the service allows.
    async fn get_many(&self, keys: &[Key]) -> Result<Vec<Option<Reading>>, StoreError>;

    /// A page of a partition.
    async fn query(&self, query: &Query) -> Result<Rows, StoreError>;

    /// Applies every change, or none.
    async fn commit(&self, changes: Vec<Change>) -> Result<(), CommitError>;
}
