//! The shapes in which records are answered: the field's reference API where it has the resource, and more beside.

mod client;
mod company;
mod invitation;
mod person;
mod workspace;

use schemars::JsonSchema;
use serde::Serialize;

pub use client::{ClientPage, ClientView, Suggested, ahead, client, companies_of};
pub use company::{CompanyView, company};
pub use invitation::{InvitationBrief, InvitationView, InvitedKind, brief, briefs, invitation, invitations};
pub use person::{InternalUserView, SignedIn, internal_user, internal_users, signed_in};
pub use workspace::{PortalView, WorkspaceView, portal, workspace};

/// A record that is kept in one with all others of its kind.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "Versioned{T}")]
pub struct Versioned<T> {
    /// The record.
    #[serde(flatten)]
    pub record: T,
    /// To be sent as `If-Match` with an edit: all of its kind have one.
    pub version: u64,
}

/// A colour for whoever has no picture: stable for an id, readable under white text.
pub fn fallback_color(id: impl std::fmt::Display) -> String {
    const COLORS: [&str; 10] =
        ["#0f766e", "#1d4ed8", "#7c3aed", "#be185d", "#b45309", "#15803d", "#0369a1", "#a21caf", "#b91c1c", "#4d7c0f"];
    let sum = id.to_string().bytes().fold(0_usize, |sum, byte| sum.wrapping_mul(31).wrapping_add(usize::from(byte)));
    COLORS[sum % COLORS.len()].to_owned()
}
