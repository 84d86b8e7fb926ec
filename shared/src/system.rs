//! The few records that belong to no workspace: addresses, sessions, rate limits, once-only answers, and which
//! mails were handed over.
//!
//! Nothing else may build a key that does not start with a workspace; this file is short so that this can be checked by eye.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::{
    Error, Result,
    ports::{Attributes, Change, Key, Reading, Record, Store},
    text::Slug,
    workspaces::WorkspaceId,
};

/// Where unsent mails of all workspaces are listed by the time they are due; see [`crate::mail`].
pub const UNSENT: &str = "system#unsent";
/// Where mails are listed that could not be sent at all.
pub const DEAD_MAIL: &str = "system#dead-mail";

/// Which workspace has an address.
#[derive(Debug, Serialize, Deserialize)]
struct Address {
    workspace: WorkspaceId,
}

/// The key of an address.
pub fn slug_key(slug: &Slug) -> Key {
    Key::new(format!("slug#{slug}"), "A")
}

/// Claims an address for a workspace; refused with `slug` if it is taken.
pub fn claim_slug(slug: &Slug, workspace: WorkspaceId) -> Change {
    Change::Create { record: record(slug_key(slug), "slug", &Address { workspace }, None), what: "slug" }
}

/// The workspace at an address.
pub async fn workspace_at(store: &dyn Store, slug: &Slug) -> Result<Option<WorkspaceId>> {
    let reading = store.get(&slug_key(slug)).await?;
    Ok(reading.map(read::<Address>).transpose()?.map(|it| it.workspace))
}

/// The key of a session, by the hash of its secret.
pub fn session_key(hash: &str) -> Key {
    Key::new(format!("session#{hash}"), "A")
}

/// The key of a rate limit's counter in one window of time.
pub fn rate_key(name: &str, hash: &str, window: i64) -> Key {
    Key::new(format!("rate#{name}#{hash}"), window.to_string())
}

/// The key of a once-only answer, by the hash of who asked and with which key.
pub fn once_key(hash: &str) -> Key {
    Key::new(format!("once#{hash}"), "A")
}

/// The key of what is known about a mail that was handed over, by its id at the mail port.
pub fn handed_over_key(id: &str) -> Key {
    Key::new(format!("handed-over#{id}"), "A")
}

/// How a due time stands in the index.
pub fn due_sort(at: Timestamp) -> String {
    format!("{:013}", at.as_millisecond())
}

/// A system record of plain data.
#[expect(clippy::missing_panics_doc, reason = "system records are plain data of our own")]
pub fn record(key: Key, kind: &'static str, body: &impl Serialize, expires: Option<Timestamp>) -> Record {
    let body = match serde_json::to_value(body).expect("system records are plain data") {
        serde_json::Value::Object(body) => body,
        _ => Attributes::new(),
    };
    Record { key, indexes: [None, None, None], kind, version: 1, body, expires: expires.map(Timestamp::as_second) }
}

/// Reads a system record.
pub fn read<T: serde::de::DeserializeOwned>(reading: Reading) -> Result<T> {
    serde_json::from_value(serde_json::Value::Object(reading.body)).map_err(Error::internal)
}
