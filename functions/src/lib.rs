//! Portico's HTTP endpoints: one file each, one route table, and the kernel that every request goes through; and its jobs.

pub mod app;
pub mod jobs;
pub mod kernel;
#[cfg(feature = "documentation")]
pub mod openapi;
pub mod pages;
pub mod routes;
pub mod views;

mod accounts;
mod articles;
mod clients;
mod companies;
mod fields;
mod home;
mod invitations;
mod portals;
mod profiles;
mod saved_views;
mod sessions;
mod tags;
mod team;
mod workspaces;

#[cfg(test)]
mod guards;
#[cfg(any(test, feature = "testing"))]
pub mod testing;
