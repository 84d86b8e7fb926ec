//! Credentials in memory.

use std::{collections::HashMap, sync::Mutex};

use async_trait::async_trait;
use sha2::{Digest, Sha256};

use super::lock;
use crate::{
    ports::{Identity, IdentityError, Username, normal_password},
    text::Password,
};

/// Credentials that last as long as the test. They are hashed fast, which no real adapter may do.
#[derive(Debug, Default)]
pub struct MemoryIdentity(Mutex<HashMap<Username, [u8; 32]>>);

impl MemoryIdentity {
    /// How many usernames have a password.
    pub fn len(&self) -> usize {
        lock(&self.0).len()
    }

    /// Whether nobody has a password.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

#[async_trait]
impl Identity for MemoryIdentity {
    async fn set_password(&self, username: &Username, password: &Password) -> Result<(), IdentityError> {
        lock(&self.0).insert(*username, hash(password.as_str()));
        Ok(())
    }

    async fn verify(&self, username: &Username, password: &str) -> Result<bool, IdentityError> {
        Ok(lock(&self.0).get(username) == Some(&hash(&normal_password(password))))
    }

    async fn remove(&self, username: &Username) -> Result<(), IdentityError> {
        lock(&self.0).remove(username);
        Ok(())
    }
}

fn hash(password: &str) -> [u8; 32] {
    Sha256::digest(password.as_bytes()).into()
}
