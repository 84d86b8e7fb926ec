use std::{
    collections::{BTreeSet, HashSet},
    sync::Arc,
};

use serde_json::{Value, json};
use shared::{
    mail::{Happening, Ledger, MailEvent, Turn},
    memory::{MemoryMailer, MemoryQueues},
    ports::{Change, Key, Mailer, MailerError, Message, OutgoingMail, QueueError, Record, Source, Store},
};

use super::*;
use crate::{
    routes,
    testing::{
        Firm, Portal,
        roles::{self, Guarded},
    },
};

#[test]
fn no_two_functions_have_one_name() {
    let mut names: HashSet<&str> = routes::all().iter().map(|it| it.route.name).collect();
    for job in JOBS {
        assert!(names.insert(job.name), "{} is listed twice", job.name);
        assert!(job.name.starts_with("jobs-"), "{}", job.name);
    }
}

#[test]
fn every_queue_that_somebody_writes_to_has_one_job_that_reads_it() {
    let written = JOBS.iter().flat_map(|it| it.uses).filter_map(|it| match it {
        Use::Enqueue(queue) => Some(*queue),
        _ => None,
    });
    for queue in written {
        let read = |it: &&Job| matches!(it.trigger, Trigger::Queue { queue: of, .. } if of == queue);
        assert_eq!(JOBS.iter().filter(read).count(), 1, "{queue:?}");
    }
}

/// A portal whose commits are followed as they are on AWS.
struct Stage {
    portal: Portal,
    queues: Arc<MemoryQueues>,
    tools: Tools,
}

impl Stage {
    fn new() -> Self {
        let (portal, queues) = (Portal::new(), Arc::<MemoryQueues>::default());
        let ledger = Ledger::new(Arc::clone(&portal.app.store), Arc::clone(&portal.app.clock));
        let mailer = Arc::new(Remembering { ledger, mailer: Guarded(Arc::clone(&portal.mailer)) });
        let queues_port = Arc::new(Guarded(Arc::clone(&queues)));
        let tools = Tools { app: portal.app.clone(), mailer, queues: queues_port, read_mail_event };
        Self { portal, queues, tools }
    }

    async fn run(&self, name: &str, event: Value) -> Result<Value> {
        let job = named(name).unwrap();
        // What its role does not let it do ends the test.
        roles::under(job.name, job.call(&self.tools, "request", &event)).await
    }

    /// Follows every record there is, as if all had just been written.
    async fn follow(&self) -> Result<Value> {
        let changes: Vec<Value> = self.portal.store.dump().iter().map(insert).collect();
        self.run("jobs-follow", json!({ "Records": changes })).await
    }

    /// Delivers what waits in a queue to its job. Returns the bodies of those that failed.
    async fn deliver(&self, queue: Queue, name: &str) -> Vec<String> {
        let bodies = self.queues.take(queue);
        let records = bodies.iter().enumerate().map(|(n, body)| json!({ "messageId": n.to_string(), "body": body }));
        let answer = self.run(name, json!({ "Records": records.collect::<Vec<_>>() })).await.unwrap();
        let failed = answer["batchItemFailures"].as_array().unwrap();
        let failed = failed.iter().map(|it| it["itemIdentifier"].as_str().unwrap().parse::<usize>().unwrap());
        failed.map(|n| bodies[n].clone()).collect()
    }

    /// Makes the log of the directory so long that it is worth shortening.
    async fn grow(&self) {
        let entry = self.portal.store.dump().into_iter().rfind(is_log).unwrap();
        let before: ulid::Ulid = entry.key.sk.parse().unwrap();
        let older = |n: u64| {
            let sk = ulid::Ulid::from_parts(before.timestamp_ms() - 3_600_000 + n, 0).to_string();
            let record = Record { key: Key::new(entry.key.pk.clone(), sk), ..entry.clone() };
            Change::Create { record, what: "test" }
        };
        for start in (0..2100).step_by(100) {
            self.portal.store.commit((start..start + 100).map(older).collect()).await.unwrap();
        }
    }

    async fn invited(&self) -> Firm {
        let firm = self.portal.firm("acme").await;
        let client = firm.client(&self.portal, "cleo@mail.example").await.id();
        firm.act(&self.portal, "clients-invite", &client).await;
        firm
    }
}

/// A mail service that delivers an id twice when it is handed it twice, behind a ledger: what stands behind the port on AWS.
struct Remembering {
    ledger: Ledger,
    mailer: Guarded<MemoryMailer>,
}

