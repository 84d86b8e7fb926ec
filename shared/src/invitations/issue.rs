//! Sending, sending again and taking back (C03, I04, I05, I08).

use super::{Invitation, InvitationId, InvitationState, InvitationTemplate, TemplateId, accept::is_leaving};
use crate::{
    Error, Result,
    accounts::Person,
    clients::{Client, ClientStatus},
    directory::Directory,
    id::PersonId,
    mail::{self, Mail, Outbox},
    proofs::{self, Purpose, Topic},
    records::{Changes, Stored},
    scope::Scope,
    team::{InternalUser, Standing},
    text::Email,
    workspaces::{Limited, Workspace},
};

/// Invites a new client as part of the change that creates them; marks them as invited.
pub async fn issue_for_client(
    scope: &Scope<'_>,
    client: &mut Client,
    template: Option<TemplateId>,
    changes: &mut Changes,
) -> Result<()> {
    let invitation = issue(scope, client.id.into(), &client.email, template, changes).await?;
    client.status = ClientStatus::Invited;
    client.invitation = Some(invitation);
    Ok(())
}

/// Invites a new team member as part of the change that creates them (I09).
pub async fn issue_for_user(scope: &Scope<'_>, user: &mut InternalUser, changes: &mut Changes) -> Result<()> {
    user.invitation = Some(issue(scope, user.id.into(), &user.email, None, changes).await?);
    Ok(())
}

/// Invites a client who exists and has no invitation that waits.
pub async fn invite_client(
    scope: &Scope<'_>,
    stored: &Stored<Client>,
    template: Option<TemplateId>,
) -> Result<(Stored<Client>, Changes)> {
    match stored.status {
        ClientStatus::NotInvited => (),
        ClientStatus::Invited => {
            if let Some(id) = stored.invitation {
                let (invitation, person) = super::find(scope, id).await?;
                let (_, changes) = send_again(scope, &invitation, &person, template).await?;
                return Ok((stored.clone(), changes));
            }
        }
        ClientStatus::Active => return Err(Error::ClientAlreadyActive),
        ClientStatus::Deactivated => return Err(Error::WrongState("This client is deactivated. Activate them first.")),
        ClientStatus::Archived => return Err(Error::WrongState("This client is archived. Restore them first.")),
    }
    let mut changes = scope.change("client.invited");
    let mut after = stored.entity.clone();
    issue_for_client(scope, &mut after, template, &mut changes).await?;
    after.updated_at = scope.now();
    let version = changes.replace(stored, &after);
    Ok((Stored { entity: after, version }, changes))
}

async fn issue(
    scope: &Scope<'_>,
    person: PersonId,
    email: &Email,
    template: Option<TemplateId>,
    changes: &mut Changes,
) -> Result<InvitationId> {
    require_template(scope, template).await?;
    let id: InvitationId = scope.new_id();
    let proof = proofs::issue(scope, Topic::Invitation, Purpose::Invitation { invitation: id }, email, changes).await?;
    let mail = mail::enqueue(scope, changes, email, Mail::Invitation { invitation: id, proof: proof.id });
    changes.create(&Invitation {
        id,
        person,
        email: email.clone(),
        proof: proof.id,
        mail,
        template,
        state: InvitationState::Pending,
        address_changed: false,
        sent_at: scope.now(),
        expires_at: proof.expires_at,
    });
    Ok(id)
}

/// Succeeds if no template was chosen, or one that exists.
async fn require_template(scope: &Scope<'_>, template: Option<TemplateId>) -> Result<()> {
    if let Some(id) = template {
        scope.records.get::<InvitationTemplate>(&id).await?;
    }
    Ok(())
}

/// Sends an invitation again: a new link and code, and the old ones die (I04).
pub async fn resend(
    scope: &Scope<'_>,
    stored: &Stored<Invitation>,
    person: &Person,
) -> Result<(Stored<Invitation>, Changes)> {
    send_again(scope, stored, person, None).await
}

/// As [`resend`], with another template if one is chosen.
async fn send_again(
    scope: &Scope<'_>,
    stored: &Stored<Invitation>,
    person: &Person,
    template: Option<TemplateId>,
) -> Result<(Stored<Invitation>, Changes)> {
    require_template(scope, template).await?;
    match stored.state {
        InvitationState::Accepted => return Err(Error::ClientAlreadyActive),
        InvitationState::Cancelled => {
            return Err(Error::WrongState("This invitation was cancelled. Send a new one from the person's page."));
        }
        InvitationState::Pending | InvitationState::Expired if is_leaving(person) => {
            return Err(Error::WrongState("This invitation is being taken back. Cancel it again to finish that."));
        }
        InvitationState::Pending | InvitationState::Expired => (),
    }
    let newest = scope.records.as_system().find::<Outbox>(&stored.mail).await?;
    let at = stored.resend_available_at(stored.delivery(newest.as_deref(), scope.now()));
    if scope.now() < at {
        return Err(Error::ResendTooSoon(at));
    }
    let email = person.email();
    let mut changes = scope.change("invitation.resent");
    proofs::cancel(scope, stored.proof, &mut changes).await?;
    let purpose = Purpose::Invitation { invitation: stored.id };
    let proof = proofs::issue(scope, Topic::Invitation, purpose, email, &mut changes).await?;
    let mail = mail::enqueue(scope, &mut changes, email, Mail::Invitation { invitation: stored.id, proof: proof.id });
    let after = stored.with(|it| {
        it.email = email.clone();
        it.proof = proof.id;
        it.mail = mail;
        it.template = template.or(it.template);
        it.address_changed = false;
        it.sent_at = scope.now();
        it.expires_at = proof.expires_at;
    });
    let version = changes.replace(stored, &after);
    Ok((Stored { entity: after, version }, changes))
}

