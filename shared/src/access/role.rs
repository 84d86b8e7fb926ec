//! Roles of internal users: two built in, and the workspace's own (A01).

use std::{fmt, str::FromStr};

use schemars::JsonSchema;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::{Permission, Viewer};
use crate::{
    Error, Result,
    id::{Id, Kind},
    records::{Entity, Place},
    text::{Title, fold},
};

/// The marker of custom roles' identifiers.
#[derive(Debug)]
pub struct CustomRole;

impl Kind for CustomRole {
    const PREFIX: &'static str = "role";
}

/// A custom role's identifier.
pub type RoleId = Id<CustomRole>;

/// Which role an internal user has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum RoleKey {
    /// May do everything and see every client; that cannot be changed.
    Admin,
    /// The everyday work with clients.
    Member,
    /// A role of the workspace's own.
    Custom(RoleId),
}

impl fmt::Display for RoleKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Admin => f.write_str("admin"),
            Self::Member => f.write_str("member"),
            Self::Custom(id) => id.fmt(f),
        }
    }
}

impl FromStr for RoleKey {
    type Err = crate::id::NotAnId;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text {
            "admin" => Ok(Self::Admin),
            "member" => Ok(Self::Member),
            id => id.parse().map(Self::Custom),
        }
    }
}

impl Serialize for RoleKey {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for RoleKey {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        std::borrow::Cow::<'de, str>::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

impl JsonSchema for RoleKey {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> std::borrow::Cow<'static, str> {
        "RoleKey".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "type": "string", "pattern": "^(admin|member|role_[0-9A-HJKMNP-TV-Z]{26})$",
            "description": "`admin`, `member`, or a custom role's id.",
        })
    }
}

/// A named set of permissions.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Role {
    /// `admin`, `member`, or a custom role's id.
    pub id: RoleKey,
    /// What people call it.
    pub name: String,
    /// What it grants.
    pub permissions: Vec<Permission>,
    /// Whether it belongs to Portico and cannot be changed.
    pub built_in: bool,
}

/// What the built-in role `member` grants.
const MEMBER: &[Permission] = &[
    Permission::ViewClients,
    Permission::CreateClients,
    Permission::EditClients,
    Permission::ManageClientOrganizations,
    Permission::ViewRequests,
    Permission::CreateRequests,
    Permission::EditRequests,
    Permission::ManageKnowledgeBase,
    Permission::ManageForms,
];

/// All roles of a workspace, in one record, so that one read tells what anyone may do.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Roles {
    custom: Vec<Role>,
}

impl Roles {
    /// Most custom roles of one workspace.
    const MOST: usize = 50;

    /// The built-in roles and then the workspace's own.
    pub fn all(&self) -> impl Iterator<Item = Role> {
        [RoleKey::Admin, RoleKey::Member].into_iter().filter_map(|it| self.get(it)).chain(self.custom.iter().cloned())
    }

    /// The role of this key, if there is one.
    pub fn get(&self, key: RoleKey) -> Option<Role> {
        let built_in = |name: &str, permissions: &[Permission]| {
            Some(Role { id: key, name: name.to_owned(), permissions: permissions.to_vec(), built_in: true })
        };
        match key {
            RoleKey::Admin => built_in("Admin", Permission::ALL),
            RoleKey::Member => built_in("Member", MEMBER),
            RoleKey::Custom(_) => self.custom.iter().find(|it| it.id == key).cloned(),
        }
    }

    /// What people call the role, also when it is gone.
    pub fn name(&self, key: RoleKey) -> String {
        self.get(key).map_or_else(|| "Removed role".to_owned(), |it| it.name)
    }

    /// Adds a custom role.
    pub fn add(&mut self, id: RoleId, name: &Title, permissions: &[Permission]) -> Result<Role> {
        if self.custom.len() >= Self::MOST {
            return Err(Error::WrongState("A workspace has at most 50 roles of its own. Change one that exists."));
        }
        self.require_free(name, None)?;
        let role =
            Role { id: RoleKey::Custom(id), name: name.to_string(), permissions: tidy(permissions), built_in: false };
        self.custom.push(role.clone());
        Ok(role)
    }

    /// Changes a custom role.
    pub fn change(&mut self, key: RoleKey, name: Option<&Title>, permissions: Option<&[Permission]>) -> Result<Role> {
        if matches!(key, RoleKey::Admin | RoleKey::Member) {
            return Err(Error::WrongState(
                "Admin and Member are built in. Create a role of your own to change what it grants.",
            ));
        }
        if let Some(name) = name {
            self.require_free(name, Some(key))?;
        }
        let role = self.custom.iter_mut().find(|it| it.id == key).ok_or(Error::NotFound("role"))?;
        if let Some(name) = name {
            role.name = name.to_string();
        }
        if let Some(permissions) = permissions {
            role.permissions = tidy(permissions);
        }
        Ok(role.clone())
    }

    fn require_free(&self, name: &Title, except: Option<RoleKey>) -> Result<()> {
        let folded = fold(name.as_str());
        if self.all().any(|it| fold(&it.name) == folded && Some(it.id) != except) {
            let message = "Another role has this name. Choose a different one.";
            return Err(Error::Taken { code: "role_name_taken", field: "name", message });
        }
        Ok(())
    }
}

fn tidy(permissions: &[Permission]) -> Vec<Permission> {
    Permission::ALL.iter().copied().filter(|it| permissions.contains(it)).collect()
}

impl Entity for Roles {
    type Key = ();
    const KIND: &'static str = "roles";
    const NOUN: &'static str = "role";

    fn place((): &()) -> Place {
        Place::root("roles")
    }

    fn key(&self) {}

    fn visible_to(&self, viewer: &Viewer) -> bool {
        viewer.is_team()
    }

    fn audited(&self) -> Option<String> {
        Some("roles".to_owned())
    }
}
