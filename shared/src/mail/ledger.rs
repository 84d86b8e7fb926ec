//! Which mails a service was handed: for services that deliver an id twice when they are handed it twice.

use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use crate::{
    Result,
    ports::{Change, Clock, CommitError, Key, Record, Refusal, Store},
    system,
};

/// How long a hand-over whose end nobody saw keeps others from trying. In this time the service tells of what it took, if it
/// tells at all, and the mail is marked as sent.
const DOUBT: SignedDuration = SignedDuration::from_mins(10);
/// How long the ledger remembers an id: longer than a sender ever tries.
const REMEMBERED: SignedDuration = SignedDuration::from_hours(7 * 24);

/// Remembers which ids were handed over, for an adapter of [`crate::ports::Mailer`].
///
/// An id is handed over by one at a time. If the end of a hand-over is not known, because the answer or the process was lost,
/// nobody tries for ten minutes: a mail that was taken is told of by then ([`super::note`]), and the sender never asks
/// again. So a mail goes out twice only if the service took it, its answer was lost, and what it tells later is lost or late
/// as well. It is never lost.
#[derive(Clone)]
pub struct Ledger {
    store: Arc<dyn Store>,
    clock: Arc<dyn Clock>,
}

impl std::fmt::Debug for Ledger {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Ledger")
    }
}

/// What the ledger says to somebody who wants to hand over a mail.
#[derive(Debug)]
pub enum Turn {
    /// It is theirs to hand over. They tell how it went, or leave it in doubt.
    Theirs(Attempt),
    /// The service has it.
    Accepted,
    /// Somebody else is at it, or was stopped at it: the service may have it.
    InDoubt,
}

/// One hand-over.
#[derive(Debug)]
pub struct Attempt {
    key: Key,
    version: u64,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Entry {
    /// The service said that it has it.
    accepted: bool,
    /// When it was last handed over.
    at: Timestamp,
}

impl Ledger {
    /// A ledger kept in `store`.
    pub fn new(store: Arc<dyn Store>, clock: Arc<dyn Clock>) -> Self {
        Self { store, clock }
    }

    /// Whose turn it is to hand over `id`.
    pub async fn begin(&self, id: &str) -> Result<Turn> {
        let key = system::handed_over_key(id);
        let version = match self.store.get(&key).await? {
            None => 1,
            Some(reading) => {
                let version = reading.version + 1;
                let entry: Entry = system::read(reading)?;
                if entry.accepted {
                    return Ok(Turn::Accepted);
                }
                if self.clock.now().duration_since(entry.at) < DOUBT {
                    return Ok(Turn::InDoubt);
                }
                version
            }
        };
        let attempt = Attempt { key, version };
        match self.store.commit(vec![self.write(&attempt, false)]).await {
            Ok(()) => Ok(Turn::Theirs(attempt)),
            Err(CommitError::Refused { refusal: Refusal::Taken | Refusal::Stale, .. }) => Ok(Turn::InDoubt),
            Err(error) => Err(error.into()),
        }
    }

    /// The service said that it has the mail.
    pub async fn accepted(&self, attempt: Attempt) -> Result<()> {
        let after = Attempt { version: attempt.version + 1, ..attempt };
        Ok(self.store.commit(vec![self.write(&after, true)]).await?)
    }

    /// The service surely has not got the mail; the next one may try at once.
    pub async fn not_accepted(&self, attempt: Attempt) -> Result<()> {
        let Attempt { key, version } = attempt;
        Ok(self.store.commit(vec![Change::Delete { key, version, what: "mail" }]).await?)
    }

