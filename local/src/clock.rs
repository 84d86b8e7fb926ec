//! The machine's clock.

pub use shared::machine::SystemClock;
