//! The ports on one machine: one data folder, no other service.

pub mod clock;
pub mod database;
mod database_file;
mod demo;
pub mod entropy;
mod events;
pub mod files;
pub mod folder;
pub mod gateway;
pub mod identity;
mod listen;
pub mod mailbox;
mod mailbox_pages;
pub mod objects;
mod options;
pub mod portal;
mod web;
pub mod web_build;

pub use listen::listen;
pub use options::Options;
