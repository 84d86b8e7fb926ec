//! The ports on one machine: one data folder, no other service.

pub mod clock;
pub mod database;
mod database_file;
pub mod entropy;
pub mod files;
pub mod folder;
pub mod identity;
pub mod mailbox;
pub mod objects;
