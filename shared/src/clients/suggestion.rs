//! Companies that a client might belong to, for an internal user to decide (C05).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Client, company_of::require_fits};
use crate::{
    Error, Result,
    companies::{self, CompanyId, Domain},
    directory::Directory,
    records::{Changes, Stored},
    scope::Scope,
    text::{Email, Title},
    workspaces::{ClientMode, Workspace},
};

/// A company that a client might belong to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Suggestion {
    /// Which.
    pub company: CompanyId,
    /// Why.
    pub reason: SuggestionReason,
}

/// Why a company is suggested.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum SuggestionReason {
    /// The person typed its name when they signed up. That alone never gives access to it.
    TypedName,
    /// The person's confirmed email is on its domain.
    EmailDomain,
}

/// Most suggestions: more would be no help to whoever decides.
const MOST: usize = 20;

/// What a direct sign-up says about companies: those to assign at once, and those to suggest.
///
/// Assigned is exactly one company on whose domain the confirmed email is, if the workspace allows it. Everything else, a
/// typed name that exists or several matches, is only suggested; a typed name that is new makes no company by itself.
pub async fn suggest(
    scope: &Scope<'_>,
    workspace: &Workspace,
    confirmed: &Email,
    typed: Option<&Title>,
) -> Result<(Vec<CompanyId>, Vec<Suggestion>)> {
    if workspace.client_mode == ClientMode::Individuals {
        return Ok((Vec::new(), Vec::new()));
    }
    let by_domain = match Domain::of(confirmed) {
        Some(domain) => {
            let directory = Directory::load(&scope.ports, &scope.records.as_system()).await?;
            directory.companies_on(&domain)
        }
        None => Vec::new(),
    };
    let by_name = match typed {
        Some(typed) => companies::named(scope, typed).await?.map(|it| it.id),
        None => None,
    };
    let assigned = match by_domain[..] {
        [only] if workspace.assign_company_by_domain => vec![only],
        _ => Vec::new(),
    };
    let domains = by_domain.into_iter().map(|company| Suggestion { company, reason: SuggestionReason::EmailDomain });
    let names = by_name.map(|company| Suggestion { company, reason: SuggestionReason::TypedName });
    let mut suggestions: Vec<Suggestion> = Vec::new();
    for suggestion in domains.chain(names).filter(|it| !assigned.contains(&it.company)) {
        if suggestions.iter().all(|it| it.company != suggestion.company) {
            suggestions.push(suggestion);
        }
    }
    suggestions.truncate(MOST);
    Ok((assigned, suggestions))
}

/// Accepts or dismisses a suggestion.
pub async fn decide(
    scope: &Scope<'_>,
    stored: &Stored<Client>,
    company: CompanyId,
    accept: bool,
) -> Result<(Stored<Client>, Changes)> {
    if !stored.suggestions.iter().any(|it| it.company == company) {
        return Err(Error::NotFound("suggestion"));
    }
    let action = if accept { "client.suggestionAccepted" } else { "client.suggestionDismissed" };
    let mut changes = scope.change(action);
    if accept {
        // It must not be archived in the meantime.
        companies::usable(scope, &[company]).await?.iter().for_each(|it| changes.require(it));
        require_fits(stored.companies.len() + 1)?;
    }
    let after = stored.with(|it| {
        it.suggestions.retain(|it| it.company != company);
        if accept && !it.companies.contains(&company) {
            it.companies.push(company);
        }
        it.updated_at = scope.now();
    });
    let version = changes.replace(stored, &after);
    Ok((Stored { entity: after, version }, changes))
}
