//! The queue port: work that is to be done in a moment, by somebody else.

use async_trait::async_trait;
use serde::{Deserialize, Serialize};

use super::Source;

/// The queues that Portico writes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Queue {
    /// Mails that wait in the outbox.
    Mail,
    /// Directories whose logs have grown. It has groups.
    Directory,
}

/// A message of a queue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// What it says: JSON, without anything that may not show in a log.
    pub body: String,
    /// With which others it must not be worked on at once. Given on queues with groups, and on no other.
    pub group: Option<Group>,
}

/// Where a message stands on a queue with groups.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// Messages of one group are worked on one at a time.
    pub name: String,
    /// Of messages with the same token that are sent within five minutes, the first is kept and the others are dropped.
    pub token: String,
}

/// A message was not taken, or nobody knows whether it was.
#[derive(Debug, thiserror::Error)]
#[error("the queue did not take everything")]
pub struct QueueError(#[source] pub Source);

/// Puts messages onto queues.
///
/// What an adapter must keep:
/// - A message that was taken survives a crash of the process, and is delivered at least once, perhaps more than once.
/// - On a queue with groups, of the messages with one token only the first is delivered (see [`Group`]).
/// - All messages are taken when it succeeds, however many they are; when it fails, some of them may have been.
#[async_trait]
pub trait Queues: Send + Sync {
    /// Sends messages to one queue.
    async fn send(&self, queue: Queue, messages: Vec<Message>) -> Result<(), QueueError>;
}
