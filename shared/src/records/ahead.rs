//! Reading ahead: what is sure to be asked for is read together with what is asked for first.

use std::{
    collections::HashMap,
    sync::{Mutex, MutexGuard, PoisonError},
};

use async_trait::async_trait;

use super::{Place, Records};
use crate::ports::{Change, CommitError, Key, Query, Reading, Rows, Store, StoreError};

/// A store for one request, whose first reading by key takes along what was announced, in the same trip. What came along
/// answers the first question for it; whoever asks again, or after a commit, reads anew.
///
/// Whatever is read by key is read as a batch, of one if need be. So what a role must allow does not depend on what came along.
pub struct Ahead<'a> {
    store: &'a dyn Store,
    known: Mutex<Known>,
}

#[derive(Default)]
struct Known {
    announced: Vec<Key>,
    readings: HashMap<Key, Option<Reading>>,
}

impl<'a> Ahead<'a> {
    /// Nothing is announced yet.
    pub fn of(store: &'a dyn Store) -> Self {
        Self { store, known: Mutex::default() }
    }

    /// Announces that records of these places will be asked for.
    pub fn announce(&self, records: &Records<'_>, places: &[Place]) {
        self.known().announced.extend(places.iter().map(|it| records.key(it)));
    }

    fn known(&self) -> MutexGuard<'_, Known> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[async_trait]
impl Store for Ahead<'_> {
    async fn get(&self, key: &Key) -> Result<Option<Reading>, StoreError> {
        Ok(self.get_many(std::slice::from_ref(key)).await?.pop().flatten())
    }

    async fn get_many(&self, keys: &[Key]) -> Result<Vec<Option<Reading>>, StoreError> {
        let (mut readings, wanted, along) = {
            let mut known = self.known();
            let readings: Vec<_> = keys.iter().map(|it| known.readings.remove(it)).collect();
            let open = keys.iter().zip(&readings).filter(|(_, it)| it.is_none());
            let wanted: Vec<Key> = open.map(|(key, _)| key.clone()).collect();
            let mut along = std::mem::take(&mut known.announced);
            // The service refuses to read a key twice at once.
            along.sort();
            along.dedup();
            along.retain(|it| !wanted.contains(it));
            (readings, wanted, along)
        };
        if !wanted.is_empty() {
            let mut found = self.store.get_many(&[&wanted[..], &along[..]].concat()).await?.into_iter();
            for reading in readings.iter_mut().filter(|it| it.is_none()) {
                *reading = found.next();
            }
            self.known().readings.extend(along.into_iter().zip(found));
        }
        Ok(readings.into_iter().map(Option::flatten).collect())
    }

    async fn query(&self, query: &Query) -> Result<Rows, StoreError> {
        self.store.query(query).await
    }

    async fn commit(&self, changes: Vec<Change>) -> Result<(), CommitError> {
        self.known().readings.clear();
        self.store.commit(changes).await
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        access::Viewer,
        id::Id,
        keys::Keys,
        memory::MemoryStore,
        ports::{Attributes, Record, Units},
        workspaces::WorkspaceId,
    };

    const PLACES: [&str; 3] = ["one", "two", "three"];

    struct Fixture {
        store: MemoryStore,
        keys: Keys,
    }

    impl Fixture {
        fn records(&self) -> Records<'_> {
            let workspace: WorkspaceId = Id::new(ulid::Ulid::from_parts(1, 1));
            Records::new(&self.store, &self.keys, workspace, Viewer::System)
        }

        fn key(&self, name: &str) -> Key {
            self.records().key(&Place::root(name))
        }

        fn write(&self, name: &str, version: u64) -> Change {
            let (key, indexes) = (self.key(name), [None, None, None]);
            let record = Record { key, indexes, kind: "test", version, body: Attributes::new(), expires: None };
            if version == 1 {
                Change::Create { record, what: "test" }
            } else {
                Change::Replace { record, what: "test" }
            }
        }
    }

    async fn fixture() -> Fixture {
        let fixture = Fixture { store: MemoryStore::default(), keys: Keys::new(&[0; 32]) };
        let changes = PLACES.iter().map(|it| fixture.write(it, 1)).collect();
        fixture.store.commit(changes).await.unwrap();
        fixture
    }

    fn versions(readings: &[Option<Reading>]) -> Vec<Option<u64>> {
        readings.iter().map(|it| it.as_ref().map(|it| it.version)).collect()
    }

    #[tokio::test]
    async fn what_was_announced_comes_with_the_first_questions_and_is_handed_out_once() {
        let fixture = fixture().await;
        let ahead = Ahead::of(&fixture.store);
        let [one, two, three] = PLACES.map(|it| fixture.key(it));
        ahead.announce(&fixture.records(), &["one", "two", "two", "none"].map(Place::root));
        let (first, units) = Units::of(ahead.get_many(&[one.clone(), three.clone()])).await;
        assert_eq!((versions(&first.unwrap()), units.read), (vec![Some(1), Some(1)], 4.0));

        let (again, units) = Units::of(async {
            let none = fixture.key("none");
            (ahead.get(&none).await.unwrap(), ahead.get_many(std::slice::from_ref(&two)).await.unwrap())
        })
        .await;
        assert_eq!((again.0, versions(&again.1), units.read), (None, vec![Some(1)], 0.0));

        let (anew, units) = Units::of(ahead.get_many(&[two.clone(), one.clone()])).await;
        assert_eq!((versions(&anew.unwrap()), units.read), (vec![Some(1), Some(1)], 2.0));
        assert_eq!(ahead.get(&two).await.unwrap().map(|it| it.version), Some(1));
    }

    #[tokio::test]
    async fn what_is_partly_known_is_completed_in_its_order() {
        let fixture = fixture().await;
        let ahead = Ahead::of(&fixture.store);
        let [one, two, three] = PLACES.map(|it| fixture.key(it));
        fixture.store.commit(vec![fixture.write("three", 2)]).await.unwrap();
        ahead.announce(&fixture.records(), &[Place::root("two")]);
        ahead.get_many(std::slice::from_ref(&one)).await.unwrap();
        let (found, units) = Units::of(ahead.get_many(&[three, two, fixture.key("none"), one])).await;
        assert_eq!((versions(&found.unwrap()), units.read), (vec![Some(2), Some(1), None, Some(1)], 3.0));
    }

    #[tokio::test]
    async fn after_a_commit_everything_is_read_anew() {
        let fixture = fixture().await;
        let ahead = Ahead::of(&fixture.store);
        ahead.announce(&fixture.records(), &[Place::root("two")]);
        ahead.get_many(&[fixture.key("one")]).await.unwrap();
        ahead.commit(vec![fixture.write("two", 2)]).await.unwrap();
        assert_eq!(ahead.get(&fixture.key("two")).await.unwrap().map(|it| it.version), Some(2));
    }
}
