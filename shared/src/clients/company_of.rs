//! Which companies a client belongs to, from what a form or a program says (C04, W04–W06).

use crate::{
    Error, Result,
    companies::{self, Company, CompanyId},
    records::{Changes, Stored},
    scope::Scope,
    text::{BadText, Title},
    workspaces::{ClientMode, Workspace},
};

/// Most companies of one client: each of them counts its clients, in the same commit, which has room for so many changes.
pub const MOST_COMPANIES: usize = 10;

/// Succeeds if a client can belong to so many companies.
pub(super) fn require_fits(companies: usize) -> Result<()> {
    if companies <= MOST_COMPANIES {
        return Ok(());
    }
    Err(Error::invalid("companyIds", "too_many", "A client can belong to at most 10 companies."))
}

/// What the caller says about companies. At most one of the three is used.
#[derive(Debug, Default)]
pub struct CompanyChoice {
    /// One company by id.
    pub id: Option<CompanyId>,
    /// Several by id.
    pub ids: Option<Vec<CompanyId>>,
    /// A typed name: selects the company that has it, or creates one.
    pub name: Option<String>,
}

impl CompanyChoice {
    /// Whether anything was said at all.
    pub const fn is_silent(&self) -> bool {
        self.id.is_none() && self.ids.is_none() && self.name.is_none()
    }
}

/// Settles the companies, creating the one that was typed and does not exist as part of `changes`.
pub async fn choose(
    scope: &Scope<'_>,
    workspace: &Stored<Workspace>,
    choice: CompanyChoice,
    changes: &mut Changes,
) -> Result<Vec<CompanyId>> {
    let typed = choice.name.as_deref().map(str::trim).filter(|it| !it.is_empty());
    let mut ids = choice.ids.unwrap_or_default();
    ids.extend(choice.id);
    ids.sort();
    ids.dedup();
    if workspace.client_mode == ClientMode::Individuals {
        return if typed.is_none() && ids.is_empty() { Ok(ids) } else { Err(Error::CompaniesDisabled) };
    }
    require_fits(ids.len())?;
    for company in companies::usable(scope, &ids).await? {
        // It must not be archived in the meantime.
        changes.require(&company);
    }
    if let Some(typed) = typed {
        let name: Title = typed.parse().map_err(|bad: BadText| Error::bad("companyName", &bad))?;
        match companies::named(scope, &name).await? {
            Some(existing) if ids.contains(&existing.id) => (),
            Some(existing) => {
                changes.require(&existing);
                ids.push(existing.id);
            }
            None => {
                let company = Company::new(scope.new_id(), name, scope.now());
                companies::add(workspace, &company, changes);
                ids.push(company.id);
            }
        }
    }
    require_fits(ids.len())?;
    if ids.is_empty() && workspace.client_mode == ClientMode::Businesses {
        return Err(Error::CompanyRequired);
    }
    Ok(ids)
}
