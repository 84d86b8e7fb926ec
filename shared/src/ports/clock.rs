//! Time as a port.

use jiff::Timestamp;

/// Tells the time.
pub trait Clock: Send + Sync {
    /// The time now, to the millisecond.
    fn now(&self) -> Timestamp;
}