    fn write(&self, attempt: &Attempt, accepted: bool) -> Change {
        let now = self.clock.now();
        let expires = now.checked_add(REMEMBERED).ok();
        let record = system::record(attempt.key.clone(), "handed-over", &Entry { accepted, at: now }, expires);
        match attempt.version {
            1 => Change::Create { record, what: "mail" },
            version => Change::Replace { record: Record { version, ..record }, what: "mail" },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::memory::{FixedClock, MemoryStore, Outage};

    struct Room {
        clock: Arc<FixedClock>,
        store: Arc<MemoryStore>,
        ledger: Ledger,
    }

    fn room() -> Room {
        let (clock, store) = (Arc::new(FixedClock::default()), Arc::new(MemoryStore::default()));
        Room { ledger: Ledger::new(store.clone(), clock.clone()), clock, store }
    }

    async fn theirs(room: &Room) -> Attempt {
        match room.ledger.begin("mail_1").await.unwrap() {
            Turn::Theirs(attempt) => attempt,
            other => panic!("{other:?}"),
        }
    }

    /// N05: what was accepted is never handed over again.
    #[tokio::test]
    async fn n05_what_was_accepted_is_not_handed_over_again() {
        let room = room();
        let attempt = theirs(&room).await;
        room.ledger.accepted(attempt).await.unwrap();
        room.clock.advance(DOUBT * 100);
        assert!(matches!(room.ledger.begin("mail_1").await.unwrap(), Turn::Accepted));
        assert!(matches!(room.ledger.begin("mail_2").await.unwrap(), Turn::Theirs(_)));
    }

    /// N05: a hand-over whose end nobody saw holds others up until the service must have told of it, and no longer.
    #[tokio::test]
    async fn n05_a_hand_over_in_doubt_holds_others_up_for_ten_minutes() {
        let room = room();
        for _ in 0..3 {
            theirs(&room).await;
            room.clock.advance(DOUBT - SignedDuration::from_millis(1));
            assert!(matches!(room.ledger.begin("mail_1").await.unwrap(), Turn::InDoubt));
            room.clock.advance(SignedDuration::from_millis(1));
        }
        let attempt = theirs(&room).await;
        room.ledger.accepted(attempt).await.unwrap();
        assert!(matches!(room.ledger.begin("mail_1").await.unwrap(), Turn::Accepted));
    }

    #[tokio::test]
    async fn n05_what_was_surely_not_accepted_may_be_handed_over_at_once() {
        let room = room();
        for _ in 0..3 {
            let attempt = theirs(&room).await;
            room.ledger.not_accepted(attempt).await.unwrap();
        }
    }

    /// N05: of two at the same moment, one hands over.
    #[tokio::test]
    async fn n05_of_many_at_once_one_hands_over() {
        let room = room();
        let (a, b, c) = tokio::join!(room.ledger.begin("m"), room.ledger.begin("m"), room.ledger.begin("m"));
        let turns = [a.unwrap(), b.unwrap(), c.unwrap()];
        assert_eq!(turns.iter().filter(|it| matches!(it, Turn::Theirs(_))).count(), 1, "{turns:?}");
        // After the doubt as well.
        room.clock.advance(DOUBT);
        let (a, b) = tokio::join!(room.ledger.begin("m"), room.ledger.begin("m"));
        assert_eq!([a.unwrap(), b.unwrap()].iter().filter(|it| matches!(it, Turn::Theirs(_))).count(), 1);
    }

    /// N05: without the ledger nothing is handed over, and what it may have written is in doubt.
    #[tokio::test]
    async fn n05_an_outage_of_the_ledger_is_told() {
        let room = room();
        room.store.fail_next_commit(Outage::Before);
        assert!(matches!(room.ledger.begin("mail_1").await, Err(crate::Error::Unavailable(_))));
        room.store.fail_next_commit(Outage::After);
        assert!(matches!(room.ledger.begin("mail_1").await, Err(crate::Error::Unavailable(_))));
        assert!(matches!(room.ledger.begin("mail_1").await.unwrap(), Turn::InDoubt));
    }

    #[tokio::test]
    async fn the_ledger_forgets_after_a_week() {
        let room = room();
        theirs(&room).await;
        let record = room.store.dump().remove(0);
        let week = room.clock.now() + REMEMBERED;
        assert_eq!((record.kind, record.expires), ("handed-over", Some(week.as_second())));
    }
}
