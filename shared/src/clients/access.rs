//! Who is responsible for a client, and who may see them (A03, A04).

use std::collections::BTreeSet;

use schemars::JsonSchema;
use serde::Deserialize;

use super::Client;
use crate::{
    Error, Result,
    records::{Changes, Stored},
    scope::Scope,
    team::{self, InternalUserId},
};

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
    let added = visibility.iter().copied().filter(|it| !stored.visibility.contains(it)).collect();
    team::require_assignable(scope, &BTreeSet::from([lead]), "leadInternalUserId").await?;
    team::require_assignable(scope, &added, FIELD).await?;
    let after = stored.with(|it| {
        it.lead = lead;
        it.visibility = visibility.into_iter().collect();
        it.updated_at = scope.now();
    });
    let mut changes = scope.change("client.accessChanged");
    let version = changes.replace(stored, &after);
    Ok((Stored { entity: after, version }, changes))
}
