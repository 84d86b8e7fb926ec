//! Edits a company.

use crate::views::{self, CompanyView};
use http::Method;
use schemars::JsonSchema;
use serde::Deserialize;
use shared::{
    Result,
    access::Permission,
    companies::{self, Company, CompanyChanges, CompanyId},
};

use crate::kernel::{Access, Cx, Endpoint, Route, Use};

/// Edit a company.
#[derive(Debug)]
pub struct Update;

/// Which company.
#[derive(Debug, Deserialize, JsonSchema)]
pub struct Params {
    /// Its id.
    id: CompanyId,
}

impl Endpoint for Update {
    const ROUTE: Route = Route {
        name: "companies-update",
        method: Method::PATCH,
        path: "/v1/companies/{id}",
        summary: "Edit a company",
        access: Access::Granted(Permission::ManageClientOrganizations),
        uses: &[Use::Read, Use::Write, Use::ReadBlobs],
        status: 200,
    };
    type Params = Params;
    type Body = CompanyChanges;
    type Output = CompanyView;

    async fn call(cx: &Cx<'_>, params: Params, body: CompanyChanges) -> Result<CompanyView> {
        let stored = cx.edit::<Company>(&params.id).await?;
        let (after, changes) = companies::update(cx, &stored, body);
        let output = views::company(&after, super::client_count(cx, stored.id).await?);
        cx.try_commit(changes, &output).await?.map_err(companies::refused)?;
        Ok(output)
    }
}
