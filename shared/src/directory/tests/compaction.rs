//! Compaction: whatever it is stopped at, and whoever reads or writes meanwhile, nothing is lost.

use super::{
    super::snapshot::{compact_from, pointer},
    *,
};
use crate::{
    scope::Scope,
    testing::{Gate, Moment},
};

/// Fewest steps of a compaction: read the pointer, load, look for old entries, delete the snapshot that is no longer needed,
/// write the new one, move the pointer, delete entries. If a proof below covers fewer, it proves nothing.
const STEPS: usize = 7;
/// Fewest steps of a reader that starts with nothing: pointer, snapshot, log.
const READS: usize = 3;

/// Compacts as soon as there is anything to gain.
async fn compacted(scope: &Scope<'_>) -> Result<bool> {
    compact_from(scope, 1).await
}

/// A world with two snapshots behind it, a log to compact, and a process that has been running since before the last
/// snapshot, as each process has.
async fn lived_in() -> (World, Directories) {
    let (world, running) = (World::new().await, Directories::default());
    some_history(&world, &["Anna"]).await;
    world.clock.advance(SignedDuration::from_mins(5));
    some_history(&world, &["Berta"]).await;
    assert!(compacted(&world.scope()).await.unwrap());
    load(&world, &running).await;
    world.clock.advance(SignedDuration::from_mins(5));
    some_history(&world, &["Carla"]).await;
    assert!(compacted(&world.scope()).await.unwrap());
    more_to_compact(&world, "Dora").await;
    (world, running)
}

/// A client's history that is worth a compaction: it is old enough by the last change.
async fn more_to_compact(world: &World, name: &str) {
    world.clock.advance(SignedDuration::from_mins(5));
    some_history(world, &[name]).await;
    world.clock.advance(SignedDuration::from_mins(5));
    let first = clients(world)[0];
    world.edit::<Client>(&first, |it| it.position = Some(format!("Knows {name}").parse().unwrap())).await;
}

fn clients(world: &World) -> Vec<ClientId> {
    let ids = world.store.dump().into_iter().filter(|it| it.kind == Client::KIND);
    ids.map(|it| it.body["id"].as_str().unwrap().parse().unwrap()).collect()
}

fn log_entries(world: &World) -> usize {
    world.store.dump().iter().filter(|it| it.kind == "log").count()
}

#[tokio::test]
async fn a_compaction_keeps_every_answer_and_shortens_the_log() {
    let (world, running) = lived_in().await;
    let before = log_entries(&world);
    assert_complete(&world, &running, "before").await;
    assert!(compacted(&world.scope()).await.unwrap());
    assert!(log_entries(&world) < before, "{before} entries are still {}", log_entries(&world));
    assert_complete(&world, &running, "after").await;
    assert!(!compacted(&world.scope()).await.unwrap(), "there was nothing left to gain");
    some_history(&world, &["Flora"]).await;
    assert_complete(&world, &running, "later").await;
    // The current snapshot, and the one that a reader may be about to read.
    assert_eq!(world.blobs.keys().len(), 2, "{:?}", world.blobs.keys());
}

#[tokio::test]
async fn a_short_log_is_left_alone() {
    let world = World::new().await;
    some_history(&world, &["Anna", "Berta", "Carla"]).await;
    let before = world.store.dump();
    assert!(!compact(&world.scope()).await.unwrap());
    assert_eq!((world.store.dump(), world.blobs.keys()), (before, vec![]));
}

/// What is young may still be joined by what is older, and readers in other processes count on finding it again.
#[tokio::test]
async fn what_comes_late_is_found_after_a_compaction_too() {
    let (world, running) = lived_in().await;
    load(&world, &running).await;
    assert!(compacted(&world.scope()).await.unwrap());
    world.clock.advance(SignedDuration::from_secs(-119));
    world.client("Late").await;
    assert_complete(&world, &running, "119 seconds late").await;
    world.clock.advance(SignedDuration::from_mins(10));
    some_history(&world, &["Flora"]).await;
    assert!(compacted(&world.scope()).await.unwrap());
    assert_complete(&world, &running, "after the next compaction").await;
}

/// Compacts in a process of its own that is stopped after so many steps. Returns whether it was.
async fn stopped_after(world: &World, steps: usize) -> bool {
    let (gate, process) = (Gate::holding(world, steps, Moment::After), Directories::default());
    let scope = Scope::system(Ports { directories: &process, ..gate.ports() }, world.workspace);
    gate.until_stopped(compacted(&scope)).await.is_none()
}

