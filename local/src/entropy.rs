//! The machine's randomness.

use shared::ports::Entropy;

/// Draws from the operating system.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemEntropy;

impl Entropy for SystemEntropy {
    fn fill(&self, bytes: &mut [u8]) {
        getrandom::fill(bytes).expect("an operating system that can't draw randomness can't run a portal");
    }
}

/// Random bytes as small hexadecimal digits, for names and keys that nobody can guess.
pub(crate) fn random_hex(bytes: usize) -> String {
    let mut drawn = vec![0; bytes];
    SystemEntropy.fill(&mut drawn);
    hex(&drawn)
}

/// Bytes as small hexadecimal digits.
pub(crate) fn hex(bytes: &[u8]) -> String {
    let digit = |it: u8| char::from_digit(it.into(), 16).expect("half a byte is a digit");
    bytes.iter().flat_map(|it| [digit(it >> 4), digit(it & 15)]).collect()
}
