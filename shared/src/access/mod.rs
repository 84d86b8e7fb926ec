//! Who may do what: permissions, roles, and the caller of an operation.

mod client_permission;
mod permission;
mod profile;
mod role;
mod viewer;

pub use client_permission::{ClientPermission, ClientRights};
pub use permission::Permission;
pub use profile::{ClientProfile, ClientProfileChanges, ClientProfiles, NewClientProfile, ProfileId};
pub use role::{Role, RoleId, RoleKey, Roles};
pub use viewer::Viewer;
