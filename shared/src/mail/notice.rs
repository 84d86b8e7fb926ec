//! One mail for several quick edits of a client (C09).

use jiff::SignedDuration;
use serde::{Deserialize, Serialize};

use super::{Mail, Outbox, OutboxId, SendState, enqueue::put};
use crate::{
    Result,
    access::Viewer,
    clients::{Client, ClientId},
    records::{Changes, Entity, Place},
    scope::Scope,
};

/// How long the mail about an edit waits for more edits.
const WAIT: SignedDuration = SignedDuration::from_mins(2);
/// So long before it goes, it is too late to count on it: the edit must be committed when the client looks.
const TOO_LATE: SignedDuration = SignedDuration::from_secs(15);

/// Which mail tells a client of edits.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Notice {
    /// Who is told.
    pub client: ClientId,
    /// By which mail.
    pub mail: OutboxId,
}

impl Entity for Notice {
    type Key = ClientId;
    const KIND: &'static str = "notice";
    const NOUN: &'static str = "notice";

    fn place(client: &ClientId) -> Place {
        Place::new(format!("client#{client}"), "notice")
    }

    fn key(&self) -> ClientId {
        self.client
    }

    fn visible_to(&self, viewer: &Viewer) -> bool {
        matches!(viewer, Viewer::System)
    }
}

/// Tells a client that their record was changed: by the mail that waits already, or by one that waits for more edits.
pub async fn tell_of_edit(scope: &Scope<'_>, client: &Client, changes: &mut Changes) -> Result<()> {
    let records = scope.records.as_system();
    let last = records.find::<Notice>(&client.id).await?;
    if let Some(last) = &last
        && let Some(waiting) = records.find::<Outbox>(&last.mail).await?
        && waiting.state == SendState::Queued
        && waiting.attempts == 0
        && waiting.to == client.email
        && waiting.due_at.duration_since(scope.now()) > TOO_LATE
    {
        return Ok(());
    }
    let about = Mail::DetailsUpdated { client: client.id };
    let due = scope.now().checked_add(WAIT).unwrap_or(scope.now());
    let notice = Notice { client: client.id, mail: put(scope, changes, &client.email, about, SendState::Queued, due) };
    match &last {
        Some(last) => changes.replace(last, &notice),
        None => changes.create(&notice),
    };
    Ok(())
}
