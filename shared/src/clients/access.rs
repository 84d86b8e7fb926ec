//! Who is responsible for a client, and who may see them (A03, A04).

use std::collections::{BTreeMap, BTreeSet};

use schemars::JsonSchema;
use serde::Deserialize;

use super::Client;
use crate::{
    Error, Result,
    records::{Changes, Stored},
    scope::Scope,
    team::{self, InternalUserId},
};

/// Most people in one visibility: each is held against the team in the same commit, which has room for so many changes.
pub const MOST_VISIBLE_TO: usize = 50;

/// Succeeds if a visibility is not too large, or no larger than it was.
pub(crate) fn require_fits(people: usize, before: usize, field: &'static str) -> Result<()> {
    if people <= before.max(MOST_VISIBLE_TO) {
        return Ok(());
    }
    let advice = "Choose at most 50 team members. Admins see every client, so they need not be among them.";
    Err(Error::invalid(field, "too_many", advice))
}

/// What to change; absent is left as it is.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct AccessChanges {
    /// Who is responsible; they are added to the visibility.
    pub lead_internal_user_id: Option<InternalUserId>,
    /// Who may see the client; at least one, and the lead always.
    pub visibility_internal_user_ids: Option<BTreeSet<InternalUserId>>,
}

/// Changes lead and visibility. The lead is always in the visibility, so that it is never empty.
pub async fn set_access(
    scope: &Scope<'_>,
    stored: &Stored<Client>,
    wanted: AccessChanges,
) -> Result<(Stored<Client>, Changes)> {
    const FIELD: &str = "visibilityInternalUserIds";
    let lead = wanted.lead_internal_user_id.unwrap_or(stored.lead);
    let mut visibility = match wanted.visibility_internal_user_ids {
        Some(empty) if empty.is_empty() => {
            return Err(Error::invalid(FIELD, "required", "Choose at least one team member."));
        }
        Some(chosen) if wanted.lead_internal_user_id.is_none() && !chosen.contains(&lead) => {
            let advice = "The lead always sees the client. Choose another lead first.";
            return Err(Error::invalid(FIELD, "lead_required", advice));
        }
        Some(chosen) => chosen,
        None => stored.visibility.iter().copied().collect(),
    };
    visibility.insert(lead);
    require_fits(visibility.len(), stored.visibility.len(), FIELD)?;
    let added = visibility.iter().filter(|it| !stored.visibility.contains(it));
    let mut people: BTreeMap<_, _> = added.map(|it| (*it, FIELD)).collect();
    people.insert(lead, "leadInternalUserId");
    let mut changes = scope.change("client.accessChanged");
    team::require_assignable(scope, &people, &mut changes).await?;
    let after = stored.with(|it| {
        it.lead = lead;
        it.visibility = visibility.into_iter().collect();
        it.updated_at = scope.now();
    });
    let version = changes.replace(stored, &after);
    Ok((Stored { entity: after, version }, changes))
}
