//! Time as a port.

use jiff::Timestamp;

/// Tells the time.
///
/// What an adapter must keep:
/// - Moments are whole milliseconds, as they are stored, so that what was read back equals what was written.
/// - It is the time of the world: what it tells goes into records and expiries that other processes compare with theirs.
pub trait Clock: Send + Sync {
    /// The time now, to the millisecond.
    fn now(&self) -> Timestamp;
}
