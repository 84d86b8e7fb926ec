//! An audit event, as people read it.

use jiff::Timestamp;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use shared::{
    audit::{Actor, AuditEvent, AuditEventId, FieldChange},
    fields::{CustomFields, FieldValues},
};

/// One thing that happened to a record.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ActivityEvent {
    /// Its id.
    id: AuditEventId,
    /// When.
    at: Timestamp,
    /// Who.
    actor: Actor,
    /// What was done, for programs.
    action: String,
    /// What was done, in words.
    summary: String,
    /// Before and after, by field.
    changes: Vec<ActivityChange>,
}

/// One field before and after.
#[derive(Debug, Serialize, JsonSchema)]
pub struct ActivityChange {
    /// The field.
    field: String,
    /// What was there.
    #[serde(skip_serializing_if = "Option::is_none")]
    before: Option<Value>,
    /// What is there now.
    #[serde(skip_serializing_if = "Option::is_none")]
    after: Option<Value>,
}

/// Fields that people edit. What the record keeps for itself is in the trail, but not in this view of it.
const SHOWN: [(&str, &str); 14] = [
    ("givenName", "givenName"),
    ("familyName", "familyName"),
    ("email", "email"),
    ("position", "position"),
    ("phone", "phone"),
    ("tags", "tags"),
    ("companies", "companyIds"),
    ("profile", "clientProfileId"),
    ("portalRate", "portalRate"),
    ("status", "status"),
    ("lead", "leadInternalUserId"),
    ("visibility", "visibilityInternalUserIds"),
    ("expiresAt", "expiresAt"),
    ("state", "invitation"),
];

impl ActivityEvent {
    /// An event, with values of the custom fields that there are.
    pub fn new(event: AuditEvent, fields: &CustomFields) -> Self {
        let mut changes = event.changes;
        let custom = changes.remove("customFields").map(|it| custom_changes(&it, fields)).unwrap_or_default();
        let shown = SHOWN.into_iter().filter_map(|(stored, name)| {
            let change = changes.remove(stored)?;
            Some(ActivityChange { field: name.to_owned(), before: change.before, after: change.after })
        });
        Self {
            id: event.id,
            at: event.at,
            actor: event.actor,
            summary: summary(&event.action).to_owned(),
            changes: shown.chain(custom).collect(),
            action: event.action,
        }
    }
}

/// Each custom field that changed, under its key; of selects what people read.
fn custom_changes(change: &FieldChange, fields: &CustomFields) -> Vec<ActivityChange> {
    let values = |side: &Option<Value>| {
        side.as_ref().and_then(|it| FieldValues::deserialize(it).ok()).unwrap_or_default().labelled(fields)
    };
    let (mut before, mut after) = (values(&change.before), values(&change.after));
    let keys = fields.all().iter().map(|it| it.key.as_str());
    let changes = keys.map(|key| (key, before.remove(key), after.remove(key))).filter(|(_, old, new)| old != new);
    changes.map(|(key, before, after)| ActivityChange { field: format!("customFields.{key}"), before, after }).collect()
}

fn summary(action: &str) -> &'static str {
    match action {
        "client.created" => "added the client",
        "client.updated" => "edited the client",
        "client.accessChanged" => "changed lead or visibility",
        "client.invited" => "sent an invitation",
        "client.activated" => "activated the account",
        "client.signedUp" => "signed up at the portal",
        "client.deactivated" => "deactivated the client",
        "client.reactivated" => "activated the client again",
        "client.archived" => "archived the client",
        "client.restored" => "restored the client",
        "client.suggestionAccepted" => "accepted a suggested company",
        "client.suggestionDismissed" => "dismissed a suggested company",
        "invitation.resent" => "sent the invitation again",
        "invitation.cancelled" => "cancelled the invitation",
        "password.changed" => "changed the password",
        "password.reset" => "set a new password",
        "email.changed" => "changed the email",
        "sessions.ended" => "signed out everywhere",
        _ => "changed the client",
    }
}