#[async_trait::async_trait]
impl Mailer for Remembering {
    async fn send(&self, id: &str, mail: &OutgoingMail) -> std::result::Result<(), MailerError> {
        match self.ledger.begin(id).await.unwrap() {
            Turn::Accepted => Ok(()),
            Turn::InDoubt => Err(MailerError::Unavailable("in doubt".into())),
            Turn::Theirs(attempt) => {
                let sent = self.mailer.send(id, mail).await;
                match sent {
                    Ok(()) => self.ledger.accepted(attempt).await.unwrap(),
                    Err(_) => self.ledger.not_accepted(attempt).await.unwrap(),
                }
                sent
            }
        }
    }
}

fn is_log(record: &Record) -> bool {
    record.kind == "log"
}

/// A mail service that tells in its own words: of a mail that was delivered, or of the weather.
fn read_mail_event(told: &Value) -> std::result::Result<Option<MailEvent>, Source> {
    let Some(mail) = told["delivered"].as_str() else { return Ok(None) };
    Ok(Some(MailEvent { mail: mail.parse()?, what: Happening::Delivered, at: "2026-01-01T13:00:00Z".parse()? }))
}

/// A new record as the table's stream tells it.
fn insert(record: &Record) -> Value {
    let body: serde_json::Map<_, _> = record.body.iter().map(|(name, value)| (name.clone(), typed(value))).collect();
    json!({
        "eventName": "INSERT", "eventSource": "aws:dynamodb",
        "dynamodb": {
            "Keys": { "pk": { "S": record.key.pk }, "sk": { "S": record.key.sk } },
            "NewImage": {
                "pk": { "S": record.key.pk }, "sk": { "S": record.key.sk }, "kind": { "S": record.kind },
                "ver": { "N": "1" }, "body": { "M": body },
            },
            "SequenceNumber": "1", "StreamViewType": "NEW_IMAGE",
        },
    })
}

fn typed(value: &Value) -> Value {
    match value {
        Value::String(text) => json!({ "S": text }),
        Value::Object(map) => {
            json!({ "M": map.iter().map(|(name, it)| (name.clone(), typed(it))).collect::<serde_json::Map<_, _>>() })
        }
        other => json!({ "N": other.to_string() }),
    }
}

/// N05: a mail leaves once, however often its record is told of.
#[tokio::test]
async fn n05_a_mail_goes_from_its_commit_over_its_queue_to_its_reader_once() {
    let stage = Stage::new();
    stage.invited().await;
    for _ in 0..2 {
        stage.follow().await.unwrap();
        assert!(stage.deliver(Queue::Mail, "jobs-mail").await.is_empty());
        assert_eq!(stage.portal.mailer.sent_to("cleo@mail.example").len(), 1);
    }
}

#[tokio::test]
async fn only_new_records_are_followed() {
    let stage = Stage::new();
    stage.invited().await;
    let mut changed: Vec<Value> = stage.portal.store.dump().iter().map(insert).collect();
    for change in &mut changed {
        change["eventName"] = "MODIFY".into();
    }
    stage.run("jobs-follow", json!({ "Records": changed })).await.unwrap();
    assert!(stage.queues.take(Queue::Mail).is_empty());
}

/// N05: no mail is lost where the queue is away.
#[tokio::test]
async fn n05_a_batch_that_could_not_be_passed_on_comes_again() {
    let stage = Stage::new();
    stage.invited().await;
    stage.queues.fail_next(QueueError("away".into()));
    assert!(stage.follow().await.is_err());
    stage.follow().await.unwrap();
    assert!(!stage.queues.take(Queue::Mail).is_empty());
}

/// N05: what was put off is taken up when it is due.
#[tokio::test]
async fn n05_the_sweep_queues_what_is_overdue_and_nothing_else() {
    let stage = Stage::new();
    stage.invited().await;
    stage.follow().await.unwrap();
    stage.portal.mailer.fail_next(MailerError::Unavailable("away".into()));
    assert!(stage.deliver(Queue::Mail, "jobs-mail").await.is_empty(), "a mail that is put off is no failure");
    stage.run("jobs-sweep", json!({})).await.unwrap();
    assert!(stage.queues.take(Queue::Mail).is_empty(), "it is not due yet");
    stage.portal.clock.advance(jiff::SignedDuration::from_mins(5));
    stage.run("jobs-sweep", json!({})).await.unwrap();
    assert!(stage.deliver(Queue::Mail, "jobs-mail").await.is_empty());
    assert_eq!(stage.portal.mailer.sent_to("cleo@mail.example").len(), 1);
}

