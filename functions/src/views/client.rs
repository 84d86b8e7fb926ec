//! A client, as the API shows them.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::{Map, Value};
use shared::{
    Result,
    access::ProfileId,
    clients::{Activity, Client, ClientId, ClientStatus, CreationMethod, SuggestionReason},
    companies::{Company, CompanyId, CompanyStatus},
    directory::Directory,
    fields::CustomFields,
    money::Rate,
    page::NextToken,
    records::{Changes, Entity, Place, Stored},
    team::InternalUserId,
    text::Slug,
};

use super::{InvitationBrief, fallback_color};
use crate::kernel::Cx;

/// A client.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "Client")]
pub struct ClientView {
    /// Their id.
    pub id: ClientId,
    /// Always `client`.
    pub object: &'static str,
    /// To be sent as `If-Match` with an edit.
    pub version: u64,
    /// When they were added.
    pub created_at: Timestamp,
    /// When they were last changed.
    pub updated_at: Timestamp,
    /// Their given name.
    pub given_name: String,
    /// Their family name; empty if they have none.
    pub family_name: String,
    /// Their email.
    pub email: String,
    /// Their position in the company.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub position: Option<String>,
    /// Their phone number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
    /// Words the firm sorts them by.
    pub tags: Vec<String>,
    /// Values of the workspace's custom fields, by key; those that are empty are absent.
    pub custom_fields: Map<String, Value>,
    /// Their client profile; absent while they have the workspace's default. One that no longer exists means the default, too.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub client_profile_id: Option<ProfileId>,
    /// What an hour of work for them costs, in whole minor units of the workspace's currency.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub portal_rate: Option<Rate>,
    /// The first of their companies.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub company_id: Option<CompanyId>,
    /// Their companies.
    pub company_ids: Vec<CompanyId>,
    /// Where they stand.
    pub status: ClientStatus,
    /// How they came in.
    pub creation_method: CreationMethod,
    /// Who is responsible for them.
    pub lead_internal_user_id: InternalUserId,
    /// Who may see them.
    pub visibility_internal_user_ids: Vec<InternalUserId>,
    /// Their picture; for those who are signed in and may see them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub avatar_image_url: Option<String>,
    /// A colour for whoever has no picture.
    pub fallback_color: String,
    /// When they first signed in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub first_login_date: Option<Timestamp>,
    /// When they last signed in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_login_date: Option<Timestamp>,
    /// When they were last there, to the hour.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_activity_at: Option<Timestamp>,
    /// Their last invitation; only where one client is read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub invitation: Option<InvitationBrief>,
    /// Companies that they might belong to, to be accepted or dismissed.
    pub company_suggestions: Vec<Suggested>,
}

/// A company that a client might belong to.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "CompanySuggestion")]
pub struct Suggested {
    /// Which.
    pub company_id: CompanyId,
    /// Its name.
    pub company_name: String,
    /// Why.
    pub reason: SuggestionReason,
}

/// One page of clients, and how many there are.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ClientPage {
    /// The clients, in order.
    pub data: Vec<ClientView>,
    /// Pass this back as `nextToken` to read on; absent on the last page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next_token: Option<NextToken>,
    /// The companies of these clients.
    pub companies: Vec<CompanyBrief>,
    /// How many there are on all pages.
    pub total: usize,
    /// How many there are by status, for the same filter without the status.
    pub counts: StatusCounts,
}

/// A company, as far as a list of clients shows it.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct CompanyBrief {
    /// Its id.
    id: CompanyId,
    /// Its name.
    name: String,
}

/// The companies of some clients, each once.
pub fn companies_of(clients: &[Stored<Client>], directory: &Directory) -> Vec<CompanyBrief> {
    let ids: BTreeSet<CompanyId> = clients.iter().flat_map(|it| it.companies.iter().copied()).collect();
    let rows = ids.into_iter().filter_map(|it| directory.company(it));
    rows.map(|it| CompanyBrief { id: it.id, name: it.name.clone() }).collect()
}

