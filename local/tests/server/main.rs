//! The real program as a process of its own: how it starts, what it refuses, and what survives when it is killed.
#![expect(clippy::unwrap_used, reason = "these are tests, helpers included")]

mod kill;
mod limits;
mod process;
mod start;
