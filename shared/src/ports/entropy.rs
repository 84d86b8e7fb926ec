//! Randomness as a port.

/// Draws randomness that nobody can predict.
pub trait Entropy: Send + Sync {
    /// Fills the slice with random bytes of the operating system's quality.
    fn fill(&self, bytes: &mut [u8]);
}
