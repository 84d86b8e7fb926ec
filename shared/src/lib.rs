//! Portico's domain: what a workspace, a client or an invitation is, who may touch it, and the ports through which the
//! domain reaches the outside world. Nothing here knows of AWS or HTTP.

pub mod access;
pub mod accounts;
pub mod articles;
pub mod audit;
pub mod clients;
pub mod companies;
#[cfg(any(test, feature = "testing"))]
pub mod contracts;
pub mod directory;
pub mod error;
pub mod fields;
pub mod id;
pub mod invitations;
pub mod keys;
pub mod limits;
pub mod machine;
pub mod mail;
pub mod markdown;
#[cfg(any(test, feature = "testing"))]
pub mod memory;
pub mod money;
pub mod page;
pub mod pictures;
pub mod ports;
pub mod proofs;
pub mod records;
pub mod saved_views;
pub mod scope;
pub mod sessions;
pub mod system;
pub mod team;
#[cfg(test)]
mod testing;
pub mod text;
pub mod workspaces;

pub use error::{Error, Result};
