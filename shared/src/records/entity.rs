//! What it takes to be stored.

use std::ops::Deref;

use jiff::Timestamp;
use serde::{Serialize, de::DeserializeOwned};

use crate::{access::Viewer, directory::Entry, ports::Attributes};

/// Where an entity lives within its workspace.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The partition, without the workspace.
    pub partition: String,
    /// The place in it.
    pub sort: String,
    /// Only for index places: listed across workspaces, by jobs alone.
    pub system: bool,
}

impl Place {
    /// A place in a partition.
    pub fn new(partition: impl Into<String>, sort: impl Into<String>) -> Self {
        Self { partition: partition.into(), sort: sort.into(), system: false }
    }

    /// A place among the workspace's few settings records.
    pub fn root(sort: impl Into<String>) -> Self {
        Self::new("root", sort)
    }

    /// The main record of a partition of its own.
    pub fn own(kind: &str, id: impl std::fmt::Display) -> Self {
        Self::new(format!("{kind}#{id}"), "A")
    }

    /// An index place that jobs list across workspaces.
    pub fn across_workspaces(partition: impl Into<String>, sort: impl Into<String>) -> Self {
        Self { partition: partition.into(), sort: sort.into(), system: true }
    }
}

/// A value that no two records of a workspace may share.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claim {
    /// What the value is; a refusal names it.
    pub noun: &'static str,
    /// The value; only a keyed hash of it is stored.
    pub value: String,
}

impl Claim {
    /// The claim of a person's email.
    pub const EMAIL: &'static str = "email";

    /// The claim of an email.
    pub fn email(email: &crate::text::Email) -> Self {
        Self { noun: Self::EMAIL, value: email.to_string() }
    }
}

/// Something that is stored as one record of a workspace.
pub trait Entity: Serialize + DeserializeOwned + Clone + Send + Sync {
    /// What finds it again.
    type Key: Send + Sync;
    /// The record's kind.
    const KIND: &'static str;
    /// What people call it in an error message.
    const NOUN: &'static str;

    /// Where the entity of a key lives.
    fn place(key: &Self::Key) -> Place;

    /// Its key.
    fn key(&self) -> Self::Key;

    /// Whether it exists for this viewer (A05, A10). There is no default, so that nobody forgets to decide.
    fn visible_to(&self, viewer: &Viewer) -> bool;

    /// Where it shows in the three indexes.
    fn indexes(&self) -> [Option<Place>; 3] {
        [None, None, None]
    }

    /// Values that are its alone in the workspace.
    fn claims(&self) -> Vec<Claim> {
        Vec::new()
    }

    /// Counters in which it counts as one, such as the clients of a company. Moving it between them is part of the same
    /// commit, so that another change can be bound to what they say at that moment.
    fn counted_in(&self) -> Vec<Place> {
        Vec::new()
    }

    /// The id under which its changes are audited (U01), or nothing for what is no record of the firm's business.
    fn audited(&self) -> Option<String> {
        None
    }

    /// Its row in the workspace's directory, as of `version`.
    fn listed(&self, _version: u64) -> Option<Entry> {
        None
    }

    /// When it may vanish by itself.
    fn expires(&self) -> Option<Timestamp> {
        None
    }
}

/// An entity as it was read, with the version that a change must match.
#[derive(Clone, Debug, PartialEq)]
pub struct Stored<E> {
    /// The entity.
    pub entity: E,
    /// How often it was written.
    pub version: u64,
}

impl<E> Deref for Stored<E> {
    type Target = E;

    fn deref(&self) -> &E {
        &self.entity
    }
}

impl<E: Clone> Stored<E> {
    /// The entity with some changes, to replace this one by; the version will be one more.
    pub fn with(&self, change: impl FnOnce(&mut E)) -> E {
        let mut entity = self.entity.clone();
        change(&mut entity);
        entity
    }
}

pub(super) fn encode<E: Serialize>(entity: &E) -> Attributes {
    match serde_json::to_value(entity).expect("entities are plain data") {
        serde_json::Value::Object(body) => body,
        other => Attributes::from_iter([("value".to_owned(), other)]),
    }
}
