//! Lists clients: search, filters, sorts, pages, counts (C07), within the caller's visibility (A05).

use http::Method;
use schemars::JsonSchema;
use serde::Deserialize;
use shared::{
    Error, Result,
    access::{ClientProfiles, Permission, ProfileId},
    clients::Statuses,
    companies::CompanyId,
    directory::{ClientQuery, Directory, Order, ProfileFilter, Sort},
    fields::CustomFields,
    page::{Limit, NextToken},
    records::{Entity, Place},
    team::InternalUserId,
};

use crate::{
    kernel::{Access, Cx, Endpoint, Folder, NoBody, Route, Use},
    views::{self, ClientPage, ClientView},
};

/// List clients.
#[derive(Debug)]
pub struct List;

/// Which clients, in which order.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Params {
    /// Words of which each is part of the name, the email or the position.
    search: Option<String>,
    /// Statuses, separated by commas; all but archived if absent.
    status: Option<Statuses>,
    /// Only clients of this company.
    company_id: Option<CompanyId>,
    /// Only clients with this lead.
    lead_internal_user_id: Option<InternalUserId>,
    /// Only clients with this tag.
    tag: Option<String>,
    /// Only clients with this client profile; the default's are also those who have none of their own.
    client_profile_id: Option<ProfileId>,
    /// Only the client with this email.
    email: Option<String>,
    /// Only clients with exactly this given name.
    given_name: Option<String>,
    /// Only clients with exactly this family name.
    family_name: Option<String>,
    /// Only clients who were not there for so many days, or never.
    inactive_days: Option<u32>,
    /// What to sort by; by creation if absent.
    sort: Option<Sort>,
    /// Which end first; the newest, or A, if absent.
    order: Option<Order>,
    /// How many.
    #[serde(default)]
    limit: Limit,
    /// Where to go on.
    next_token: Option<NextToken>,
}

impl Endpoint for List {
    const ROUTE: Route = Route {
        name: "clients-list",
        method: Method::GET,
        path: "/v1/clients",
        summary: "List clients",
        access: Access::Granted(Permission::ViewClients),
        uses: &[Use::GetMany, Use::List, Use::GetBlob(Folder::Directory)],
        status: 200,
    };
    type Params = Params;
    type Body = NoBody;
    type Output = ClientPage;

    fn ahead(params: &Params) -> Vec<Place> {
        let profiles = params.client_profile_id.map(|_| ClientProfiles::place(&()));
        std::iter::once(CustomFields::place(&())).chain(profiles).collect()
    }

    async fn call(cx: &Cx<'_>, params: Params, _: NoBody) -> Result<ClientPage> {
        let (limit, token) = (params.limit.get(), params.next_token.clone());
        let mut query = params.query();
        if let Some(profile) = &mut query.profile {
            profile.others = ClientProfiles::read(&cx.records).await?.others(profile.id);
        }
        let filter = serde_json::to_string(&query).map_err(Error::internal)?;
        // The listing is the caller's own: their visibility decides what is on which page.
        let listing = format!("{}/clients/{:?}/{filter}", cx.scope.workspace(), cx.records.viewer());
        let after = token.map(|it| it.open(cx.ports.keys, &listing)).transpose()?;
        let directory = Directory::load(&cx.ports, &cx.records).await?;
        let hits = directory.find_clients(&cx.records.viewer(), &query, cx.now(), after.as_ref(), limit);
        let clients = directory.clients(&cx.records, &hits.ids).await?;
        let fields = CustomFields::read(&cx.records).await?;
        let slug = &cx.workspace()?.slug;
        Ok(ClientPage {
            companies: views::companies_of(&clients, &directory),
            data: clients.iter().map(|it| ClientView::listed(it, &directory, &fields, slug)).collect(),
            next_token: hits.next.map(|it| NextToken::seal(cx.ports.keys, &listing, &it)),
            total: hits.total,
            counts: (&hits.counts).into(),
        })
    }
}

impl Params {
    fn query(self) -> ClientQuery {
        let sort = self.sort.unwrap_or_default();
        let descending = match self.order {
            Some(order) => order == Order::Desc,
            None => sort != Sort::Name,
        };
        ClientQuery {
            search: self.search.unwrap_or_default(),
            statuses: self.status.unwrap_or_default().into_vec(),
            company: self.company_id,
            lead: self.lead_internal_user_id,
            tag: self.tag,
            profile: self.client_profile_id.map(|id| ProfileFilter { id, others: None }),
            email: self.email,
            given_name: self.given_name,
            family_name: self.family_name,
            inactive_days: self.inactive_days,
            sort,
            descending,
        }
    }
}

#[cfg(test)]
mod tests;
