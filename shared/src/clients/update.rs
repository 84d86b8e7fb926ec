//! Editing a client's basics (C09).

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::Value;

use super::{
    Client, ClientStatus, CompanyChoice, choose_company,
    create::{filled, tidy},
    extras::Extras,
};
use crate::{
    Result,
    access::ProfileId,
    companies::CompanyId,
    fields::SentValue,
    invitations, mail,
    money::Rate,
    records::{Changes, Stored},
    scope::Scope,
    text::{Email, Line, Name},
    workspaces::Workspace,
};

/// What to change; absent is left as it is, `null` clears.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ClientChanges {
    /// Their given name.
    pub given_name: Option<Name>,
    /// Their family name.
    #[serde(default, deserialize_with = "crate::text::nullable")]
    pub family_name: Option<Option<Name>>,
    /// A full name instead of the two; it is split at its last space.
    pub name: Option<Name>,
    /// Their email. Kills the link of a pending invitation, which went to the old one.
    pub email: Option<Email>,
    /// Their position in the company.
    #[serde(default, deserialize_with = "crate::text::nullable")]
    pub position: Option<Option<Line>>,
    /// Their phone number.
    #[serde(default, deserialize_with = "crate::text::nullable")]
    pub phone: Option<Option<Line>>,
    /// Words the firm sorts them by.
    pub tags: Option<Vec<Line>>,
    /// Values of the workspace's custom fields, by key; those that are not named are left, `null` removes one.
    #[serde(default)]
    #[schemars(with = "BTreeMap<String, Value>")]
    pub custom_fields: BTreeMap<String, SentValue>,
    /// Their client profile; `null` for the workspace's default.
    #[serde(default, deserialize_with = "crate::text::nullable")]
    pub client_profile_id: Option<Option<ProfileId>>,
    /// What an hour of work for them costs, in whole minor units of the workspace's currency.
    #[serde(default, deserialize_with = "crate::text::nullable")]
    pub portal_rate: Option<Option<Rate>>,
    /// Their company; `null` for none.
    #[serde(default, deserialize_with = "crate::text::nullable")]
    pub company_id: Option<Option<CompanyId>>,
    /// Their companies.
    pub company_ids: Option<Vec<CompanyId>>,
    /// A typed company name: selects the company that has it, or creates one.
    pub company_name: Option<String>,
    /// Whether to tell the client by mail.
    #[serde(default)]
    pub notify: bool,
}

/// Changes a client's basics.
pub async fn update(
    scope: &Scope<'_>,
    workspace: &Stored<Workspace>,
    stored: &Stored<Client>,
    wanted: ClientChanges,
) -> Result<(Stored<Client>, Changes)> {
    let mut changes = scope.change("client.updated");
    let mut after = stored.entity.clone();
    let cleared = wanted.company_id == Some(None);
    let choice = CompanyChoice { id: wanted.company_id.flatten(), ids: wanted.company_ids, name: wanted.company_name };
    if cleared || !choice.is_silent() {
        after.companies = choose_company(scope, workspace, choice, &mut changes).await?;
        after.suggestions.retain(|it| !after.companies.contains(&it.company));
    }
    match (wanted.given_name, wanted.name) {
        (Some(given), _) => after.given_name = given,
        (None, Some(full)) => (after.given_name, after.family_name) = full.split(),
        (None, None) => (),
    }
    after.family_name = wanted.family_name.unwrap_or(after.family_name);
    after.position = filled(wanted.position.unwrap_or(after.position));
    after.phone = filled(wanted.phone.unwrap_or(after.phone));
    after.tags = wanted.tags.map(tidy).transpose()?.unwrap_or(after.tags);
    let extras = Extras {
        custom_fields: wanted.custom_fields,
        profile: wanted.client_profile_id.unwrap_or(after.profile),
        portal_rate: wanted.portal_rate.unwrap_or(after.portal_rate),
    };
    extras.apply(scope, &mut after).await?;
    after.updated_at = scope.now();
    if let Some(email) = wanted.email.filter(|it| *it != stored.email) {
        after.email = email;
        // Whoever has the old address must not be able to use what was sent there.
        after.session_epoch += 1;
        invitations::email_changed(scope, &after, &mut changes).await?;
    }
    // In front of the mail, so that of two edits at the same moment the later one is told of the other.
    let version = changes.replace(stored, &after);
    if wanted.notify && after.status == ClientStatus::Active {
        mail::tell_of_edit(scope, &after, &mut changes).await?;
    }
    Ok((Stored { entity: after, version }, changes))
}
