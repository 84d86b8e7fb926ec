//! An invitation, as the API shows it.

use jiff::Timestamp;
use schemars::JsonSchema;
use serde::Serialize;
use shared::{
    Result,
    access::Roles,
    accounts::Person,
    id::PersonId,
    invitations::{Invitation, InvitationId, InvitationState},
    mail::{Outbox, OutboxId, SendState},
    records::{Changes, Stored},
    scope::Scope,
};

/// Where the mail of an invitation is (I06).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum Delivery {
    /// On its way to the mail service.
    Queued,
    /// The mail service has it.
    Sent,
    /// The receiver's mail server took it; told by the mail service, where it tells.
    Delivered,
    /// The receiver opened it; told by the mail service, where it tells.
    Opened,
    /// The receiver's mail server refused it; told by the mail service, where it tells.
    Bounced,
    /// Could not be sent.
    Failed,
}

/// An invitation beside its person.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct InvitationBrief {
    /// Its id.
    pub id: InvitationId,
    /// Where it stands.
    pub status: InvitationState,
    /// When it was last sent.
    pub sent_at: Timestamp,
    /// Until when it can be accepted.
    pub expires_at: Timestamp,
    /// From when it can be sent again.
    pub resend_available_at: Timestamp,
    /// Where its mail is.
    pub delivery: Delivery,
}

/// An invitation with its person.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "Invitation")]
pub struct InvitationView {
    /// Its id.
    pub id: InvitationId,
    /// To be sent as `If-Match` with an edit.
    pub version: u64,
    /// Where it stands.
    pub status: InvitationState,
    /// When it was last sent.
    pub sent_at: Timestamp,
    /// Until when it can be accepted.
    pub expires_at: Timestamp,
    /// From when it can be sent again.
    pub resend_available_at: Timestamp,
    /// Where its mail is.
    pub delivery: Delivery,
    /// Whether a client or a team member is invited.
    pub kind: InvitedKind,
    /// Who.
    pub person_id: PersonId,
    /// Their given name.
    pub given_name: String,
    /// Their family name; empty if they have none.
    pub family_name: String,
    /// Where it was sent.
    pub email: String,
    /// What people call the role of an invited team member.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub role_name: Option<String>,
}

/// Whom an invitation is for.
#[derive(Clone, Copy, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum InvitedKind {
    /// A client.
    Client,
    /// A team member.
    InternalUser,
}

impl From<PersonId> for InvitedKind {
    fn from(person: PersonId) -> Self {
        match person {
            PersonId::Client(_) => Self::Client,
            PersonId::InternalUser(_) => Self::InternalUser,
        }
    }
}

/// The invitation of somebody whom the caller may see: as it will be, if it is about to be changed.
pub async fn brief(
    scope: &Scope<'_>,
    id: Option<InvitationId>,
    changes: Option<&Changes>,
) -> Result<Option<InvitationBrief>> {
    let Some(id) = id else { return Ok(None) };
    let it = match changes.and_then(|it| it.written::<Invitation>(|it| it.id == id)) {
        Some(written) => written.clone(),
        None => match scope.records.as_system().find::<Invitation>(&id).await? {
            Some(stored) => stored.entity,
            None => return Ok(None),
        },
    };
    Ok(Some(InvitationBrief {
        id: it.id,
        status: it.state(scope.now()),
        sent_at: it.sent_at,
        expires_at: it.expires_at,
        resend_available_at: it.resend_available_at(),
        delivery: delivery(scope, it.mail).await?,
    }))
}

/// An invitation with its person.
pub async fn invitation(
    scope: &Scope<'_>,
    roles: &Roles,
    it: &Stored<Invitation>,
    person: &Person,
) -> Result<InvitationView> {
    let (given_name, family_name) = person.names();
    Ok(InvitationView {
        id: it.id,
        version: it.version,
        status: it.state(scope.now()),
        sent_at: it.sent_at,
        expires_at: it.expires_at,
        resend_available_at: it.resend_available_at(),
        delivery: delivery(scope, it.mail).await?,
        kind: it.person.into(),
        person_id: it.person,
        given_name: given_name.to_string(),
        family_name: family_name.map(ToString::to_string).unwrap_or_default(),
        email: it.email.to_string(),
        role_name: match person {
            Person::InternalUser(user) => Some(roles.name(user.role)),
            Person::Client(_) => None,
        },
    })
}

/// A mail that is only about to be committed counts as queued.
async fn delivery(scope: &Scope<'_>, mail: OutboxId) -> Result<Delivery> {
    let row = scope.records.as_system().find::<Outbox>(&mail).await?;
    Ok(match row.map(|it| it.state) {
        Some(SendState::Sent) => Delivery::Sent,
        Some(SendState::Dead) => Delivery::Failed,
        Some(SendState::Queued | SendState::Dropped) | None => Delivery::Queued,
    })
}
