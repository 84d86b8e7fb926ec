//! The invitation record.

use std::collections::HashMap;

use jiff::{SignedDuration, Timestamp};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::TemplateId;
use crate::{
    Error, Result,
    access::{Permission, Viewer},
    accounts::Person,
    clients::Client,
    id::{Id, Kind, PersonId},
    mail::{Delivery, Outbox, OutboxId},
    ports::{Index, Position},
    proofs::ProofId,
    records::{Entity, Listing, Place, Stored},
    scope::Scope,
    team::{self, InternalUser},
    text::Email,
};

/// An invitation's identifier.
pub type InvitationId = Id<Invitation>;

impl Kind for Invitation {
    const PREFIX: &'static str = "invitation";
}

/// How long after sending an invitation can be sent again (I04).
const RESEND_AFTER: SignedDuration = SignedDuration::from_hours(24);

/// Where an invitation stands. That one has expired shows from its time, not from its state.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum InvitationState {
    /// Waits for the person.
    Pending,
    /// The account is active.
    Accepted,
    /// Taken back.
    Cancelled,
    /// Its time ran out.
    Expired,
}

/// An offer to activate an account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Invitation {
    /// Its id.
    pub id: InvitationId,
    /// Who is invited.
    pub person: PersonId,
    /// Where it was sent.
    pub email: Email,
    /// The proof that its newest mail carries.
    pub proof: ProofId,
    /// Its newest mail.
    pub mail: OutboxId,
    /// The template of its text, if one was chosen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub template: Option<TemplateId>,
    pub(super) state: InvitationState,
    /// Whether the person's email was changed since it was sent.
    #[serde(default, alias = "resendAtOnce")]
    pub(super) address_changed: bool,
    /// When it was last sent.
    pub sent_at: Timestamp,
    /// Until when it can be accepted.
    pub expires_at: Timestamp,
}

impl Invitation {
    /// Where it stands at a time.
    pub fn state(&self, now: Timestamp) -> InvitationState {
        match self.state {
            InvitationState::Pending if self.expires_at <= now => InvitationState::Expired,
            state => state,
        }
    }

    /// Where its newest mail is (I06). One that is only about to be committed counts as queued; one that is forgotten was sent
    /// long ago.
    pub fn delivery(&self, newest: Option<&Outbox>, now: Timestamp) -> Delivery {
        let unknown = if self.sent_at == now { Delivery::Queued } else { Delivery::Sent };
        if self.address_changed { Delivery::NotSent } else { newest.map_or(unknown, Outbox::delivery) }
    }

    /// From when it may be sent again (I04): at once, if its newest mail can't have reached them.
    pub fn resend_available_at(&self, delivery: Delivery) -> Timestamp {
        if delivery.is_lost() { self.sent_at } else { self.sent_at.checked_add(RESEND_AFTER).unwrap_or(Timestamp::MAX) }
    }
}

impl Entity for Invitation {
    type Key = InvitationId;
    const KIND: &'static str = "invitation";
    const NOUN: &'static str = "invitation";

    fn place(id: &InvitationId) -> Place {
        Place::own("invitation", id)
    }

    fn key(&self) -> InvitationId {
        self.id
    }

    /// Only those who may see the person may see it, and that the record alone does not tell: use [`find`] and [`pending`].
    fn visible_to(&self, viewer: &Viewer) -> bool {
        matches!(viewer, Viewer::System)
    }

    fn indexes(&self) -> [Option<Place>; 3] {
        let listed = self.state == InvitationState::Pending;
        let place = || Place::new("invitations", format!("{:015}#{}", self.expires_at.as_millisecond(), self.id));
        [listed.then(place), None, None]
    }

    fn audited(&self) -> Option<String> {
        Some(self.person.to_string())
    }
}

/// The permission that an invitation of this person asks for.
pub(super) const fn permission_for(person: PersonId) -> Permission {
    match person {
        PersonId::Client(_) => Permission::CreateClients,
        PersonId::InternalUser(_) => Permission::ManageTeam,
    }
}

/// An invitation with its person, if the caller may see the person and deal with such invitations.
pub async fn find(scope: &Scope<'_>, id: InvitationId) -> Result<(Stored<Invitation>, Person)> {
    let invitation = scope.records.as_system().get::<Invitation>(&id).await?;
    let mut people = people(scope, std::iter::once(invitation.person)).await?;
    let person = people.remove(&invitation.person).ok_or(Error::NotFound(Invitation::NOUN))?;
    scope.require(permission_for(invitation.person))?;
    if let Person::InternalUser(user) = &person {
        team::require_rank(scope, user.role)?;
    }
    Ok((invitation, person))
}

/// Those of them whom the caller may see, read together.
async fn people(scope: &Scope<'_>, ids: impl Iterator<Item = PersonId>) -> Result<HashMap<PersonId, Person>> {
    let (mut clients, mut users) = (Vec::new(), Vec::new());
    for id in ids {
        match id {
            PersonId::Client(id) => clients.push(id),
            PersonId::InternalUser(id) => users.push(id),
        }
    }
    let clients = scope.records.find_many::<Client>(&clients).await?.into_iter().map(Person::from);
    let users = scope.records.find_many::<InternalUser>(&users).await?.into_iter().map(Person::InternalUser);
    Ok(clients.chain(users).map(|it| (it.id(), it)).collect())
}

/// A page of the invitations that wait, those that expire first in front; only those that the caller may deal with (I06).
pub async fn pending(
    scope: &Scope<'_>,
    after: Option<Position>,
    limit: usize,
) -> Result<(Vec<(Stored<Invitation>, Person)>, Option<Position>)> {
    let records = scope.records.as_system();
    // One more than is shown tells whether there is another page. Pages as they are stored would tell how many invitations
    // there are that the caller may not know of (A05).
    let partition = "invitations".to_owned();
    let mut listing = Listing { index: Some(Index::One), partition, after, limit: limit + 1, ..Listing::default() };
    let mut shown = Vec::new();
    loop {
        let (page, next) = records.list::<Invitation>(&listing).await?;
        let page: Vec<_> = page.into_iter().filter(|it| scope.holds(permission_for(it.person))).collect();
        let people = people(scope, page.iter().map(|it| it.person)).await?;
        shown.extend(page.into_iter().filter_map(|it| people.get(&it.person).cloned().map(|person| (it, person))));
        listing.after = next;
        if shown.len() > limit || listing.after.is_none() {
            break;
        }
    }
    let more = shown.len() > limit;
    shown.truncate(limit);
    let next = shown.last().filter(|_| more).map(|(it, _)| records.position(&it.entity, Index::One));
    Ok((shown, next))
}
