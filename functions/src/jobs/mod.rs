//! What runs from streams, queues and schedules. Each is a function of its own on AWS, as an endpoint is; the table's functions,
//! their sources and their roles are derived from the list.

use shared::ports::{Index, Queue};

use crate::kernel::{Folder, Use};

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
    /// Messages of a queue that Portico writes to. Where more than one comes at once, the job tells which ones failed, and
    /// only those come again.
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
        trigger: Trigger::Inserts { kinds: &["outbox", "log"], batch: 100 },
        uses: &[Use::Enqueue(Queue::Mail), Use::Enqueue(Queue::Directory)],
        seconds: 30,
    },
    Job {
        name: "jobs-mail",
        summary: "Send the mails that wait",
        trigger: Trigger::Queue { queue: Queue::Mail, batch: 10 },
        uses: &[Use::Get, Use::Put, Use::SendMail],
        seconds: 60,
    },
    Job {
        name: "jobs-sweep",
        summary: "Put overdue mails back onto their queue",
        trigger: Trigger::Every { minutes: 1 },
        uses: &[Use::ListBy(Index::Three), Use::Enqueue(Queue::Mail)],
        seconds: 60,
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
    },
    Job {
        name: "jobs-mail-events",
        summary: "Note what became of the mails that were sent",
        trigger: Trigger::MailEvents { batch: 10 },
        uses: &[Use::Get, Use::Put],
        seconds: 60,
    },
];

/// The job of a name.
pub fn named(name: &str) -> Option<&'static Job> {
    JOBS.iter().find(|it| it.name == name)
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;
    use crate::routes;

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
}
