//! Endpoints of clients.

pub mod activate;
pub mod activity;
pub mod archive;
pub mod create;
pub mod deactivate;
mod event;
pub mod get;
pub mod invite;
pub mod list;
pub mod restore;
pub mod set_access;
pub mod suggestion;
pub mod update;
