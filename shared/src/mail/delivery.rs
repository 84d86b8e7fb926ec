//! What becomes of a mail that the mail service has (N05, I06).
//!
//! The service tells in any order, late, and more than once. So a mail keeps each kind of thing that it was told of as a fact, and
//! where it stands follows from the facts alone.

use std::{fmt, str::FromStr};

use jiff::Timestamp;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Outbox, OutboxId, SendState};
use crate::{
    Error, Result,
    id::NotAnId,
    ports::{CommitError, Refusal},
    records::Stored,
    scope::{Ports, Scope},
    workspaces::WorkspaceId,
};

/// Which mail: what its [`crate::ports::Mailer`] is given, and what a mail service tells of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MailId {
    /// Whose it is.
    pub workspace: WorkspaceId,
    /// Its row of the outbox.
    pub row: OutboxId,
}

impl fmt::Display for MailId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.workspace, self.row)
    }
}

impl FromStr for MailId {
    type Err = NotAnId;

    fn from_str(text: &str) -> Result<Self, NotAnId> {
        let (workspace, row) = text.split_once('-').unwrap_or_default();
        Ok(Self { workspace: workspace.parse()?, row: row.parse()? })
    }
}

/// Where a mail is, for those who wait for it (I06).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
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
    /// Could not be sent, or was no longer to be.
    Failed,
    /// Went to an address that the person has no longer; to the one they have, nothing was sent.
    NotSent,
}

impl Delivery {
    /// Whether it can't have reached the person.
    pub const fn is_lost(self) -> bool {
        matches!(self, Self::Bounced | Self::Failed | Self::NotSent)
    }
}

/// Why a mail was not delivered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum BounceReason {
    /// There is no such address.
    NoSuchAddress,
    /// Mails to this address bounced before, so that the mail service sends none.
    Suppressed,
    /// The mailbox is full.
    MailboxFull,
    /// The receiver's mail server does not take this mail.
    NotAccepted,
    /// The receiver's mail server does not say.
    Unknown,
}

/// A refusal by the receiver's mail server.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Bounce {
    /// Whether it will be the same for the next mail. Otherwise it may be an automatic answer to a mail that arrived.
    pub permanent: bool,
    /// Why.
    pub reason: BounceReason,
    /// When.
    pub at: Timestamp,
}

/// Everything that the mail service told of a mail: of each kind the first.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Told {
    /// The receiver's mail server took it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub delivered_at: Option<Timestamp>,
    /// It was opened.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub opened_at: Option<Timestamp>,
    /// The receiver said that it is spam, so it arrived.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub complained_at: Option<Timestamp>,
    /// It was refused for good.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bounced: Option<Bounce>,
    /// It was refused for now, and will not be tried again.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bounced_for_now: Option<Bounce>,
    /// The service itself refused it, after it had taken it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rejected_at: Option<Timestamp>,
}

impl Told {
    /// Whether nothing was told yet.
    pub fn is_nothing(&self) -> bool {
        *self == Self::default()
    }

    /// Notes something. Of what is told again, the earliest counts.
    fn note(&mut self, what: Happening, at: Timestamp) {
        let earliest = |place: &mut Option<Timestamp>| *place = Some(place.map_or(at, |it| it.min(at)));
        match what {
            Happening::Accepted => {}
            Happening::Delivered => earliest(&mut self.delivered_at),
            Happening::Opened => earliest(&mut self.opened_at),
            Happening::Complained => earliest(&mut self.complained_at),
            Happening::Rejected => earliest(&mut self.rejected_at),
            Happening::Bounced { permanent, reason } => {
                let place = if permanent { &mut self.bounced } else { &mut self.bounced_for_now };
                let new = Bounce { permanent, reason, at };
                *place = Some(place.map_or(new, |old| if (old.at, old.reason) <= (at, reason) { old } else { new }));
            }
        }
    }

    fn arrived(&self) -> bool {
        self.delivered_at.is_some() || self.complained_at.is_some()
    }
}

impl Outbox {
    /// Where the mail is. Opened outdoes all that is told before or after it; a lasting bounce outdoes a delivery, which it may
    /// follow; what is no lasting bounce is an automatic answer if the mail was delivered.
    pub fn delivery(&self) -> Delivery {
        match (&self.told, self.state) {
            (told, _) if told.opened_at.is_some() => Delivery::Opened,
            (told, _) if told.rejected_at.is_some() => Delivery::Failed,
            (told, _) if told.bounced.is_some() => Delivery::Bounced,
            (told, _) if told.arrived() => Delivery::Delivered,
            (told, _) if told.bounced_for_now.is_some() => Delivery::Bounced,
            (_, SendState::Sent) => Delivery::Sent,
            (_, SendState::Dead | SendState::Dropped) => Delivery::Failed,
            (_, SendState::Queued) => Delivery::Queued,
        }
    }

    /// Why it bounced, if that is where it stands.
    pub fn bounce(&self) -> Option<Bounce> {
        self.told.bounced.or(self.told.bounced_for_now).filter(|_| self.delivery() == Delivery::Bounced)
    }
}

/// What a mail service tells of a mail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Happening {
    /// The service has it.
    Accepted,
    /// The receiver's mail server took it.
    Delivered,
    /// The receiver opened it.
    Opened,
    /// The receiver's mail server refused it.
    Bounced {
        /// Whether it will be the same for the next mail.
        permanent: bool,
        /// Why.
        reason: BounceReason,
    },
    /// The receiver said that it is spam.
    Complained,
    /// The service itself will not send it, although it has taken it.
    Rejected,
}

/// Something that a mail service tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MailEvent {
    /// Of which mail.
    pub mail: MailId,
    /// What.
    pub what: Happening,
    /// When it happened.
    pub at: Timestamp,
}

/// What was made of an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Noted {
    /// It is written down.
    New,
    /// It was known.
    Known,
    /// There is no such mail, or no longer.
    NoSuchMail,
}

/// How often an event is noted anew after another one was noted at the same moment.
const ATTEMPTS: u32 = 8;

/// Writes down what became of a mail (N05): the same however often and in whatever order it is told.
///
/// Whatever is told of a mail proves that the service has it, even if its sender never heard: it is not sent again.
pub async fn note(ports: &Ports<'_>, event: &MailEvent) -> Result<Noted> {
    let scope = Scope::system(*ports, event.mail.workspace);
    let mut attempts = 0;
    loop {
        let Some(before) = scope.records.find::<Outbox>(&event.mail.row).await? else { return Ok(Noted::NoSuchMail) };
        let after = told(&before, event);
        if after == before.entity {
            return Ok(Noted::Known);
        }
        let mut changes = scope.change("mail.told");
        changes.replace(&before, &after);
        attempts += 1;
        match scope.records.commit(changes).await {
            Ok(()) => return Ok(Noted::New),
            Err(CommitError::Refused { refusal: Refusal::Stale, .. }) if attempts < ATTEMPTS => {}
            // It is told again: whoever hands it here keeps it until it is noted.
            Err(CommitError::Refused { .. }) => return Err(Error::Unavailable("the mail changes all the time".into())),
            Err(error) => return Err(error.into()),
        }
    }
}

fn told(before: &Stored<Outbox>, event: &MailEvent) -> Outbox {
    before.with(|it| {
        it.told.note(event.what, event.at);
        if matches!(it.state, SendState::Queued | SendState::Dead) {
            it.state = SendState::Sent;
            it.sent_at = Some(event.at);
        }
    })
}

#[cfg(test)]
mod tests;
