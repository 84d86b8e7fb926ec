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
        uses: &[Use::GetMany, Use::Put, Use::Add, Use::Require],
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

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use crate::testing::{Answer, Firm, Portal};

    async fn create(portal: &Portal, firm: &Firm, body: Value) -> Answer {
        portal.call("companies-create").by(&firm.admin).body(body).send().await
    }

    #[tokio::test]
    async fn o01_a_company_has_a_name_and_what_else_is_known() {
        let portal = Portal::new();
        let firm = portal.firm("acme").await;
        let body = json!({
            "name": "  Harbor   & Co ", "website": "https://harbor.example", "description": "Ships",
            "domains": ["Harbor.example", "@harbor.example", "port.example"],
        });
        let made = create(&portal, &firm, body).await.expect(201);
        assert_eq!(
            (made.str("/name"), made.str("/website"), made.str("/description")),
            ("Harbor & Co", "https://harbor.example", "Ships")
        );
        assert_eq!(made.body["domains"], json!(["harbor.example", "port.example"]));
        assert_eq!((made.str("/status"), &made.body["clientCount"]), ("active", &json!(0)));
        // O02: its name alone is enough, and it can be chosen at once.
        let quick = create(&portal, &firm, json!({ "name": "Qi" })).await.expect(201).id();
        let client = json!({ "name": "Bo", "email": "bo@mail.example", "companyId": quick });
        firm.post(&portal, "clients-create", client).await;
    }

    #[tokio::test]
    async fn o01_what_is_missing_or_wrong_is_named() {
        let portal = Portal::new();
        let firm = portal.firm("acme").await;
        let wrong = [
            (json!({}), "name", "required"),
            (json!({ "name": " A " }), "name", "name_too_short"),
            (json!({ "name": "Ab", "domains": ["gmail.com"] }), "domains[0]", "freemail_domain"),
            (json!({ "name": "Ab", "domains": ["com"] }), "domains[0]", "invalid_domain"),
            (json!({ "name": "Ab", "website": "w".repeat(121) }), "website", "too_long"),
        ];
        for (body, field, code) in wrong {
            create(&portal, &firm, body).await.expect_field(field, code);
        }
    }

    #[tokio::test]
    async fn c04_two_companies_of_one_name_do_not_exist() {
        let portal = Portal::new();
        let firm = portal.firm("acme").await;
        create(&portal, &firm, json!({ "name": "Harbor & Co" })).await.expect(201);
        let taken = create(&portal, &firm, json!({ "name": " HÁRBOR  & co" })).await;
        assert_eq!(taken.expect_error(409, "company_name_taken").str("/fields/0/field"), "name");
        // Another workspace has its own.
        let rival = portal.firm("rival").await;
        create(&portal, &rival, json!({ "name": "Harbor & Co" })).await.expect(201);
    }

    #[tokio::test]
    async fn w05_individuals_have_no_companies() {
        let portal = Portal::new();
        let firm = portal.firm("acme").await;
        firm.settings(&portal, json!({ "clientMode": "individuals" })).await;
        create(&portal, &firm, json!({ "name": "Harbor" })).await.expect_error(409, "companies_disabled");
        firm.settings(&portal, json!({ "clientMode": "businesses" })).await;
        create(&portal, &firm, json!({ "name": "Harbor" })).await.expect(201);
    }
}