/// How many clients there are by status.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct StatusCounts {
    /// Known to the firm only.
    not_invited: usize,
    /// Have an invitation.
    invited: usize,
    /// Sign in.
    active: usize,
    /// Cannot sign in.
    deactivated: usize,
    /// Gone from lists.
    archived: usize,
}

impl From<&BTreeMap<ClientStatus, usize>> for StatusCounts {
    fn from(counts: &BTreeMap<ClientStatus, usize>) -> Self {
        let count = |status| counts.get(&status).copied().unwrap_or(0);
        Self {
            not_invited: count(ClientStatus::NotInvited),
            invited: count(ClientStatus::Invited),
            active: count(ClientStatus::Active),
            deactivated: count(ClientStatus::Deactivated),
            archived: count(ClientStatus::Archived),
        }
    }
}

impl ClientView {
    /// A client of a list, with what the directory knows besides, and the custom fields that there are.
    pub fn listed(client: &Stored<Client>, directory: &Directory, fields: &CustomFields, slug: &Slug) -> Self {
        let name = |id| directory.company(id).filter(|it| it.active).map(|it| it.name.clone());
        Self { last_activity_at: directory.last_activity(client.id), ..Self::new(client, name, fields, slug) }
    }

    /// What the client's own record says. `name` is what an active company is called.
    fn new(
        client: &Stored<Client>,
        name: impl Fn(CompanyId) -> Option<String>,
        fields: &CustomFields,
        slug: &Slug,
    ) -> Self {
        let suggested = client.suggestions.iter().filter_map(|it| {
            Some(Suggested { company_id: it.company, company_name: name(it.company)?, reason: it.reason })
        });
        let avatar = client.avatar.as_ref();
        Self {
            id: client.id,
            object: "client",
            version: client.version,
            created_at: client.created_at,
            updated_at: client.updated_at,
            given_name: client.given_name.to_string(),
            family_name: client.family_name.as_ref().map(ToString::to_string).unwrap_or_default(),
            email: client.email.to_string(),
            position: client.position.as_ref().map(ToString::to_string),
            phone: client.phone.as_ref().map(ToString::to_string),
            tags: client.tags.iter().map(ToString::to_string).collect(),
            custom_fields: client.custom_fields.shown(fields),
            client_profile_id: client.profile,
            portal_rate: client.portal_rate,
            company_id: client.companies.first().copied(),
            company_ids: client.companies.clone(),
            status: client.status,
            creation_method: client.creation_method,
            lead_internal_user_id: client.lead,
            visibility_internal_user_ids: client.visibility.clone(),
            avatar_image_url: avatar.map(|name| format!("/v1/portals/{slug}/avatars/{}/{name}", client.id)),
            fallback_color: fallback_color(client.id),
            first_login_date: client.activated_at,
            last_login_date: None,
            last_activity_at: None,
            invitation: None,
            company_suggestions: suggested.collect(),
        }
    }
}

/// What [`client`] is sure to read of a client, the client included.
pub fn ahead(id: ClientId) -> Vec<Place> {
    vec![Client::place(&id), Activity::place(&id), CustomFields::place(&())]
}

/// One client, with everything that only a reader of one gets; as they will be after `changes`, if there are any.
pub async fn client(cx: &Cx<'_>, client: &Stored<Client>, changes: Option<&Changes>) -> Result<ClientView> {
    let scope = &cx.scope;
    let suggested: Vec<_> = client.suggestions.iter().map(|it| it.company).collect();
    let companies = scope.records.find_many::<Company>(&suggested).await?;
    let name = |id| {
        let company = companies.iter().find(|it| it.id == id && it.status == CompanyStatus::Active)?;
        Some(company.name.to_string())
    };
    let records = scope.records.as_system();
    let (activity, fields) = records.find_many_by::<Activity, _>(&[client.id], &(), CustomFields::default).await?;
    let mut view = ClientView::new(client, name, &fields, &cx.workspace()?.slug);
    if let Some(activity) = activity.first() {
        view.last_login_date = Some(activity.last_login_at);
        view.last_activity_at = Some(activity.last_activity_at);
    }
    view.invitation = super::brief(scope, client.invitation, changes).await?;
    Ok(view)
}
