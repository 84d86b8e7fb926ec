//! Creates a company (O01, O02).

use crate::views::{self, CompanyView};
use http::Method;
use shared::{
    Result,
    access::Permission,
    companies::{self, NewCompany},
    records::Stored,
};

use crate::kernel::{Access, Cx, Endpoint, NoParams, Route, Use};

/// Create a company.
#[derive(Debug)]
pub struct Create;

impl Endpoint for Create {
    const ROUTE: Route = Route {
        name: "companies-create",
        method: Method::POST,
        path: "/v1/companies",
        summary: "Create a company",
        access: Access::Granted(Permission::ManageClientOrganizations),
        uses: &[Use::Read, Use::Write],
        status: 201,
    };
    type Params = NoParams;
    type Body = NewCompany;
    type Output = CompanyView;

    async fn call(cx: &Cx<'_>, _: NoParams, body: NewCompany) -> Result<CompanyView> {
        let (company, changes) = companies::create(cx, cx.workspace()?, body)?;
        let output = views::company(&Stored { entity: company, version: 1 }, 0);
        cx.try_commit(changes, &output).await?.map_err(companies::refused)?;
        Ok(output)
    }
}
