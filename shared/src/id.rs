//! Typed identifiers: `client_01J9Z…` is a client and cannot be passed where a company is expected.

use std::{borrow::Cow, cmp::Ordering, fmt, hash, marker::PhantomData, str::FromStr};

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use ulid::Ulid;

use crate::{clients::Client, team::InternalUser};

/// A kind of thing that has identifiers of its own.
pub trait Kind: 'static {
    /// What every identifier of this kind starts with, followed by `_`.
    const PREFIX: &'static str;
}

/// The identifier of one `K`: sorts by creation time, and unique across workspaces.
pub struct Id<K>(Ulid, PhantomData<fn() -> K>);

/// A text that is no identifier of the expected kind.
#[derive(Debug, thiserror::Error)]
#[error("not an identifier that starts with `{0}_`")]
pub struct NotAnId(&'static str);

impl<K> Id<K> {
    /// Wraps a freshly drawn ULID.
    pub const fn new(ulid: Ulid) -> Self {
        Self(ulid, PhantomData)
    }

    /// The ULID without its kind.
    pub const fn ulid(self) -> Ulid {
        self.0
    }
}

impl<K: Kind> fmt::Display for Id<K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}_{}", K::PREFIX, self.0)
    }
}

impl<K: Kind> fmt::Debug for Id<K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl<K: Kind> FromStr for Id<K> {
    type Err = NotAnId;

    /// Takes the canonical form only, so that one thing has one spelling.
    fn from_str(text: &str) -> Result<Self, NotAnId> {
        text.strip_prefix(K::PREFIX)
            .and_then(|rest| rest.strip_prefix('_'))
            .and_then(|rest| Ulid::from_string(rest).ok().filter(|ulid| ulid.to_string() == rest))
            .map(Self::new)
            .ok_or(NotAnId(K::PREFIX))
    }
}

impl<K> Clone for Id<K> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<K> Copy for Id<K> {}
impl<K> PartialEq for Id<K> {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0
    }
}
impl<K> Eq for Id<K> {}
impl<K> PartialOrd for Id<K> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}
impl<K> Ord for Id<K> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.0.cmp(&other.0)
    }
}
impl<K> hash::Hash for Id<K> {
    fn hash<H: hash::Hasher>(&self, state: &mut H) {
        self.0.hash(state);
    }
}

impl<K: Kind> Serialize for Id<K> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de, K: Kind> Deserialize<'de> for Id<K> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Cow::<'de, str>::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

impl<K: Kind> JsonSchema for Id<K> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        format!("{}_id", K::PREFIX).into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string", "pattern": format!("^{}_[0-9A-HJKMNP-TV-Z]{{26}}$", K::PREFIX) })
    }
}

/// Someone who can sign in at a workspace.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PersonId {
    /// A person of the firm.
    InternalUser(Id<InternalUser>),
    /// A person the firm serves.
    Client(Id<Client>),
}

impl fmt::Display for PersonId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::InternalUser(id) => id.fmt(f),
            Self::Client(id) => id.fmt(f),
        }
    }
}

impl FromStr for PersonId {
    type Err = NotAnId;

    fn from_str(text: &str) -> Result<Self, NotAnId> {
        text.parse().map(Self::InternalUser).or_else(|_| text.parse().map(Self::Client))
    }
}

impl Serialize for PersonId {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for PersonId {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Cow::<'de, str>::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

impl JsonSchema for PersonId {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "person_id".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string" })
    }
}

impl From<Id<InternalUser>> for PersonId {
    fn from(id: Id<InternalUser>) -> Self {
        Self::InternalUser(id)
    }
}

impl From<Id<Client>> for PersonId {
    fn from(id: Id<Client>) -> Self {
        Self::Client(id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_identifier_of_another_kind_is_refused() {
        let id: Id<Client> = Id::new(Ulid(0x7f));
        assert_eq!(id.to_string().parse::<Id<Client>>().unwrap(), id);
        assert!(id.to_string().parse::<Id<InternalUser>>().is_err());
        assert!(id.to_string().to_lowercase().parse::<Id<Client>>().is_err(), "{id} has a letter, and one spelling");
    }
}
