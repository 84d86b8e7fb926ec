//! Endpoints of invitations.

pub mod accept;
pub mod cancel;
pub mod create_template;
pub mod inspect;
pub mod list;
pub mod request;
pub mod resend;
pub mod templates;
pub mod update_template;

#[cfg(test)]
mod deliveries;

use jiff::Timestamp;
use schemars::JsonSchema;
use serde::Serialize;
use shared::{
    invitations::{InvitationTemplate, TemplateId},
    records::Stored,
};

/// An invitation template.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "InvitationTemplate")]
pub struct TemplateView {
    /// Its id.
    id: TemplateId,
    /// To be sent as `If-Match` with an edit.
    version: u64,
    /// What the team calls it.
    name: String,
    /// The mail's subject; empty for the usual one.
    subject: String,
    /// The mail's text, in Markdown.
    body: String,
    /// When it was created.
    created_at: Timestamp,
    /// When it was last changed.
    updated_at: Timestamp,
}

impl From<&Stored<InvitationTemplate>> for TemplateView {
    fn from(it: &Stored<InvitationTemplate>) -> Self {
        Self {
            id: it.id,
            version: it.version,
            name: it.name.to_string(),
            subject: it.subject.to_string(),
            body: it.body.to_string(),
            created_at: it.created_at,
            updated_at: it.updated_at,
        }
    }
}
