//! Companies: businesses that hold many clients.

use jiff::Timestamp;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    Error, Result,
    access::Viewer,
    directory::{CompanyRow, Entry},
    id::{Id, Kind},
    ports::{CommitError, Refusal},
    records::{Bound, Changes, Claim, Entity, Place, Stored},
    scope::Scope,
    text::{Line, Title, fold},
    workspaces::{ClientMode, Workspace},
};

mod domain;

pub use domain::Domain;

/// A company's identifier.
pub type CompanyId = Id<Company>;

impl Kind for Company {
    const PREFIX: &'static str = "company";
}

/// Whether a company is in use.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum CompanyStatus {
    /// In use.
    Active,
    /// Gone from lists.
    Archived,
}

/// A business that holds many clients.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Company {
    /// Its id.
    pub id: CompanyId,
    /// Its name; no two active companies of a workspace have the same after folding case and spaces.
    pub name: Title,
    /// The domains of its people's emails (C05); several companies may share one, and then it only suggests.
    #[serde(default)]
    pub domains: Vec<Domain>,
    /// Its website.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub website: Option<Line>,
    /// A few words about it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<Line>,
    /// Whether it is in use.
    pub status: CompanyStatus,
    /// When it was created.
    pub created_at: Timestamp,
    /// When it was last changed.
    pub updated_at: Timestamp,
}

impl Company {
    /// The claim of a company's name.
    pub const NAME: &'static str = "companyName";
    /// What a refusal names if clients belong to a company.
    const CLIENTS: &'static str = "companyClients";

    /// Where its clients are counted: all but the archived ones.
    pub fn clients(id: CompanyId) -> Place {
        Place::new(format!("company#{id}"), "clients")
    }

    /// A company of this name, in use from now on.
    pub fn new(id: CompanyId, name: Title, now: Timestamp) -> Self {
        Self {
            id,
            name,
            domains: Vec::new(),
            website: None,
            description: None,
            status: CompanyStatus::Active,
            created_at: now,
            updated_at: now,
        }
    }
}

impl Entity for Company {
    type Key = CompanyId;
    const KIND: &'static str = "company";
    const NOUN: &'static str = "company";

    fn place(id: &CompanyId) -> Place {
        Place::own("company", id)
    }

    fn key(&self) -> CompanyId {
        self.id
    }

    fn visible_to(&self, viewer: &Viewer) -> bool {
        viewer.is_team()
    }

    fn claims(&self) -> Vec<Claim> {
        if self.status == CompanyStatus::Archived {
            return Vec::new();
        }
        vec![Claim { noun: Self::NAME, value: fold(self.name.as_str()) }]
    }

    fn audited(&self) -> Option<String> {
        Some(self.id.to_string())
    }

    fn listed(&self, version: u64) -> Option<Entry> {
        Some(Entry::Company(CompanyRow {
            id: self.id,
            version,
            name: self.name.to_string(),
            active: self.status == CompanyStatus::Active,
            domains: self.domains.clone(),
            created_at: self.created_at,
        }))
    }
}

/// What makes a company.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NewCompany {
    /// Its name, at least 2 characters.
    pub name: Title,
    /// Its website.
    pub website: Option<Line>,
    /// A few words about it.
    pub description: Option<Line>,
    /// The domains of its people's emails.
    #[serde(default)]
    pub domains: Vec<Domain>,
}

/// What to change; absent is left as it is, `null` clears.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct CompanyChanges {
    /// Its name.
    pub name: Option<Title>,
    /// Its website.
    #[serde(default, deserialize_with = "crate::text::nullable")]
    pub website: Option<Option<Line>>,
    /// A few words about it.
    #[serde(default, deserialize_with = "crate::text::nullable")]
    pub description: Option<Option<Line>>,
    /// The domains of its people's emails.
    pub domains: Option<Vec<Domain>>,
}

/// Creates a company.
pub fn create(scope: &Scope<'_>, workspace: &Stored<Workspace>, new: NewCompany) -> Result<(Company, Changes)> {
    require_companies(workspace)?;
    let mut company = Company::new(scope.new_id(), new.name, scope.now());
    company.domains = tidy(new.domains)?;
    company.website = new.website.filter(|it| !it.as_str().is_empty());
    company.description = new.description.filter(|it| !it.as_str().is_empty());
    let mut changes = scope.change("company.created");
    add(workspace, &company, &mut changes);
    Ok((company, changes))
}

