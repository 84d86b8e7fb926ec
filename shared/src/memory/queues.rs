//! Queues in memory.

use std::{
    collections::{BTreeMap, HashSet, VecDeque},
    sync::Mutex,
};

use async_trait::async_trait;

use super::lock;
use crate::ports::{Message, Queue, QueueError, Queues};

/// Keeps messages until somebody takes them. Five minutes never pass.
#[derive(Debug, Default)]
pub struct MemoryQueues {
    waiting: Mutex<BTreeMap<Queue, VecDeque<String>>>,
    tokens: Mutex<HashSet<(Queue, String)>>,
    failures: Mutex<VecDeque<QueueError>>,
}

impl MemoryQueues {
    /// Takes all that waits in a queue, first come first.
    pub fn take(&self, queue: Queue) -> Vec<String> {
        lock(&self.waiting).remove(&queue).unwrap_or_default().into()
    }

    /// Makes the next call fail that no failure waits for yet; nothing of it is taken.
    pub fn fail_next(&self, error: QueueError) {
        lock(&self.failures).push_back(error);
    }
}

#[async_trait]
impl Queues for MemoryQueues {
    async fn send(&self, queue: Queue, messages: Vec<Message>) -> Result<(), QueueError> {
        if let Some(error) = lock(&self.failures).pop_front() {
            return Err(error);
        }
        for message in messages {
            let is_new = message.group.is_none_or(|it| lock(&self.tokens).insert((queue, it.token)));
            if is_new {
                lock(&self.waiting).entry(queue).or_default().push_back(message.body);
            }
        }
        Ok(())
    }
}
