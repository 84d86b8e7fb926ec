//! The storage port on one machine: the DynamoDB adapter over dynoxide, an implementation of the service on one SQLite
//! file, in this process.
//!
//! Requests take the wire's form but no wire. Dynoxide's own server checks no signatures and lets pages of every origin
//! in, so that behind a port any program of the machine, and any page in its browser that finds the port, could read
//! and change every firm's data.
//!
//! Durability: the file is in WAL mode with SQLite's default `synchronous=FULL`, so a commit is on the disk before it
//! is answered, and survives a kill and a power cut.

use std::{collections::HashMap, path::Path, sync::Arc, time::Duration};

use async_trait::async_trait;
use aws::{Connection, DynamoStore, Embedded};
use dynoxide::{
    AttributeValue, Database as Engine, DynoxideError,
    actions::{delete_item::DeleteItemRequest, scan::ScanRequest},
};
use http::{Request, Response};
use serde::{Serialize, de::DeserializeOwned};
use shared::{ports::Key, workspaces::WorkspaceId};
use tokio::task::{JoinHandle, spawn_blocking};

use crate::{
    database_file,
    folder::{Folder, FolderError},
};

/// The database's file in the data folder.
const FILE: &str = "portico.db";
/// The one table.
const TABLE: &str = "portico";
/// How often what has expired is removed.
const SWEEP: Duration = Duration::from_mins(10);

/// The embedded database. Dropping it stops it; what has been answered is kept.
pub struct Database {
    store: DynamoStore,
    engine: Engine,
    service: Arc<dyn Embedded>,
    sweeper: JoinHandle<()>,
}

impl Database {
    /// Opens the folder's database, and makes it at the first start.
    pub async fn open(folder: &mut Folder) -> Result<Self, FolderError> {
        let file = folder.path().join(FILE);
        let expected = folder.is_complete();
        let opened = spawn_blocking(move || open(&file, expected)).await;
        let engine = opened.map_err(|err| FolderError::system(folder.path().join(FILE))(err.into()))??;
        let service: Arc<dyn Embedded> = Arc::new(Service(engine.clone()));
        let client = Connection::embedded(Arc::clone(&service)).dynamodb();
        if !expected {
            let made = aws::create_table(&client, TABLE).await;
            made.map_err(|err| FolderError::system(folder.path().join(FILE))(std::io::Error::other(err)))?;
            folder.complete()?;
        }
        let sweeper = tokio::spawn(sweep(engine.clone()));
        Ok(Self { store: DynamoStore::new(client, TABLE), engine, service, sweeper })
    }

    /// The storage port.
    pub fn store(&self) -> DynamoStore {
        self.store.clone()
    }

    /// Removes every record of a workspace, whoever wrote it: for one that was never finished.
    pub async fn remove_workspace(&self, workspace: WorkspaceId) -> std::io::Result<()> {
        let (engine, start) = (self.engine.clone(), format!("{workspace}#"));
        let removed = spawn_blocking(move || remove_partitions(&engine, &start)).await?;
        removed.map_err(std::io::Error::other)
    }

    /// Removes one record, whoever wrote it.
    pub async fn remove(&self, key: &Key) -> std::io::Result<()> {
        let (engine, key) = (self.engine.clone(), key.clone());
        let removed = spawn_blocking(move || {
            let part = |name: &str, value: String| (name.to_owned(), AttributeValue::S(value));
            remove(&engine, [part("pk", key.pk), part("sk", key.sk)].into())
        });
        removed.await?.map_err(std::io::Error::other)
    }

    /// The service behind the store, for tests that stand between the two.
    pub fn service(&self) -> Arc<dyn Embedded> {
        Arc::clone(&self.service)
    }
}

impl std::fmt::Debug for Database {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Database").field("store", &self.store).finish_non_exhaustive()
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        self.sweeper.abort();
    }
}