#[tokio::test]
async fn a_message_that_cannot_be_read_comes_again_alone() {
    let stage = Stage::new();
    stage.invited().await;
    stage.follow().await.unwrap();
    let broken = Message { body: "{}".to_owned(), group: None };
    stage.tools.queues.send(Queue::Mail, vec![broken]).await.unwrap();
    assert_eq!(stage.deliver(Queue::Mail, "jobs-mail").await, ["{}"]);
    assert_eq!(stage.portal.mailer.sent_to("cleo@mail.example").len(), 1);
}

#[tokio::test]
async fn a_directory_that_grows_is_queued_once_in_five_minutes() {
    let stage = Stage::new();
    stage.invited().await;
    let mut queued = 0;
    for _ in 0..10 {
        stage.follow().await.unwrap();
        queued += stage.queues.take(Queue::Directory).len();
        stage.portal.clock.advance(jiff::SignedDuration::from_mins(1));
    }
    assert_eq!(queued, 2);
}

#[tokio::test]
async fn a_long_log_is_shortened_and_every_client_is_still_listed() {
    let stage = Stage::new();
    let firm = stage.invited().await;
    stage.grow().await;
    stage.follow().await.unwrap();
    assert!(stage.deliver(Queue::Directory, "jobs-compact").await.is_empty());
    assert!(stage.portal.store.dump().iter().filter(|it| is_log(it)).count() < 10);
    let list = stage.portal.call("clients-list").by(&firm.admin).send().await.expect(200);
    assert_eq!(list.column("email"), ["cleo@mail.example"]);
}

/// I06: what the mail service tells shows at the invitation.
#[tokio::test]
async fn i06_what_the_mail_service_tells_is_noted_at_the_mail() {
    let stage = Stage::new();
    let firm = stage.invited().await;
    stage.follow().await.unwrap();
    stage.deliver(Queue::Mail, "jobs-mail").await;
    let (id, _) = stage.portal.mailer.sent().into_iter().find(|(_, it)| it.to == "cleo@mail.example").unwrap();
    let told = [json!({ "delivered": id }), json!({ "weather": "fine" }), json!({ "delivered": "no mail" })];
    let records = told.iter().map(|it| json!({ "messageId": it.to_string(), "body": it.to_string() }));
    let answer = stage.run("jobs-mail-events", json!({ "Records": records.collect::<Vec<_>>() })).await.unwrap();
    let failed = answer["batchItemFailures"].as_array().unwrap();
    assert_eq!(failed.len(), 1, "only what cannot be read comes again: {failed:?}");
    assert!(failed[0]["itemIdentifier"].as_str().unwrap().contains("no mail"));
    let list = stage.portal.call("invitations-list").by(&firm.admin).send().await.expect(200);
    assert!(list.text.contains("\"delivered\""), "{}", list.text);
}

/// Each role is as large as what its job does: more ends a test, and here nothing may be declared that is never done.
#[tokio::test]
async fn no_job_declares_what_it_does_not_do() {
    let stage = Stage::new();
    let firm = stage.invited().await;
    // Mails: one that is put off, taken up and sent, and told of.
    stage.follow().await.unwrap();
    stage.portal.mailer.fail_next(MailerError::Unavailable("away".into()));
    stage.deliver(Queue::Mail, "jobs-mail").await;
    stage.portal.clock.advance(jiff::SignedDuration::from_mins(5));
    stage.run("jobs-sweep", json!({})).await.unwrap();
    stage.deliver(Queue::Mail, "jobs-mail").await;
    let (id, _) = stage.portal.mailer.sent().remove(0);
    let told = json!({ "Records": [{ "messageId": "1", "body": json!({ "delivered": id }).to_string() }] });
    stage.run("jobs-mail-events", told).await.unwrap();
    // A directory that is shortened three times: from the second on there is a snapshot to read, and at last one to delete.
    for email in ["cora@mail.example", "carl@mail.example", "cyra@mail.example"] {
        stage.portal.clock.advance(jiff::SignedDuration::from_hours(5));
        firm.client(&stage.portal, email).await;
        stage.grow().await;
        stage.follow().await.unwrap();
        assert!(stage.deliver(Queue::Directory, "jobs-compact").await.is_empty());
    }
    let mut wrong = Vec::new();
    for job in JOBS {
        let declared: BTreeSet<Use> = job.uses.iter().copied().collect();
        assert_eq!(declared.len(), job.uses.len(), "{} declares something twice", job.name);
        let idle: Vec<&Use> = declared.iter().filter(|it| !roles::done(job.name).contains(it)).collect();
        if !idle.is_empty() {
            wrong.push(format!("{} never does {idle:?}: take it out of its `uses`", job.name));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
