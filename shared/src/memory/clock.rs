//! A clock that stands still.

use std::sync::Mutex;

use jiff::{SignedDuration, Timestamp};

use super::lock;
use crate::ports::Clock;

/// Tells the time it was set to. Shared as an `Arc`, it is moved from a test while the code under test reads it.
#[derive(Debug)]
pub struct FixedClock(Mutex<Timestamp>);

impl FixedClock {
    /// A clock that stands at `now`.
    pub const fn new(now: Timestamp) -> Self {
        Self(Mutex::new(now))
    }

    /// Moves the clock to `now`, forwards or backwards.
    pub fn set(&self, now: Timestamp) {
        *lock(&self.0) = now;
    }

    /// Moves the clock forward, or backward if `by` is negative.
    pub fn advance(&self, by: SignedDuration) {
        *lock(&self.0) += by;
    }
}

impl Default for FixedClock {
    /// Noon on the 7th of January 2026, UTC.
    fn default() -> Self {
        Self::new(jiff::civil::date(2026, 1, 7).at(12, 0, 0, 0).in_tz("UTC").expect("UTC is built in").timestamp())
    }
}

impl Clock for FixedClock {
    fn now(&self) -> Timestamp {
        let now = *lock(&self.0);
        now.round(jiff::Unit::Millisecond).unwrap_or(now)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_clock_moves_only_when_it_is_moved() {
        let clock = FixedClock::default();
        assert_eq!(clock.now().to_string(), "2026-01-07T12:00:00Z");
        clock.advance(SignedDuration::from_hours(24));
        assert_eq!(clock.now().to_string(), "2026-01-08T12:00:00Z");
        clock.set(Timestamp::UNIX_EPOCH);
        assert_eq!(clock.now(), Timestamp::UNIX_EPOCH);
    }
}
