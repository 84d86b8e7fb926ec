//! What the source of randomness promises.

use std::collections::BTreeSet;

use crate::ports::Entropy;

/// Runs the suite. That nobody can foretell what is drawn is beyond a test; that nothing is drawn twice is not.
///
/// # Panics
/// If a promise is broken.
pub fn entropy(port: &dyn Entropy) {
    for length in [0, 1, 7, 16, 33, 4096] {
        let mut drawn = vec![0xAA; length + 2];
        port.fill(&mut drawn[1..=length]);
        assert_eq!((drawn[0], drawn[length + 1]), (0xAA, 0xAA), "{length} bytes were asked for, others were written");
    }
    let draws: BTreeSet<[u8; 16]> = (0..10_000)
        .map(|_| {
            let mut drawn = [0; 16];
            port.fill(&mut drawn);
            drawn
        })
        .collect();
    assert_eq!(draws.len(), 10_000, "the same was drawn twice");
}
