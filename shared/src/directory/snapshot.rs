//! The directory's snapshot in object storage, which keeps the log short.

use serde::{Deserialize, Serialize};

use super::Directory;
use crate::{
    Error, Result,
    access::Viewer,
    ports::{Blob, Change, CommitError, Query, Refusal},
    records::{Entity, Place, Records, Stored},
    scope::{Ports, Scope},
};

/// Fewest log entries that are worth a snapshot.
const WORTHWHILE: usize = 2000;

/// Which snapshot is the current one.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Pointer {
    name: String,
    /// The one before, which readers may still be about to read.
    #[serde(default)]
    previous: Option<String>,
}

impl Entity for Pointer {
    type Key = ();
    const KIND: &'static str = "directory";
    const NOUN: &'static str = "directory";

    fn place((): &()) -> Place {
        Place::root("directory")
    }

    fn key(&self) {}

    fn visible_to(&self, viewer: &Viewer) -> bool {
        viewer.is_team()
    }
}

/// The name of the current snapshot, if there is one.
pub(super) async fn pointer(records: &Records<'_>) -> Result<Option<String>> {
    Ok(records.as_system().find::<Pointer>(&()).await?.map(|it| it.entity.name))
}

/// Reads a snapshot; nothing if it is no longer there.
pub(super) async fn read(ports: &Ports<'_>, name: &str) -> Result<Option<Directory>> {
    let Some(blob) = ports.blobs.get(name).await? else { return Ok(None) };
    let mut directory: Directory = serde_json::from_slice(&blob.bytes).map_err(Error::internal)?;
    directory.base = Some(name.to_owned());
    Ok(Some(directory))
}

/// Writes a new snapshot and shortens the log, if the log is long enough. A stop between any two steps loses nothing: an
/// unnamed snapshot is ignored, and entries that stay behind are applied a second time without effect.
pub async fn compact(scope: &Scope<'_>) -> Result<bool> {
    compact_from(scope, WORTHWHILE).await
}

/// As [`compact`], from so many entries on.
pub(super) async fn compact_from(scope: &Scope<'_>, worthwhile: usize) -> Result<bool> {
    let (ports, records) = (&scope.ports, scope.records.as_system());
    let old = records.find::<Pointer>(&()).await?;
    let directory = Directory::load(ports, &records).await?;
    // Younger entries may still be joined by older ones; and the anchor shows to readers that nothing after it is missing.
    let settled = entries_before(ports, &records, &directory.anchor).await?;
    if settled.len() < worthwhile {
        return Ok(false);
    }
    let name = format!("{}/directory/{}.json", scope.workspace(), directory.seen);
    // It is the current one where a compaction was stopped before it came to its end: then only the log is left to do.
    let is_current = old.as_ref().is_some_and(|it| it.name == name);
    if !is_current && !replace(scope, old, name, &directory).await? {
        return Ok(false);
    }
    for chunk in settled.chunks(100) {
        match ports.store.commit(chunk.to_vec()).await {
            // Another process is at it too. This one would leave a gap if it went on.
            Err(CommitError::Refused { .. }) => break,
            other => other?,
        }
    }
    Ok(true)
}

/// Writes a snapshot and makes it the current one. False if another process was faster: its snapshot is as good.
async fn replace(scope: &Scope<'_>, old: Option<Stored<Pointer>>, name: String, directory: &Directory) -> Result<bool> {
    // Here and not at the end, so that a stop leaves none behind that no pointer names.
    if let Some(unused) = old.as_ref().and_then(|it| it.previous.as_ref()) {
        scope.ports.blobs.delete(unused).await?;
    }
    let bytes = serde_json::to_vec(directory).map_err(Error::internal)?;
    scope.ports.blobs.put(&name, Blob { content_type: "application/json".to_owned(), bytes }).await?;
    let mut changes = scope.change("directory.compacted");
    match &old {
        Some(stored) => changes.replace(stored, &Pointer { name, previous: Some(stored.name.clone()) }),
        None => changes.create(&Pointer { name, previous: None }),
    };
    match scope.records.as_system().commit(changes).await {
        Err(CommitError::Refused { refusal: Refusal::Stale | Refusal::Taken, .. }) => Ok(false),
        other => Ok(other.map(|()| true)?),
    }
}

/// Deletions of all log entries before a place.
async fn entries_before(ports: &Ports<'_>, records: &Records<'_>, place: &str) -> Result<Vec<Change>> {
    let mut query = Query::partition(records.pk("log"));
    let mut deletions = Vec::new();
    loop {
        let rows = ports.store.query(&query).await?;
        for row in rows.rows {
            if row.key.sk.as_str() >= place {
                return Ok(deletions);
            }
            deletions.push(Change::Delete { key: row.key, version: row.version, what: "log" });
        }
        match rows.next {
            Some(position) => query.after = Some(position),
            None => return Ok(deletions),
        }
    }
}