fn open(file: &Path, expected: bool) -> Result<Engine, FolderError> {
    database_file::check(file, expected)?;
    let damaged = |err: DynoxideError| FolderError::damaged(file, err.to_string());
    let engine = Engine::new(&file.to_string_lossy()).map_err(damaged)?;
    if expected && engine.get_table_metadata(TABLE).map_err(damaged)?.is_none() {
        return Err(FolderError::damaged(file, "its table is missing"));
    }
    Ok(engine)
}

fn remove(engine: &Engine, key: HashMap<String, AttributeValue>) -> dynoxide::Result<()> {
    let request = DeleteItemRequest { table_name: TABLE.to_owned(), key, ..DeleteItemRequest::default() };
    engine.delete_item(request).map(drop)
}

fn remove_partitions(engine: &Engine, start: &str) -> dynoxide::Result<()> {
    let key_of = |item: &dynoxide::Item| {
        ["pk", "sk"].into_iter().filter_map(|name| Some((name.to_owned(), item.get(name)?.clone()))).collect()
    };
    let mut after = None;
    loop {
        let wanted = ScanRequest { table_name: TABLE.to_owned(), exclusive_start_key: after, ..ScanRequest::default() };
        let page = engine.scan(wanted)?;
        for item in page.items.unwrap_or_default() {
            if matches!(item.get("pk"), Some(AttributeValue::S(pk)) if pk.starts_with(start)) {
                remove(engine, key_of(&item))?;
            }
        }
        after = page.last_evaluated_key;
        if after.is_none() {
            return Ok(());
        }
    }
}

async fn sweep(engine: Engine) {
    let mut timer = tokio::time::interval(SWEEP);
    loop {
        timer.tick().await;
        let engine = engine.clone();
        match spawn_blocking(move || engine.sweep_ttl()).await {
            Ok(Ok(removed)) => tracing::debug!(removed, "expired records removed"),
            Ok(Err(err)) => tracing::warn!(error = %err, "expired records could not be removed"),
            Err(err) => tracing::warn!(error = %err, "the removal of expired records stopped"),
        }
    }
}

/// The engine behind its own protocol.
struct Service(Engine);

impl std::fmt::Debug for Service {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Service(dynoxide)")
    }
}

#[async_trait]
impl Embedded for Service {
    async fn answer(&self, request: Request<Vec<u8>>) -> Response<Vec<u8>> {
        let engine = self.0.clone();
        // The engine works, and waits for the disk, on the thread that asks it.
        let answer = spawn_blocking(move || operate(&engine, &request)).await;
        let answer = answer.unwrap_or_else(|err| Err(DynoxideError::InternalServerError(err.to_string())));
        let (status, body) = match answer {
            Ok(body) => (200, body),
            Err(err) => (err.status_code(), err.to_json().into_bytes()),
        };
        let mut response = Response::new(body);
        *response.status_mut() = status.try_into().unwrap_or(http::StatusCode::INTERNAL_SERVER_ERROR);
        let json = http::HeaderValue::from_static("application/x-amz-json-1.0");
        response.headers_mut().insert(http::header::CONTENT_TYPE, json);
        response
    }
}

fn operate(engine: &Engine, request: &Request<Vec<u8>>) -> dynoxide::Result<Vec<u8>> {
    let target = request.headers().get("x-amz-target").and_then(|it| it.to_str().ok()).unwrap_or_default();
    let body = request.body();
    match target.strip_prefix("DynamoDB_20120810.").unwrap_or_default() {
        "GetItem" => with(body, |it| engine.get_item(it)),
        "BatchGetItem" => with(body, |it| engine.batch_get_item(it)),
        "Query" => with(body, |it| engine.query(it)),
        "PutItem" => with(body, |it| engine.put_item(it)),
        "TransactWriteItems" => with(body, |it| engine.transact_write_items(it)),
        "CreateTable" => with(body, |it| engine.create_table(it)),
        "UpdateTimeToLive" => with(body, |it| engine.update_time_to_live(it)),
        _ => Err(DynoxideError::ValidationException(format!("the store never asks for `{target}`"))),
    }
}

