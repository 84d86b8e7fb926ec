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
    mail::{BounceReason, Delivery, Outbox},
    records::{Changes, Stored},
    scope::Scope,
};

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
    /// Why its mail bounced, if it did.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bounce_reason: Option<BounceReason>,
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
    /// Why its mail bounced, if it did.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bounce_reason: Option<BounceReason>,
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
    let newest = newest(scope, &it).await?;
    Ok(Some(InvitationBrief {
        id: it.id,
        status: it.state(scope.now()),
        sent_at: it.sent_at,
        expires_at: it.expires_at,
        resend_available_at: it.resend_available_at(Some(newest.delivery)),
        delivery: newest.delivery,
        bounce_reason: newest.bounce_reason,
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
    let newest = newest(scope, it).await?;
    Ok(InvitationView {
        id: it.id,
        version: it.version,
        status: it.state(scope.now()),
        sent_at: it.sent_at,
        expires_at: it.expires_at,
        resend_available_at: it.resend_available_at(Some(newest.delivery)),
        delivery: newest.delivery,
        bounce_reason: newest.bounce_reason,
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

/// What there is to say of an invitation's newest mail.
struct Newest {
    delivery: Delivery,
    bounce_reason: Option<BounceReason>,
}

/// A mail that is only about to be committed counts as queued; one that is forgotten was sent long ago.
async fn newest(scope: &Scope<'_>, of: &Invitation) -> Result<Newest> {
    let row = scope.records.as_system().find::<Outbox>(&of.mail).await?;
    let unknown = if of.sent_at == scope.now() { Delivery::Queued } else { Delivery::Sent };
    Ok(Newest {
        delivery: row.as_ref().map_or(unknown, |it| it.delivery()),
        bounce_reason: row.and_then(|it| it.bounce()).map(|it| it.reason),
    })
}
