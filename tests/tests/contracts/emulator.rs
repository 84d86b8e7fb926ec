//! The adapters of AWS over an independent implementation of AWS, where the environment says there is one:
//!
//! ```sh
//! ministack &
//! AWS_ENDPOINT_URL=http://127.0.0.1:4566 AWS_REGION=us-east-1 AWS_ACCESS_KEY_ID=test AWS_SECRET_ACCESS_KEY=test \
//!     cargo test --test contracts emulator -- --ignored
//! ```

use std::{
    collections::HashMap,
    env,
    sync::{Arc, Mutex},
    time::SystemTime,
};

use async_trait::async_trait;
use aws::{CognitoIdentity, Connection, DynamoStore, S3Blobs, SesMailer, SqsQueues};
use base64::{Engine, engine::general_purpose::STANDARD};
use local::clock::SystemClock;
use serde_json::Value;
use shared::{
    contracts,
    mail::Ledger,
    ports::{Mailer, MailerError, Message, OutgoingMail, Queue, QueueError, Queues},
};

/// A name that the last run did not use.
#[expect(clippy::disallowed_methods, reason = "the emulator outlives the test")]
fn fresh(what: &str) -> String {
    let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap();
    format!("{what}-{}", now.as_millis())
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs an emulator of AWS"]
async fn the_store_on_an_emulator_keeps_its_contract() {
    let client = Connection::from_environment().unwrap().dynamodb();
    let table = fresh("table");
    for _ in 0..2 {
        aws::create_table(&client, &table).await.unwrap();
    }
    contracts::store(Arc::new(DynamoStore::new(client, table)), "contract#").await;
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs an emulator of AWS"]
async fn the_blobs_on_an_emulator_keep_their_contract() {
    let client = Connection::from_environment().unwrap().s3();
    let bucket = fresh("bucket");
    for _ in 0..2 {
        aws::create_bucket(&client, &bucket).await.unwrap();
    }
    contracts::blobs(Arc::new(S3Blobs::new(client, bucket)), "contract/").await;
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs an emulator of AWS"]
async fn the_identity_on_an_emulator_keeps_its_contract() {
    let client = Connection::from_environment().unwrap().cognito();
    let (pool, pool_client) = aws::create_user_pool(&client, &fresh("pool")).await.unwrap();
    contracts::identity(Arc::new(CognitoIdentity::new(client, pool, pool_client)), 1).await;
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs an emulator of AWS"]
async fn the_mailer_on_an_emulator_keeps_its_contract() {
    let connection = Connection::from_environment().unwrap();
    let (client, table) = (connection.ses(), fresh("ledger"));
    for _ in 0..2 {
        aws::create_sender(&client, SENDER, "portico").await.unwrap();
    }
    aws::create_table(&connection.dynamodb(), &table).await.unwrap();
    let ledger = Ledger::new(Arc::new(DynamoStore::new(connection.dynamodb(), table)), Arc::new(SystemClock));
    let mailer = SesMailer::new(&client, ledger, SENDER, "portico");
    contracts::mailer(Arc::new(Delivered { mailer, replies: Mutex::default() }), &fresh("contract")).await;
}

const SENDER: &str = "mail@portico.example";

/// The mails that the emulator delivered as the receivers' side of the mailer.
struct Delivered {
    mailer: SesMailer,
    /// Where answers go, by address and text: the emulator does not tell. `mishaps::ses` proves it on the wire.
    replies: Mutex<HashMap<String, Option<String>>>,
}

#[async_trait]
impl Mailer for Delivered {
    async fn send(&self, id: &str, mail: &OutgoingMail) -> Result<(), MailerError> {
        self.replies.lock().unwrap().insert(mail.to.clone(), mail.reply_to.clone());
        self.mailer.send(id, mail).await
    }
}

#[async_trait]
impl contracts::Postbox for Delivered {
    async fn delivered(&self, address: &str) -> Vec<OutgoingMail> {
        let reply_to = self.replies.lock().unwrap().get(address).cloned().flatten();
        let url = format!("{}/_ministack/ses/messages", env::var("AWS_ENDPOINT_URL").unwrap());
        let answer = tokio::task::spawn_blocking(move || ureq::get(&url).call().unwrap().body_mut().read_to_string());
        let answer: Value = serde_json::from_str(&answer.await.unwrap().unwrap()).unwrap();
        let of_all = answer["messages"].as_object().unwrap().values().flat_map(|it| it.as_array().unwrap());
        let text = |it: &Value| it.as_str().unwrap().to_owned();
        of_all
            .filter(|it| it["To"][0] == address)
            .map(|it| OutgoingMail {
                to: address.to_owned(),
                from_name: name_of(it["Source"].as_str().unwrap()),
                reply_to: reply_to.clone(),
                subject: text(&it["Subject"]),
                text: text(&it["BodyText"]),
                html: text(&it["BodyHtml"]),
            })
            .collect()
    }
}

/// The name in front of the sender's address, as a mail program shows it.
fn name_of(from: &str) -> String {
    let words = from.strip_suffix(&format!(" <{SENDER}>")).unwrap();
    let decoded = words.split(' ').map(|word| {
        let text = word.strip_prefix("=?UTF-8?B?").and_then(|it| it.strip_suffix("?=")).unwrap();
        String::from_utf8(STANDARD.decode(text).unwrap()).unwrap()
    });
    decoded.collect()
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs an emulator of AWS"]
async fn the_queues_on_an_emulator_keep_their_contract() {
    let client = Connection::from_environment().unwrap().sqs();
    let name = fresh("queue");
    let addresses = aws::create_queues(&client, &name).await.unwrap();
    let queues = SqsQueues::new(client, addresses);
    contracts::queues(Arc::new(Read(queues)), &name).await;
}

/// What the emulator delivers as the readers' side of the queues.
struct Read(SqsQueues);

#[async_trait]
impl Queues for Read {
    async fn send(&self, queue: Queue, messages: Vec<Message>) -> Result<(), QueueError> {
        self.0.send(queue, messages).await
    }
}

#[async_trait]
impl contracts::Counter for Read {
    async fn take(&self, queue: Queue, at_least: usize) -> Vec<String> {
        let mut taken = Vec::new();
        for _ in 0..30 {
            taken.extend(self.0.take(queue).await.unwrap());
            if taken.len() >= at_least {
                break;
            }
        }
        taken
    }
}
