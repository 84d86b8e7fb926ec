//! What an invited person does (I02, I03, I07).

use super::{Invitation, InvitationState};
use crate::{
    Error, Result,
    accounts::Person,
    clients::{Client, ClientStatus},
    error::DeadLink,
    limits::{CODE_ADDRESS, CODE_EMAIL},
    mail::{self, Mail},
    proofs::{self, Proof, Purpose, Shown, Topic},
    records::{Changes, Stored},
    scope::Scope,
    team::{InternalUser, Standing},
    text::{Email, Password},
};

/// Whose invitation this is.
#[derive(Debug)]
pub struct Preview {
    /// Who is invited.
    pub person: Person,
}

/// An invitation that was accepted.
#[derive(Debug)]
pub struct Accepted {
    /// Who they are now.
    pub person: Person,
    /// What has to be committed.
    pub changes: Changes,
}

/// Tells whose invitation this is. Uses nothing up: mail scanners open links (I02).
pub async fn preview(scope: &Scope<'_>, shown: &Shown) -> Result<Preview> {
    let (_, _, person) = open(scope, shown).await?;
    Ok(Preview { person })
}

/// Sets the password and activates the account (I03). Can be repeated from any crash point: the password is set before the
/// commit, and nobody can sign in with it before the commit has happened.
pub async fn accept(scope: &Scope<'_>, shown: &Shown, password: &Password) -> Result<Accepted> {
    let (proof, _, person) = open(scope, shown).await?;
    scope.ports.identity.set_password(&person.username(scope.workspace()), password).await?;
    let (person, mut changes) = match &person {
        Person::Client(client) => {
            let (client, changes) = activate_client(scope, client).await?;
            (Person::from(client), changes)
        }
        Person::InternalUser(user) => {
            let (user, changes) = activate_user(scope, user).await?;
            (Person::InternalUser(user), changes)
        }
    };
    proofs::use_up(&proof, &mut changes);
    Ok(Accepted { person, changes })
}

async fn open(scope: &Scope<'_>, shown: &Shown) -> Result<(Stored<Proof>, Stored<Invitation>, Person)> {
    let proof = proofs::check(scope, Topic::Invitation, shown).await?;
    let Purpose::Invitation { invitation } = proof.purpose else { return Err(Error::NotFound("invitation")) };
    let invitation = scope.records.as_system().get::<Invitation>(&invitation).await?;
    match invitation.state(scope.now()) {
        InvitationState::Pending => (),
        InvitationState::Accepted => return Err(Error::DeadLink(DeadLink::Used)),
        InvitationState::Cancelled => return Err(Error::DeadLink(DeadLink::Cancelled)),
        InvitationState::Expired => return Err(Error::DeadLink(DeadLink::Expired)),
    }
    let person = Person::find(&scope.records, invitation.person).await?;
    let invited = |it: &Person| *it.email() == proof.email && !is_leaving(it);
    let person = person.filter(invited).ok_or(Error::DeadLink(DeadLink::Cancelled))?;
    Ok((proof, invitation, person))
}

/// Whether somebody was stopped half-way at taking back the invitation of a team member, and nobody has finished it yet.
pub(super) fn is_leaving(person: &Person) -> bool {
    matches!(person, Person::InternalUser(user) if user.standing == Standing::Deactivated)
}

/// Makes a client who was invited, or has confirmed their email, active: the first sign-in is the activation. Lead and
/// visibility are told, once: that an invitation was accepted (N02), or that somebody who had none signed up (N01).
pub async fn activate_client(scope: &Scope<'_>, stored: &Stored<Client>) -> Result<(Stored<Client>, Changes)> {
    let mail = match stored.status {
        ClientStatus::Invited => Mail::ClientActivated { client: stored.id },
        _ => Mail::ClientSignedUp { client: stored.id },
    };
    let after = stored.with(|it| {
        it.status = ClientStatus::Active;
        it.activated_at = it.activated_at.or(Some(scope.now()));
        it.updated_at = scope.now();
    });
    let actor = Person::from(stored.clone()).actor();
    let mut changes = scope.change_as("client.activated", actor);
    let version = changes.replace(stored, &after);
    accepted(scope, stored.invitation, &mut changes).await?;
    mail::announce(scope, &after, mail, &mut changes).await?;
    Ok((Stored { entity: after, version }, changes))
}

async fn activate_user(scope: &Scope<'_>, stored: &Stored<InternalUser>) -> Result<(Stored<InternalUser>, Changes)> {
    if stored.standing != Standing::Invited {
        return Err(Error::DeadLink(DeadLink::Used));
    }
    let after = stored.with(|it| {
        it.standing = Standing::Active;
        it.updated_at = scope.now();
    });
    let mut changes = scope.change_as("internalUser.activated", Person::InternalUser(stored.clone()).actor());
    let version = changes.replace(stored, &after);
    accepted(scope, stored.invitation, &mut changes).await?;
    Ok((Stored { entity: after, version }, changes))
}

async fn accepted(scope: &Scope<'_>, id: Option<super::InvitationId>, changes: &mut Changes) -> Result<()> {
    let Some(id) = id else { return Ok(()) };
    if let Some(stored) = scope.records.as_system().find::<Invitation>(&id).await?
        && stored.state == InvitationState::Pending
    {
        changes.replace(&stored, &stored.with(|it| it.state = InvitationState::Accepted));
    }
    Ok(())
}

/// Somebody whose link is dead asks for a new one (I07): the firm is told, and nothing else shows (S05).
pub async fn request_new(scope: &Scope<'_>, email: &Email) -> Result<Changes> {
    scope.limit_address(CODE_ADDRESS).await?;
    scope.limit(CODE_EMAIL, email.as_str()).await?;
    let mut changes = scope.change("invitation.requested");
    let person = Person::with_email(&scope.records, email).await?;
    let waits = |it: &Person| match it {
        Person::InternalUser(user) => user.standing == Standing::Invited,
        Person::Client(_) => it.awaits_activation(),
    };
    mail::tell_of_request(scope, person.filter(waits).as_ref(), email, &mut changes).await?;
    Ok(changes)
}

/// The address that a link was sent to, even if the link is dead: for asking for a new one.
pub async fn address_of(scope: &Scope<'_>, token: &str) -> Result<Option<Email>> {
    proofs::address_of(scope, token).await
}
