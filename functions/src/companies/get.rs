//! Reads one company.

use crate::views::{self, CompanyView};
use http::Method;
use schemars::JsonSchema;
use serde::Deserialize;
use shared::{
    Result,
    access::Permission,
    companies::{Company, CompanyId},
    records::{Entity, Place},
};

use crate::kernel::{Access, Cx, Endpoint, Folder, NoBody, Route, Use};

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
        uses: &[Use::GetMany, Use::List, Use::GetBlob(Folder::Directory)],
        status: 200,
    };
    type Params = Params;
    type Body = NoBody;
    type Output = CompanyView;

    fn ahead(params: &Params) -> Vec<Place> {
        vec![Company::place(&params.id)]
    }

    async fn call(cx: &Cx<'_>, params: Params, _: NoBody) -> Result<CompanyView> {
        let stored = cx.records.get::<Company>(&params.id).await?;
        let count = super::client_count(cx, stored.id).await?;
        Ok(views::company(&stored, count))
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::testing::Portal;

    /// A05: the number of clients is of those the caller may see.
    #[tokio::test]
    async fn a05_o03_a_company_counts_the_clients_that_the_caller_may_see() {
        let portal = Portal::new();
        let firm = portal.firm("acme").await;
        let (max, member) = firm.member(&portal, "max@acme.example", "member").await;
        let company = firm.post(&portal, "companies-create", json!({ "name": "Harbor" })).await.id();
        for (n, visibility) in [json!([]), json!([]), json!([max])].into_iter().enumerate() {
            let body = json!({
                "name": "C", "email": format!("c{n}@mail.example"), "companyId": company, "visibilityInternalUserIds": visibility,
            });
            firm.post(&portal, "clients-create", body).await;
        }
        for (session, count) in [(&firm.admin, 3), (&member, 1)] {
            let read = portal.call("companies-get").by(session).id(&company).send().await.expect(200);
            assert_eq!(read.body["clientCount"], count);
            let listed = portal.call("companies-list").by(session).send().await.expect(200);
            assert_eq!(listed.body["data"][0]["clientCount"], count);
        }
        let edited = portal.call("companies-update").by(&member).id(&company).body(json!({ "description": "x" }));
        assert_eq!(edited.send().await.expect(200).body["clientCount"], 1);
    }

    #[tokio::test]
    async fn a10_a_company_of_another_workspace_is_not_found() {
        let portal = Portal::new();
        let (firm, rival) = (portal.firm("acme").await, portal.firm("rival").await);
        let theirs = rival.post(&portal, "companies-create", json!({ "name": "Harbor" })).await.id();
        for id in [theirs.as_str(), "company_01ARZ3NDEKTSV4RRFFQ69G5FAV"] {
            let call = portal.call("companies-get").by(&firm.admin).id(id);
            call.send().await.expect_error(404, "company_not_found");
        }
    }
}
