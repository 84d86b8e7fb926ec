//! What runs from streams, queues and schedules on AWS, here in process: after each commit, and by a timer.

use std::{
    collections::BTreeSet,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use async_trait::async_trait;
use functions::{app::App, jobs::Left};
use shared::{
    directory,
    error::Chain,
    mail::{self, Unsent},
    ports::{Change, CommitError, Key, Mailer, Query, Reading, Rows, Store, StoreError},
    scope::Scope,
    workspaces::WorkspaceId,
};
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};

/// How often overdue mails are looked for.
const SWEEP: Duration = Duration::from_secs(5);
/// How many sweeps pass between two looks at the directories.
const SWEEPS_PER_COMPACTION: u32 = 60;

/// A store whose commits are followed, as a table's stream is.
pub struct Followed {
    store: Arc<dyn Store>,
    mails: UnboundedSender<Unsent>,
    grown: Arc<Mutex<BTreeSet<WorkspaceId>>>,
}

/// What the followed commits left to do.
#[derive(Debug)]
pub struct Queue {
    mails: UnboundedReceiver<Unsent>,
    grown: Arc<Mutex<BTreeSet<WorkspaceId>>>,
}

impl Followed {
    /// Follows the commits of a store.
    pub fn new(store: Arc<dyn Store>) -> (Self, Queue) {
        let (mails, waiting) = unbounded_channel();
        let grown = Arc::<Mutex<BTreeSet<WorkspaceId>>>::default();
        (Self { store, mails, grown: Arc::clone(&grown) }, Queue { mails: waiting, grown })
    }

    fn follow(&self, left: Vec<Left>) {
        for left in left {
            match left {
                // Nobody listens only while the process stops; the sweeper of the next start finds it.
                Left::Mail(mail) => drop(self.mails.send(mail)),
                Left::Grown(workspace) => {
                    self.grown.lock().unwrap_or_else(PoisonError::into_inner).insert(workspace);
                }
            }
        }
    }
}

#[async_trait]
impl Store for Followed {
    async fn get(&self, key: &Key) -> Result<Option<Reading>, StoreError> {
        self.store.get(key).await
    }

    async fn get_many(&self, keys: &[Key]) -> Result<Vec<Option<Reading>>, StoreError> {
        self.store.get_many(keys).await
    }

    async fn query(&self, query: &Query) -> Result<Rows, StoreError> {
        self.store.query(query).await
    }

    async fn commit(&self, changes: Vec<Change>) -> Result<(), CommitError> {
        let created = changes.iter().filter_map(|it| match it {
            Change::Create { record, .. } => Some(record),
            _ => None,
        });
        let left = created.filter_map(|it| Left::by(it.kind, &it.key.pk, &it.body)).collect();
        self.store.commit(changes).await?;
        self.follow(left);
        Ok(())
    }
}

/// Runs the jobs until the process stops. What was left by the last run is taken up at once.
pub async fn run(app: App, mailer: Arc<dyn Mailer>, mut queue: Queue) {
    let mut timer = tokio::time::interval(SWEEP);
    let mut sweeps = 0_u32;
    loop {
        tokio::select! {
            waiting = queue.mails.recv() => match waiting {
                Some(Unsent { workspace, id }) => {
                    if let Err(error) = mail::send(&app.ports(), &*mailer, workspace, id).await {
                        tracing::error!(mail = %id, error = %Chain(&error), "a mail could not be dealt with; the sweeper tries again");
                    }
                }
                None => return,
            },
            _ = timer.tick() => {
                if let Err(error) = mail::sweep(&app.ports(), &*mailer).await {
                    tracing::error!(error = %Chain(&error), "looking for overdue mails failed");
                }
                sweeps = sweeps.wrapping_add(1);
                if sweeps.is_multiple_of(SWEEPS_PER_COMPACTION) {
                    compact(&app, &queue.grown).await;
                }
            }
        }
    }
}

/// Shortens the directory logs that have grown.
async fn compact(app: &App, grown: &Mutex<BTreeSet<WorkspaceId>>) {
    let grown = std::mem::take(&mut *grown.lock().unwrap_or_else(PoisonError::into_inner));
    for workspace in grown {
        if let Err(error) = directory::compact(&Scope::system(app.ports(), workspace)).await {
            tracing::error!(%workspace, error = %Chain(&error), "a directory could not be compacted; it is read more slowly until then");
        }
    }
}

impl std::fmt::Debug for Followed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Followed")
    }
}
