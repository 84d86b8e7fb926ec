//! Randomness as a port.

/// Draws randomness that nobody can predict.
///
/// What an adapter must keep:
/// - The whole slice is filled, whatever its length, and nothing beside it.
/// - It is of the operating system's quality: sessions, links and ids rest on it. There is no error to return; a machine
///   that can't draw must not serve.
pub trait Entropy: Send + Sync {
    /// Fills the slice with random bytes of the operating system's quality.
    fn fill(&self, bytes: &mut [u8]);
}
