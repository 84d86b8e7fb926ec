//! Randomness that a test can foretell.

use std::sync::atomic::{AtomicU64, Ordering};

use crate::ports::Entropy;

/// Draws 1, 2, 3, … as big-endian numbers that fill the slice. What is drawn is the same in every run, and identifiers
/// that are drawn at one moment of a fixed clock sort in the order of their creation.
#[derive(Debug)]
pub struct CountingEntropy(AtomicU64);

impl CountingEntropy {
    /// Starts after `seed`, so that two of them in one test need not draw the same.
    pub const fn new(seed: u64) -> Self {
        Self(AtomicU64::new(seed))
    }
}

impl Default for CountingEntropy {
    fn default() -> Self {
        Self::new(0)
    }
}

impl Entropy for CountingEntropy {
    fn fill(&self, bytes: &mut [u8]) {
        let count = self.0.fetch_add(1, Ordering::Relaxed) + 1;
        let digits = count.to_be_bytes().into_iter().rev().chain(std::iter::repeat(0));
        for (byte, digit) in bytes.iter_mut().rev().zip(digits) {
            *byte = digit;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_draw_is_one_more_than_the_last_at_any_length() {
        let entropy = CountingEntropy::new(0x01FE);
        let mut long = [9; 10];
        entropy.fill(&mut long);
        assert_eq!(long, [0, 0, 0, 0, 0, 0, 0, 0, 1, 0xFF]);
        let mut short = [9; 1];
        entropy.fill(&mut short);
        assert_eq!(short, [0]);
        entropy.fill(&mut long);
        assert_eq!(long, [0, 0, 0, 0, 0, 0, 0, 0, 2, 1]);
    }
}
