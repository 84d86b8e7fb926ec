//! Someone who has, or could have, an account: of the firm or a client.

use crate::{
    Result,
    access::{ClientRights, Viewer},
    audit::{Actor, ActorKind},
    clients::{Client, ClientStatus},
    id::{Id, PersonId},
    invitations::InvitationId,
    ports::Username,
    records::{Changes, Records, Stored},
    team::{InternalUser, Standing},
    text::{Email, Name},
    workspaces::WorkspaceId,
};

/// Someone who has, or could have, an account.
#[derive(Clone, Debug, PartialEq)]
pub enum Person {
    /// A person of the firm.
    InternalUser(Stored<InternalUser>),
    /// A person the firm serves.
    Client(Box<Stored<Client>>),
}

impl From<Stored<Client>> for Person {
    fn from(client: Stored<Client>) -> Self {
        Self::Client(Box::new(client))
    }
}

impl Person {
    /// The person of this id, whoever asks: for signing in, never for showing.
    pub async fn find(records: &Records<'_>, id: PersonId) -> Result<Option<Self>> {
        let records = records.as_system();
        Ok(match id {
            PersonId::InternalUser(id) => records.find::<InternalUser>(&id).await?.map(Self::InternalUser),
            PersonId::Client(id) => records.find::<Client>(&id).await?.map(Self::from),
        })
    }

    /// Who uses this email, whoever asks: for signing in, never for showing.
    pub async fn with_email(records: &Records<'_>, email: &Email) -> Result<Option<Self>> {
        // Where there is nobody, as much is read as where there is somebody: time must not tell (S05).
        let nobody = PersonId::Client(Id::new(ulid::Ulid(0)));
        Self::find(records, records.email_holder(email).await?.unwrap_or(nobody)).await
    }

    /// Their id.
    pub fn id(&self) -> PersonId {
        match self {
            Self::InternalUser(user) => user.id.into(),
            Self::Client(client) => client.id.into(),
        }
    }

    /// Their email.
    pub fn email(&self) -> &Email {
        match self {
            Self::InternalUser(user) => &user.email,
            Self::Client(client) => &client.email,
        }
    }

    /// Their full name.
    pub fn name(&self) -> String {
        match self {
            Self::InternalUser(user) => user.name(),
            Self::Client(client) => client.name(),
        }
    }

    /// Their given and family name.
    pub fn names(&self) -> (&Name, Option<&Name>) {
        match self {
            Self::InternalUser(user) => (&user.given_name, user.family_name.as_ref()),
            Self::Client(client) => (&client.given_name, client.family_name.as_ref()),
        }
    }

    /// Their last invitation.
    pub fn invitation(&self) -> Option<InvitationId> {
        match self {
            Self::InternalUser(user) => user.invitation,
            Self::Client(client) => client.invitation,
        }
    }

    /// Whether their account is in use (A09: checked with every request).
    pub fn may_sign_in(&self) -> bool {
        match self {
            Self::InternalUser(user) => user.standing == Standing::Active,
            Self::Client(client) => client.status == ClientStatus::Active,
        }
    }

    /// Whether they are known and have not activated yet, so that a confirmed email may let them in.
    pub fn awaits_activation(&self) -> bool {
        match self {
            Self::InternalUser(_) => false,
            Self::Client(client) => matches!(client.status, ClientStatus::NotInvited | ClientStatus::Invited),
        }
    }

    /// Sessions that began under another number are over.
    pub fn session_epoch(&self) -> u32 {
        match self {
            Self::InternalUser(user) => user.session_epoch,
            Self::Client(client) => client.session_epoch,
        }
    }

    /// Their name at the identity port.
    pub fn username(&self, workspace: WorkspaceId) -> Username {
        Username { workspace, person: self.id() }
    }

    /// Them as the actor of a change.
    pub fn actor(&self) -> Actor {
        let kind = match self {
            Self::InternalUser(_) => ActorKind::InternalUser,
            Self::Client(_) => ActorKind::Client,
        };
        Actor { kind, id: Some(self.id()), name: self.name() }
    }

    /// What exists for them; `rights` is what their profile grants, if they are a client.
    pub fn viewer(&self, rights: ClientRights) -> Viewer {
        match self {
            Self::InternalUser(user) => user.viewer(),
            Self::Client(client) => Viewer::Client { id: client.id, rights },
        }
    }

    /// Ends all their sessions, and sets their email if one is given, as part of a change. Returns them as they will be.
    #[must_use]
    pub fn end_sessions(&self, email: Option<&Email>, now: jiff::Timestamp, changes: &mut Changes) -> Self {
        match self {
            Self::InternalUser(stored) => {
                let after = stored.with(|it| {
                    it.session_epoch += 1;
                    it.email = email.cloned().unwrap_or_else(|| it.email.clone());
                    it.updated_at = now;
                });
                let version = changes.replace(stored, &after);
                Self::InternalUser(Stored { entity: after, version })
            }
            Self::Client(stored) => {
                let after = stored.with(|it| {
                    it.session_epoch += 1;
                    it.email = email.cloned().unwrap_or_else(|| it.email.clone());
                    it.updated_at = now;
                });
                let version = changes.replace(stored, &after);
                Self::from(Stored { entity: after, version })
            }
        }
    }
}
