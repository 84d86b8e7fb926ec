//! What the queue port promises.

use std::sync::Arc;

use async_trait::async_trait;

use super::{cases, run};
use crate::{
    memory::MemoryQueues,
    ports::{Group, Message, Queue, Queues},
};

/// A queue port together with the readers' side of it.
#[async_trait]
pub trait Counter: Queues {
    /// Takes what waits in a queue, at least so many messages where so many are to come.
    async fn take(&self, queue: Queue, at_least: usize) -> Vec<String>;
}

#[async_trait]
impl Counter for MemoryQueues {
    async fn take(&self, queue: Queue, _: usize) -> Vec<String> {
        Self::take(self, queue)
    }
}

/// Checks that an adapter keeps what [`Queues`] promises. Nobody else may use its queues meanwhile.
pub async fn queues(queues: Arc<dyn Counter>, prefix: &str) {
    let cases = cases![
        every_message_is_delivered_as_it_is,
        more_messages_than_one_request_takes_are_all_delivered,
        nothing_to_send_is_no_failure,
        of_messages_with_one_token_the_first_is_delivered,
        messages_of_one_group_are_all_delivered,
    ];
    run(&cases, queues, prefix).await;
}

type Port = Arc<dyn Counter>;

fn message(body: &str) -> Message {
    Message { body: body.to_owned(), group: None }
}

fn grouped(body: String, group: &str, token: &str) -> Message {
    Message { body, group: Some(Group { name: group.to_owned(), token: token.to_owned() }) }
}

async fn every_message_is_delivered_as_it_is(queues: Port, prefix: String) {
    let body = format!(r#"{{"prefix":"{prefix}","text":"Härbor & <Finch> \"1\" 👋"}}"#);
    queues.send(Queue::Mail, vec![message(&body)]).await.unwrap();
    assert_eq!(queues.take(Queue::Mail, 1).await, [body]);
    assert!(queues.take(Queue::Directory, 0).await.is_empty());
}

async fn more_messages_than_one_request_takes_are_all_delivered(queues: Port, prefix: String) {
    let mut bodies: Vec<String> = (10..35).map(|n| format!("{prefix} {n}")).collect();
    queues.send(Queue::Mail, bodies.iter().map(|it| message(it)).collect()).await.unwrap();
    let mut taken = queues.take(Queue::Mail, bodies.len()).await;
    taken.sort();
    taken.dedup();
    bodies.sort();
    assert_eq!(taken, bodies);
}

async fn nothing_to_send_is_no_failure(queues: Port, _: String) {
    queues.send(Queue::Mail, Vec::new()).await.unwrap();
}

async fn of_messages_with_one_token_the_first_is_delivered(queues: Port, prefix: String) {
    let send = |n: u32, token: &str| {
        let message = grouped(format!("{prefix} {n}"), &prefix, &format!("{prefix}-{token}"));
        let queues = Arc::clone(&queues);
        async move { queues.send(Queue::Directory, vec![message]).await.unwrap() }
    };
    send(1, "a").await;
    send(2, "a").await;
    send(3, "b").await;
    let mut taken = queues.take(Queue::Directory, 2).await;
    taken.sort();
    assert_eq!(taken, [format!("{prefix} 1"), format!("{prefix} 3")]);
}

async fn messages_of_one_group_are_all_delivered(queues: Port, prefix: String) {
    let messages = (10..25).map(|n| grouped(format!("{prefix} {n}"), &prefix, &format!("{prefix}-{n}")));
    queues.send(Queue::Directory, messages.collect()).await.unwrap();
    let mut taken = queues.take(Queue::Directory, 15).await;
    taken.sort();
    assert_eq!(taken, (10..25).map(|n| format!("{prefix} {n}")).collect::<Vec<_>>());
}
