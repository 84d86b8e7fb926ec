//! What the clock promises.

use jiff::Timestamp;

use crate::ports::Clock;

/// Runs the suite. The clock must stand at, or go from, a moment of this century.
///
/// # Panics
/// If a promise is broken.
pub fn clock(port: &dyn Clock) {
    let readings: Vec<Timestamp> = (0..1000).map(|_| port.now()).collect();
    for now in &readings {
        assert_eq!(
            now.subsec_nanosecond() % 1_000_000,
            0,
            "{now} is finer than a millisecond, which is what is stored"
        );
        assert!(now.as_second() > 946_684_800, "{now} is no time of this century");
        assert_eq!(now.to_string().parse().ok(), Some(*now), "a moment is the same after it was stored");
    }
    assert!(readings.is_sorted(), "time went backwards while nobody moved the clock");
}
