//! The machine's randomness.

pub use shared::machine::SystemEntropy;
use shared::ports::Entropy;

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
