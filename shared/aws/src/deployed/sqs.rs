//! The queue port over SQS.

use std::collections::{BTreeMap, HashSet};

use async_trait::async_trait;
use aws_sdk_sqs::{
    Client,
    types::{BatchResultErrorEntry, QueueAttributeName, SendMessageBatchRequestEntry as Entry},
};
use shared::ports::{Message, Queue, QueueError, Queues, Source};

use crate::trouble::Patience;

/// Most messages of one request.
const CHUNK: usize = 10;

/// The queues of a deployment, by their addresses.
#[derive(Clone, Debug)]
pub struct SqsQueues {
    client: Client,
    addresses: BTreeMap<Queue, String>,
}

impl SqsQueues {
    /// The queues at these addresses. The directory's is one with groups ("FIFO").
    pub fn new(client: Client, addresses: impl IntoIterator<Item = (Queue, String)>) -> Self {
        Self { client, addresses: addresses.into_iter().collect() }
    }

    fn address(&self, queue: Queue) -> Result<&str, QueueError> {
        self.addresses
            .get(&queue)
            .map(String::as_str)
            .ok_or_else(|| failure(format!("no address of {queue:?} is known")))
    }

    /// Takes what waits in a queue right now, at most ten messages: for tests, since on AWS jobs are handed their messages.
    pub async fn take(&self, queue: Queue) -> Result<Vec<String>, QueueError> {
        let address = self.address(queue)?;
        let most = i32::try_from(CHUNK).unwrap_or(1);
        let request = self.client.receive_message().queue_url(address).max_number_of_messages(most);
        let mut bodies = Vec::new();
        for message in request.send().await.map_err(failure)?.messages.unwrap_or_default() {
            let done = self.client.delete_message().queue_url(address).set_receipt_handle(message.receipt_handle);
            done.send().await.map_err(failure)?;
            bodies.extend(message.body);
        }
        Ok(bodies)
    }
}

#[async_trait]
impl Queues for SqsQueues {
    async fn send(&self, queue: Queue, messages: Vec<Message>) -> Result<(), QueueError> {
        let address = self.address(queue)?;
        let entries = messages.into_iter().enumerate().map(|(n, it)| entry(n, it)).collect::<Result<Vec<_>, _>>()?;
        for chunk in entries.chunks(CHUNK) {
            send(&self.client, address, chunk.to_vec()).await?;
        }
        Ok(())
    }
}

/// Makes two queues on a stand-in for AWS, and returns their addresses; on AWS itself the deployed stack makes them.
pub async fn create_queues(client: &Client, name: &str) -> Result<[(Queue, String); 2], QueueError> {
    let mail = client.create_queue().queue_name(format!("{name}-mail")).send().await.map_err(failure)?;
    let directory = client.create_queue().queue_name(format!("{name}-directory.fifo"));
    let directory = directory.attributes(QueueAttributeName::FifoQueue, "true").send().await.map_err(failure)?;
    let address = |it: Option<String>| it.ok_or_else(|| failure("the queue has no address"));
    Ok([(Queue::Mail, address(mail.queue_url)?), (Queue::Directory, address(directory.queue_url)?)])
}

fn failure(error: impl Into<Source>) -> QueueError {
    QueueError(error.into())
}

fn entry(n: usize, message: Message) -> Result<Entry, QueueError> {
    let entry = Entry::builder().id(n.to_string()).message_body(message.body);
    let entry = match message.group {
        Some(group) => entry.message_group_id(group.name).message_deduplication_id(group.token),
        None => entry,
    };
    entry.build().map_err(failure)
}

/// Sends one request's worth. The service may take some and refuse others, which are then tried again.
async fn send(client: &Client, address: &str, mut entries: Vec<Entry>) -> Result<(), QueueError> {
    let mut patience = Patience::default();
    loop {
        let request = client.send_message_batch().queue_url(address).set_entries(Some(entries.clone()));
        let answer = request.send().await.map_err(failure)?;
        let failed: HashSet<&str> = answer.failed().iter().map(BatchResultErrorEntry::id).collect();
        entries.retain(|it| failed.contains(it.id()));
        if entries.is_empty() {
            return Ok(());
        }
        let ours = answer.failed().iter().find(|it| it.sender_fault());
        if ours.is_some() || !patience.goes_on().await {
            let codes: Vec<&str> = answer.failed().iter().map(BatchResultErrorEntry::code).collect();
            return Err(failure(format!("{} messages were refused: {codes:?}", entries.len())));
        }
    }
}