/// Takes an invitation back: its link and code stop at once (I05). A client counts as not invited again.
pub async fn cancel(
    scope: &Scope<'_>,
    stored: &Stored<Invitation>,
    person: &Person,
) -> Result<(Stored<Invitation>, Changes)> {
    if stored.state != InvitationState::Pending {
        return Err(Error::WrongState("This invitation no longer waits. There is nothing to cancel."));
    }
    let mut changes = scope.change("invitation.cancelled");
    proofs::cancel(scope, stored.proof, &mut changes).await?;
    let after = stored.with(|it| it.state = InvitationState::Cancelled);
    let version = changes.replace(stored, &after);
    match person {
        Person::Client(client) if client.status == ClientStatus::Invited => {
            let back = client.with(|it| {
                it.status = ClientStatus::NotInvited;
                it.updated_at = scope.now();
            });
            changes.replace(client, &back);
        }
        // Deactivated: whoever began to take the invitation back was stopped at it.
        Person::InternalUser(user) if user.standing != Standing::Active => {
            // Their email is free again, and they are gone from the team: they never were in it.
            changes.delete(&leaving(scope, user).await?);
            Limited::InternalUsers.count_out(&mut changes);
        }
        Person::Client(_) | Person::InternalUser(_) => (),
    }
    Ok((Stored { entity: after, version }, changes))
}

/// The team member, at a moment from which no client and no setting can come to name them, and none does (A06): first they are
/// deactivated, which refuses whoever assigns them at the same moment, and then looked for.
async fn leaving(scope: &Scope<'_>, user: &Stored<InternalUser>) -> Result<Stored<InternalUser>> {
    let stand = async |user: &Stored<InternalUser>, standing| -> Result<Stored<InternalUser>> {
        let after = user.with(|it| it.standing = standing);
        let mut changes = scope.change("internalUser.invitationCancelled");
        let version = changes.replace(user, &after);
        scope.records.commit(changes).await?;
        Ok(Stored { entity: after, version })
    };
    let user = stand(user, Standing::Deactivated).await?;
    match require_unneeded(scope, &user).await {
        Err(needed @ Error::WrongState(_)) => {
            stand(&user, Standing::Invited).await?;
            Err(needed)
        }
        other => other.map(|()| user),
    }
}

/// Succeeds if no client and no setting names this team member, who is about to be gone (A06).
async fn require_unneeded(scope: &Scope<'_>, user: &InternalUser) -> Result<()> {
    let workspace = scope.records.get::<Workspace>(&()).await?;
    let by_default = workspace.default_lead == user.id || workspace.default_visibility.contains(&user.id);
    if by_default || Directory::load(&scope.ports, &scope.records.as_system()).await?.names(user.id) {
        let advice = "Clients, or new sign-ups, have this person as their lead or in their visibility. Choose somebody \
            else there first.";
        return Err(Error::WrongState(advice));
    }
    Ok(())
}

/// Takes back the invitation that may still wait, as part of another change.
pub async fn withdraw(scope: &Scope<'_>, id: Option<InvitationId>, changes: &mut Changes) -> Result<()> {
    if let Some(stored) = waiting(scope, id).await? {
        proofs::cancel(scope, stored.proof, changes).await?;
        changes.replace(&stored, &stored.with(|it| it.state = InvitationState::Cancelled));
    }
    Ok(())
}

/// A person's email changed: the link that went to the old address dies, and the invitation may be sent again at once.
pub async fn email_changed(scope: &Scope<'_>, client: &Client, changes: &mut Changes) -> Result<()> {
    if let Some(stored) = waiting(scope, client.invitation).await? {
        proofs::cancel(scope, stored.proof, changes).await?;
        let after = stored.with(|it| {
            it.email = client.email.clone();
            it.address_changed = true;
        });
        changes.replace(&stored, &after);
    }
    Ok(())
}

async fn waiting(scope: &Scope<'_>, id: Option<InvitationId>) -> Result<Option<Stored<Invitation>>> {
    let Some(id) = id else { return Ok(None) };
    let found = scope.records.as_system().find::<Invitation>(&id).await?;
    Ok(found.filter(|it| it.state == InvitationState::Pending))
}
