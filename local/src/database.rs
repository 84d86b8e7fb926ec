//! The storage port on one machine: the `DynamoDB` adapter over dynoxide, an implementation of the service on one SQLite
//! file, in this process.
//!
//! Requests take the wire's form but no wire. Dynoxide's own server checks no signatures and lets pages of every origin
//! in, so that behind a port any program of the machine, and any page in its browser that finds the port, could read
//! and change every firm's data.
//!
//! Durability: the file is in WAL mode with SQLite's default `synchronous=FULL`, so a commit is on the disk before it
//! is answered, and survives a kill and a power cut.

use std::{path::Path, sync::Arc, time::Duration};

use async_trait::async_trait;
use aws::{Connection, DynamoStore, Embedded};
use dynoxide::{Database as Engine, DynoxideError};
use http::{Request, Response};
use serde::{Serialize, de::DeserializeOwned};
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
#[derive(Debug)]
pub struct Database {
    store: DynamoStore,
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
        Ok(Self { store: DynamoStore::new(client, TABLE), service, sweeper: tokio::spawn(sweep(engine)) })
    }

    /// The storage port.
    pub fn store(&self) -> DynamoStore {
        self.store.clone()
    }

    /// The service behind the store, for tests that stand between the two.
    pub fn service(&self) -> Arc<dyn Embedded> {
        Arc::clone(&self.service)
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
