//! Edits a company.

use crate::views::{self, CompanyView};
use http::Method;
use schemars::JsonSchema;
use serde::Deserialize;
use shared::{
    Result,
    access::Permission,
    companies::{self, Company, CompanyChanges, CompanyId},
    records::{Entity, Place},
};

use crate::kernel::{Access, Cx, Endpoint, Folder, Route, Use};

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
        uses: &[Use::GetMany, Use::List, Use::Put, Use::Delete, Use::GetBlob(Folder::Directory)],
        status: 200,
    };
    type Params = Params;
    type Body = CompanyChanges;
    type Output = CompanyView;

    fn ahead(params: &Params) -> Vec<Place> {
        vec![Company::place(&params.id)]
    }

    async fn call(cx: &Cx<'_>, params: Params, body: CompanyChanges) -> Result<CompanyView> {
        let stored = cx.edit::<Company>(&params.id).await?;
        let (after, changes) = companies::update(cx, &stored, body)?;
        let output = views::company(&after, super::client_count(cx, stored.id).await?);
        cx.try_commit(changes, &output).await?.map_err(companies::refused)?;
        Ok(output)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use crate::testing::Portal;

    #[tokio::test]
    async fn o02_a_company_is_changed_field_by_field() {
        let portal = Portal::new();
        let firm = portal.firm("acme").await;
        let body = json!({ "name": "Harbor", "website": "https://harbor.example", "domains": ["harbor.example"] });
        let id = firm.post(&portal, "companies-create", body).await.id();
        firm.post(&portal, "companies-create", json!({ "name": "Other" })).await;
        let edit = async |body: Value| portal.call("companies-update").by(&firm.admin).id(&id).body(body).send().await;
        let after = edit(json!({ "name": "HARBOR", "description": "Ships" })).await.expect(200);
        assert_eq!(
            (after.str("/name"), after.str("/description"), after.str("/website")),
            ("HARBOR", "Ships", "https://harbor.example")
        );
        let cleared = edit(json!({ "website": null, "description": "", "domains": [] })).await.expect(200);
        assert_eq!((cleared.body.get("website"), cleared.body.get("description")), (None, None));
        assert_eq!(cleared.body["domains"], json!([]));
        edit(json!({ "name": "other" })).await.expect_error(409, "company_name_taken");
        edit(json!({ "name": "" })).await.expect_field("name", "name_too_short");
        edit(json!({ "status": "archived" })).await.expect_field("status", "unknown_field");
        // The name that was left is free, and search finds the new one.
        edit(json!({ "name": "Port" })).await.expect(200);
        firm.post(&portal, "companies-create", json!({ "name": "Harbor" })).await;
        let found = portal.call("companies-list").by(&firm.admin).query("search=por").send().await;
        assert_eq!(found.column("id"), std::slice::from_ref(&id));
    }
}
