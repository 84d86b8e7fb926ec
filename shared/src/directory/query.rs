//! Filtering, sorting and counting clients in memory (C07, A05).

use std::{
    cmp::{Ordering, Reverse},
    collections::BTreeMap,
};

use jiff::{SignedDuration, Timestamp};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{ClientRow, Directory};
use crate::{
    access::{ProfileId, Viewer},
    clients::{ClientId, ClientStatus},
    companies::CompanyId,
    team::InternalUserId,
    text::fold,
};

/// What to sort clients by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum Sort {
    /// When they were added.
    #[default]
    CreatedAt,
    /// Their full name.
    Name,
    /// When they were last there; those who never were come first, or last.
    LastActivity,
}

/// Which end of a sorting comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum Order {
    /// Oldest first, A to Z.
    Asc,
    /// Newest first, Z to A.
    Desc,
}

/// Which clients to list.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize)]
pub struct ClientQuery {
    /// Words of which each is part of the name, the email or the position.
    pub search: String,
    /// Only these statuses; all but archived if none is named.
    pub statuses: Vec<ClientStatus>,
    /// Only clients of this company.
    pub company: Option<CompanyId>,
    /// Only clients with this lead.
    pub lead: Option<InternalUserId>,
    /// Only clients with this tag.
    pub tag: Option<String>,
    /// Only clients with this profile.
    pub profile: Option<ProfileFilter>,
    /// Only the client with this email, case folded.
    pub email: Option<String>,
    /// Only clients with exactly this given name.
    pub given_name: Option<String>,
    /// Only clients with exactly this family name.
    pub family_name: Option<String>,
    /// Only clients who were not there for so many days, or never.
    pub inactive_days: Option<u32>,
    /// What to sort by.
    pub sort: Sort,
    /// Which end first.
    pub descending: bool,
}

/// A client profile to filter by.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct ProfileFilter {
    /// Which.
    pub id: ProfileId,
    /// If it is the default, all the others: it is also the profile of those who have none of these.
    pub others: Option<Vec<ProfileId>>,
}

impl ProfileFilter {
    fn admits(&self, profile: Option<ProfileId>) -> bool {
        match &self.others {
            Some(others) => profile.is_none_or(|it| !others.contains(&it)),
            None => profile == Some(self.id),
        }
    }
}

/// Where a listing stopped: the sort key and the id of its last client.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct After(String, ClientId);

/// What was found.
#[derive(Debug)]
pub struct Hits {
    /// The clients of this page, in order.
    pub ids: Vec<ClientId>,
    /// Where to go on, if there are more.
    pub next: Option<After>,
    /// How many there are on all pages.
    pub total: usize,
    /// How many there are by status, were the filter without statuses.
    pub counts: BTreeMap<ClientStatus, usize>,
}

impl Directory {
    /// Finds the clients that `viewer` may see and that match, and counts them.
    pub fn find_clients(
        &self,
        viewer: &Viewer,
        query: &ClientQuery,
        now: Timestamp,
        after: Option<&After>,
        limit: usize,
    ) -> Hits {
        let folded = Folded::new(query, now);
        let mut counts: BTreeMap<_, _> = ClientStatus::ALL.map(|it| (it, 0)).into();
        let mut found: Vec<(String, &ClientRow)> = Vec::new();
        for row in self.rows() {
            if !viewer.sees_client(row.id, &row.visibility) || !self.matches(row, query, &folded) {
                continue;
            }
            *counts.entry(row.status).or_default() += 1;
            if listed(row.status, &query.statuses) {
                found.push((self.sort_key(row, query.sort), row));
            }
        }
        let order = |a: (&str, ClientId), b: (&str, ClientId)| {
            let ascending = a.cmp(&b);
            if query.descending { ascending.reverse() } else { ascending }
        };
        found.sort_by(|(a, row), (b, other)| order((a, row.id), (b, other.id)));
        let start = after.map_or(0, |After(key, id)| {
            found.partition_point(|(it, row)| order((it, row.id), (key, *id)) != Ordering::Greater)
        });
        let page = &found[start..(start + limit).min(found.len())];
        let more = start + page.len() < found.len();
        Hits {
            ids: page.iter().map(|(_, row)| row.id).collect(),
            next: page.last().filter(|_| more).map(|(key, row)| After(key.clone(), row.id)),
            total: found.len(),
            counts,
        }
    }

