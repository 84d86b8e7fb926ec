//! The identity port on one machine: credentials in the table, hashed with Argon2id.

use std::sync::Arc;

use argon2::{Algorithm, Argon2, Params, PasswordHasher, PasswordVerifier, Version, password_hash::phc::PasswordHash};
use async_trait::async_trait;
use serde_json::{Value, json};
use shared::{
    ports::{
        Change, CommitError, Entropy, Identity, IdentityError, Key, Reading, Record, Refusal, Source, Store, Username,
        normal_password,
    },
    text::Password,
};
use tokio::{sync::Semaphore, task::spawn_blocking};

/// How often a password is set again after others set it at the same moment.
const ATTEMPTS: u32 = 8;
/// The bytes of a salt.
const SALT: usize = 16;

/// Credentials in the table.
pub struct TableIdentity {
    store: Arc<dyn Store>,
    entropy: Arc<dyn Entropy>,
    /// Bounds how many hashes are computed at once: each takes 19 MiB and a core.
    permits: Arc<Semaphore>,
    /// A hash that no password has. Unknown usernames are verified against it, so that they take as long.
    nobody: String,
}

impl std::fmt::Debug for TableIdentity {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("TableIdentity").finish_non_exhaustive()
    }
}

impl TableIdentity {
    /// Credentials in `store`, with salts from `entropy`.
    pub fn new(store: Arc<dyn Store>, entropy: Arc<dyn Entropy>) -> Self {
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        let nobody = nobody(&*entropy);
        Self { store, entropy, permits: Arc::new(Semaphore::new(cores)), nobody }
    }

    async fn stored(&self, username: &Username) -> Result<Option<Reading>, IdentityError> {
        self.store.get(&key(username)).await.map_err(|err| IdentityError(err.into()))
    }

    /// Runs a hash where it does not hold up other requests.
    async fn compute<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> Result<T, Source> + Send + 'static,
    ) -> Result<T, IdentityError> {
        let permit = Arc::clone(&self.permits).acquire_owned().await.expect("the semaphore is never closed");
        // The permit goes with the work, which runs on even when whoever waits for it has gone.
        let work = move || {
            let done = work();
            drop(permit);
            done
        };
        spawn_blocking(work).await.map_err(|err| IdentityError(err.into()))?.map_err(IdentityError)
    }
}

#[async_trait]
impl Identity for TableIdentity {
    async fn set_password(&self, username: &Username, password: &Password) -> Result<(), IdentityError> {
        let mut salt = [0; SALT];
        self.entropy.fill(&mut salt);
        let password = password.clone();
        let hash = self.compute(move || hash(password.as_str().as_bytes(), &salt)).await?;
        let mut last: Option<CommitError> = None;
        for _ in 0..ATTEMPTS {
            let version = self.stored(username).await?.map_or(0, |it| it.version);
            match self.store.commit(vec![credential(username, &hash, version + 1)]).await {
                Ok(()) => return Ok(()),
                // Someone else set it meanwhile; the one who comes last wins.
                Err(err @ CommitError::Refused { refusal: Refusal::Taken | Refusal::Stale, .. }) => last = Some(err),
                Err(err) => return Err(IdentityError(err.into())),
            }
        }
        Err(IdentityError(last.map_or_else(|| "never tried".into(), Into::into)))
    }

    async fn verify(&self, username: &Username, password: &str) -> Result<bool, IdentityError> {
        let stored = self.stored(username).await?;
        let known = stored.as_ref().map(|it| it.body.get("hash").and_then(Value::as_str));
        let hash = match known {
            Some(Some(hash)) => hash.to_owned(),
            Some(None) => return Err(IdentityError("a credential has no hash".into())),
            None => self.nobody.clone(),
        };
        let typed = normal_password(password);
        let matches = self.compute(move || matches(&typed, &hash)).await?;
        Ok(matches && stored.is_some())
    }

    async fn remove(&self, username: &Username) -> Result<(), IdentityError> {
        for _ in 0..ATTEMPTS {
            let Some(stored) = self.stored(username).await? else { return Ok(()) };
            let delete = Change::Delete { key: stored.key, version: stored.version, what: "credential" };
            match self.store.commit(vec![delete]).await {
                Ok(()) => return Ok(()),
                Err(CommitError::Refused { .. }) => {}
                Err(err) => return Err(IdentityError(err.into())),
            }
        }
        Err(IdentityError("the password changes all the time".into()))
    }
}