fn with<Q: DeserializeOwned, A: Serialize>(
    body: &[u8],
    operation: impl FnOnce(Q) -> dynoxide::Result<A>,
) -> dynoxide::Result<Vec<u8>> {
    let question =
        serde_json::from_slice(body).map_err(|err| DynoxideError::SerializationException(err.to_string()))?;
    let answer = operation(question)?;
    serde_json::to_vec(&answer).map_err(|err| DynoxideError::InternalServerError(err.to_string()))
}

#[cfg(test)]
mod tests {
    use std::fs;

    use serde_json::json;
    use shared::ports::{Change, Query, Record, Store};

    use super::*;

    async fn open_both(path: &Path) -> Result<(Folder, Database), FolderError> {
        let mut folder = Folder::open(path)?;
        let database = Database::open(&mut folder).await?;
        Ok((folder, database))
    }

    fn create(sk: &str, expires: Option<i64>) -> Vec<Change> {
        let serde_json::Value::Object(body) = json!({ "text": sk.repeat(500) }) else { unreachable!() };
        let key = Key::new("test", sk);
        let record = Record { key, indexes: [None, None, None], kind: "test", version: 1, body, expires };
        vec![Change::Create { record, what: "test" }]
    }

    /// Waits until closing has moved the log into the file; a task of the runtime may hold it a moment longer.
    async fn closed(data: &Path) {
        let log = data.join("portico.db-wal");
        let moved = async {
            while log.exists() {
                tokio::time::sleep(Duration::from_millis(5)).await;
            }
        };
        tokio::time::timeout(Duration::from_secs(30), moved).await.unwrap();
    }

    /// A folder with 300 records whose database was closed.
    async fn filled() -> tempfile::TempDir {
        let data = tempfile::tempdir().unwrap();
        let (_folder, database) = open_both(data.path()).await.unwrap();
        for chunk in 0..3 {
            let changes = (0..100).flat_map(|n| create(&format!("{chunk}-{n}"), None)).collect();
            database.store().commit(changes).await.unwrap();
        }
        drop(database);
        closed(data.path()).await;
        data
    }

    /// Opens a folder after its database was changed by `damage`, which must fail and change nothing.
    async fn refusal(damage: impl FnOnce(&Path)) -> String {
        let data = filled().await;
        let file = data.path().join(FILE);
        damage(&file);
        let before = fs::read(&file).ok();
        let message = open_both(data.path()).await.unwrap_err().to_string();
        assert!(fs::read(&file).ok() == before, "the damaged file was changed");
        assert!(message.starts_with(&file.display().to_string()) && message.contains("from a backup"), "{message}");
        message
    }

    #[tokio::test]
    async fn what_was_written_is_there_at_the_next_start() {
        let data = filled().await;
        let (_folder, database) = open_both(data.path()).await.unwrap();
        assert_eq!(database.store().query(&Query::partition("test")).await.unwrap().rows.len(), 300);
    }

    #[tokio::test]
    async fn a_first_start_that_was_cut_short_is_done_again() {
        let data = tempfile::tempdir().unwrap();
        // Where it may have been cut: before there is a file, with an empty one, with a database without its table.
        drop(Folder::open(data.path()).unwrap());
        fs::write(data.path().join(FILE), "").unwrap();
        drop(Folder::open(data.path()).unwrap());
        drop(Engine::new(&data.path().join(FILE).to_string_lossy()).unwrap());
        let (_folder, database) = open_both(data.path()).await.unwrap();
        database.store().commit(create("A", None)).await.unwrap();
    }

    #[tokio::test]
    async fn a_missing_database_is_not_replaced_by_an_empty_one() {
        assert!(refusal(|file| fs::remove_file(file).unwrap()).await.contains("it is missing"));
        assert!(refusal(|file| fs::write(file, "").unwrap()).await.contains("it is empty"));
        let emptied = |file: &Path| {
            fs::remove_file(file).unwrap();
            drop(Engine::new(&file.to_string_lossy()).unwrap());
        };
        assert!(refusal(emptied).await.contains("its table is missing"));
    }

