//! The audit trail: who changed what, when, from where (U01).

use std::collections::BTreeMap;

use jiff::Timestamp;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::{
    Result,
    access::Viewer,
    id::{Id, Kind, PersonId},
    ports::{Index, Position},
    records::{Entity, Listing, Place, Records},
};

/// Who made a change.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Actor {
    /// What they are.
    pub kind: ActorKind,
    /// Who, if they have a record.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<PersonId>,
    /// Their name at that time.
    pub name: String,
}

/// What an actor is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum ActorKind {
    /// A person of the firm.
    InternalUser,
    /// A person the firm serves.
    Client,
    /// Portico itself.
    System,
    /// Somebody who had not signed in.
    Visitor,
}

impl Actor {
    /// Portico itself.
    pub fn system() -> Self {
        Self { kind: ActorKind::System, id: None, name: "Portico".to_owned() }
    }

    /// Somebody who has not signed in.
    pub fn visitor() -> Self {
        Self { kind: ActorKind::Visitor, id: None, name: "Visitor".to_owned() }
    }
}

/// From where a change was made.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Origin {
    /// The request.
    pub request_id: String,
    /// The network address it came from, if there was one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ip: Option<String>,
}

/// One field of a record before and after.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FieldChange {
    /// The value that was there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before: Option<Value>,
    /// The value that is there now.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after: Option<Value>,
}

/// The record of one change of one record.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AuditEvent {
    /// Its id, in the order of time.
    pub id: AuditEventId,
    /// When.
    pub at: Timestamp,
    /// What was done, such as `client.created`.
    pub action: String,
    /// Who.
    pub actor: Actor,
    /// From where.
    pub origin: Origin,
    /// The id of the record that changed.
    pub record: String,
    /// Before and after, by field.
    pub changes: BTreeMap<String, FieldChange>,
}

/// An audit event's identifier.
pub type AuditEventId = Id<AuditEvent>;

impl Kind for AuditEvent {
    const PREFIX: &'static str = "event";
}

/// How many partitions the events of one day spread over, so that a busy workspace is not held up by one.
const SHARDS: u128 = 4;

impl Entity for AuditEvent {
    type Key = (Timestamp, AuditEventId);
    const KIND: &'static str = "auditEvent";
    const NOUN: &'static str = "audit event";

    fn place((at, id): &Self::Key) -> Place {
        let day = at.strftime("%Y-%m-%d");
        Place::new(format!("audit#{day}#{}", id.ulid().0 % SHARDS), id.to_string())
    }

    fn key(&self) -> Self::Key {
        (self.at, self.id)
    }

    fn visible_to(&self, viewer: &Viewer) -> bool {
        viewer.is_team()
    }

    fn indexes(&self) -> [Option<Place>; 3] {
        [Some(Place::new(format!("history#{}", self.record), self.id.to_string())), None, None]
    }
}

/// The history of one record, newest first. Whether the viewer may see the record is for the caller to have checked.
pub async fn history(
    records: &Records<'_>,
    record: &str,
    after: Option<Position>,
    limit: usize,
) -> Result<(Vec<AuditEvent>, Option<Position>)> {
    let partition = format!("history#{record}");
    let listing = Listing { index: Some(Index::One), partition, descending: true, after, limit, ..Listing::default() };
    let (events, next) = records.list::<AuditEvent>(&listing).await?;
    Ok((events.into_iter().map(|it| it.entity).collect(), next))
}
