//! Endpoints of saved views (C07).

pub mod create;
pub mod delete;
pub mod list;
pub mod update;

use jiff::Timestamp;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use shared::{
    records::Stored,
    saved_views::{SavedView, SavedViewId, ViewQuery},
    team::InternalUserId,
};

/// Which view.
#[derive(Debug, Deserialize, JsonSchema)]
pub struct Params {
    /// Its id.
    id: SavedViewId,
}

/// A saved view of the list of clients.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "SavedView")]
pub struct SavedViewView {
    /// Its id.
    id: SavedViewId,
    /// To be sent as `If-Match` with an edit.
    version: u64,
    /// What people call it.
    name: String,
    /// What it lists.
    query: ViewQuery,
    /// Whether the whole team has it.
    shared: bool,
    /// Who saved it.
    owner_internal_user_id: InternalUserId,
    /// When it was saved.
    created_at: Timestamp,
    /// When it was last changed.
    updated_at: Timestamp,
}

impl From<&Stored<SavedView>> for SavedViewView {
    fn from(it: &Stored<SavedView>) -> Self {
        Self {
            id: it.id,
            version: it.version,
            name: it.name.to_string(),
            query: it.query.clone(),
            shared: it.shared,
            owner_internal_user_id: it.owner,
            created_at: it.created_at,
            updated_at: it.updated_at,
        }
    }
}

#[cfg(test)]
mod tests;