    #[tokio::test]
    async fn a_damaged_database_is_left_as_it_is() {
        assert!(refusal(|file| fs::write(file, "mine").unwrap()).await.contains("it is no SQLite database"));
        let foreign = |file: &Path| fs::write(file, "x".repeat(10_000)).unwrap();
        assert!(refusal(foreign).await.contains("it is no SQLite database"));
        let cut = |file: &Path| {
            let half = fs::metadata(file).unwrap().len() / 2;
            fs::OpenOptions::new().write(true).open(file).unwrap().set_len(half).unwrap();
        };
        assert!(refusal(cut).await.contains("its end is missing"));
        let overwritten = |file: &Path| {
            let mut bytes = fs::read(file).unwrap();
            let half = bytes.len() / 2;
            bytes[half..half + 20_000].fill(0xAA);
            fs::write(file, bytes).unwrap();
        };
        refusal(overwritten).await;
    }

    #[tokio::test]
    async fn a_kill_while_the_log_moves_into_the_file_is_recovered_from() {
        let (data, killed) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let (_folder, database) = open_both(data.path()).await.unwrap();
        database.store().commit((0..100).flat_map(|n| create(&n.to_string(), None)).collect()).await.unwrap();
        for name in ["portico.json", FILE, "portico.db-wal"] {
            fs::copy(data.path().join(name), killed.path().join(name)).unwrap();
        }
        drop(database);
        closed(data.path()).await;
        // The first page has been moved, and no other: the file is shorter than it says.
        let [file, moved] = [killed.path(), data.path()].map(|it| it.join(FILE));
        let mut bytes = fs::read(&file).unwrap();
        let moved = fs::read(moved).unwrap();
        assert!(bytes.len() < moved.len());
        bytes[..4096].copy_from_slice(&moved[..4096]);
        fs::write(&file, &bytes).unwrap();
        let (_folder, database) = open_both(killed.path()).await.unwrap();
        assert_eq!(database.store().query(&Query::partition("test")).await.unwrap().rows.len(), 100);

        // Without the log, the same file is damaged.
        let cut = tempfile::tempdir().unwrap();
        fs::copy(killed.path().join("portico.json"), cut.path().join("portico.json")).unwrap();
        fs::write(cut.path().join(FILE), bytes).unwrap();
        let message = open_both(cut.path()).await.unwrap_err().to_string();
        assert!(message.contains("its end is missing"), "{message}");
    }

    #[tokio::test]
    async fn what_has_expired_is_swept_and_nothing_else() {
        let data = tempfile::tempdir().unwrap();
        let file = data.path().join("sweep.db");
        let engine = Engine::new(&file.to_string_lossy()).unwrap();
        let client = Connection::embedded(Arc::new(Service(engine.clone()))).dynamodb();
        aws::create_table(&client, TABLE).await.unwrap();
        let store = DynamoStore::new(client, TABLE);
        for (sk, expires) in [("dead", Some(40_000_000)), ("live", Some(9_999_999_999)), ("plain", None)] {
            store.commit(create(sk, expires)).await.unwrap();
        }
        assert_eq!(engine.sweep_ttl().unwrap(), 1);
        let rows = store.query(&Query::partition("test")).await.unwrap().rows;
        assert_eq!(rows.iter().map(|it| it.key.sk.as_str()).collect::<Vec<_>>(), ["live", "plain"]);
        // Made again, as after a first start that was cut short, it stays as it is.
        aws::create_table(&Connection::embedded(Arc::new(Service(engine))).dynamodb(), TABLE).await.unwrap();
        assert_eq!(store.query(&Query::partition("test")).await.unwrap().rows.len(), 2);
    }
}
