//! What jobs work with, what they are given, and what they answer.

use std::sync::Arc;

use serde::Deserialize;
use serde_json::{Value, json};
use shared::{
    Error, Result,
    error::Chain,
    mail::{MailEvent, Unsent},
    ports::{Mailer, Message, Queue, Queues, Source},
};

use crate::app::App;

/// What jobs work with, wired once per process.
#[derive(Clone)]
pub struct Tools {
    /// What endpoints work with too.
    pub app: App,
    /// Whoever delivers mails.
    pub mailer: Arc<dyn Mailer>,
    /// Where work is put.
    pub queues: Arc<dyn Queues>,
    /// Reads what the mail service tells; nothing, if it changes nothing.
    pub read_mail_event: fn(&Value) -> Result<Option<MailEvent>, Source>,
}

impl std::fmt::Debug for Tools {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Tools").field("app", &self.app).finish_non_exhaustive()
    }
}

impl Tools {
    pub(super) async fn send(&self, queue: Queue, messages: Vec<Message>) -> Result<()> {
        if messages.is_empty() {
            return Ok(());
        }
        self.queues.send(queue, messages).await.map_err(|error| Error::Unavailable(error.into()))
    }

    /// Puts mails onto their queue.
    pub(super) async fn pass_on(&self, mails: &[Unsent]) -> Result<()> {
        let message = |mail| Ok(Message { body: serde_json::to_string(mail).map_err(Error::internal)?, group: None });
        self.send(Queue::Mail, mails.iter().map(message).collect::<Result<_>>()?).await
    }
}

/// A message that a queue delivers.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Delivery {
    pub message_id: String,
    pub body: String,
}

/// The messages of a batch.
pub(super) fn deliveries(event: &Value) -> Result<Vec<Delivery>> {
    serde_json::from_value(event["Records"].clone()).map_err(Error::internal)
}

/// What became of a batch.
#[derive(Debug, Default)]
pub struct Outcome {
    failed: Vec<String>,
}

impl Outcome {
    /// Notes what became of a message. One that failed comes again, and in the end is put aside.
    pub(super) fn note(&mut self, delivery: &Delivery, done: Result<()>) {
        if let Err(error) = done {
            tracing::error!(message = delivery.message_id, error = %Chain(&error), "a message could not be dealt with");
            self.failed.push(delivery.message_id.clone());
        }
    }

    /// How many messages come again.
    pub fn failed(&self) -> usize {
        self.failed.len()
    }

    /// The answer that the queue understands.
    pub fn answer(&self) -> Value {
        let failed: Vec<Value> = self.failed.iter().map(|it| json!({ "itemIdentifier": it })).collect();
        json!({ "batchItemFailures": failed })
    }
}
