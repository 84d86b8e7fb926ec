//! The deployment's secret and what is derived from it.
//!
//! No email stands in a key, no token in the table: both are keyed hashes under sub-keys of one secret.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

use crate::{text::Email, workspaces::WorkspaceId};

type HmacSha256 = Hmac<Sha256>;

/// Sub-keys of the deployment's secret.
#[derive(Clone)]
pub struct Keys {
    claims: [u8; 32],
    cursors: [u8; 32],
    proofs: [u8; 32],
    sessions: [u8; 32],
}

impl std::fmt::Debug for Keys {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Keys(…)")
    }
}

impl Keys {
    /// Derives everything from 32 secret random bytes.
    pub fn new(secret: &[u8; 32]) -> Self {
        let derive = |label: &str| mac(secret, &[label.as_bytes()]);
        Self {
            claims: derive("portico claims 1"),
            cursors: derive("portico cursors 1"),
            proofs: derive("portico proofs 1"),
            sessions: derive("portico sessions 1"),
        }
    }

    /// A value that must be unique in a workspace, as it may stand in a key.
    pub fn claim(&self, workspace: WorkspaceId, noun: &str, value: &str) -> String {
        short(&mac(&self.claims, &[workspace.to_string().as_bytes(), noun.as_bytes(), value.as_bytes()]))
    }

    /// An email, as it may stand in a key.
    pub fn email(&self, workspace: WorkspaceId, email: &Email) -> String {
        self.claim(workspace, "email", email.as_str())
    }

    /// Signs a cursor's content for one listing.
    pub fn sign_cursor(&self, scope: &str, content: &[u8]) -> [u8; 16] {
        let full = mac(&self.cursors, &[scope.as_bytes(), content]);
        let mut half = [0; 16];
        half.copy_from_slice(&full[..16]);
        half
    }

    /// The secret in the link of a proof: 256 bits that are stored nowhere.
    pub fn proof_secret(&self, id: &str) -> String {
        URL_SAFE_NO_PAD.encode(mac(&self.proofs, &[b"link", id.as_bytes()]))
    }

    /// The 6-digit code of a proof.
    pub fn proof_code(&self, id: &str) -> String {
        let bytes = mac(&self.proofs, &[b"code", id.as_bytes()]);
        let number = bytes.iter().take(16).fold(0_u128, |sum, byte| (sum << 8) | u128::from(*byte));
        format!("{:06}", number % 1_000_000)
    }

    /// The session secret that a repeated request gets again instead of a second session.
    pub fn session_secret(&self, request: &[&[u8]]) -> [u8; 32] {
        mac(&self.sessions, request)
    }
}

/// Whether two secrets are the same, in a time that does not tell where they differ.
pub fn same(a: &str, b: &str) -> bool {
    a.as_bytes().ct_eq(b.as_bytes()).into()
}

/// A hash as it may stand in a key, for values that are themselves unguessable.
pub fn digest(parts: &[&[u8]]) -> String {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update(u64::try_from(part.len()).unwrap_or(u64::MAX).to_be_bytes());
        hash.update(part);
    }
    URL_SAFE_NO_PAD.encode(hash.finalize())
}

fn short(bytes: &[u8; 32]) -> String {
    URL_SAFE_NO_PAD.encode(&bytes[..20])
}

/// HMAC over length-prefixed parts, so that no two lists of parts give one message.
fn mac(key: &[u8; 32], parts: &[&[u8]]) -> [u8; 32] {
    let mut mac = HmacSha256::new_from_slice(key).expect("HMAC takes keys of any length");
    for part in parts {
        mac.update(&u64::try_from(part.len()).unwrap_or(u64::MAX).to_be_bytes());
        mac.update(part);
    }
    mac.finalize().into_bytes().into()
}

#[cfg(test)]
mod tests {
    use ulid::Ulid;

    use super::*;
    use crate::id::Id;

    #[test]
    fn one_email_gives_unrelated_keys_in_two_workspaces() {
        let keys = Keys::new(&[7; 32]);
        let email: Email = "a@x.io".parse().unwrap();
        let key = |n| keys.email(Id::new(Ulid(n)), &email);
        assert_ne!(key(1), key(2));
        assert_eq!(key(1), key(1));
        assert!(!key(1).contains("a@x.io"));
    }

    #[test]
    fn parts_cannot_slide_into_each_other() {
        assert_ne!(digest(&[b"ab", b"c"]), digest(&[b"a", b"bc"]));
        let keys = Keys::new(&[7; 32]);
        assert_ne!(keys.session_secret(&[b"ab", b"c"]), keys.session_secret(&[b"a", b"bc"]));
    }

    #[test]
    fn a_code_has_six_digits() {
        let keys = Keys::new(&[7; 32]);
        for n in 0..500 {
            let code = keys.proof_code(&n.to_string());
            assert!(code.len() == 6 && code.bytes().all(|it| it.is_ascii_digit()), "{code}");
        }
    }
}
