//! The firm's people.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::{
    Error, Result,
    access::{RoleKey, Viewer},
    id::{Id, Kind},
    invitations::InvitationId,
    records::{Changes, Claim, Entity, Place},
    scope::Scope,
    text::{Email, Name},
};

mod invite;

pub(crate) use invite::require_rank;
pub use invite::{NewInternalUser, invite, require_held, set_role};

/// An internal user's identifier.
pub type InternalUserId = Id<InternalUser>;

impl Kind for InternalUser {
    const PREFIX: &'static str = "user";
}

/// Whether an internal user can sign in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum Standing {
    /// Invited, not yet in.
    Invited,
    /// Signs in.
    Active,
    /// Cannot sign in.
    Deactivated,
}

/// A person of the firm.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct InternalUser {
    /// Their id.
    pub id: InternalUserId,
    /// Their given name.
    pub given_name: Name,
    /// Their family name, if they have one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub family_name: Option<Name>,
    /// Their email, unique in the workspace among clients and team.
    pub email: Email,
    /// Their role.
    pub role: RoleKey,
    /// Whether they can sign in.
    pub standing: Standing,
    /// Sessions that began under a smaller number are over.
    pub session_epoch: u32,
    /// Their last invitation, if they were invited.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub invitation: Option<InvitationId>,
    /// When they were added.
    pub created_at: Timestamp,
    /// When they were last changed.
    pub updated_at: Timestamp,
}

impl InternalUser {
    /// Given and family name.
    pub fn name(&self) -> String {
        full_name(&self.given_name, self.family_name.as_ref())
    }

    /// What exists for them.
    pub fn viewer(&self) -> Viewer {
        Viewer::InternalUser { id: self.id, admin: self.is_admin() }
    }

    /// Whether they are an admin.
    pub fn is_admin(&self) -> bool {
        self.role == RoleKey::Admin
    }
}

/// Given and family name, as people read them.
pub fn full_name(given: &Name, family: Option<&Name>) -> String {
    family.map_or_else(|| given.to_string(), |family| format!("{given} {family}"))
}

impl Entity for InternalUser {
    type Key = InternalUserId;
    const KIND: &'static str = "internalUser";
    const NOUN: &'static str = "team member";

    fn place(id: &InternalUserId) -> Place {
        Place::new("team", id.to_string())
    }

    fn key(&self) -> InternalUserId {
        self.id
    }

    fn visible_to(&self, viewer: &Viewer) -> bool {
        viewer.is_team()
    }

    fn claims(&self) -> Vec<Claim> {
        vec![Claim::email(&self.email)]
    }

    fn audited(&self) -> Option<String> {
        Some(self.id.to_string())
    }
}

/// Lets these become leads or part of a visibility: people of this workspace who are not deactivated, at the moment of the
/// commit too.
pub async fn require_assignable(
    scope: &Scope<'_>,
    people: &BTreeMap<InternalUserId, &'static str>,
    changes: &mut Changes,
) -> Result<()> {
    let ids: Vec<_> = people.keys().copied().collect();
    let found = scope.records.as_system().find_many::<InternalUser>(&ids).await?;
    for (id, field) in people {
        let Some(user) = found.iter().find(|it| it.id == *id && it.standing != Standing::Deactivated) else {
            let advice = "Choose team members of this workspace who are not deactivated.";
            return Err(Error::invalid(*field, "internal_user_not_found", advice));
        };
        changes.require(user);
    }
    Ok(())
}
