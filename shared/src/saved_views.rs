//! Saved views: a name for a query of the list of clients, of one person or shared with the team (C07).
//!
//! A view is a query, never its answer: whoever opens one lists what they may see.

use std::num::NonZeroU32;

use jiff::Timestamp;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    Error, Result,
    access::{ClientProfiles, Permission, ProfileId, Viewer},
    clients::Statuses,
    companies::{Company, CompanyId},
    directory::{Order, Sort},
    id::{Id, Kind},
    ports::{CommitError, Refusal},
    records::{Bound, Changes, Entity, Place, Stored},
    scope::Scope,
    team::{InternalUser, InternalUserId},
    text::{Line, Title},
};

/// Most views of one person.
pub const MOST_VIEWS: i64 = 50;
/// What a refusal of one more is named by.
const VIEWS: &str = "views";

/// A saved view's identifier.
pub type SavedViewId = Id<SavedView>;

impl Kind for SavedView {
    const PREFIX: &'static str = "view";
}

/// What a view lists: parameters of the list of clients, under the same names.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schemars(rename = "ClientListQuery")]
pub struct ViewQuery {
    /// Words of which each is part of the name, the email or the position.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub search: Option<Line>,
    /// Statuses, separated by commas; all but archived if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<Statuses>,
    /// Only clients of this company.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub company_id: Option<CompanyId>,
    /// Only clients with this lead.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lead_internal_user_id: Option<InternalUserId>,
    /// Only clients with this tag.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tag: Option<Line>,
    /// Only clients with this client profile.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub client_profile_id: Option<ProfileId>,
    /// Only clients who were not there for so many days, or never.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub inactive_days: Option<NonZeroU32>,
    /// What to sort by; by creation if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sort: Option<Sort>,
    /// Which end first; the newest, or A, if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub order: Option<Order>,
}

impl ViewQuery {
    /// The query without what says nothing. Whom and which company it names must be known here.
    async fn checked(mut self, scope: &Scope<'_>) -> Result<Self> {
        self.search = self.search.filter(|it| !it.as_str().is_empty());
        self.tag = self.tag.filter(|it| !it.as_str().is_empty());
        self.status = self.status.filter(|it| !it.is_empty());
        ClientProfiles::require(&scope.records, self.client_profile_id, "query.clientProfileId").await?;
        if let Some(company) = &self.company_id {
            scope.records.get::<Company>(company).await?;
        }
        if let Some(lead) = &self.lead_internal_user_id {
            scope.records.get::<InternalUser>(lead).await?;
        }
        Ok(self)
    }
}

/// A name for a query of the list of clients.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SavedView {
    /// Its id.
    pub id: SavedViewId,
    /// Who saved it.
    pub owner: InternalUserId,
    /// What people call it.
    pub name: Title,
    /// What it lists.
    pub query: ViewQuery,
    /// Whether the whole team has it.
    pub shared: bool,
    /// When it was saved.
    pub created_at: Timestamp,
    /// When it was last changed.
    pub updated_at: Timestamp,
}

impl Entity for SavedView {
    type Key = SavedViewId;
    const KIND: &'static str = "view";
    const NOUN: &'static str = "view";

    fn place(id: &SavedViewId) -> Place {
        Place::new("views", id.to_string())
    }

    fn key(&self) -> SavedViewId {
        self.id
    }

    fn visible_to(&self, viewer: &Viewer) -> bool {
        match viewer {
            Viewer::System => true,
            Viewer::InternalUser { id, .. } => self.shared || self.owner == *id,
            Viewer::Client { .. } | Viewer::Visitor => false,
        }
    }

    fn audited(&self) -> Option<String> {
        Some(self.id.to_string())
    }
}

/// What makes a view.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NewView {
    /// What people call it.
    pub name: Title,
    /// What it lists; every client if absent.
    #[serde(default)]
    pub query: ViewQuery,
    /// Whether the whole team has it.
    #[serde(default)]
    pub shared: bool,
}

/// What to change; absent is left as it is.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ViewChanges {
    /// What people call it.
    pub name: Option<Title>,
    /// What it lists, in place of what it listed.
    pub query: Option<ViewQuery>,
    /// Whether the whole team has it.
    pub shared: Option<bool>,
}

/// The views that the actor has: their own, and those that are shared; oldest first.
pub async fn list(scope: &Scope<'_>) -> Result<Vec<Stored<SavedView>>> {
    scope.records.all::<SavedView>("views").await
}

/// Saves a view. Counted, so that of two at the same moment no one is too many.
pub async fn create(scope: &Scope<'_>, owner: InternalUserId, new: NewView) -> Result<(SavedView, Changes)> {
    let view = SavedView {
        id: scope.new_id(),
        owner,
        name: new.name,
        query: new.query.checked(scope).await?,
        shared: new.shared,
        created_at: scope.now(),
        updated_at: scope.now(),
    };
    let mut changes = scope.change("view.created");
    changes.create(&view);
    changes.count(&counter(owner), 1, Bound { what: VIEWS, at_most: Some(MOST_VIEWS) });
    Ok((view, changes))
}

/// Changes a view.
pub async fn update(
    scope: &Scope<'_>,
    stored: &Stored<SavedView>,
    wanted: ViewChanges,
) -> Result<(Stored<SavedView>, Changes)> {
    require_own(scope, stored)?;
    let query = match wanted.query {
        Some(query) => query.checked(scope).await?,
        None => stored.query.clone(),
    };
    let after = stored.with(|it| {
        it.name = wanted.name.unwrap_or_else(|| it.name.clone());
        it.query = query;
        it.shared = wanted.shared.unwrap_or(it.shared);
        it.updated_at = scope.now();
    });
    let mut changes = scope.change("view.updated");
    let version = changes.replace(stored, &after);
    Ok((Stored { entity: after, version }, changes))
}

/// Deletes a view for whoever has it.
pub fn delete(scope: &Scope<'_>, stored: &Stored<SavedView>) -> Result<Changes> {
    require_own(scope, stored)?;
    let mut changes = scope.change("view.deleted");
    changes.delete(stored);
    changes.count(&counter(stored.owner), -1, Bound { what: VIEWS, at_most: None });
    Ok(changes)
}

/// What a refused commit of a new view means.
pub fn refused(error: CommitError) -> Error {
    match error {
        CommitError::Refused { what: VIEWS, refusal: Refusal::Exceeded } => Error::TooManyViews(MOST_VIEWS),
        other => other.into(),
    }
}

/// A view is its owner's to change; a shared one also theirs who manage the settings.
fn require_own(scope: &Scope<'_>, view: &SavedView) -> Result<()> {
    match scope.records.viewer() {
        Viewer::InternalUser { id, .. } if id == view.owner => Ok(()),
        _ => scope.require(Permission::ManageSettings),
    }
}

fn counter(owner: InternalUserId) -> String {
    format!("views#{owner}")
}
