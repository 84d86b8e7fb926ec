//! Who may do what: permissions, roles, and the caller of an operation.

mod permission;
mod role;
mod viewer;

pub use permission::Permission;
pub use role::{Role, RoleId, RoleKey, Roles};
pub use viewer::Viewer;
