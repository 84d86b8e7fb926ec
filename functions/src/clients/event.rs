//! An audit event, as people read it.

use jiff::Timestamp;
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::Value;
use shared::audit::{Actor, AuditEvent, AuditEventId};

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
const SHOWN: [(&str, &str); 12] = [
    ("givenName", "givenName"),
    ("familyName", "familyName"),
    ("email", "email"),
    ("position", "position"),
    ("phone", "phone"),
    ("tags", "tags"),
    ("companies", "companyIds"),
    ("status", "status"),
    ("lead", "leadInternalUserId"),
    ("visibility", "visibilityInternalUserIds"),
    ("expiresAt", "expiresAt"),
    ("state", "invitation"),
];

impl From<AuditEvent> for ActivityEvent {
    fn from(event: AuditEvent) -> Self {
        let mut changes = event.changes;
        let shown = SHOWN.into_iter().filter_map(|(stored, name)| {
            let change = changes.remove(stored)?;
            Some(ActivityChange { field: name.to_owned(), before: change.before, after: change.after })
        });
        Self {
            id: event.id,
            at: event.at,
            actor: event.actor,
            summary: summary(&event.action).to_owned(),
            changes: shown.collect(),
            action: event.action,
        }
    }
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
