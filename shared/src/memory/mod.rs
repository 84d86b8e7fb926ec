//! The ports in memory: doubles for tests, which keep what each port promises and nothing that it does not.
#![cfg(any(test, feature = "testing"))]

mod blobs;
mod capacity;
mod clock;
mod entropy;
mod identity;
mod mailer;
mod queues;
mod store;

use std::sync::{Mutex, MutexGuard, PoisonError};

pub use blobs::MemoryBlobs;
pub use clock::FixedClock;
pub use entropy::CountingEntropy;
pub use identity::MemoryIdentity;
pub use mailer::MemoryMailer;
pub use queues::MemoryQueues;
pub use store::{MemoryStore, Outage};

/// Locks a double. A test that failed while it held the lock has left nothing half-changed behind.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
