//! The sender: takes mails from the outbox to the mail service, each exactly once (N05).
//!
//! It takes a lease, hands the mail over under the row's id, and marks the row. A stop before the hand-over leaves a lease
//! that runs out, and the sweeper tries again; a stop after it leads to a second hand-over of the same id, which the mailer
//! port promises not to deliver twice.

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use super::{MailId, Outbox, OutboxId, SendState, compose, enqueue};
use crate::{
    Result,
    error::Chain,
    ports::{CommitError, Index, Mailer, MailerError, Query},
    records::{Changes, Entity, Stored},
    scope::{Ports, Scope},
    system,
    workspaces::WorkspaceId,
};

/// How long a sender may take before another one tries.
const LEASE: SignedDuration = SignedDuration::from_secs(60);
/// How often sending is tried: for more than a day, as the pauses grow.
const MOST_ATTEMPTS: u32 = 16;
/// How many people get rows of their own in one commit.
const ROWS_AT_ONCE: usize = 50;

/// What became of one try.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sent {
    /// The mail service has it.
    Sent,
    /// Nothing to do: already sent, or another sender is at it.
    Skipped,
    /// It will be tried again.
    Later,
    /// Given up.
    Dead,
}

/// Sends one mail, if it is due.
pub async fn send(ports: &Ports<'_>, mailer: &dyn Mailer, workspace: WorkspaceId, id: OutboxId) -> Result<Sent> {
    let scope = Scope::system(*ports, workspace);
    let Some(row) = scope.records.find::<Outbox>(&id).await? else { return Ok(Sent::Skipped) };
    if row.state != SendState::Queued || row.due_at > scope.now() {
        return Ok(Sent::Skipped);
    }
    if row.attempts >= MOST_ATTEMPTS {
        // Whoever tried last was stopped at it. What stops its sender each time must not do so for ever.
        tracing::error!(mail = %id, attempts = row.attempts, "a mail was given up");
        step(&scope, "mail.dead", &row, row.with(|it| it.state = SendState::Dead)).await?;
        return Ok(Sent::Dead);
    }
    let leased = row.with(|it| {
        it.attempts += 1;
        it.due_at = later(scope.now(), LEASE);
    });
    let Some(row) = step(&scope, "mail.leased", &row, leased).await? else { return Ok(Sent::Skipped) };
    let Some(row) = share_out(&scope, row).await? else { return Ok(Sent::Skipped) };
    let handed_over = match compose::compose(&scope, &row).await {
        Ok(Some(mail)) => mailer.send(&MailId { workspace, row: id }.to_string(), &mail).await,
        Ok(None) => {
            step(&scope, "mail.dropped", &row, row.with(|it| it.state = SendState::Dropped)).await?;
            return Ok(Sent::Skipped);
        }
        // By the next try, storage may be back or a defect mended.
        Err(error) => Err(MailerError::Unavailable(error.into())),
    };
    let (after, result) = match handed_over {
        Ok(()) => {
            let sent = |it: &mut Outbox| {
                it.state = SendState::Sent;
                it.sent_at = Some(scope.now());
            };
            (row.with(sent), Sent::Sent)
        }
        Err(MailerError::Unavailable(source)) if row.attempts < MOST_ATTEMPTS => {
            tracing::warn!(mail = %id, attempts = row.attempts, error = %Chain(&*source), "a mail could not be sent yet");
            (row.with(|it| it.due_at = later(scope.now(), pause(it.attempts))), Sent::Later)
        }
        Err(error) => {
            tracing::error!(mail = %id, attempts = row.attempts, error = %Chain(&error), "a mail was given up");
            (row.with(|it| it.state = SendState::Dead), Sent::Dead)
        }
    };
    let action = match result {
        Sent::Sent => "mail.sent",
        Sent::Dead => "mail.dead",
        Sent::Later | Sent::Skipped => "mail.putOff",
    };
    step(&scope, action, &row, after).await?;
    Ok(result)
}

