//! The anchor: it shows to a reader, in the log itself, that nothing is missing.

use std::sync::atomic::{AtomicBool, Ordering};

use super::{
    super::snapshot::{compact_from, pointer},
    *,
};
use crate::{
    ports::{Change, CommitError, Key, Rows, Store, StoreError},
    testing::{Gate, Moment},
};

/// So many changes of one client, ten seconds apart.
async fn changes(world: &World, client: ClientId, times: usize) {
    for n in 0..times {
        world.clock.advance(SignedDuration::from_secs(10));
        world.edit::<Client>(&client, |it| it.position = Some(format!("Position {n}").parse().unwrap())).await;
    }
}

/// Takes the oldest entries out of the log, as a compaction does.
async fn take_out(world: &World, entries: usize) {
    let log = world.store.dump().into_iter().filter(|it| it.kind == "log").take(entries);
    let deletions = log.map(|it| Change::Delete { key: it.key, version: it.version, what: "log" });
    world.store.commit(deletions.collect()).await.unwrap();
}

#[tokio::test]
async fn a_running_process_reads_the_log_once_and_nothing_else() {
    let (world, running) = (World::new().await, Directories::default());
    let client = world.client("Anna").await;
    changes(&world, client, 20).await;
    load(&world, &running).await;
    changes(&world, client, 20).await;
    let gate = Gate::holding(&world, 1, Moment::Before);
    let ports = Ports { directories: &running, ..gate.ports() };
    let directory = gate.until_stopped(Directory::load(&ports, &gate.records())).await.expect("one operation");
    assert_eq!(known(&directory), stored(&world));
}

/// The first page of the log still held the anchor. By the second, a compaction had taken out what stands there.
#[tokio::test]
async fn what_is_taken_out_between_two_pages_is_not_missed() {
    for nth in 0.. {
        let (world, running) = (World::new().await, Directories::default());
        let (client, other) = (world.client("Anna").await, world.client("Berta").await);
        changes(&world, client, 30).await;
        load(&world, &running).await;
        changes(&world, client, 1_000).await;
        changes(&world, other, 10).await;
        changes(&world, client, 30).await;
        let gate = Gate::holding(&world, nth, Moment::Before);
        let ports = Ports { directories: &running, ..gate.ports() };
        let compaction = async { assert!(compact_from(&world.scope(), 1).await.unwrap()) };
        let (directory, held) = gate.meanwhile(Directory::load(&ports, &gate.records()), compaction).await;
        assert_eq!(known(&directory), stored(&world), "before read {nth}");
        if held.is_none() {
            assert!(nth >= 3, "only {nth} reads were tried");
            break;
        }
    }
}

/// A store that takes two answers for the first page of the log, and a second between them; a compaction is not so slow.
struct TwoAnswers<'a> {
    world: &'a World,
    begun: AtomicBool,
}

#[async_trait::async_trait]
impl Store for TwoAnswers<'_> {
    async fn get(&self, key: &Key) -> Result<Option<Reading>, StoreError> {
        self.world.store.get(key).await
    }

    async fn get_many(&self, keys: &[Key]) -> Result<Vec<Option<Reading>>, StoreError> {
        self.world.store.get_many(keys).await
    }

    async fn query(&self, query: &Query) -> Result<Rows, StoreError> {
        if self.begun.swap(true, Ordering::Relaxed) {
            return self.world.store.query(query).await;
        }
        let first = self.world.store.query(&Query { limit: 600, ..query.clone() }).await?;
        assert!(compact_from(&self.world.scope(), 1).await.unwrap());
        self.world.clock.advance(SignedDuration::from_secs(1));
        let rest = Query { after: first.next, limit: query.limit - 600, ..query.clone() };
        let rest = self.world.store.query(&rest).await?;
        Ok(Rows { rows: [first.rows, rest.rows].concat(), next: rest.next })
    }

    async fn commit(&self, changes: Vec<Change>) -> Result<(), CommitError> {
        self.world.store.commit(changes).await
    }
}

/// The first answer still held the anchor.
#[tokio::test]
async fn what_is_taken_out_in_the_middle_of_a_page_is_not_missed() {
    let (world, running) = (World::new().await, Directories::default());
    let (client, other) = (world.client("Anna").await, world.client("Berta").await);
    changes(&world, client, 30).await;
    load(&world, &running).await;
    changes(&world, client, 700).await;
    changes(&world, other, 10).await;
    changes(&world, client, 30).await;
    let store = TwoAnswers { world: &world, begun: AtomicBool::default() };
    let ports = Ports { store: &store, directories: &running, ..world.ports() };
    let directory = Directory::load(&ports, &world.records()).await.unwrap();
    assert_eq!(known(&directory), stored(&world));
}

/// Another compaction, which began a little earlier, has taken out some of the entries that this one is about to. If it
/// went on with those after them, the anchor of a process that knows just the ones between would still be there.
#[tokio::test]
async fn a_compaction_that_meets_another_leaves_no_gap() {
    for nth in 0.. {
        let (world, running) = (World::new().await, Directories::default());
        let (client, other) = (world.client("Anna").await, world.client("Berta").await);
        changes(&world, client, 95).await;
        load(&world, &running).await;
        changes(&world, other, 60).await;
        changes(&world, client, 60).await;
        let gate = Gate::holding(&world, nth, Moment::Before);
        let earlier_one = async {
            if pointer(&world.records()).await.unwrap().is_some() {
                take_out(&world, 60).await;
            }
        };
        let (_, held) = gate.meanwhile(compact_from(&gate.scope(), 1), earlier_one).await;
        assert_complete(&world, &running, &format!("before step {nth}")).await;
        if held.is_none() {
            assert!(nth >= 7, "only {nth} steps were tried");
            break;
        }
    }
}
