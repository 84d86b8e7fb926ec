//! The directory's snapshot in object storage, which keeps the log short.

use serde::{Deserialize, Serialize};

use super::{Directory, earlier};
use crate::{
    Error, Result,
    access::Viewer,
    ports::{Blob, Change, CommitError, Query, Refusal},
    records::{Entity, Place, Records},
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

/// Reads a snapshot.
pub(super) async fn read(ports: &Ports<'_>, name: String) -> Result<Directory> {
    let blob = ports.blobs.get(&name).await?.ok_or_else(|| Error::internal(format!("snapshot {name} is missing")))?;
    let mut directory: Directory = serde_json::from_slice(&blob.bytes).map_err(Error::internal)?;
    directory.base = Some(name);
    Ok(directory)
}

/// Writes a new snapshot and shortens the log, if the log is long enough. A stop between any two steps loses nothing: an
/// unnamed snapshot is ignored, and entries that stay behind are applied a second time without effect.
pub async fn compact(scope: &Scope<'_>) -> Result<bool> {
    let (ports, records) = (&scope.ports, scope.records.as_system());
    let old = records.find::<Pointer>(&()).await?;
    let directory = Directory::load(ports, &records).await?;
    // Entries as young as this may still be joined by older ones, and other readers count on finding them again.
    let cutoff = earlier(&directory.seen);
    let settled = entries_before(ports, &records, &cutoff).await?;
    if settled.len() < WORTHWHILE {
        return Ok(false);
    }
    let name = format!("{}/directory/{}.json", scope.workspace(), directory.seen);
    let bytes = serde_json::to_vec(&*directory).map_err(Error::internal)?;
    ports.blobs.put(&name, Blob { content_type: "application/json".to_owned(), bytes }).await?;
    let mut changes = scope.change("directory.compacted");
    match &old {
        Some(stored) => changes.replace(stored, &Pointer { name, previous: Some(stored.name.clone()) }),
        None => changes.create(&Pointer { name, previous: None }),
    };
    match records.commit(changes).await {
        // Another process was faster: its snapshot is as good.
        Err(CommitError::Refused { refusal: Refusal::Stale | Refusal::Taken, .. }) => return Ok(false),
        other => other?,
    }
    for chunk in settled.chunks(100) {
        ports.store.commit(chunk.to_vec()).await?;
    }
    if let Some(unused) = old.and_then(|it| it.entity.previous) {
        ports.blobs.delete(&unused).await?;
    }
    Ok(true)
}

/// Deletions of all log entries before a place.
async fn entries_before(ports: &Ports<'_>, records: &Records<'_>, cutoff: &str) -> Result<Vec<Change>> {
    let mut query = Query::partition(records.pk("log"));
    let mut deletions = Vec::new();
    loop {
        let rows = ports.store.query(&query).await?;
        for row in rows.rows {
            if row.key.sk.as_str() >= cutoff {
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
