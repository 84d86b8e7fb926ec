//! Endpoints of clients.

pub mod activate;
pub mod activity;
pub mod archive;
pub mod avatar;
pub mod create;
pub mod deactivate;
mod event;
pub mod get;
pub mod invite;
pub mod list;
pub mod remove_avatar;
pub mod restore;
pub mod set_access;
pub mod set_avatar;
pub mod suggestion;
pub mod update;
