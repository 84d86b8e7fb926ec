//! Endpoints of client profiles (A07).

pub mod create;
pub mod list;
pub mod remove;
pub mod update;

use schemars::JsonSchema;
use serde::Serialize;
use shared::access::{ClientPermission, ClientProfile, ClientProfiles, ProfileId};

/// A named set of client permissions.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "ClientProfile")]
pub struct ProfileView {
    /// Its id.
    id: ProfileId,
    /// Always `clientProfile`.
    object: &'static str,
    /// What the team calls it.
    name: String,
    /// What it grants.
    permissions: Vec<ClientPermission>,
    /// Whether it is the profile of all clients who have none of their own.
    is_default: bool,
}

/// A profile among all of them.
fn view(profiles: &ClientProfiles, profile: &ClientProfile) -> ProfileView {
    ProfileView {
        id: profile.id,
        object: "clientProfile",
        name: profile.name.to_string(),
        permissions: profile.permissions.clone(),
        is_default: profile.id == profiles.default_id(),
    }
}

#[cfg(test)]
mod tests;
