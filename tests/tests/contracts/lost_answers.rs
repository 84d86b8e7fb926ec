//! What the DynamoDB adapter does when the service does not answer, or answers that others are in the way. A double
//! stands between the adapter and the embedded service, and makes the next requests fail.

use std::{
    collections::VecDeque,
    sync::{Arc, Mutex},
    time::{Duration, Instant},
};

use async_trait::async_trait;
use aws::{Connection, DynamoStore, Embedded};
use http::{Request, Response, StatusCode};
use local::{database::Database, folder::Folder};
use serde_json::{Value, json};
use shared::ports::{Change, CommitError, Key, Query, Record, Refusal, Store, StoreError};

/// What happens to a request.
enum Mishap {
    /// It is done, and the answer is lost.
    Lost,
    /// It is done, then this by someone else, and the answer is lost.
    LostThen(Vec<Change>),
    /// It is not done, and the service answers this.
    Refused(Value),
    /// The service reads one key and hands the others back.
    OneKey,
}

/// The embedded service, with mishaps.
struct Flaky {
    service: Arc<dyn Embedded>,
    others: DynamoStore,
    mishaps: Mutex<VecDeque<Mishap>>,
    requests: Mutex<usize>,
}

impl std::fmt::Debug for Flaky {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Flaky")
    }
}

#[async_trait]
impl Embedded for Flaky {
    async fn answer(&self, request: Request<Vec<u8>>) -> Response<Vec<u8>> {
        *self.requests.lock().unwrap() += 1;
        let mishap = self.mishaps.lock().unwrap().pop_front();
        match mishap {
            None => self.service.answer(request).await,
            Some(Mishap::Lost) => {
                self.service.answer(request).await;
                lost()
            }
            Some(Mishap::LostThen(changes)) => {
                self.service.answer(request).await;
                self.others.commit(changes).await.unwrap();
                lost()
            }
            Some(Mishap::Refused(answer)) => response(StatusCode::BAD_REQUEST, &answer),
            Some(Mishap::OneKey) => self.one_key(request).await,
        }
    }
}

impl Flaky {
    async fn one_key(&self, request: Request<Vec<u8>>) -> Response<Vec<u8>> {
        let (parts, body) = request.into_parts();
        let mut asked: Value = serde_json::from_slice(&body).unwrap();
        let mut rest = asked["RequestItems"].clone();
        asked["RequestItems"]["portico"]["Keys"].as_array_mut().unwrap().truncate(1);
        rest["portico"]["Keys"].as_array_mut().unwrap().remove(0);
        let some = self.service.answer(Request::from_parts(parts, serde_json::to_vec(&asked).unwrap())).await;
        let mut answer: Value = serde_json::from_slice(some.body()).unwrap();
        answer["UnprocessedKeys"] = rest;
        response(StatusCode::OK, &answer)
    }
}

fn response(status: StatusCode, body: &Value) -> Response<Vec<u8>> {
    Response::builder().status(status).body(serde_json::to_vec(body).unwrap()).unwrap()
}

fn lost() -> Response<Vec<u8>> {
    response(StatusCode::BAD_GATEWAY, &json!({}))
}

fn refused(code: &str) -> Mishap {
    Mishap::Refused(json!({ "__type": format!("com.amazonaws.dynamodb.v20120810#{code}"), "message": "not now" }))
}

/// A transaction that was cancelled for the given reasons.
fn cancelled(reasons: &[&str]) -> Mishap {
    let reasons: Vec<Value> = reasons.iter().map(|code| json!({ "Code": code })).collect();
    let kind = "com.amazonaws.dynamodb.v20120810#TransactionCanceledException";
    Mishap::Refused(json!({ "__type": kind, "Message": "cancelled", "CancellationReasons": reasons }))
}

/// A store on an embedded database of its own, and the double in front of it.
struct Room {
    store: DynamoStore,
    others: DynamoStore,
    flaky: Arc<Flaky>,
    _database: Database,
    _folder: Folder,
    _data: tempfile::TempDir,
}