/// Stores a new company. The mode was checked a moment ago; a company must not slip in under a change of it (W07).
pub(crate) fn add(workspace: &Stored<Workspace>, company: &Company, changes: &mut Changes) {
    changes.require(workspace);
    count(changes, 1);
    changes.create(company);
}

fn count(changes: &mut Changes, amount: i64) {
    changes.count("companies", amount, Bound { what: "companies", at_most: None });
}

/// Makes a change happen only if no company is active at that moment (W07).
pub(crate) fn require_none(changes: &mut Changes) {
    changes.require_none(Place::new("counters", "companies"), "companies");
}

/// Changes a company.
pub fn update(
    scope: &Scope<'_>,
    stored: &Stored<Company>,
    wanted: CompanyChanges,
) -> Result<(Stored<Company>, Changes)> {
    let domains = wanted.domains.map(tidy).transpose()?;
    let after = stored.with(|it| {
        it.name = wanted.name.unwrap_or_else(|| it.name.clone());
        it.website = wanted.website.unwrap_or_else(|| it.website.clone()).filter(|it| !it.as_str().is_empty());
        it.description =
            wanted.description.unwrap_or_else(|| it.description.clone()).filter(|it| !it.as_str().is_empty());
        it.domains = domains.unwrap_or_else(|| it.domains.clone());
        it.updated_at = scope.now();
    });
    let mut changes = scope.change("company.updated");
    let version = changes.replace(stored, &after);
    Ok((Stored { entity: after, version }, changes))
}

/// Archives a company: gone from lists, its name free. Refused while clients belong to it (O06).
pub fn archive(scope: &Scope<'_>, stored: &Stored<Company>) -> Result<(Stored<Company>, Changes)> {
    if stored.status == CompanyStatus::Archived {
        return Err(Error::WrongState("This company is archived already."));
    }
    let after = stored.with(|it| {
        it.status = CompanyStatus::Archived;
        it.updated_at = scope.now();
    });
    let mut changes = scope.change("company.archived");
    count(&mut changes, -1);
    // Whoever asks, every client counts: one that the caller may not see must not lose its company either. How many there
    // are is not said (A05).
    changes.require_none(Company::clients(stored.id), Company::CLIENTS);
    let version = changes.replace(stored, &after);
    Ok((Stored { entity: after, version }, changes))
}

/// Succeeds if the workspace's mode knows companies (W05).
pub const fn require_companies(workspace: &Workspace) -> Result<()> {
    match workspace.client_mode {
        ClientMode::Individuals => Err(Error::CompaniesDisabled),
        ClientMode::Businesses | ClientMode::IndividualsAndBusinesses => Ok(()),
    }
}

/// What a refused commit means where a company's name may be taken, or clients may belong to it.
pub fn refused(error: CommitError) -> Error {
    match error {
        CommitError::Refused { what: Company::NAME, refusal: Refusal::Taken } => Error::Taken {
            code: "company_name_taken",
            field: "name",
            message: "Another company has this name. Choose it, or use a different name.",
        },
        CommitError::Refused { what: Company::CLIENTS, refusal: Refusal::Exceeded } => Error::CompanyHasClients,
        other => other.into(),
    }
}

/// The company of this name, whoever may see it: same after folding case and spaces (C04).
pub async fn named(scope: &Scope<'_>, name: &Title) -> Result<Option<Stored<Company>>> {
    let records = scope.records.as_system();
    match records.claimed(Company::NAME, &fold(name.as_str())).await?.and_then(|it| it.parse().ok()) {
        Some(id) => records.find::<Company>(&id).await,
        None => Ok(None),
    }
}

/// The companies of these ids, each named once, ready to take clients; the codes of the error contract otherwise.
pub async fn usable(scope: &Scope<'_>, ids: &[CompanyId]) -> Result<Vec<Stored<Company>>> {
    let companies = scope.records.find_many::<Company>(ids).await?;
    if companies.len() < ids.len() {
        return Err(Error::NotFound(Company::NOUN));
    }
    let archived = companies.iter().any(|it| it.status == CompanyStatus::Archived);
    if archived { Err(Error::CompanyInactive) } else { Ok(companies) }
}

/// Most domains of one company: they are part of its row in the directory.
const MOST_DOMAINS: usize = 50;

/// Domains in order, each once.
fn tidy(mut domains: Vec<Domain>) -> Result<Vec<Domain>> {
    domains.sort();
    domains.dedup();
    if domains.len() > MOST_DOMAINS {
        return Err(Error::invalid("domains", "too_many", "A company can have at most 50 domains."));
    }
    Ok(domains)
}
