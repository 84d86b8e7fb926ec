//! A gate in front of the ports that holds back, or fails, the n-th operation on the outside.

use std::sync::{
    Mutex, PoisonError,
    atomic::{AtomicUsize, Ordering},
};

use async_trait::async_trait;
use tokio::sync::Notify;

use super::World;
use crate::{
    Result,
    ports::{
        Blob, BlobError, Blobs, Change, CommitError, Key, Mailer, MailerError, OutgoingMail, Query, Reading, Rows,
        Source, Store, StoreError,
    },
    records::Records,
    scope::{Ports, Scope},
};

/// When the work is held: before the operation happens, or after it happened and before its answer is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Moment {
    Before,
    After,
}

impl Moment {
    pub const BOTH: [Self; 2] = [Self::Before, Self::After];
}

/// What happens to the operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fate {
    /// It waits until the gate opens, which may be never.
    Held,
    /// It is answered as if the service were away.
    Failed,
}

/// Store, mailer and blobs of a world, of which the n-th operation (counted over all of them, from 0) is held or fails.
#[derive(Debug)]
pub(crate) struct Gate<'a> {
    world: &'a World,
    nth: usize,
    moment: Moment,
    fate: Fate,
    passed: AtomicUsize,
    reached: Notify,
    opened: Notify,
    handed_over: Mutex<Vec<String>>,
}

impl<'a> Gate<'a> {
    /// A gate that holds the n-th operation.
    pub fn holding(world: &'a World, nth: usize, moment: Moment) -> Self {
        Self::new(world, nth, moment, Fate::Held)
    }

    /// A gate that lets the n-th operation fail.
    pub fn failing(world: &'a World, nth: usize, moment: Moment) -> Self {
        Self::new(world, nth, moment, Fate::Failed)
    }

    /// A gate that only counts.
    pub fn open(world: &'a World) -> Self {
        Self::new(world, usize::MAX, Moment::Before, Fate::Held)
    }

    fn new(world: &'a World, nth: usize, moment: Moment, fate: Fate) -> Self {
        let (passed, reached, opened) = (AtomicUsize::default(), Notify::new(), Notify::new());
        Self { world, nth, moment, fate, passed, reached, opened, handed_over: Mutex::default() }
    }

    /// The world's ports behind the gate.
    pub fn ports(&self) -> Ports<'_> {
        Ports { store: self, blobs: self, ..self.world.ports() }
    }

    /// Portico itself at work behind the gate.
    pub fn scope(&self) -> Scope<'_> {
        Scope::system(self.ports(), self.world.workspace)
    }

    /// The firm's records behind the gate.
    pub fn records(&self) -> Records<'_> {
        self.scope().records
    }

    /// Does some work, and stops it for good where it is held, as a kill of the process would. Nothing if it was stopped.
    pub async fn until_stopped<T>(&self, work: impl Future<Output = Result<T>>) -> Option<T> {
        tokio::select! {
            biased;
            () = self.reached.notified() => None,
            done = work => Some(done.unwrap()),
        }
    }

    /// Does some work, and something else while it is held. What came of the two; nothing of the other if the work was done
    /// before it was held.
    pub async fn meanwhile<T, U>(
        &self,
        work: impl Future<Output = Result<T>>,
        other: impl Future<Output = U>,
    ) -> (T, Option<U>) {
        let mut work = std::pin::pin!(work);
        tokio::select! {
            biased;
            () = self.reached.notified() => (),
            done = &mut work => return (done.unwrap(), None),
        }
        let other = other.await;
        self.opened.notify_one();
        (work.await.unwrap(), Some(other))
    }

    /// Whether the n-th operation came.
    pub fn was_reached(&self) -> bool {
        self.passed.load(Ordering::Relaxed) > self.nth
    }

    /// The ids of the mails that were handed to the mailer, in order.
    pub fn handed_over(&self) -> Vec<String> {
        self.handed_over.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    async fn pass<T, E>(
        &self,
        operation: impl Future<Output = Result<T, E>> + Send,
        away: impl Fn(Source) -> E + Send,
    ) -> Result<T, E> {
        let hit = self.passed.fetch_add(1, Ordering::Relaxed) == self.nth;
        if hit && self.moment == Moment::Before {
            if self.fate == Fate::Failed {
                return Err(away("a test asked for it".into()));
            }
            self.hold().await;
        }
        let answer = operation.await;
        if hit && self.moment == Moment::After {
            if self.fate == Fate::Failed {
                return Err(away("a test asked for it".into()));
            }
            self.hold().await;
        }
        answer
    }

    async fn hold(&self) {
        self.reached.notify_one();
        self.opened.notified().await;
    }
}

#[async_trait]
impl Store for Gate<'_> {
    async fn get(&self, key: &Key) -> Result<Option<Reading>, StoreError> {
        self.pass(self.world.store.get(key), StoreError::Unavailable).await
    }

    async fn get_many(&self, keys: &[Key]) -> Result<Vec<Option<Reading>>, StoreError> {
        self.pass(self.world.store.get_many(keys), StoreError::Unavailable).await
    }

    async fn query(&self, query: &Query) -> Result<Rows, StoreError> {
        self.pass(self.world.store.query(query), StoreError::Unavailable).await
    }

    async fn commit(&self, changes: Vec<Change>) -> Result<(), CommitError> {
        self.pass(self.world.store.commit(changes), |source| StoreError::Unavailable(source).into()).await
    }
}

#[async_trait]
impl Mailer for Gate<'_> {
    async fn send(&self, id: &str, mail: &OutgoingMail) -> Result<(), MailerError> {
        let hand_over = async {
            self.handed_over.lock().unwrap_or_else(PoisonError::into_inner).push(id.to_owned());
            self.world.mailer.send(id, mail).await
        };
        self.pass(hand_over, MailerError::Unavailable).await
    }
}

#[async_trait]
impl Blobs for Gate<'_> {
    async fn put(&self, key: &str, blob: Blob) -> Result<(), BlobError> {
        self.pass(self.world.blobs.put(key, blob), BlobError).await
    }

    async fn get(&self, key: &str) -> Result<Option<Blob>, BlobError> {
        self.pass(self.world.blobs.get(key), BlobError).await
    }

    async fn delete(&self, key: &str) -> Result<(), BlobError> {
        self.pass(self.world.blobs.delete(key), BlobError).await
    }
}
