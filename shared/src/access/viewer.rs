//! Through whose eyes records are read.

use super::{ClientPermission, ClientRights};
use crate::{clients::ClientId, team::InternalUserId};

/// Through whose eyes records are read: decides what exists for them (A05, A10).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Viewer {
    /// Portico itself: jobs, sign-in, mails. Sees everything of the workspace.
    System,
    /// A person of the firm.
    InternalUser {
        /// Who.
        id: InternalUserId,
        /// Whether they are an admin, who sees every client.
        admin: bool,
    },
    /// A person the firm serves: sees their own, as far as their profile goes (A07).
    Client {
        /// Who.
        id: ClientId,
        /// What their profile grants.
        rights: ClientRights,
    },
    /// Somebody who has not signed in.
    Visitor,
}

impl Viewer {
    /// Whether they belong to the firm, or are Portico itself.
    pub const fn is_team(&self) -> bool {
        matches!(self, Self::System | Self::InternalUser { .. })
    }

    /// Whether they are an admin, or Portico itself.
    pub const fn is_admin(&self) -> bool {
        matches!(self, Self::System | Self::InternalUser { admin: true, .. })
    }

    /// Whether they are a client whose profile grants this.
    pub const fn is_client_who_may(&self, permission: ClientPermission) -> bool {
        matches!(self, Self::Client { rights, .. } if rights.grant(permission))
    }

    /// Whether a client with this visibility exists for them.
    pub fn sees_client(&self, client: ClientId, visibility: &[InternalUserId]) -> bool {
        match self {
            Self::System => true,
            Self::InternalUser { id, admin } => *admin || visibility.contains(id),
            Self::Client { id, .. } => *id == client,
            Self::Visitor => false,
        }
    }
}
