//! Endpoints of the firm's people and their roles.

pub mod create_role;
pub mod get;
pub mod invite;
pub mod list;
pub mod roles;
pub mod update;
pub mod update_role;
