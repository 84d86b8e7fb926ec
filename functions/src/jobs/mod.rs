//! What runs from streams, queues and schedules. Each is a function of its own on AWS, as an endpoint is; the table's functions,
//! their sources and their roles are derived from the list.

mod compact;
mod follow;
mod mail;
mod mail_events;
mod tools;

use serde_json::Value;
use shared::{
    Result,
    ports::{Index, Queue, Units},
};

use self::tools::deliveries;
pub use self::{
    follow::Left,
    tools::{Outcome, Tools},
};
use crate::kernel::{BoxFuture, Folder, Use};

/// A job: everything that the deployment must know about it.
#[derive(Clone, Debug)]
pub struct Job {
    /// Its name.
    pub name: &'static str,
    /// What it is for, in a few words.
    pub summary: &'static str,
    /// What starts it.
    pub trigger: Trigger,
    /// What its role may touch, besides what starts it.
    pub uses: &'static [Use],
    /// After how many seconds it is stopped.
    pub seconds: u32,
    run: for<'a> fn(&'a Tools, &'a Value) -> BoxFuture<'a, Result<Outcome>>,
}

/// What starts a job.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trigger {
    /// New records of these kinds in the table's stream, so many of them at once. A batch that fails comes again as a whole.
    Inserts {
        /// The values of the records' `kind`.
        kinds: &'static [&'static str],
        /// Most records of one call.
        batch: u32,
    },
    /// Messages of a queue that Portico writes to. The job tells which ones failed, and only those come again.
    Queue {
        /// Which.
        queue: Queue,
        /// Most messages of one call.
        batch: u32,
    },
    /// What the mail service tells of the mails it took: a queue that the event bus writes to. The job tells which messages
    /// failed.
    MailEvents {
        /// Most messages of one call.
        batch: u32,
    },
    /// The clock.
    Every {
        /// How often.
        minutes: u32,
    },
}

/// All jobs.
pub const JOBS: &[Job] = &[
    Job {
        name: "jobs-follow",
        summary: "Pass on what a commit left to do",
        trigger: Trigger::Inserts { kinds: follow::KINDS, batch: 100 },
        uses: &[Use::Enqueue(Queue::Mail), Use::Enqueue(Queue::Directory)],
        seconds: 30,
        run: follow::run,
    },
    Job {
        name: "jobs-mail",
        summary: "Send the mails that wait",
        trigger: Trigger::Queue { queue: Queue::Mail, batch: 10 },
        uses: &[Use::Get, Use::Put, Use::Delete, Use::SendMail],
        seconds: 60,
        run: mail::run,
    },
    Job {
        name: "jobs-sweep",
        summary: "Put overdue mails back onto their queue",
        trigger: Trigger::Every { minutes: 1 },
        uses: &[Use::ListBy(Index::Three), Use::Enqueue(Queue::Mail)],
        seconds: 60,
        run: mail::sweep,
    },
    Job {
        name: "jobs-compact",
        summary: "Shorten the log of a directory that has grown",
        trigger: Trigger::Queue { queue: Queue::Directory, batch: 1 },
        uses: &[
            Use::Get,
            Use::List,
            Use::Put,
            Use::Delete,
            Use::GetBlob(Folder::Directory),
            Use::PutBlob(Folder::Directory),
            Use::DeleteBlob(Folder::Directory),
        ],
        seconds: 300,
        run: compact::run,
    },
    Job {
        name: "jobs-mail-events",
        summary: "Note what became of the mails that were sent",
        trigger: Trigger::MailEvents { batch: 10 },
        uses: &[Use::Get, Use::Put],
        seconds: 60,
        run: mail_events::run,
    },
];

/// The job of a name.
pub fn named(name: &str) -> Option<&'static Job> {
    JOBS.iter().find(|it| it.name == name)
}

impl Job {
    /// Works on one event, and logs one line about it that names no person. An error means that the event comes again as a
    /// whole.
    pub async fn call(&self, tools: &Tools, request_id: &str, event: &Value) -> Result<Value> {
        let began = tools.app.clock.now();
        let (done, units) = Units::of((self.run)(tools, event)).await;
        let milliseconds = tools.app.clock.now().duration_since(began).as_millis();
        let failed = done.as_ref().map_or(1, Outcome::failed);
        tracing::info!(
            request_id,
            endpoint = self.name,
            status = if failed == 0 { 200 } else { 500 },
            milliseconds = i64::try_from(milliseconds).unwrap_or(i64::MAX),
            read_units = units.read,
            write_units = units.write,
            "request"
        );
        done.map(|it| it.answer())
    }
}

#[cfg(test)]
mod tests;
