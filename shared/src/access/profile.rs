//! Client profiles: named sets of client permissions, of which one is the default (A07, C02).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{ClientPermission, ClientRights, Viewer};
use crate::{
    Error, Result,
    id::{Id, Kind},
    records::{Entity, Place, Records, Stored},
    text::{Title, fold},
    workspaces::WorkspaceId,
};

/// A client profile's identifier.
pub type ProfileId = Id<ClientProfile>;

impl Kind for ClientProfile {
    const PREFIX: &'static str = "profile";
}

/// A named set of client permissions.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ClientProfile {
    /// Its id.
    pub id: ProfileId,
    /// What the team calls it; clients do not see it.
    pub name: Title,
    /// What it grants.
    pub permissions: Vec<ClientPermission>,
}

/// What makes a client profile.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NewClientProfile {
    /// What the team calls it.
    pub name: Title,
    /// What it grants.
    pub permissions: Vec<ClientPermission>,
}

/// What to change; absent is left as it is.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ClientProfileChanges {
    /// What the team calls it.
    pub name: Option<Title>,
    /// What it grants.
    pub permissions: Option<Vec<ClientPermission>>,
    /// `true` makes it the profile of all clients who have none of their own.
    pub is_default: Option<bool>,
}

/// All client profiles of a workspace, in one record, so that one read tells what any client may do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ClientProfiles {
    profiles: Vec<ClientProfile>,
    default: ProfileId,
}

impl ClientProfiles {
    /// Most profiles of one workspace.
    const MOST: usize = 50;
    /// The name of the first one.
    const FIRST: &'static str = "Standard";

    /// The profiles of a workspace until it changes them: one, which grants everything. Its id follows from the
    /// workspace's, so that it is the same for workspaces that were made before there were profiles.
    pub fn first(workspace: WorkspaceId) -> Self {
        let id = Id::new(workspace.ulid());
        let everything = |name| ClientProfile { id, name, permissions: ClientPermission::ALL.to_vec() };
        Self { profiles: Self::FIRST.parse().map(everything).into_iter().collect(), default: id }
    }

    /// The workspace's profiles.
    pub async fn read(records: &Records<'_>) -> Result<Stored<Self>> {
        records.get_or(&(), || Self::first(records.workspace())).await
    }

    /// All of them, oldest first.
    pub fn all(&self) -> &[ClientProfile] {
        &self.profiles
    }

    /// The profile of clients who have none of their own.
    pub const fn default_id(&self) -> ProfileId {
        self.default
    }

    /// If this is the default, the ids of all the others.
    pub fn others(&self, id: ProfileId) -> Option<Vec<ProfileId>> {
        (id == self.default).then(|| self.profiles.iter().map(|it| it.id).filter(|it| *it != id).collect())
    }

    /// Whether there is such a profile.
    pub fn has(&self, id: ProfileId) -> bool {
        self.profiles.iter().any(|it| it.id == id)
    }

    /// Succeeds if there is such a profile, or none is named; `field` is what names it.
    pub async fn require(records: &Records<'_>, profile: Option<ProfileId>, field: &'static str) -> Result<()> {
        if let Some(profile) = profile
            && !Self::read(records).await?.has(profile)
        {
            let advice = "There is no such client profile. Choose another one.";
            return Err(Error::invalid(field, "client_profile_not_found", advice));
        }
        Ok(())
    }

    /// What a client with this profile may do; the default's if they have none, or one that was removed.
    pub fn rights(&self, profile: Option<ProfileId>) -> ClientRights {
        let id = profile.filter(|it| self.has(*it)).unwrap_or(self.default);
        let profile = self.profiles.iter().find(|it| it.id == id);
        profile.into_iter().flat_map(|it| it.permissions.iter().copied()).collect()
    }

    /// Adds a profile.
    pub fn add(&mut self, id: ProfileId, new: NewClientProfile) -> Result<ClientProfile> {
        if self.profiles.len() >= Self::MOST {
            return Err(Error::WrongState("A workspace has at most 50 client profiles. Change one that exists."));
        }
        self.require_free(&new.name, None)?;
        let profile = ClientProfile { id, name: new.name, permissions: tidy(&new.permissions) };
        self.profiles.push(profile.clone());
        Ok(profile)
    }

    /// Changes a profile, or makes it the default.
    pub fn change(&mut self, id: ProfileId, wanted: ClientProfileChanges) -> Result<ClientProfile> {
        if !self.has(id) {
            return Err(Error::NotFound("client profile"));
        }
        if let Some(name) = &wanted.name {
            self.require_free(name, Some(id))?;
        }
        match wanted.is_default {
            Some(true) => self.default = id,
            Some(false) if self.default == id => {
                let advice = "One profile is always the default. Make another one the default instead.";
                return Err(Error::invalid("isDefault", "default_required", advice));
            }
            _ => (),
        }
        let profile = self.profiles.iter_mut().find(|it| it.id == id).ok_or(Error::NotFound("client profile"))?;
        profile.name = wanted.name.unwrap_or_else(|| profile.name.clone());
        profile.permissions = wanted.permissions.map_or_else(|| profile.permissions.clone(), |it| tidy(&it));
        Ok(profile.clone())
    }

    /// Removes a profile. Clients who had it have the default from then on.
    pub fn remove(&mut self, id: ProfileId) -> Result<()> {
        if !self.has(id) {
            return Err(Error::NotFound(Self::NOUN));
        }
        if id == self.default {
            return Err(Error::WrongState("This is the default profile. Make another one the default first."));
        }
        self.profiles.retain(|it| it.id != id);
        Ok(())
    }

    fn require_free(&self, name: &Title, except: Option<ProfileId>) -> Result<()> {
        let folded = fold(name.as_str());
        if self.profiles.iter().any(|it| fold(it.name.as_str()) == folded && Some(it.id) != except) {
            let message = "Another client profile has this name. Choose a different one.";
            return Err(Error::Taken { code: "client_profile_name_taken", field: "name", message });
        }
        Ok(())
    }
}

fn tidy(permissions: &[ClientPermission]) -> Vec<ClientPermission> {
    ClientPermission::ALL.iter().copied().filter(|it| permissions.contains(it)).collect()
}

impl Entity for ClientProfiles {
    type Key = ();
    const KIND: &'static str = "profiles";
    const NOUN: &'static str = "client profile";

    fn place((): &()) -> Place {
        Place::root("profiles")
    }

    fn key(&self) {}

    fn visible_to(&self, viewer: &Viewer) -> bool {
        viewer.is_team()
    }

    fn audited(&self) -> Option<String> {
        Some("profiles".to_owned())
    }
}
