//! Tests of the directory over the stores in memory: what its log promises. Snapshots are in `compaction`, how a reader knows
//! that it has all in `anchor`, questions in `find`.

mod anchor;
mod compaction;
mod find;

use jiff::SignedDuration;
use serde_json::Value;

use super::*;
use crate::{
    clients::{Activity, Client},
    companies::Company,
    ports::{Clock, Reading, Record},
    records::Entity,
    testing::World,
};

/// Everything a directory knows, whatever it has read it from.
type Known = (BTreeMap<ClientId, Arc<ClientRow>>, BTreeMap<CompanyId, CompanyRow>, BTreeMap<ClientId, Timestamp>);

fn known(directory: &Directory) -> Known {
    let activity = directory.activity.iter().map(|(client, at)| (*client, *at)).collect();
    (directory.clients.clone(), directory.companies.clone(), activity)
}

/// Everything a directory must know: the rows of the records as they are.
fn stored(world: &World) -> Known {
    let mut directory = Directory::default();
    for record in world.store.dump() {
        let entry = match record.kind {
            Client::KIND => row::<Client>(record),
            Company::KIND => row::<Company>(record),
            Activity::KIND => row::<Activity>(record),
            _ => continue,
        };
        directory.apply(entry, String::new());
    }
    known(&directory)
}

fn row<E: Entity>(record: Record) -> Entry {
    let Record { key, kind, version, body, .. } = record;
    let stored = crate::records::decode::<E>(Reading { key, kind: kind.to_owned(), version, body }).unwrap();
    stored.listed(stored.version).unwrap()
}

/// Loads the directory in one process.
async fn load(world: &World, process: &Directories) -> Arc<Directory> {
    Directory::load(&world.ports_with(process), &world.records()).await.unwrap()
}

/// The directory knows every record, in a process that has been running and in one that starts now.
#[track_caller]
fn assert_complete<'a>(world: &'a World, running: &'a Directories, how: &'a str) -> impl Future<Output = ()> + 'a {
    let place = std::panic::Location::caller();
    async move {
        for (process, which) in [(running, "running"), (&Directories::default(), "fresh")] {
            let directory = load(world, process).await;
            assert_eq!(known(&directory), stored(world), "{how}, in a {which} process, at {place}");
        }
    }
}

/// Notes that a client is there.
async fn visit(world: &World, client: ClientId) {
    let scope = world.scope();
    let mut changes = scope.change("client.seen");
    crate::sessions::note_sign_in(&scope, client, &mut changes).await.unwrap();
    scope.records.commit(changes).await.unwrap();
}

/// Adds a company.
async fn company(world: &World, name: &str) -> CompanyId {
    let scope = world.scope();
    let company = Company::new(scope.new_id(), name.parse().unwrap(), scope.now());
    let mut changes = scope.change("company.created");
    changes.create(&company);
    scope.records.commit(changes).await.unwrap();
    company.id
}

/// Some history: clients and companies that come, change, and visit, a minute apart.
async fn some_history(world: &World, names: &[&str]) {
    for (n, name) in names.iter().enumerate() {
        world.clock.advance(SignedDuration::from_mins(1));
        let client = world.client(name).await;
        let company = company(world, &format!("{name} & Co")).await;
        world.clock.advance(SignedDuration::from_secs(20));
        world.edit::<Client>(&client, |it| it.companies = vec![company]).await;
        if n % 2 == 0 {
            visit(world, client).await;
            world.edit::<Company>(&company, |it| it.domains = vec![format!("{name}.example").parse().unwrap()]).await;
        }
    }
}

#[test]
fn the_log_is_read_again_from_two_minutes_back() {
    let seen = ulid::Ulid::from_parts(1_000_000, 5).to_string();
    let from = ulid::Ulid::from_string(&earlier(&seen)).unwrap();
    assert_eq!(from.timestamp_ms(), 1_000_000 - 120_000);
    assert_eq!(earlier(""), "");
}

#[tokio::test]
async fn a_row_that_is_applied_twice_or_late_changes_nothing() {
    let world = World::new().await;
    some_history(&world, &["Anna", "Berta", "Carla"]).await;
    let log: Vec<(String, LogEntry)> = world
        .store
        .dump()
        .into_iter()
        .filter(|it| it.kind == "log")
        .map(|it| (it.key.sk, serde_json::from_value(Value::Object(it.body)).unwrap()))
        .collect();
    assert!(log.len() >= 12, "{}", log.len());
    // Each order that one gets by reading from another place on and around, forwards and backwards, all of it twice.
    for start in 0..log.len() {
        for backwards in [false, true] {
            let mut order: Vec<_> = log.iter().cycle().skip(start).take(2 * log.len()).cloned().collect();
            if backwards {
                order.reverse();
            }
            let mut directory = Directory::default();
            for (place, entry) in order {
                directory.apply(entry.entry, place);
            }
            assert_eq!(known(&directory), stored(&world), "from {start}, backwards {backwards}");
            assert_eq!(directory.seen, log.last().unwrap().0);
        }
    }
}

#[tokio::test]
async fn c07_a_client_created_a_moment_ago_is_found() {
    let world = World::new().await;
    let running = Directories::default();
    for name in ["Anna", "Berta", "Carla"] {
        let client = world.client(name).await;
        assert!(load(&world, &running).await.clients.contains_key(&client), "{name}");
        assert_complete(&world, &running, name).await;
        world.edit::<Client>(&client, |it| it.position = Some("Partner".parse().unwrap())).await;
        assert_complete(&world, &running, name).await;
        visit(&world, client).await;
        assert_complete(&world, &running, name).await;
    }
}

/// Two machines' clocks differ, or a commit takes its time: what is older than what was read already is still found.
#[tokio::test]
async fn what_is_committed_out_of_order_within_two_minutes_is_found() {
    let world = World::new().await;
    world.client("First").await;
    let (running, now) = (Directories::default(), world.clock.now());
    for seconds in [0, 1, 60, 119, 120] {
        world.clock.set(now);
        load(&world, &running).await;
        world.clock.set(now - SignedDuration::from_secs(seconds));
        let late = world.client(&format!("Late{seconds}")).await;
        assert!(load(&world, &running).await.clients.contains_key(&late), "{seconds} seconds late");
        assert_complete(&world, &running, &format!("{seconds} seconds late")).await;
    }
}

/// A process keeps so many directories; one that it had to forget is read again.
#[tokio::test]
async fn a_directory_that_was_forgotten_is_read_again() {
    let world = World::new().await;
    some_history(&world, &["Anna"]).await;
    let running = Directories::default();
    load(&world, &running).await;
    for n in 0..100 {
        running.keep(crate::id::Id::new(ulid::Ulid(1000 + n)), Arc::default());
    }
    assert!(running.get(world.workspace).is_none());
    assert_complete(&world, &running, "forgotten").await;
}