fn nobody(entropy: &dyn Entropy) -> String {
    let mut drawn = [0; 32 + SALT];
    entropy.fill(&mut drawn);
    let (password, salt) = drawn.split_at(32);
    hash(password, salt).expect("the parameters are constants that fit")
}

fn key(username: &Username) -> Key {
    Key::new(format!("{}#identity#{}", username.workspace, username.person), "A")
}

fn credential(username: &Username, hash: &str, version: u64) -> Change {
    let Value::Object(body) = json!({ "hash": hash }) else { unreachable!("it is written as an object") };
    let indexes = [None, None, None];
    let record = Record { key: key(username), indexes, kind: "credential", version, body, expires: None };
    match version {
        1 => Change::Create { record, what: "credential" },
        _ => Change::Replace { record, what: "credential" },
    }
}

/// Argon2id with 19 MiB, 2 passes and 1 lane, as OWASP's password storage cheat sheet asks.
fn argon2() -> Argon2<'static> {
    let params = Params::new(19 * 1024, 2, 1, None).expect("the parameters are constants that fit");
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
}

fn hash(password: &[u8], salt: &[u8]) -> Result<String, Source> {
    let hash: PasswordHash = argon2().hash_password_with_salt(password, salt).map_err(|err| err.to_string())?;
    Ok(hash.to_string())
}

fn matches(password: &str, hash: &str) -> Result<bool, Source> {
    let hash = PasswordHash::new(hash).map_err(|err| err.to_string())?;
    match argon2().verify_password(password.as_bytes(), &hash) {
        Ok(()) => Ok(true),
        Err(argon2::password_hash::Error::PasswordInvalid) => Ok(false),
        Err(err) => Err(err.to_string().into()),
    }
}

#[cfg(test)]
mod tests {
    use shared::{
        id::{Id, PersonId},
        memory::{CountingEntropy, MemoryStore},
    };
    use ulid::Ulid;

    use super::*;

    fn jo() -> Username {
        Username { workspace: Id::new(Ulid(1)), person: PersonId::Client(Id::new(Ulid(2))) }
    }

    #[tokio::test]
    async fn a_password_is_hashed_as_owasp_asks_and_never_stored() {
        let store = Arc::new(MemoryStore::default());
        let identity = TableIdentity::new(store.clone(), Arc::new(CountingEntropy::default()));
        identity.set_password(&jo(), &"correct horse".parse().unwrap()).await.unwrap();
        let stored = format!("{:?}", store.dump());
        assert!(stored.contains("$argon2id$v=19$m=19456,t=2,p=1$"), "{stored}");
        assert!(!stored.contains("correct horse"), "{stored}");
        // A salt of its own makes the same password another hash.
        identity.set_password(&jo(), &"correct horse".parse().unwrap()).await.unwrap();
        assert_ne!(format!("{:?}", store.dump()[0].body), stored);
        assert_eq!(store.dump().len(), 1);
    }

    #[tokio::test]
    async fn a_damaged_credential_is_an_error_and_not_a_wrong_password() {
        let store = Arc::new(MemoryStore::default());
        let identity = TableIdentity::new(store.clone(), Arc::new(CountingEntropy::default()));
        store.commit(vec![credential(&jo(), "not a hash", 1)]).await.unwrap();
        assert!(identity.verify(&jo(), "correct horse").await.is_err());
    }

    #[tokio::test]
    async fn hashes_wait_for_their_turn() {
        let identity = TableIdentity::new(Arc::new(MemoryStore::default()), Arc::new(CountingEntropy::default()));
        let all = identity.permits.available_permits();
        let taken = Arc::clone(&identity.permits).acquire_many_owned(u32::try_from(all).unwrap()).await.unwrap();
        let jo = jo();
        let mut waiting = Box::pin(identity.verify(&jo, "correct horse"));
        let soon = tokio::time::Duration::from_millis(300);
        assert!(tokio::time::timeout(soon, &mut waiting).await.is_err(), "nothing held it up");
        drop(taken);
        assert!(!waiting.await.unwrap());
        assert_eq!(identity.permits.available_permits(), all);
    }
}
