//! The directory: a compact table of a workspace's clients and companies, for every list, filter, count and search.
//!
//! It is a snapshot in object storage plus a log in the table. Every commit that changes a client or a company writes its
//! new row to the log in the same transaction, and the log is read consistently, so what was created a moment ago is found.
//! A small workspace has only the log. Rows carry their record's version: applying one twice, or late, changes nothing, so
//! readers may read the log's end again and again.

mod entry;
mod kept;
mod page;
mod query;
mod shared_rows;
mod snapshot;

use std::{
    collections::{BTreeMap, HashMap},
    sync::Arc,
};

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

pub use entry::{ClientDetails, ClientRow, CompanyRow, Details, Entry, LogEntry};
pub use kept::Directories;
pub use query::{ClientQuery, Hits, Order, ProfileFilter, Sort};
pub use snapshot::compact;

use crate::{
    Error, Result,
    access::Viewer,
    clients::{ClientId, ClientStatus},
    companies::{CompanyId, Domain},
    ports::Query,
    records::Records,
    scope::Ports,
    system,
    team::InternalUserId,
    workspaces::ClientBrief,
};

/// How far back the log is read again. Two commits may be written in the other order than their ids say: by the time one
/// takes, and by how much two machines' clocks differ.
const OVERLAP_MS: i64 = 120_000;

/// How long a page of the log may take to be read and still count as read at one moment. Compaction takes out the oldest entries
/// first, a hundred in a commit, and in this time can't get from the anchor to where a page ends.
const AT_ONCE: SignedDuration = SignedDuration::from_millis(50);

/// A workspace's clients and companies, as of a moment ago.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Directory {
    /// Shared with the directory that this one is a newer copy of.
    #[serde(with = "shared_rows")]
    clients: BTreeMap<ClientId, Arc<ClientRow>>,
    companies: BTreeMap<CompanyId, CompanyRow>,
    activity: HashMap<ClientId, Timestamp>,
    /// The place of the last log entry that was applied.
    #[serde(default)]
    seen: String,
    /// The place of an entry that is older than all that is read again. The log loses its oldest entries first, so as long as
    /// this one is in it, it has lost nothing that matters here. Empty where no entry is that old.
    #[serde(default)]
    anchor: String,
    /// The snapshot this one began with.
    #[serde(default)]
    base: Option<String>,
}

impl Directory {
    /// The directory as of now: what this process has, plus the log since then.
    pub async fn load(ports: &Ports<'_>, records: &Records<'_>) -> Result<Arc<Self>> {
        let workspace = records.workspace();
        let mut directory = match ports.directories.get(workspace) {
            Some(kept) => kept,
            None => Self::from_snapshot(ports, records, snapshot::pointer(records).await?).await?,
        };
        while !Self::catch_up(&mut directory, ports, records).await? {
            // The log was complete if no newer snapshot had taken entries out of it by the time it was read.
            let pointer = snapshot::pointer(records).await?;
            if pointer == directory.base {
                break;
            }
            directory = Self::from_snapshot(ports, records, pointer).await?;
        }
        ports.directories.keep(workspace, Arc::clone(&directory));
        Ok(directory)
    }

    async fn from_snapshot(ports: &Ports<'_>, records: &Records<'_>, mut pointer: Option<String>) -> Result<Arc<Self>> {
        while let Some(name) = pointer {
            if let Some(directory) = snapshot::read(ports, &name).await? {
                return Ok(Arc::new(directory));
            }
            // It was removed: newer ones have come since the pointer was read.
            pointer = snapshot::pointer(records).await?;
            if pointer.as_ref() == Some(&name) {
                return Err(Error::internal(format!("the snapshot {name} is missing")));
            }
        }
        Ok(Arc::default())
    }

    /// Applies the log's end. False if what was read does not show that nothing is missing.
    async fn catch_up(directory: &mut Arc<Self>, ports: &Ports<'_>, records: &Records<'_>) -> Result<bool> {
        let anchor = directory.anchor.clone();
        let mut query = Query { from: Some(anchor.clone()), ..Query::partition(records.pk("log")) };
        let mut places = Vec::new();
        let began = ports.clock.now();
        loop {
            let rows = ports.store.query(&query).await?;
            for row in rows.rows {
                let place = row.key.sk.clone();
                let entry: LogEntry = system::read(row)?;
                // Most of what is read again is known. A change makes a copy, since others may be reading.
                if directory.seen < place || directory.lacks(&entry.entry) {
                    Arc::make_mut(directory).apply(entry.entry, place.clone());
                }
                places.push(place);
            }
            match rows.next {
                Some(position) => query.after = Some(position),
                None => break,
            }
        }
        // Between one page and the next, entries may have been taken out; and within one, if it took several answers.
        let at_once = query.after.is_none() && ports.clock.now().duration_since(began).abs() <= AT_ONCE;
        let is_complete = at_once && places.first() == Some(&anchor);
        let again = earlier(&directory.seen);
        if let Some(anchor) = places.into_iter().take_while(|it| *it <= again).last()
            && anchor != directory.anchor
        {
            Arc::make_mut(directory).anchor = anchor;
        }
        Ok(is_complete)
    }