impl Room {
    async fn new() -> Self {
        let data = tempfile::tempdir().unwrap();
        let mut folder = Folder::open(data.path()).unwrap();
        let database = Database::open(&mut folder).await.unwrap();
        let others = database.store();
        let (mishaps, requests) = (Mutex::default(), Mutex::default());
        let flaky = Arc::new(Flaky { service: database.service(), others: others.clone(), mishaps, requests });
        let client = Connection::embedded(Arc::clone(&flaky) as Arc<dyn Embedded>).dynamodb();
        let store = DynamoStore::new(client, "portico");
        Self { store, others, flaky, _database: database, _folder: folder, _data: data }
    }

    fn mishaps(&self, mishaps: impl IntoIterator<Item = Mishap>) {
        self.flaky.mishaps.lock().unwrap().extend(mishaps);
    }

    fn requests(&self) -> usize {
        std::mem::take(&mut self.flaky.requests.lock().unwrap())
    }

    async fn version(&self, sk: &str) -> Option<u64> {
        self.others.get(&Key::new("test", sk)).await.unwrap().map(|it| it.version)
    }
}

fn record(sk: &str, version: u64) -> Record {
    let body = serde_json::Map::from_iter([("version".to_owned(), json!(version))]);
    Record { key: Key::new("test", sk), indexes: [None, None, None], kind: "test", version, body, expires: None }
}

fn create(sk: &str) -> Change {
    Change::Create { record: record(sk, 1), what: "create" }
}

fn replace(sk: &str, version: u64) -> Change {
    Change::Replace { record: record(sk, version), what: "replace" }
}

fn delete(sk: &str, version: u64) -> Change {
    Change::Delete { key: Key::new("test", sk), version, what: "delete" }
}

fn add() -> Change {
    let key = Key::new("test", "counter");
    Change::Add { key, kind: "counter", amount: 1, at_most: None, expires: None, what: "add" }
}

fn is_unavailable(answer: &Result<(), CommitError>) -> bool {
    matches!(answer, Err(CommitError::Store(StoreError::Unavailable(_))))
}

fn is_refused(answer: &Result<(), CommitError>, as_what: (&str, Refusal)) -> bool {
    matches!(answer, Err(CommitError::Refused { what, refusal }) if (*what, *refusal) == as_what)
}

#[tokio::test]
async fn a_commit_whose_answer_is_lost_is_applied_once() {
    let room = Room::new().await;
    for expected in 1..4 {
        room.mishaps([Mishap::Lost, Mishap::Lost]);
        room.store.commit(vec![add()]).await.unwrap();
        assert_eq!(room.requests(), 3);
        assert_eq!(room.version("counter").await, Some(expected));
    }
    room.mishaps([Mishap::Lost]);
    room.store.commit(vec![add(), create("A")]).await.unwrap();
    room.mishaps([Mishap::Lost]);
    room.store.commit(vec![delete("A", 1)]).await.unwrap();
    assert_eq!((room.version("counter").await, room.version("A").await), (Some(4), None));
}

#[tokio::test]
async fn a_lost_answer_to_a_single_write_is_not_taken_for_a_refusal() {
    let room = Room::new().await;
    room.mishaps([Mishap::Lost]);
    room.store.commit(vec![create("A")]).await.unwrap();
    room.mishaps([Mishap::Lost, Mishap::Lost]);
    room.store.commit(vec![replace("A", 2)]).await.unwrap();
    assert_eq!(room.version("A").await, Some(2));
}

#[tokio::test]
async fn nobody_is_told_that_a_single_write_was_refused_when_it_may_have_happened() {
    let room = Room::new().await;
    room.mishaps([Mishap::LostThen(vec![replace("A", 2)])]);
    assert!(is_unavailable(&room.store.commit(vec![create("A")]).await));
    room.mishaps([Mishap::LostThen(vec![replace("A", 4)])]);
    assert!(is_unavailable(&room.store.commit(vec![replace("A", 3)]).await));
    assert_eq!(room.version("A").await, Some(4));
    // Without a lost answer a refusal is a refusal, at the first attempt.
    room.requests();
    assert!(is_refused(&room.store.commit(vec![replace("A", 3)]).await, ("replace", Refusal::Stale)));
    assert!(is_refused(&room.store.commit(vec![create("A")]).await, ("create", Refusal::Taken)));
    assert_eq!(room.requests(), 2);
}

