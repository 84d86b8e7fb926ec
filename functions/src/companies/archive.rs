//! Archives a company that has no clients (O06).

use crate::views::{self, CompanyView};
use http::Method;
use schemars::JsonSchema;
use serde::Deserialize;
use shared::{
    Result,
    access::Permission,
    companies::{self, Company, CompanyId},
};

use crate::kernel::{Access, Cx, Endpoint, NoBody, Route, Use};

/// Archive a company.
#[derive(Debug)]
pub struct Archive;

/// Which company.
#[derive(Debug, Deserialize, JsonSchema)]
pub struct Params {
    /// Its id.
    id: CompanyId,
}

impl Endpoint for Archive {
    const ROUTE: Route = Route {
        name: "companies-archive",
        method: Method::DELETE,
        path: "/v1/companies/{id}",
        summary: "Archive a company",
        access: Access::Granted(Permission::ManageClientOrganizations),
        uses: &[Use::Read, Use::Write, Use::ReadBlobs],
        status: 200,
    };
    type Params = Params;
    type Body = NoBody;
    type Output = CompanyView;

    async fn call(cx: &Cx<'_>, params: Params, _: NoBody) -> Result<CompanyView> {
        let stored = cx.edit::<Company>(&params.id).await?;
        let (after, changes) = companies::archive(cx, &stored).await?;
        cx.commit(changes, views::company(&after, 0)).await
    }
}