    fn apply(&mut self, entry: Entry, place: String) {
        if self.seen < place {
            self.seen = place;
        }
        if !self.lacks(&entry) {
            return;
        }
        match entry {
            Entry::Client(row) => {
                self.clients.insert(row.id, Arc::from(row));
            }
            Entry::Company(row) => {
                self.companies.insert(row.id, row);
            }
            Entry::Activity { client, at } => {
                self.activity.insert(client, at);
            }
        }
    }

    /// Whether an entry says something newer than what is known.
    fn lacks(&self, entry: &Entry) -> bool {
        match entry {
            Entry::Client(row) => self.clients.get(&row.id).is_none_or(|it| it.version < row.version),
            Entry::Company(row) => self.companies.get(&row.id).is_none_or(|it| it.version < row.version),
            Entry::Activity { client, at } => self.activity.get(client).is_none_or(|it| it < at),
        }
    }

    /// How many rows it has in memory.
    fn len(&self) -> usize {
        self.clients.len() + self.companies.len() + self.activity.len()
    }

    fn rows(&self) -> impl Iterator<Item = &ClientRow> + Clone {
        self.clients.values().map(|it| &**it)
    }

    /// When a client was last there.
    pub fn last_activity(&self, client: ClientId) -> Option<Timestamp> {
        self.activity.get(&client).copied()
    }

    /// A company's row.
    pub fn company(&self, id: CompanyId) -> Option<&CompanyRow> {
        self.companies.get(&id)
    }

    /// Active companies by name; those whose folded name contains `search`, if it is given.
    pub fn companies(&self, search: &str) -> Vec<&CompanyRow> {
        let search = crate::text::fold(search);
        let mut found: Vec<_> =
            self.companies.values().filter(|it| it.active && crate::text::fold(&it.name).contains(&search)).collect();
        found.sort_by_cached_key(|it| (crate::text::fold(&it.name), it.id));
        found
    }

    /// How many companies are active.
    pub fn active_companies(&self) -> usize {
        self.companies.values().filter(|it| it.active).count()
    }

    /// Active companies that have this domain.
    pub fn companies_on(&self, domain: &Domain) -> Vec<CompanyId> {
        self.companies.values().filter(|it| it.active && it.domains.contains(domain)).map(|it| it.id).collect()
    }

    /// How many clients there are, and how many of them were ever invited or came in.
    pub fn count_clients(&self) -> (usize, usize) {
        let listed = self.rows().filter(|it| it.status != ClientStatus::Archived);
        let invited = listed.clone().filter(|it| it.status != ClientStatus::NotInvited).count();
        (listed.count(), invited)
    }

    /// Whether any client, archived ones included, has this team member as lead or in their visibility.
    pub fn names(&self, user: InternalUserId) -> bool {
        self.rows().any(|it| it.lead == user || it.visibility.contains(&user))
    }

    /// Clients who need a company once the workspace serves businesses only (W07), as far as the viewer may see them (A05).
    pub fn clients_without_company(&self, viewer: &Viewer) -> Vec<ClientBrief> {
        let lacking = |it: &&ClientRow| {
            it.companies.is_empty() && it.status != ClientStatus::Archived && viewer.sees_client(it.id, &it.visibility)
        };
        let brief = |it: &ClientRow| ClientBrief {
            id: it.id,
            given_name: it.given_name.clone(),
            family_name: it.family_name.clone().unwrap_or_default(),
        };
        self.rows().filter(lacking).map(brief).collect()
    }
}

/// The place in the log from which it has to be read again.
fn earlier(seen: &str) -> String {
    let Ok(ulid) = ulid::Ulid::from_string(seen) else { return String::new() };
    let overlap = u64::try_from(OVERLAP_MS).unwrap_or(0);
    ulid::Ulid::from_parts(ulid.timestamp_ms().saturating_sub(overlap), 0).to_string()
}

#[cfg(test)]
mod tests;
