//! Archives a company that has no clients (O06).

use crate::views::{self, CompanyView};
use http::Method;
use schemars::JsonSchema;
use serde::Deserialize;
use shared::{
    Result,
    access::Permission,
    companies::{self, Company, CompanyId},
    records::{Entity, Place},
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
        uses: &[Use::GetMany, Use::Put, Use::Add, Use::Delete],
        status: 200,
    };
    type Params = Params;
    type Body = NoBody;
    type Output = CompanyView;

    fn ahead(params: &Params) -> Vec<Place> {
        vec![Company::place(&params.id)]
    }

    async fn call(cx: &Cx<'_>, params: Params, _: NoBody) -> Result<CompanyView> {
        let stored = cx.edit::<Company>(&params.id).await?;
        let (after, changes) = companies::archive(cx, &stored)?;
        let output = views::company(&after, 0);
        match cx.try_commit(changes, &output).await? {
            Ok(()) => Ok(output),
            Err(error) => Err(companies::refused(error)),
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::testing::{Portal, after_turns};

    #[tokio::test]
    async fn o06_an_archived_company_is_gone_takes_nobody_and_leaves_its_name() {
        let portal = Portal::new();
        let firm = portal.firm("acme").await;
        let id = firm.post(&portal, "companies-create", json!({ "name": "Harbor" })).await.id();
        assert_eq!(firm.act(&portal, "companies-archive", &id).await.str("/status"), "archived");
        assert!(portal.call("companies-list").by(&firm.admin).send().await.column("id").is_empty());
        let client = json!({ "name": "Bo", "email": "bo@mail.example", "companyId": id });
        let refused = portal.call("clients-create").by(&firm.admin).body(client).send().await;
        refused.expect_error(409, "company_inactive");
        firm.post(&portal, "companies-create", json!({ "name": "harbor" })).await;
        let again = portal.call("companies-archive").by(&firm.admin).id(&id).send().await;
        again.expect_error(409, "wrong_state");
        // W07: what is archived is not in the way of individuals.
        let other = portal.call("companies-list").by(&firm.admin).send().await.column("id").remove(0);
        let mode =
            || portal.call("workspaces-update").by(&firm.admin).body(json!({ "clientMode": "individuals" })).send();
        mode().await.expect_error(409, "companies_exist");
        firm.act(&portal, "companies-archive", &other).await;
        mode().await.expect(200);
    }

    /// O06, A05: refused while clients belong to it; how many there are is not said, as some may be hidden.
    #[tokio::test]
    async fn a05_o06_a_company_with_clients_is_not_archived_whoever_may_see_them() {
        let portal = Portal::new();
        let firm = portal.firm("acme").await;
        let (_, member) = firm.member(&portal, "max@acme.example", "member").await;
        let company = firm.post(&portal, "companies-create", json!({ "name": "Harbor" })).await.id();
        let client = json!({ "name": "Bo", "email": "bo@mail.example", "companyId": company });
        let client = firm.post(&portal, "clients-create", client).await.id();
        for session in [&firm.admin, &member] {
            let refused = portal.call("companies-archive").by(session).id(&company).send().await;
            let refused = refused.expect_error(409, "company_has_clients");
            assert!(!refused.str("/message").contains(|it: char| it.is_ascii_digit()), "{}", refused.text);
        }
        firm.act(&portal, "clients-archive", &client).await;
        firm.act(&portal, "companies-archive", &company).await;
    }

    /// O06: nobody slips into a company at the moment in which it is archived, on whatever way they come.
    #[tokio::test]
    async fn o06_nobody_joins_a_company_at_the_moment_it_is_archived() {
        for (way, turns) in ["create", "update", "restore"].iter().flat_map(|way| (0..24).map(move |it| (*way, it))) {
            let portal = Portal::new();
            let firm = portal.firm("acme").await;
            let company = firm.post(&portal, "companies-create", json!({ "name": "Harbor" })).await.id();
            let joining = json!({ "name": "Bo", "email": "bo@mail.example", "companyId": company });
            let client = match way {
                "create" => String::new(),
                "update" => firm.client(&portal, "bo@mail.example").await.id(),
                _ => firm.post(&portal, "clients-create", joining.clone()).await.id(),
            };
            let join = match way {
                "create" => portal.call("clients-create").by(&firm.admin).body(joining),
                "update" => {
                    let body = json!({ "companyId": company });
                    portal.call("clients-update").by(&firm.admin).id(&client).if_match(1).body(body)
                }
                _ => {
                    firm.act(&portal, "clients-archive", &client).await;
                    portal.call("clients-restore").by(&firm.admin).id(&client)
                }
            };
            let archive = portal.call("companies-archive").by(&firm.admin).id(&company).if_match(1);
            let (archive, join) = tokio::join!(after_turns(8, archive.send()), after_turns(turns, join.send()));
            let company = portal.call("companies-get").by(&firm.admin).id(&company).send().await;
            let clients = portal.call("clients-list").by(&firm.admin).send().await.expect(200);
            let inside = clients.body["data"].as_array().unwrap().iter().any(|it| it.get("companyId").is_some());
            let both = company.str("/status") == "archived" && inside;
            assert!(!both, "{way} after {turns} turns: {} {}", archive.text, join.text);
            assert!([200, 409, 412].contains(&archive.status), "{}", archive.text);
            assert!([200, 201, 409, 412].contains(&join.status), "{}", join.text);
        }
    }
}
