//! The only way to a workspace's records.
//!
//! Every key that [`Records`] builds starts with the workspace, index keys included, so no code path can name another
//! workspace's record; every record it reads is shown only if the [`Viewer`] may know of it.

mod ahead;
mod changes;
mod diff;
mod entity;

use serde::de::DeserializeOwned;

pub use ahead::Ahead;
pub use changes::{Bound, Changes};
pub use entity::{Claim, Entity, Place, Stored};

use crate::{
    Error, Result,
    access::Viewer,
    keys::Keys,
    ports::{Change, CommitError, Index, Key, Position, Query, Reading, Record, Store},
    text::Email,
    workspaces::WorkspaceId,
};

/// The records of one workspace, through one viewer's eyes.
#[derive(Clone, Copy)]
pub struct Records<'a> {
    store: &'a dyn Store,
    keys: &'a Keys,
    workspace: WorkspaceId,
    viewer: Viewer,
}

impl std::fmt::Debug for Records<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Records")
            .field("workspace", &self.workspace)
            .field("viewer", &self.viewer)
            .finish_non_exhaustive()
    }
}

/// Which of a workspace's records to list; as [`Query`], but within the workspace.
#[derive(Clone, Debug, Default)]
pub struct Listing {
    /// The order to list, or the table's own.
    pub index: Option<Index>,
    /// The partition, without the workspace.
    pub partition: String,
    /// Only places that start with this.
    pub prefix: String,
    /// Only places at or after this.
    pub from: Option<String>,
    /// Last first.
    pub descending: bool,
    /// Go on after this.
    pub after: Option<Position>,
    /// At most so many.
    pub limit: usize,
}

impl<'a> Records<'a> {
    /// The records of `workspace` as `viewer` may know them.
    pub const fn new(store: &'a dyn Store, keys: &'a Keys, workspace: WorkspaceId, viewer: Viewer) -> Self {
        Self { store, keys, workspace, viewer }
    }

    /// The workspace.
    pub const fn workspace(&self) -> WorkspaceId {
        self.workspace
    }

    /// Through whose eyes.
    pub const fn viewer(&self) -> Viewer {
        self.viewer
    }

    /// The same records as Portico itself sees them: for what must be right whoever asks, such as uniqueness.
    #[must_use]
    pub const fn as_system(&self) -> Self {
        Self { viewer: Viewer::System, ..*self }
    }

    /// The entity of this key. [`Error::NotFound`] if there is none, or none that the viewer may know of.
    pub async fn get<E: Entity>(&self, key: &E::Key) -> Result<Stored<E>> {
        self.find(key).await?.ok_or(Error::NotFound(E::NOUN))
    }

    /// The entity of this key, if there is one that the viewer may know of.
    pub async fn find<E: Entity>(&self, key: &E::Key) -> Result<Option<Stored<E>>> {
        let reading = self.store.get(&self.key(&E::place(key))).await?;
        Ok(reading.map(decode::<E>).transpose()?.filter(|it| it.visible_to(&self.viewer)))
    }

    /// The entity of this key, or what stands for it where it was never stored: its version is 0 then, and
    /// [`Changes::set`] stores it. For settings that older workspaces do not have.
    pub async fn get_or<E: Entity>(&self, key: &E::Key, otherwise: impl FnOnce() -> E) -> Result<Stored<E>> {
        let reading = self.store.get(&self.key(&E::place(key))).await?;
        self.known_or(reading, otherwise)
    }

    fn known_or<E: Entity>(&self, reading: Option<Reading>, otherwise: impl FnOnce() -> E) -> Result<Stored<E>> {
        let stored = reading.map(decode::<E>).transpose()?;
        let stored = stored.unwrap_or_else(|| Stored { entity: otherwise(), version: 0 });
        if stored.visible_to(&self.viewer) { Ok(stored) } else { Err(Error::NotFound(E::NOUN)) }
    }

    /// The entities of these keys, in their order; those that the viewer may not know of are left out.
    pub async fn find_many<E: Entity>(&self, keys: &[E::Key]) -> Result<Vec<Stored<E>>> {
        let keys: Vec<Key> = keys.iter().map(|it| self.key(&E::place(it))).collect();
        if keys.is_empty() {
            return Ok(Vec::new());
        }
        self.known_of(self.store.get_many(&keys).await?)
    }

    fn known_of<E: Entity>(&self, readings: Vec<Option<Reading>>) -> Result<Vec<Stored<E>>> {
        let entities = readings.into_iter().flatten().map(decode::<E>).collect::<Result<Vec<_>>>()?;
        Ok(entities.into_iter().filter(|it| it.visible_to(&self.viewer)).collect())
    }

    /// As [`Self::find_many`], and in the same trip to the store as [`Self::get_or`]: a page, and the setting that it is shown by.
    pub async fn find_many_by<E: Entity, S: Entity>(
        &self,
        keys: &[E::Key],
        setting: &S::Key,
        otherwise: impl FnOnce() -> S,
    ) -> Result<(Vec<Stored<E>>, Stored<S>)> {
        let places = std::iter::once(S::place(setting)).chain(keys.iter().map(E::place));
        let mut readings = self.store.get_many(&places.map(|it| self.key(&it)).collect::<Vec<_>>()).await?.into_iter();
        let setting = self.known_or(readings.next().flatten(), otherwise)?;
        Ok((self.known_of(readings.collect())?, setting))
    }

