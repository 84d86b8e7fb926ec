//! What each port's doc promises, as tests that every adapter runs.
//!
//! A suite is a function that takes the port and a prefix. Whatever it writes starts with the prefix, so that suites can share
//! one database. It runs every case, reports those that failed by name, and then panics.
#![cfg(any(test, feature = "testing"))]
#![expect(clippy::unwrap_used, reason = "these are tests, though no attribute says so")]

mod blobs;
mod clock;
mod entropy;
mod identity;
mod mailer;
mod queues;
mod store;

use std::{pin::Pin, sync::Arc};

pub use blobs::blobs;
pub use clock::clock;
pub use entropy::entropy;
pub use identity::identity;
pub use mailer::{Postbox, mailer};
pub use queues::{Counter, queues};
pub use store::store;

/// One promise of a port, as a test of an adapter.
struct Case<P: ?Sized + 'static> {
    /// A sentence.
    name: &'static str,
    run: fn(Arc<P>, String) -> Trial,
}

type Trial = Pin<Box<dyn Future<Output = ()> + Send>>;

/// Cases by the names of their functions.
macro_rules! cases {
    ($($case:path),* $(,)?) => {
        [$($crate::contracts::Case { name: stringify!($case), run: |port, prefix| Box::pin($case(port, prefix)) }),*]
    };
}
use cases;

/// Runs every case, each with a prefix of its own.
async fn run<P: ?Sized + Send + Sync + 'static>(cases: &[Case<P>], port: Arc<P>, prefix: &str) {
    let mut failed = Vec::new();
    for (number, case) in cases.iter().enumerate() {
        // A task of its own keeps a failed assertion from ending the suite.
        let trial = tokio::spawn((case.run)(Arc::clone(&port), format!("{prefix}{number}")));
        if trial.await.is_err() {
            failed.push(case.name);
        }
    }
    assert!(failed.is_empty(), "{} of {} promises are broken:\n  {}", failed.len(), cases.len(), failed.join("\n  "));
}

/// Runs the suites over the ports in memory, where they are fastest.
#[cfg(test)]
mod tests {
    use super::*;
    use crate::memory::{
        CountingEntropy, FixedClock, MemoryBlobs, MemoryIdentity, MemoryMailer, MemoryQueues, MemoryStore,
    };

    #[tokio::test(flavor = "multi_thread")]
    async fn the_memory_store_keeps_its_promises() {
        store(Arc::new(MemoryStore::default()), "test#").await;
    }

    #[test]
    fn the_fixed_clock_and_the_counting_entropy_keep_their_promises() {
        let finer = FixedClock::new("2026-01-07T12:00:00.123456789Z".parse().unwrap());
        for port in [FixedClock::default(), finer] {
            clock(&port);
        }
        entropy(&CountingEntropy::default());
    }

    #[tokio::test]
    async fn the_memory_blobs_keep_their_promises() {
        blobs(Arc::new(MemoryBlobs::default()), "test/").await;
    }

    #[tokio::test]
    async fn the_memory_identity_keeps_its_promises() {
        identity(Arc::new(MemoryIdentity::default()), 1).await;
    }

    #[tokio::test]
    async fn the_memory_mailer_keeps_its_promises() {
        mailer(Arc::new(MemoryMailer::default()), "test").await;
    }

    #[tokio::test]
    async fn the_memory_queues_keep_their_promises() {
        queues(Arc::new(MemoryQueues::default()), "test").await;
    }
}
