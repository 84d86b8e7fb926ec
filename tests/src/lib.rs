//! The integration crate: what is proved over several adapters, and over the whole product; and what the proofs stand on.

pub mod function;
pub mod loopback;
pub mod runtime_api;
pub mod stage;
