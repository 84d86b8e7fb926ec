//! The ports as an endpoint's role lets it use them: what its route does not declare ends the test, and what it does is noted.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{Arc, Mutex, PoisonError},
};

use async_trait::async_trait;
use shared::{
    ports::{
        Blob, BlobError, Blobs, Change, CommitError, Identity, IdentityError, Key, Mailer, MailerError, Message,
        OutgoingMail, Query, Queue, QueueError, Queues, Reading, Rows, Store, StoreError, Username,
    },
    text::Password,
};

use crate::{
    jobs,
    kernel::{Folder, Use},
    routes,
};

tokio::task_local! {
    /// The endpoint or job under whose role this task runs.
    static ROLE: &'static str;
}

/// What was done in this process, by endpoint and job.
static DONE: Mutex<BTreeMap<&str, BTreeSet<Use>>> = Mutex::new(BTreeMap::new());

/// Runs something under the role of an endpoint or a job.
pub async fn under<T>(name: &'static str, future: impl Future<Output = T>) -> T {
    ROLE.scope(name, future).await
}

/// What an endpoint or a job has done so far, in all tests of this process.
pub fn done(name: &str) -> BTreeSet<Use> {
    DONE.lock().unwrap_or_else(PoisonError::into_inner).get(name).cloned().unwrap_or_default()
}

/// What a role lets an endpoint or a job do.
fn declared(name: &str) -> &'static [Use] {
    let route = routes::named(name).map(|it| it.route.uses);
    route.or_else(|| jobs::named(name).map(|it| it.uses)).unwrap_or_default()
}

/// Notes a use; ends the test if the role does not allow it. Tests themselves may do everything.
#[track_caller]
fn require(needed: Use) {
    let Ok(name) = ROLE.try_with(|it| *it) else { return };
    assert!(declared(name).contains(&needed), "{name} needs {needed:?}: add it to its `uses`");
    DONE.lock().unwrap_or_else(PoisonError::into_inner).entry(name).or_default().insert(needed);
}

/// A port under the role of whoever uses it.
#[derive(Debug)]
pub struct Guarded<T>(pub Arc<T>);

#[async_trait]
impl<T: Store> Store for Guarded<T> {
    async fn get(&self, key: &Key) -> Result<Option<Reading>, StoreError> {
        require(Use::Get);
        self.0.get(key).await
    }

    async fn get_many(&self, keys: &[Key]) -> Result<Vec<Option<Reading>>, StoreError> {
        require(Use::GetMany);
        self.0.get_many(keys).await
    }

    async fn query(&self, query: &Query) -> Result<Rows, StoreError> {
        require(query.index.map_or(Use::List, Use::ListBy));
        // Whoever reads a directory's log reads its snapshot first, once there is one.
        if query.pk.ends_with("#log") {
            require(Use::GetBlob(Folder::Directory));
        }
        self.0.query(query).await
    }

    async fn commit(&self, changes: Vec<Change>) -> Result<(), CommitError> {
        for change in &changes {
            require(match change {
                Change::Create { .. } | Change::Replace { .. } => Use::Put,
                Change::Add { .. } => Use::Add,
                Change::Require { .. } => Use::Require,
                Change::Delete { .. } => Use::Delete,
            });
        }
        self.0.commit(changes).await
    }
}

#[async_trait]
impl<T: Blobs> Blobs for Guarded<T> {
    async fn put(&self, key: &str, blob: Blob) -> Result<(), BlobError> {
        require(Use::PutBlob(folder(key)));
        self.0.put(key, blob).await
    }

    async fn get(&self, key: &str) -> Result<Option<Blob>, BlobError> {
        require(Use::GetBlob(folder(key)));
        self.0.get(key).await
    }

    async fn delete(&self, key: &str) -> Result<(), BlobError> {
        require(Use::DeleteBlob(folder(key)));
        self.0.delete(key).await
    }
}

/// `<workspace>/<folder>/…`
fn folder(key: &str) -> Folder {
    let name = key.split('/').nth(1);
    Folder::ALL
        .into_iter()
        .find(|it| Some(it.name()) == name)
        .unwrap_or_else(|| panic!("no role knows where {key} lies"))
}

#[async_trait]
impl<T: Identity> Identity for Guarded<T> {
    async fn set_password(&self, username: &Username, password: &Password) -> Result<(), IdentityError> {
        require(Use::SetPassword);
        self.0.set_password(username, password).await
    }

    async fn verify(&self, username: &Username, password: &str) -> Result<bool, IdentityError> {
        require(Use::CheckPassword);
        self.0.verify(username, password).await
    }

    async fn remove(&self, username: &Username) -> Result<(), IdentityError> {
        // No endpoint and no job forgets anybody yet.
        assert!(ROLE.try_with(|_| ()).is_err(), "no role may forget credentials: add a use for it");
        self.0.remove(username).await
    }
}

#[async_trait]
impl<T: Mailer> Mailer for Guarded<T> {
    async fn send(&self, id: &str, mail: &OutgoingMail) -> Result<(), MailerError> {
        require(Use::SendMail);
        self.0.send(id, mail).await
    }
}

#[async_trait]
impl<T: Queues> Queues for Guarded<T> {
    async fn send(&self, queue: Queue, messages: Vec<Message>) -> Result<(), QueueError> {
        require(Use::Enqueue(queue));
        self.0.send(queue, messages).await
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::Portal;

    #[tokio::test]
    #[should_panic(expected = "roles-list needs List: add it to its `uses`")]
    async fn what_is_not_declared_ends_the_test() {
        let portal = Portal::new();
        let query = Query::partition("p");
        portal.app.store.query(&query).await.expect("a test itself may do everything");
        let _ = under("roles-list", portal.app.store.query(&query)).await;
    }

    #[tokio::test]
    async fn what_is_done_is_noted() {
        let portal = Portal::new();
        let read = portal.app.store.get_many(&[]);
        under("roles-list", read).await.expect("it is declared");
        assert!(done("roles-list").contains(&Use::GetMany));
    }
}
