//! The outbox row: one mail on its way (N05).

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::Told;
use crate::{
    access::Viewer,
    clients::ClientId,
    id::{Id, Kind, PersonId},
    invitations::InvitationId,
    proofs::ProofId,
    records::{Entity, Place},
    system,
    text::Email,
    workspaces::WorkspaceId,
};

/// A mail's identifier: the same from the commit to the mail service.
pub type OutboxId = Id<Outbox>;

impl Kind for Outbox {
    const PREFIX: &'static str = "mail";
}

/// What a mail is about. The text is written when it is sent; nothing secret waits in the outbox.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "about", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum Mail {
    /// An invitation (I01, I09).
    Invitation {
        /// Which.
        invitation: InvitationId,
        /// The proof in its link.
        proof: ProofId,
    },
    /// The code of a direct sign-up (S02).
    SignUpCode {
        /// The proof in its link.
        proof: ProofId,
    },
    /// To somebody who tries to get a second account.
    AccountExists,
    /// A link to set a new password.
    PasswordReset {
        /// The proof in its link.
        proof: ProofId,
    },
    /// That the password was changed.
    PasswordChanged,
    /// A link to confirm a new email.
    EmailChange {
        /// The proof in its link.
        proof: ProofId,
    },
    /// To the old address: that the email was changed.
    EmailChanged {
        /// The new address.
        new: Email,
    },
    /// To lead and visibility: a client signed up (N01).
    ClientSignedUp {
        /// Who.
        client: ClientId,
    },
    /// To lead and visibility: an invited client activated (N02).
    ClientActivated {
        /// Who.
        client: ClientId,
    },
    /// To the lead, or an admin: somebody whose link is dead asks for a new one (I07).
    InvitationRequested {
        /// Who.
        #[serde(alias = "client")]
        person: PersonId,
    },
    /// To the client: the firm changed their record (C09).
    #[serde(alias = "profileUpdated")]
    DetailsUpdated {
        /// Who.
        client: ClientId,
    },
    /// To the client: their access has ended (C11).
    Archived {
        /// Who.
        client: ClientId,
    },
    /// Nothing: written where nothing may be sent, so that nobody can tell (S05).
    Nothing,
}

/// Where a mail stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum SendState {
    /// Waits to be sent, or to be sent again.
    Queued,
    /// The mail service has it.
    Sent,
    /// Given up: for a person to look at.
    Dead,
    /// There was no longer a reason to send it.
    Dropped,
}

/// One mail on its way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Outbox {
    /// Its id.
    pub id: OutboxId,
    /// Whose it is: jobs find rows of all workspaces.
    pub workspace: WorkspaceId,
    /// The receiver.
    pub to: Email,
    /// Others who shall get the same. Before it is sent, each of them gets a row of their own.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub also_to: Vec<Email>,
    /// What it is about.
    pub mail: Mail,
    /// Where it stands.
    pub state: SendState,
    /// How often sending was tried.
    pub attempts: u32,
    /// When it may be tried (again). While a sender holds its lease, that is when the lease ends.
    pub due_at: Timestamp,
    /// When the mail service took it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sent_at: Option<Timestamp>,
    /// What the mail service told of it since.
    #[serde(default, skip_serializing_if = "Told::is_nothing")]
    pub told: Told,
    /// When it was written.
    pub created_at: Timestamp,
}

impl Entity for Outbox {
    type Key = OutboxId;
    const KIND: &'static str = "outbox";
    const NOUN: &'static str = "mail";

    fn place(id: &OutboxId) -> Place {
        Place::own("outbox", id)
    }

    fn key(&self) -> OutboxId {
        self.id
    }

    fn visible_to(&self, viewer: &Viewer) -> bool {
        matches!(viewer, Viewer::System)
    }

    /// The sweeper and the operator list mails across workspaces: the one listing that does not start with a workspace.
    fn indexes(&self) -> [Option<Place>; 3] {
        let place =
            |partition| Place::across_workspaces(partition, format!("{}#{}", system::due_sort(self.due_at), self.id));
        let third = match self.state {
            SendState::Queued => Some(place(system::UNSENT)),
            SendState::Dead => Some(place(system::DEAD_MAIL)),
            SendState::Sent | SendState::Dropped => None,
        };
        [None, None, third]
    }

    /// Kept long enough to see what became of it.
    fn expires(&self) -> Option<Timestamp> {
        matches!(self.state, SendState::Sent | SendState::Dropped)
            .then(|| self.created_at.checked_add(jiff::SignedDuration::from_hours(90 * 24)).ok())
            .flatten()
    }
}