#[tokio::test]
async fn a_commit_waits_until_others_are_out_of_its_way() {
    let room = Room::new().await;
    room.mishaps([refused("ThrottlingException"), refused("ProvisionedThroughputExceededException")]);
    room.store.commit(vec![create("A")]).await.unwrap();
    room.mishaps([refused("TransactionConflictException")]);
    room.store.commit(vec![replace("A", 2)]).await.unwrap();
    room.mishaps([cancelled(&["None", "TransactionConflict"]), refused("TransactionInProgressException")]);
    room.store.commit(vec![replace("A", 3), add()]).await.unwrap();
    room.mishaps([cancelled(&["ThrottlingError", "None"]), cancelled(&["ProvisionedThroughputExceeded", "None"])]);
    room.store.commit(vec![replace("A", 4), add()]).await.unwrap();
    assert_eq!((room.version("A").await, room.version("counter").await), (Some(4), Some(2)));
}

#[tokio::test]
async fn a_refusal_behind_a_conflict_names_the_first_change_in_the_end() {
    let room = Room::new().await;
    room.others.commit(vec![create("A")]).await.unwrap();
    room.mishaps([cancelled(&["TransactionConflict", "ConditionalCheckFailed"])]);
    let answer = room.store.commit(vec![create("A"), replace("A2", 2)]).await;
    assert!(is_refused(&answer, ("create", Refusal::Taken)), "{answer:?}");
}

#[tokio::test]
async fn a_service_that_stays_away_is_unavailable_in_bounded_time() {
    let room = Room::new().await;
    room.others.commit(vec![create("A")]).await.unwrap();
    let start = Instant::now();
    for changes in [vec![replace("A", 2)], vec![create("B"), add()]] {
        room.mishaps((0..20).map(|_| refused("ThrottlingException")));
        assert!(is_unavailable(&room.store.commit(changes).await));
        room.flaky.mishaps.lock().unwrap().clear();
    }
    room.mishaps((0..20).map(|_| cancelled(&["TransactionConflict", "None"])));
    assert!(is_unavailable(&room.store.commit(vec![create("B"), add()]).await));
    assert!((10..=30).contains(&room.requests()));
    for _ in 0..3 {
        room.flaky.mishaps.lock().unwrap().clear();
        room.mishaps((0..20).map(|_| lost()).map(|_| Mishap::Refused(json!({ "__type": "x#InternalServerError" }))));
    }
    assert!(start.elapsed() < Duration::from_secs(20), "{:?}", start.elapsed());
}

#[tokio::test]
async fn reads_are_retried_and_then_unavailable() {
    let room = Room::new().await;
    room.others.commit(vec![create("A")]).await.unwrap();
    room.mishaps([Mishap::Lost, refused("ThrottlingException")]);
    assert!(room.store.get(&Key::new("test", "A")).await.unwrap().is_some());
    room.mishaps((0..20).map(|_| Mishap::Lost));
    assert!(matches!(room.store.query(&Query::partition("test")).await, Err(StoreError::Unavailable(_))));
    room.flaky.mishaps.lock().unwrap().clear();
    room.mishaps([refused("ValidationException")]);
    assert!(matches!(room.store.get(&Key::new("test", "A")).await, Err(StoreError::Broken(_))));
}

#[tokio::test]
async fn keys_that_were_not_processed_are_asked_for_again() {
    let room = Room::new().await;
    let names = ["A", "B", "C", "D"];
    room.others.commit(names.into_iter().map(create).collect()).await.unwrap();
    let keys = names.map(|sk| Key::new("test", sk));
    room.mishaps([Mishap::OneKey, Mishap::OneKey]);
    let found = room.store.get_many(&keys).await.unwrap();
    assert!(found.iter().zip(&keys).all(|(found, key)| found.as_ref().is_some_and(|it| it.key == *key)));
    assert_eq!(room.requests(), 3);
}
