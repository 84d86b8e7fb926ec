//! An invitation, as the API shows it.

use std::collections::HashMap;

use jiff::Timestamp;
use schemars::JsonSchema;
use serde::Serialize;
use shared::{
    Result,
    access::Roles,
    accounts::Person,
    id::PersonId,
    invitations::{Invitation, InvitationId, InvitationState},
    mail::{BounceReason, Delivery, Outbox, OutboxId},
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
    /// What is shown beside its person, too.
    #[serde(flatten)]
    pub brief: InvitationBrief,
    /// To be sent as `If-Match` with an edit.
    pub version: u64,
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
    let mail = scope.records.as_system().find::<Outbox>(&it.mail).await?;
    Ok(Some(InvitationBrief::of(scope, &it, mail.as_deref())))
}

/// The invitations of people whom the caller may see, read together.
pub async fn briefs(scope: &Scope<'_>, ids: &[InvitationId]) -> Result<HashMap<InvitationId, InvitationBrief>> {
    let found = scope.records.as_system().find_many::<Invitation>(ids).await?;
    let mails = mails(scope, found.iter().map(|it| it.mail)).await?;
    let brief = |it: &Stored<Invitation>| InvitationBrief::of(scope, it, mails.get(&it.mail).map(|it| &**it));
    Ok(found.iter().map(|it| (it.id, brief(it))).collect())
}

/// An invitation with its person.
pub async fn invitation(
    scope: &Scope<'_>,
    roles: &Roles,
    it: &Stored<Invitation>,
    person: &Person,
) -> Result<InvitationView> {
    let mail = scope.records.as_system().find::<Outbox>(&it.mail).await?;
    Ok(InvitationView::of(scope, roles, (it, person), mail.as_deref()))
}

/// Invitations with their people, their mails read together.
pub async fn invitations(
    scope: &Scope<'_>,
    roles: &Roles,
    found: &[(Stored<Invitation>, Person)],
) -> Result<Vec<InvitationView>> {
    let mails = mails(scope, found.iter().map(|(it, _)| it.mail)).await?;
    let view = |(it, person): &(Stored<Invitation>, Person)| {
        InvitationView::of(scope, roles, (it, person), mails.get(&it.mail).map(|it| &**it))
    };
    Ok(found.iter().map(view).collect())
}

async fn mails(scope: &Scope<'_>, ids: impl Iterator<Item = OutboxId>) -> Result<HashMap<OutboxId, Stored<Outbox>>> {
    let found = scope.records.as_system().find_many::<Outbox>(&ids.collect::<Vec<_>>()).await?;
    Ok(found.into_iter().map(|it| (it.id, it)).collect())
}

impl InvitationBrief {
    fn of(scope: &Scope<'_>, it: &Invitation, mail: Option<&Outbox>) -> Self {
        let delivery = it.delivery(mail, scope.now());
        Self {
            id: it.id,
            status: it.state(scope.now()),
            sent_at: it.sent_at,
            expires_at: it.expires_at,
            resend_available_at: it.resend_available_at(delivery),
            delivery,
            bounce_reason: mail.filter(|_| delivery == Delivery::Bounced).and_then(Outbox::bounce).map(|it| it.reason),
        }
    }
}

impl InvitationView {
    fn of(
        scope: &Scope<'_>,
        roles: &Roles,
        (it, person): (&Stored<Invitation>, &Person),
        mail: Option<&Outbox>,
    ) -> Self {
        let (given_name, family_name) = person.names();
        Self {
            brief: InvitationBrief::of(scope, it, mail),
            version: it.version,
            kind: it.person.into(),
            person_id: it.person,
            given_name: given_name.to_string(),
            family_name: family_name.map(ToString::to_string).unwrap_or_default(),
            email: it.email.to_string(),
            role_name: match person {
                Person::InternalUser(user) => Some(roles.name(user.role)),
                Person::Client(_) => None,
            },
        }
    }
}
