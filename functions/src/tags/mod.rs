//! Endpoints of tags.

pub mod list;
