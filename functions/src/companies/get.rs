//! Reads one company.

use crate::views::{self, CompanyView};
use http::Method;
use schemars::JsonSchema;
use serde::Deserialize;
use shared::{
    Result,
    access::Permission,
    companies::{Company, CompanyId},
};

use crate::kernel::{Access, Cx, Endpoint, NoBody, Route, Use};

/// Read a company.
#[derive(Debug)]
pub struct Get;

/// Which company.
#[derive(Debug, Deserialize, JsonSchema)]
pub struct Params {
    /// Its id.
    id: CompanyId,
}

impl Endpoint for Get {
    const ROUTE: Route = Route {
        name: "companies-get",
        method: Method::GET,
        path: "/v1/companies/{id}",
        summary: "Read a company",
        access: Access::Granted(Permission::ViewClients),
        uses: &[Use::Read, Use::ReadBlobs],
        status: 200,
    };
    type Params = Params;
    type Body = NoBody;
    type Output = CompanyView;

    async fn call(cx: &Cx<'_>, params: Params, _: NoBody) -> Result<CompanyView> {
        let stored = cx.records.get::<Company>(&params.id).await?;
        let count = super::client_count(cx, stored.id).await?;
        Ok(views::company(&stored, count))
    }
}
