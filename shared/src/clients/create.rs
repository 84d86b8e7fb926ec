//! Adding a client (C01–C04).

use std::collections::{BTreeMap, BTreeSet};

use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::Value;

use super::{
    Client, ClientStatus, CompanyChoice, CreationMethod, access::require_fits, choose_company, extras::Extras,
};
use crate::{
    Error, Result,
    access::{ProfileId, Viewer},
    companies::{self, CompanyId},
    error::EmailHolder,
    fields::{FieldValues, SentValue},
    id::PersonId,
    invitations::{self, TemplateId},
    money::Rate,
    ports::{CommitError, Refusal},
    records::{Changes, Claim, Stored},
    scope::Scope,
    team::{self, InternalUser, InternalUserId},
    text::{Email, Line, Name, fold},
    workspaces::{Limited, Workspace},
};

/// What makes a client.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NewClient {
    /// Their given name.
    pub given_name: Option<Name>,
    /// Their family name.
    pub family_name: Option<Name>,
    /// A full name instead of the two; it is split at its last space.
    pub name: Option<Name>,
    /// Their email.
    pub email: Option<Email>,
    /// Their position in the company.
    pub position: Option<Line>,
    /// Their phone number.
    pub phone: Option<Line>,
    /// Words the firm sorts them by.
    #[serde(default)]
    pub tags: Vec<Line>,
    /// Values of the workspace's custom fields, by key.
    #[serde(default)]
    #[schemars(with = "BTreeMap<String, Value>")]
    pub custom_fields: BTreeMap<String, SentValue>,
    /// Their client profile; the workspace's default if absent.
    pub client_profile_id: Option<ProfileId>,
    /// What an hour of work for them costs, in whole minor units of the workspace's currency.
    pub portal_rate: Option<Rate>,
    /// Their company.
    pub company_id: Option<CompanyId>,
    /// Their companies.
    pub company_ids: Option<Vec<CompanyId>>,
    /// A typed company name: selects the company that has it, or creates one.
    pub company_name: Option<String>,
    /// Who is responsible for them; the caller if not said.
    pub lead_internal_user_id: Option<InternalUserId>,
    /// Who may see them, besides the lead.
    #[serde(default)]
    pub visibility_internal_user_ids: BTreeSet<InternalUserId>,
}

/// That an invitation shall go out with the creation.
#[derive(Clone, Copy, Debug)]
pub struct Invite {
    /// The template of its text; the workspace's own text if none.
    pub template: Option<TemplateId>,
}

impl NewClient {
    /// Given and family name, from whichever way they were said.
    fn names(&self) -> Result<(Name, Option<Name>)> {
        match (&self.given_name, &self.name) {
            (Some(given), _) => Ok((given.clone(), self.family_name.clone())),
            (None, Some(full)) => Ok(full.split()),
            (None, None) => Err(Error::invalid("givenName", "required", "Enter a name.")),
        }
    }
}

/// Adds a client, with the company that was typed, and with an invitation only if `invite` asks for one (C03).
pub async fn create(
    scope: &Scope<'_>,
    workspace: &Stored<Workspace>,
    new: NewClient,
    invite: Option<Invite>,
) -> Result<(Client, Changes)> {
    let (given_name, family_name) = new.names()?;
    let email = new.email.clone().ok_or_else(|| Error::invalid("email", "required", "Enter an email address."))?;
    let mut changes = scope.change("client.created");
    let (lead, visibility) = access(scope, workspace, &new, &mut changes).await?;
    let extras =
        Extras { custom_fields: new.custom_fields, profile: new.client_profile_id, portal_rate: new.portal_rate };
    let choice = CompanyChoice { id: new.company_id, ids: new.company_ids, name: new.company_name };
    let companies = choose_company(scope, workspace, choice, &mut changes).await?;
    let mut client = Client {
        id: scope.new_id(),
        given_name,
        family_name,
        email,
        position: filled(new.position),
        phone: filled(new.phone),
        avatar: None,
        tags: tidy(new.tags)?,
        custom_fields: FieldValues::default(),
        profile: None,
        portal_rate: None,
        companies,
        status: ClientStatus::NotInvited,
        status_before_archive: None,
        creation_method: CreationMethod::InternalUser,
        lead,
        visibility,
        suggestions: Vec::new(),
        session_epoch: 0,
        invitation: None,
        activated_at: None,
        created_at: scope.now(),
        updated_at: scope.now(),
    };
    extras.apply(scope, &mut client).await?;
    if let Some(Invite { template }) = invite {
        invitations::issue_for_client(scope, &mut client, template, &mut changes).await?;
    }
    Limited::Clients.count_in(&workspace.plan, &mut changes);
    changes.create(&client);
    Ok((client, changes))
}