    /// A page of entities, and where it goes on. Those that the viewer may not know of are left out.
    pub async fn list<E: Entity>(&self, listing: &Listing) -> Result<(Vec<Stored<E>>, Option<Position>)> {
        let query = Query {
            index: listing.index,
            pk: self.pk(&listing.partition),
            prefix: listing.prefix.clone(),
            from: listing.from.clone(),
            descending: listing.descending,
            after: listing.after.clone(),
            limit: listing.limit.max(1),
        };
        let rows = self.store.query(&query).await?;
        let of_kind = rows.rows.into_iter().filter(|it| it.kind == E::KIND);
        let entities = of_kind.map(decode::<E>).collect::<Result<Vec<_>>>()?;
        Ok((entities.into_iter().filter(|it| it.visible_to(&self.viewer)).collect(), rows.next))
    }

    /// The place of an entity in an index, for a listing that goes on after it.
    pub fn position<E: Entity>(&self, entity: &E, index: Index) -> Position {
        let [one, two, three] = entity.indexes();
        let place = match index {
            Index::One => one,
            Index::Two => two,
            Index::Three => three,
        };
        Position { key: self.key(&E::place(&entity.key())), index: place.map(|it| self.index_key(&it)) }
    }

    /// All entities of a partition: for partitions that are known to be small.
    pub async fn all<E: Entity>(&self, partition: &str) -> Result<Vec<Stored<E>>> {
        let mut listing = Listing { partition: partition.to_owned(), limit: 500, ..Listing::default() };
        let mut all = Vec::new();
        loop {
            let (page, next) = self.list::<E>(&listing).await?;
            all.extend(page);
            match next {
                Some(position) => listing.after = Some(position),
                None => return Ok(all),
            }
        }
    }

    /// The id of the record that claims a value, whoever may see it: for uniqueness, not for showing.
    pub async fn claimed(&self, noun: &'static str, value: &str) -> Result<Option<String>> {
        let key = self.claim_key(&Claim { noun, value: value.to_owned() });
        let reading = self.store.get(&key).await?;
        Ok(reading.and_then(|it| it.body.get("of").and_then(|of| of.as_str().map(str::to_owned))))
    }

    /// What one of the workspace's counters stands at.
    pub async fn counted(&self, name: &str) -> Result<i64> {
        let reading = self.store.get(&self.key(&Changes::counter(name))).await?;
        Ok(reading.and_then(|it| it.body.get("n").and_then(serde_json::Value::as_i64)).unwrap_or(0))
    }

    /// Who has this email, whoever may see it.
    pub async fn email_holder<T: std::str::FromStr>(&self, email: &Email) -> Result<Option<T>> {
        Ok(self.claimed(Claim::EMAIL, email.as_str()).await?.and_then(|it| it.parse().ok()))
    }

    /// Applies changes as one commit.
    pub async fn commit(&self, changes: Changes) -> Result<(), CommitError> {
        self.store.commit(self.writes(changes)).await
    }

    /// What a commit of these changes writes, for whoever adds to it.
    pub fn writes(&self, changes: Changes) -> Vec<Change> {
        changes.into_writes(self)
    }

    pub(crate) fn pk(&self, partition: &str) -> String {
        format!("{}#{partition}", self.workspace)
    }

    pub(crate) fn key(&self, place: &Place) -> Key {
        Key::new(self.pk(&place.partition), place.sort.clone())
    }

    pub(crate) fn claim_key(&self, claim: &Claim) -> Key {
        let hash = self.keys.claim(self.workspace, claim.noun, &claim.value);
        Key::new(self.pk(&format!("{}#{hash}", claim.noun)), "claim")
    }

    pub(crate) fn record<E: Entity>(&self, entity: &E, version: u64) -> Record {
        Record {
            key: self.key(&E::place(&entity.key())),
            indexes: entity.indexes().map(|it| it.map(|place| self.index_key(&place))),
            kind: E::KIND,
            version,
            body: entity::encode(entity),
            expires: entity.expires().map(jiff::Timestamp::as_second),
        }
    }

    /// Index keys start with the workspace too, but for the few system listings that jobs read across workspaces.
    fn index_key(&self, place: &Place) -> Key {
        if place.system { Key::new(place.partition.clone(), place.sort.clone()) } else { self.key(place) }
    }

    pub(crate) fn claim_record(&self, claim: &Claim, of: &str) -> Record {
        let mut body = crate::ports::Attributes::new();
        body.insert("of".to_owned(), of.into());
        Record {
            key: self.claim_key(claim),
            indexes: [None, None, None],
            kind: "claim",
            version: 1,
            body,
            expires: None,
        }
    }
}

/// Reads an entity out of a record. A record that can't be read is a defect, never skipped in silence.
pub fn decode<E: Entity + DeserializeOwned>(reading: Reading) -> Result<Stored<E>> {
    let version = reading.version;
    let entity = serde_json::from_value(serde_json::Value::Object(reading.body)).map_err(Error::internal)?;
    Ok(Stored { entity, version })
}
