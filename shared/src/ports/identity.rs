//! The identity port: who knows which password.

use async_trait::async_trait;
use unicode_normalization::UnicodeNormalization;

use super::Source;
use crate::{id::PersonId, text::Password, workspaces::WorkspaceId};

/// Who signs in where. The same email at two firms is two usernames, and no username holds an email.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Username {
    /// The workspace.
    pub workspace: WorkspaceId,
    /// The person in it.
    pub person: PersonId,
}

impl std::fmt::Display for Username {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}.{}", self.workspace, self.person)
    }
}

/// Why credentials could not be checked or changed.
#[derive(Debug, thiserror::Error)]
#[error("the identity service is not available at the moment")]
pub struct IdentityError(#[source] pub Source);

/// Keeps credentials.
///
/// What an adapter must keep:
/// - Passwords can't be read back, by anyone.
/// - [`Identity::set_password`] may be repeated at any time, from any crash point, with the same effect.
/// - A password that is typed is compared as [`normal_password`].
/// - [`Identity::verify`] takes as long for a username that does not exist as for one that does.
/// - An answered change survives a crash of the process.
#[cfg_attr(test, mockall::automock)]
#[async_trait]
pub trait Identity: Send + Sync {
    /// Makes `password` the only password of `username`, whether it had one or not.
    async fn set_password(&self, username: &Username, password: &Password) -> Result<(), IdentityError>;

    /// Whether `password` is the password of `username`; false if there is no such username.
    async fn verify(&self, username: &Username, password: &str) -> Result<bool, IdentityError>;

    /// Forgets `username`; nothing happens if there is none.
    async fn remove(&self, username: &Username) -> Result<(), IdentityError>;
}

/// What someone typed, as [`Password`] would keep it, so that it matches however a keyboard composes its letters.
pub fn normal_password(typed: &str) -> String {
    typed.nfkc().collect()
}
