//! Deactivating, activating, archiving and restoring (C10, C11).

use super::{Client, ClientStatus};
use crate::{
    Error, Result,
    companies::{Company, CompanyId, CompanyStatus},
    invitations,
    mail::{self, Mail},
    records::{Changes, Stored},
    scope::Scope,
    workspaces::{ClientMode, Limited, Workspace},
};

/// Ends a client's access: they cannot sign in, and open sessions end at once (C10).
pub async fn deactivate(scope: &Scope<'_>, stored: &Stored<Client>) -> Result<(Stored<Client>, Changes)> {
    match stored.status {
        ClientStatus::Deactivated => return Err(Error::WrongState("This client is deactivated already.")),
        ClientStatus::Archived => return Err(Error::WrongState("This client is archived. Restore them first.")),
        ClientStatus::NotInvited | ClientStatus::Invited | ClientStatus::Active => (),
    }
    let mut changes = scope.change("client.deactivated");
    invitations::withdraw(scope, stored.invitation, &mut changes).await?;
    Ok(step(scope, stored, ClientStatus::Deactivated, changes))
}

/// Brings a deactivated client back to where they stood (C10).
pub fn activate(scope: &Scope<'_>, stored: &Stored<Client>) -> Result<(Stored<Client>, Changes)> {
    if stored.status != ClientStatus::Deactivated {
        return Err(Error::WrongState(
            "Only a deactivated client can be activated. To let a new one in, send an invitation.",
        ));
    }
    let back = if stored.activated_at.is_some() { ClientStatus::Active } else { ClientStatus::NotInvited };
    Ok(step(scope, stored, back, scope.change("client.reactivated")))
}

/// Archives a client: gone from lists, cannot sign in, history kept, email free (C11).
pub async fn archive(scope: &Scope<'_>, stored: &Stored<Client>, notify: bool) -> Result<(Stored<Client>, Changes)> {
    if stored.status == ClientStatus::Archived {
        return Err(Error::WrongState("This client is archived already."));
    }
    let mut changes = scope.change("client.archived");
    invitations::withdraw(scope, stored.invitation, &mut changes).await?;
    Limited::Clients.count_out(&mut changes);
    if notify && stored.activated_at.is_some() {
        mail::enqueue(scope, &mut changes, &stored.email, Mail::Archived { client: stored.id });
    }
    let (mut after, version) = (stored.entity.clone(), stored.version + 1);
    after.status_before_archive = Some(stored.status);
    leave(&mut after, ClientStatus::Archived, scope);
    changes.replace(stored, &after);
    Ok((Stored { entity: after, version }, changes))
}

/// Brings an archived client back, into those of their companies that still take clients. A clash of emails shows when it
/// is committed.
pub async fn restore(
    scope: &Scope<'_>,
    workspace: &Stored<Workspace>,
    stored: &Stored<Client>,
) -> Result<(Stored<Client>, Changes)> {
    if stored.status != ClientStatus::Archived {
        return Err(Error::WrongState("Only an archived client can be restored."));
    }
    let mut changes = scope.change("client.restored");
    Limited::Clients.count_in(&workspace.plan, &mut changes);
    // An invitation that was withdrawn on archiving stays withdrawn: its link is dead.
    let back = match stored.status_before_archive {
        Some(ClientStatus::Invited) | None => ClientStatus::NotInvited,
        Some(before) => before,
    };
    let mut after = stored.entity.clone();
    after.companies = still_there(scope, workspace, &stored.companies, &mut changes).await?;
    after.suggestions.retain(|it| !after.companies.contains(&it.company));
    Ok(change(scope, stored, after, back, changes))
}

/// Those of the companies that take clients, at the moment of the commit: others were archived in the meantime, or the
/// workspace knows no companies any more (W05).
async fn still_there(
    scope: &Scope<'_>,
    workspace: &Stored<Workspace>,
    ids: &[CompanyId],
    changes: &mut Changes,
) -> Result<Vec<CompanyId>> {
    if workspace.client_mode == ClientMode::Individuals {
        return Ok(Vec::new());
    }
    let companies = scope.records.as_system().find_many::<Company>(ids).await?;
    let active = companies.iter().filter(|it| it.status == CompanyStatus::Active);
    Ok(active.inspect(|it| changes.require(it)).map(|it| it.id).collect())
}

fn step(scope: &Scope<'_>, stored: &Stored<Client>, to: ClientStatus, changes: Changes) -> (Stored<Client>, Changes) {
    change(scope, stored, stored.entity.clone(), to, changes)
}

fn change(
    scope: &Scope<'_>,
    stored: &Stored<Client>,
    mut after: Client,
    to: ClientStatus,
    mut changes: Changes,
) -> (Stored<Client>, Changes) {
    after.status_before_archive = None;
    leave(&mut after, to, scope);
    let version = changes.replace(stored, &after);
    (Stored { entity: after, version }, changes)
}

/// Every such step ends the sessions that are open.
fn leave(client: &mut Client, to: ClientStatus, scope: &Scope<'_>) {
    client.status = to;
    client.session_epoch += 1;
    client.updated_at = scope.now();
}