#[tokio::test]
async fn a_compaction_that_stops_at_any_step_loses_nothing() {
    for nth in 0.. {
        let (world, running) = lived_in().await;
        let stopped = stopped_after(&world, nth).await;
        assert_complete(&world, &running, &format!("stopped after step {nth}")).await;
        compacted(&world.scope()).await.unwrap();
        assert_complete(&world, &running, &format!("stopped after step {nth}, and taken up again")).await;
        if !stopped {
            assert!(nth >= STEPS, "only {nth} steps were tried");
            break;
        }
    }
}

/// What a stop leaves behind does not make the next stop worse.
#[tokio::test]
async fn compactions_that_stop_again_and_again_lose_nothing() {
    for (first, second) in (3..=2 * STEPS).flat_map(|first| (3..=2 * STEPS).map(move |second| (first, second))) {
        let (world, running) = lived_in().await;
        stopped_after(&world, first).await;
        compacted(&world.scope()).await.unwrap();
        more_to_compact(&world, "Emma").await;
        let stopped = stopped_after(&world, second).await;
        assert_complete(&world, &running, &format!("stopped after step {first}, later after step {second}")).await;
        assert!(stopped || second != 3, "no second stop was tried");
    }
}

/// Whoever reads while a compaction runs from its beginning to its end: in one go, stopped and taken up again, or so slowly
/// that others follow.
#[tokio::test]
async fn a_reader_that_a_compaction_overtakes_at_any_step_sees_everything() {
    let overtaken = [(3, 0), (5, 0), (7, 0), (STEPS, 0), (usize::MAX, 0), (usize::MAX, 2)];
    for ((stop, followers), fresh) in overtaken.into_iter().flat_map(|it| [(it, false), (it, true)]) {
        for nth in 0.. {
            let (world, running) = lived_in().await;
            let reader = if fresh { Directories::default() } else { running };
            let gate = Gate::holding(&world, nth, Moment::Before);
            let ports = Ports { directories: &reader, ..gate.ports() };
            let compactions = async {
                stopped_after(&world, stop).await;
                compacted(&world.scope()).await.unwrap();
                for follower in 0..followers {
                    more_to_compact(&world, &format!("Flora{follower}")).await;
                    assert!(compacted(&world.scope()).await.unwrap());
                }
            };
            let (directory, overtaken) = gate.meanwhile(Directory::load(&ports, &gate.records()), compactions).await;
            let how = format!("before read {nth}, stopped after {stop}, {followers} more, fresh {fresh}");
            assert_eq!(known(&directory), stored(&world), "{how}");
            if overtaken.is_none() {
                assert!(nth >= if fresh { READS } else { 1 }, "only {nth} reads were tried");
                break;
            }
        }
    }
}

/// While a compaction waits between two of its steps, others read, write, and write late.
#[tokio::test]
async fn whoever_reads_and_writes_in_the_middle_of_a_compaction_sees_everything() {
    for moment in Moment::BOTH {
        for nth in 0.. {
            let (world, running) = lived_in().await;
            let how = format!("in the middle, {moment:?} step {nth}");
            let gate = Gate::holding(&world, nth, moment);
            let others = async {
                assert_complete(&world, &running, &how).await;
                world.client("New").await;
                world.clock.advance(SignedDuration::from_secs(-100));
                world.client("Late").await;
                world.clock.advance(SignedDuration::from_secs(100));
                assert_complete(&world, &running, &how).await;
            };
            let (_, held) = gate.meanwhile(compacted(&gate.scope()), others).await;
            assert_complete(&world, &running, &format!("{how}, and gone on")).await;
            if held.is_none() {
                assert!(nth >= STEPS, "only {nth} steps were tried");
                break;
            }
        }
    }
}

/// Two processes compact at the same moment.
#[tokio::test]
async fn two_compactions_at_the_same_moment_lose_nothing() {
    for moment in Moment::BOTH {
        for nth in 0.. {
            let (world, running) = lived_in().await;
            let how = format!("another one {moment:?} step {nth}");
            let gate = Gate::holding(&world, nth, moment);
            let process = Directories::default();
            let scope = Scope::system(Ports { directories: &process, ..gate.ports() }, world.workspace);
            let (_, held) = gate.meanwhile(compacted(&scope), compacted(&world.scope())).await;
            assert_complete(&world, &running, &how).await;
            let current = pointer(&world.records()).await.unwrap().unwrap();
            assert!(world.blobs.keys().contains(&current), "{how}");
            if held.is_none() {
                assert!(nth >= STEPS, "only {nth} steps were tried");
                break;
            }
        }
    }
}
