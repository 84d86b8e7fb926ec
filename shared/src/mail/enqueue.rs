//! Writing mails into the outbox, as part of a change.

use jiff::Timestamp;

use super::{Mail, Outbox, OutboxId, SendState, Told};
use crate::{
    Result,
    clients::Client,
    records::{Changes, Claim},
    scope::Scope,
    team::{InternalUser, Standing},
    text::Email,
};

/// Puts a mail into the outbox, to be sent once the change is committed.
pub fn enqueue(scope: &Scope<'_>, changes: &mut Changes, to: &Email, mail: Mail) -> OutboxId {
    put(scope, changes, to, mail, SendState::Queued, scope.now())
}

/// Puts the same mail to several people into the outbox, however many they are, as one row: a commit has room for so many
/// changes and no more. The sender writes a row for each of the others.
fn enqueue_for_all(scope: &Scope<'_>, changes: &mut Changes, to: Vec<Email>, mail: Mail) {
    let mut to = to.into_iter();
    if let Some(first) = to.next() {
        let row = row(scope, &first, mail, SendState::Queued, scope.now());
        changes.create(&Outbox { also_to: to.collect(), ..row });
    }
}

/// Writes as much as [`enqueue`] does and sends nothing: whether there was somebody to write to shows nowhere (S05).
pub fn enqueue_nothing(scope: &Scope<'_>, changes: &mut Changes, to: &Email) {
    put(scope, changes, to, Mail::Nothing, SendState::Dropped, scope.now());
}

pub(super) fn put(
    scope: &Scope<'_>,
    changes: &mut Changes,
    to: &Email,
    mail: Mail,
    state: SendState,
    due_at: Timestamp,
) -> OutboxId {
    let row = row(scope, to, mail, state, due_at);
    changes.create(&row);
    row.id
}

pub(super) fn row(scope: &Scope<'_>, to: &Email, mail: Mail, state: SendState, due_at: Timestamp) -> Outbox {
    Outbox {
        id: scope.new_id(),
        workspace: scope.workspace(),
        to: to.clone(),
        also_to: Vec::new(),
        mail,
        state,
        attempts: 0,
        due_at,
        sent_at: None,
        told: Told::default(),
        created_at: scope.now(),
    }
}

/// Tells a client's lead and visibility that they came in: once per client, by sign-up or by activation, never by both
/// (N01, N02).
pub async fn announce(scope: &Scope<'_>, client: &Client, mail: Mail, changes: &mut Changes) -> Result<()> {
    const ARRIVAL: &str = "arrival";
    let id = client.id.to_string();
    if scope.records.claimed(ARRIVAL, &id).await?.is_some() {
        return Ok(());
    }
    changes.once(Claim { noun: ARRIVAL, value: id.clone() }, id);
    let people = team(scope, &client.visibility).await?;
    enqueue_for_all(scope, changes, people.into_iter().map(|it| it.email).collect(), mail);
    Ok(())
}

/// Tells a client's lead something. Writes as much where the lead is not in yet (S05).
pub async fn tell_lead(scope: &Scope<'_>, client: &Client, mail: Mail, changes: &mut Changes) -> Result<()> {
    match &team(scope, &[client.lead]).await?[..] {
        [lead, ..] => {
            enqueue(scope, changes, &lead.email, mail);
        }
        [] => enqueue_nothing(scope, changes, &client.email),
    }
    Ok(())
}

/// Those of the team who are in.
async fn team(scope: &Scope<'_>, ids: &[crate::team::InternalUserId]) -> Result<Vec<InternalUser>> {
    let found = scope.records.as_system().find_many::<InternalUser>(ids).await?;
    Ok(found.into_iter().filter(|it| it.standing == Standing::Active).map(|it| it.entity).collect())
}