/// Who leads and who sees a new client: whoever creates one may see it, whatever they chose (A03, A05).
async fn access(
    scope: &Scope<'_>,
    workspace: &Workspace,
    new: &NewClient,
    changes: &mut Changes,
) -> Result<(InternalUserId, Vec<InternalUserId>)> {
    const FIELD: &str = "visibilityInternalUserIds";
    let creator = match scope.records.viewer() {
        Viewer::InternalUser { id, admin } => Some((id, admin)),
        _ => None,
    };
    let lead = new.lead_internal_user_id.or(creator.map(|it| it.0)).unwrap_or(workspace.default_lead);
    let mut visibility = new.visibility_internal_user_ids.clone();
    visibility.insert(lead);
    visibility.extend(creator.filter(|(_, admin)| !admin).map(|it| it.0));
    require_fits(visibility.len(), 0, FIELD)?;
    let mut people: BTreeMap<_, _> = visibility.iter().map(|it| (*it, FIELD)).collect();
    people.insert(lead, "leadInternalUserId");
    team::require_assignable(scope, &people, changes).await?;
    Ok((lead, visibility.into_iter().collect()))
}

/// What a refused commit means where a person's email, a company's name or the plan may refuse it.
pub async fn refused(scope: &Scope<'_>, workspace: &Workspace, email: &Email, error: CommitError) -> Error {
    if let CommitError::Refused { what, refusal: Refusal::Exceeded } = &error
        && let Some(limited) = Limited::of(what)
    {
        return limited.exceeded(scope, &workspace.plan).await;
    }
    match error {
        // Only staff may learn it. Whoever proves that an address is theirs asks again, and its mail says how it stands.
        CommitError::Refused { what: Claim::EMAIL, refusal: Refusal::Taken } if !scope.records.viewer().is_team() => {
            Error::CodeExpired
        }
        CommitError::Refused { what: Claim::EMAIL, refusal: Refusal::Taken } => match holder(scope, email).await {
            Ok(holder) => Error::EmailInUse(holder),
            Err(error) => error,
        },
        other => companies::refused(other),
    }
}

/// Who uses an email, if the caller may see them: the contract of `email_in_use`.
async fn holder(scope: &Scope<'_>, email: &Email) -> Result<Option<EmailHolder>> {
    Ok(match scope.records.email_holder::<PersonId>(email).await? {
        Some(id @ PersonId::Client(client)) => scope.records.find::<Client>(&client).await?.map(|it| EmailHolder {
            id,
            name: it.name(),
            archived: it.status == ClientStatus::Archived,
        }),
        Some(id @ PersonId::InternalUser(user)) => scope
            .records
            .find::<InternalUser>(&user)
            .await?
            .map(|it| EmailHolder { id, name: it.name(), archived: false }),
        None => None,
    })
}

/// A line with something in it.
pub(super) fn filled(line: Option<Line>) -> Option<Line> {
    line.filter(|it| !it.as_str().is_empty())
}

/// Most tags of a client.
const MOST_TAGS: usize = 50;

/// Tags in order, without empty ones; one that is written in several ways counts once, as it came first.
pub(super) fn tidy(tags: Vec<Line>) -> Result<Vec<Line>> {
    let mut seen = BTreeSet::new();
    let new = |it: &Line| !it.as_str().is_empty() && seen.insert(fold(it.as_str()));
    let mut tags: Vec<Line> = tags.into_iter().filter(new).collect();
    if tags.len() > MOST_TAGS {
        return Err(Error::invalid("tags", "too_many", "Use at most 50 tags."));
    }
    tags.sort();
    Ok(tags)
}
