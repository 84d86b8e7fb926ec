//! What was answered survives `kill -9`: a child process writes under load and tells each answer, the test kills it in the
//! middle, opens the folder and looks for everything that it was told of.

use std::{
    collections::BTreeSet,
    env,
    io::{BufRead, BufReader},
    path::{Path, PathBuf},
    process::{Command, Stdio},
    sync::Arc,
    time::{Duration, Instant},
};

use local::{clock::SystemClock, database::Database, folder::Folder, mailbox::FolderMailer, objects::Objects};
use serde_json::json;
use shared::ports::{Blob, Blobs, Change, Index, Key, Mailer, OutgoingMail, Query, Record, Store};

/// Tells the child which folder to write to.
const FOLDER: &str = "PORTICO_DURABILITY_FOLDER";
/// Tells the child which round it is, so that each writes records of its own.
const ROUND: &str = "PORTICO_DURABILITY_ROUND";
const ROUNDS: usize = 5;
const WRITERS: usize = 6;

/// The child's half; as a test of its own it has nothing to do.
#[tokio::test(flavor = "multi_thread")]
async fn child() {
    if let (Some(folder), Ok(round)) = (env::var_os(FOLDER), env::var(ROUND)) {
        write_until_killed(PathBuf::from(folder), &round).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_answered_survives_a_kill_under_load() {
    let data = tempfile::tempdir().unwrap();
    let mut answered = BTreeSet::new();
    for round in 0..ROUNDS {
        let before = answered.len();
        // Each round is killed at another moment.
        answered.extend(killed_after(data.path(), round, Duration::from_millis(150 + 170 * round as u64)));
        assert!(answered.len() > before, "nothing was answered in round {round}");
        find(data.path(), &answered).await;
    }
}

/// Starts a child, kills it when it has answered for the given time, and returns what it answered.
fn killed_after(folder: &Path, round: usize, time: Duration) -> Vec<String> {
    let mut child = Command::new(env::current_exe().unwrap())
        .args(["--exact", "durability::child", "--nocapture"])
        .env(FOLDER, folder)
        .env(ROUND, round.to_string())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut answered = Vec::new();
    let mut deadline = None;
    for line in BufReader::new(child.stdout.take().unwrap()).lines() {
        let line = line.unwrap();
        if let Some((_, what)) = line.split_once("answered ") {
            answered.push(what.to_owned());
            let deadline = *deadline.get_or_insert_with(|| Instant::now() + time);
            if deadline < Instant::now() {
                // What it tells until it is dead is read on, since that was answered too.
                child.kill().unwrap();
            }
        }
    }
    assert!(!child.wait().unwrap().success(), "the child ended before it was killed");
    answered
}

async fn write_until_killed(folder: PathBuf, round: &str) {
    let mut folder = Folder::open(folder).unwrap();
    let database = Database::open(&mut folder).await.unwrap();
    let objects = Objects::open(&folder).await.unwrap();
    let mailer = FolderMailer::open(&folder, Arc::new(SystemClock)).unwrap();
    let mut tasks = tokio::task::JoinSet::new();
    for writer in 0..WRITERS {
        let (store, round) = (database.store(), round.to_owned());
        tasks.spawn(async move {
            for n in 0.. {
                let id = format!("{round}-{writer}-{n}");
                store.commit(pair(&id)).await.unwrap();
                println!("answered pair {id}");
                store.commit(vec![single(&id)]).await.unwrap();
                println!("answered single {id}");
            }
        });
    }
    let (blobs, of_blobs, of_mails) = (objects.blobs(), round.to_owned(), round.to_owned());
    tasks.spawn(async move {
        for n in 0.. {
            let id = format!("{of_blobs}-{n}");
            blobs.put(&id, blob(&id)).await.unwrap();
            println!("answered blob {id}");
        }
    });
    tasks.spawn(async move {
        for n in 0.. {
            let id = format!("{of_mails}-{n}");
            mailer.send(&id, &mail(&id)).await.unwrap();
            println!("answered mail {id}");
        }
    });
    tasks.join_all().await;
}

/// Opens the folder and looks for everything.
async fn find(folder: &Path, answered: &BTreeSet<String>) {
    let mut folder = Folder::open(folder).unwrap();
    let database = Database::open(&mut folder).await.unwrap();
    let objects = Objects::open(&folder).await.unwrap();
    let mailer = FolderMailer::open(&folder, Arc::new(SystemClock)).unwrap();
    let store = database.store();

    let [left, right, singles] =
        [list(&store, "left").await, list(&store, "right").await, list(&store, "single").await];
    assert_eq!(left, right, "a commit was applied in part");
    let index = Query { index: Some(Index::One), ..Query::partition("list") };
    assert_eq!(list_of(&store, index).await, left, "an index differs from its table");
    let counter = store.get(&Key::new("counter", "A")).await.unwrap().unwrap();
    assert_eq!(counter.body["n"], json!(left.len()), "a counter differs from what it counts");

    for what in answered {
        let (kind, id) = what.split_once(' ').unwrap();
        let found = match kind {
            "pair" => left.contains(id),
            "single" => singles.contains(id),
            "blob" => objects.blobs().get(id).await.unwrap() == Some(blob(id)),
            "mail" => mailer.get(id).await.unwrap().is_some_and(|it| it.mail == mail(id)),
            other => panic!("{other} was never written"),
        };
        assert!(found, "{what} was answered and is lost");
    }
    // Whatever is there is whole, answered or not.
    for envelope in mailer.list(None) {
        assert_eq!(mailer.get(&envelope.id).await.unwrap().unwrap().mail, mail(&envelope.id));
    }
}

async fn list(store: &dyn Store, pk: &str) -> BTreeSet<String> {
    list_of(store, Query::partition(pk)).await
}

/// The ids in a partition, each of a record that is whole.
async fn list_of(store: &dyn Store, mut query: Query) -> BTreeSet<String> {
    let mut ids = BTreeSet::new();
    loop {
        let page = store.query(&query).await.unwrap();
        for found in page.rows {
            assert_eq!(found.body["id"], found.key.sk.as_str());
            assert_eq!(found.body["text"].as_str().map(str::len), Some(2000));
            ids.insert(found.key.sk);
        }
        match page.next {
            Some(next) => query.after = Some(next),
            None => return ids,
        }
    }
}

fn record(pk: &str, id: &str) -> Record {
    let serde_json::Value::Object(body) = json!({ "id": id, "text": "x".repeat(2000) }) else { unreachable!() };
    Record { key: Key::new(pk, id), indexes: [None, None, None], kind: "test", version: 1, body, expires: None }
}

fn pair(id: &str) -> Vec<Change> {
    let indexes = [Some(Key::new("list", id)), None, None];
    let counter = Key::new("counter", "A");
    vec![
        Change::Create { record: Record { indexes, ..record("left", id) }, what: "left" },
        Change::Add { key: counter, kind: "counter", amount: 1, at_most: None, expires: None, what: "counter" },
        Change::Create { record: record("right", id), what: "right" },
    ]
}

fn single(id: &str) -> Change {
    Change::Create { record: record("single", id), what: "single" }
}

fn blob(id: &str) -> Blob {
    Blob { content_type: format!("text/{id}"), bytes: id.repeat(3000).into_bytes() }
}

fn mail(id: &str) -> OutgoingMail {
    OutgoingMail {
        to: format!("{id}@inbox.example"),
        from_name: "Harbor & Finch".to_owned(),
        reply_to: None,
        subject: id.to_owned(),
        text: id.repeat(500),
        html: id.repeat(500),
    }
}