    /// How many clients of each company the viewer may see.
    pub fn clients_by_company(&self, viewer: &Viewer) -> BTreeMap<CompanyId, usize> {
        let mut counts = BTreeMap::new();
        let shown = |it: &&ClientRow| it.status != ClientStatus::Archived && viewer.sees_client(it.id, &it.visibility);
        for company in self.rows().filter(shown).flat_map(|it| &it.companies) {
            *counts.entry(*company).or_default() += 1;
        }
        counts
    }

    /// The tags of the clients that the viewer may see: each with how many have it, the most used first; only those that
    /// contain `search`.
    pub fn tags(&self, viewer: &Viewer, search: &str) -> Vec<(String, usize)> {
        let search = fold(search);
        let mut found: BTreeMap<&str, BTreeMap<&str, usize>> = BTreeMap::new();
        let shown = |it: &&ClientRow| it.status != ClientStatus::Archived && viewer.sees_client(it.id, &it.visibility);
        for row in self.rows().filter(shown) {
            // One client counts once, however often and in whatever way it has the tag.
            let first = |n: usize, tag: &String| !row.tags[..n].contains(tag);
            for (n, tag) in row.tags.iter().enumerate().filter(|(n, tag)| tag.contains(&search) && first(*n, tag)) {
                let written = row.tag_names.get(n).unwrap_or(tag);
                *found.entry(tag).or_default().entry(written).or_default() += 1;
            }
        }
        // People write one tag in several ways; it is shown as most of them do.
        let usual = |ways: &BTreeMap<&str, usize>| {
            let most = ways.iter().max_by_key(|(name, count)| (**count, Reverse(**name)));
            most.map(|(name, _)| (*name).to_owned()).unwrap_or_default()
        };
        let mut tags: Vec<_> = found.values().map(|ways| (usual(ways), ways.values().sum())).collect();
        tags.sort_by_key(|(_, count)| Reverse(*count));
        tags
    }

    fn matches(&self, row: &ClientRow, query: &ClientQuery, folded: &Folded) -> bool {
        folded.words.iter().all(|word| row.text.contains(word))
            && query.company.is_none_or(|it| row.companies.contains(&it))
            && query.lead.is_none_or(|it| row.lead == it)
            && folded.tag.as_ref().is_none_or(|it| row.tags.contains(it))
            && query.profile.as_ref().is_none_or(|it| it.admits(row.profile))
            && folded.email.as_ref().is_none_or(|it| row.email.as_str() == it)
            && query.given_name.as_ref().is_none_or(|it| row.given_name == *it)
            && query.family_name.as_ref().is_none_or(|it| row.family_name.as_deref().unwrap_or_default() == it)
            && folded.quiet_since.is_none_or(|since| self.last_activity(row.id).is_none_or(|at| at < since))
    }

    fn sort_key(&self, row: &ClientRow, sort: Sort) -> String {
        let time = |at: Timestamp| format!("{:015}", at.as_millisecond());
        match sort {
            Sort::CreatedAt => time(row.created_at),
            Sort::Name => row.name.clone(),
            Sort::LastActivity => self.last_activity(row.id).map(time).unwrap_or_default(),
        }
    }
}

/// What of a query is the same for every row.
struct Folded {
    words: Vec<String>,
    tag: Option<String>,
    email: Option<String>,
    quiet_since: Option<Timestamp>,
}

impl Folded {
    fn new(query: &ClientQuery, now: Timestamp) -> Self {
        let days =
            |days: u32| now.checked_sub(SignedDuration::from_hours(24 * i64::from(days))).unwrap_or(Timestamp::MIN);
        Self {
            words: fold(&query.search).split(' ').filter(|it| !it.is_empty()).map(str::to_owned).collect(),
            tag: query.tag.as_deref().map(fold),
            email: query.email.as_deref().map(|it| it.trim().to_lowercase()),
            quiet_since: query.inactive_days.map(days),
        }
    }
}

fn listed(status: ClientStatus, wanted: &[ClientStatus]) -> bool {
    if wanted.is_empty() { status != ClientStatus::Archived } else { wanted.contains(&status) }
}