/// Writes a row for each of the others who shall get the same mail, some at a time, each of them once: those who have one are
/// no longer named in this row, and a sender that takes it up goes on with the rest.
async fn share_out(scope: &Scope<'_>, mut row: Stored<Outbox>) -> Result<Option<Stored<Outbox>>> {
    while !row.also_to.is_empty() {
        let rest = row.also_to[row.also_to.len().min(ROWS_AT_ONCE)..].to_vec();
        let mut changes = scope.change("mail.sharedOut");
        for to in row.also_to.iter().take(ROWS_AT_ONCE) {
            changes.create(&enqueue::row(scope, to, row.mail.clone(), SendState::Queued, scope.now()));
        }
        let after = row.with(|it| it.also_to = rest);
        let Some(next) = commit(scope, changes, &row, after).await? else { return Ok(None) };
        row = next;
    }
    Ok(Some(row))
}

/// A mail that waits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unsent {
    /// Whose it is.
    pub workspace: WorkspaceId,
    /// Which.
    pub id: OutboxId,
}

/// Sends whatever is due in all workspaces: what a stopped sender left behind, and what was put off. Returns how many it
/// dealt with.
pub async fn sweep(ports: &Ports<'_>, mailer: &dyn Mailer) -> Result<usize> {
    let overdue = overdue(ports).await?;
    for mail in &overdue {
        if let Err(error) = send(ports, mailer, mail.workspace, mail.id).await {
            tracing::error!(mail = %mail.id, error = %Chain(&error), "a mail could not be dealt with");
        }
    }
    Ok(overdue.len())
}

/// Whatever is due in all workspaces.
pub async fn overdue(ports: &Ports<'_>) -> Result<Vec<Unsent>> {
    let now = ports.clock.now();
    let mut query = Query { index: Some(Index::Three), limit: 100, ..Query::partition(system::UNSENT) };
    let mut overdue = Vec::new();
    loop {
        let rows = ports.store.query(&query).await?;
        for row in rows.rows {
            let place = row.key.pk.clone();
            let row: Stored<Outbox> = match crate::records::decode(row) {
                Ok(row) => row,
                // A defect, but one row's: the mails behind it are as due as before.
                Err(error) => {
                    tracing::error!(place, error = %Chain(&error), "a mail can't be read");
                    continue;
                }
            };
            if row.due_at > now {
                return Ok(overdue);
            }
            overdue.push(Unsent { workspace: row.workspace, id: row.id });
        }
        match rows.next {
            Some(position) => query.after = Some(position),
            None => return Ok(overdue),
        }
    }
}

/// Writes the row's next state; nothing if somebody else has written it in between.
async fn step(
    scope: &Scope<'_>,
    action: &'static str,
    before: &Stored<Outbox>,
    after: Outbox,
) -> Result<Option<Stored<Outbox>>> {
    commit(scope, scope.change(action), before, after).await
}

/// The same, with more that belongs to it.
async fn commit(
    scope: &Scope<'_>,
    mut changes: Changes,
    before: &Stored<Outbox>,
    after: Outbox,
) -> Result<Option<Stored<Outbox>>> {
    let version = changes.replace(before, &after);
    match scope.records.commit(changes).await {
        Ok(()) => Ok(Some(Stored { entity: after, version })),
        Err(CommitError::Refused { what, .. }) if what == Outbox::NOUN => Ok(None),
        Err(error) => Err(error.into()),
    }
}

/// The pause after so many attempts: half a minute, then twice as long each time, up to four hours.
fn pause(attempts: u32) -> SignedDuration {
    SignedDuration::from_secs(30 << attempts.saturating_sub(1).min(9)).min(SignedDuration::from_hours(4))
}

fn later(now: Timestamp, by: SignedDuration) -> Timestamp {
    now.checked_add(by).unwrap_or(Timestamp::MAX)
}

#[cfg(test)]
mod tests;
