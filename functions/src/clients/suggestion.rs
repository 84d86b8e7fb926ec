//! Accepts or dismisses a suggested company (C05).

use crate::views::{self, ClientView};
use http::Method;
use schemars::JsonSchema;
use serde::Deserialize;
use shared::{
    Result,
    access::Permission,
    clients::{self, Client, ClientId},
    companies::CompanyId,
    records::Place,
};

use crate::kernel::{Access, Cx, Endpoint, Route, Use};

/// Accept or dismiss a suggested company.
#[derive(Debug)]
pub struct DecideSuggestion;

/// Which client.
#[derive(Debug, Deserialize, JsonSchema)]
pub struct Params {
    /// Its id.
    id: ClientId,
}

/// What to do with which suggestion.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schemars(rename = "SuggestionDecision")]
pub struct Decision {
    /// The company that is suggested.
    company_id: CompanyId,
    /// Whether the client belongs to it.
    accept: bool,
}

impl Endpoint for DecideSuggestion {
    const ROUTE: Route = Route {
        name: "clients-suggestion",
        method: Method::POST,
        path: "/v1/clients/{id}/company-suggestions",
        summary: "Accept or dismiss a suggested company",
        access: Access::Granted(Permission::EditClients),
        uses: &[Use::GetMany, Use::Put, Use::Add, Use::Require],
        status: 200,
    };
    type Params = Params;
    type Body = Decision;
    type Output = ClientView;

    fn ahead(params: &Params) -> Vec<Place> {
        views::ahead(params.id)
    }

    async fn call(cx: &Cx<'_>, params: Params, body: Decision) -> Result<ClientView> {
        let stored = cx.edit::<Client>(&params.id).await?;
        let (after, changes) = clients::decide_suggestion(cx, &stored, body.company_id, body.accept).await?;
        let output = views::client(cx, &after, Some(&changes)).await?;
        cx.commit(changes, output).await
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use crate::testing::{Answer, Firm, Portal};

    /// A firm with two companies on one domain, and somebody on it who signed up.
    async fn suggested(portal: &Portal) -> (Firm, String, Vec<String>) {
        let firm = portal.firm("acme").await;
        firm.settings(portal, json!({ "directSignUp": true })).await;
        let mut companies = Vec::new();
        for name in ["Harbor North", "Harbor South"] {
            let body = json!({ "name": name, "domains": ["harbor.example"] });
            companies.push(firm.post(portal, "companies-create", body).await.id());
        }
        let client = firm.sign_up(portal, json!({ "givenName": "Sia", "email": "sia@harbor.example" })).await.id();
        (firm, client, companies)
    }

    async fn decide(portal: &Portal, firm: &Firm, client: &str, body: Value) -> Answer {
        portal.call("clients-suggestion").by(&firm.admin).id(client).body(body).send().await
    }

    #[tokio::test]
    async fn c05_a_suggestion_is_accepted_or_dismissed_one_by_one() {
        let portal = Portal::new();
        let (firm, client, companies) = suggested(&portal).await;
        let read = firm.read_client(&portal, &client).await;
        assert_eq!(read["companyIds"], json!([]), "several matches only suggest");
        let names: Vec<_> =
            read["companySuggestions"].as_array().unwrap().iter().map(|it| &it["companyName"]).collect();
        assert_eq!(names, ["Harbor North", "Harbor South"]);
        let accepted = decide(&portal, &firm, &client, json!({ "companyId": companies[0], "accept": true })).await;
        let accepted = accepted.expect(200);
        assert_eq!(accepted.body["companyIds"], json!([companies[0]]));
        assert_eq!(accepted.body["companySuggestions"].as_array().unwrap().len(), 1);
        let dismissed = decide(&portal, &firm, &client, json!({ "companyId": companies[1], "accept": false })).await;
        let dismissed = dismissed.expect(200);
        assert_eq!(
            dismissed.body["companyIds"],
            json!([companies[0]]),
            "dismissing takes nothing away and adds nothing"
        );
        assert_eq!(dismissed.body["companySuggestions"], json!([]));
        let again = decide(&portal, &firm, &client, json!({ "companyId": companies[1], "accept": true })).await;
        again.expect_error(404, "suggestion_not_found");
    }

    #[tokio::test]
    async fn c05_only_what_was_suggested_can_be_accepted() {
        let portal = Portal::new();
        let (firm, client, companies) = suggested(&portal).await;
        let other = firm.post(&portal, "companies-create", json!({ "name": "Other" })).await.id();
        let refused = decide(&portal, &firm, &client, json!({ "companyId": other, "accept": true })).await;
        refused.expect_error(404, "suggestion_not_found");
        let missing = decide(&portal, &firm, &client, json!({ "companyId": companies[0] })).await;
        missing.expect_field("accept", "required");
        decide(&portal, &firm, &client, json!({ "accept": true })).await.expect_field("companyId", "required");
        firm.act(&portal, "companies-archive", &companies[0]).await;
        let archived = decide(&portal, &firm, &client, json!({ "companyId": companies[0], "accept": true })).await;
        archived.expect_error(409, "company_inactive");
        assert_eq!(firm.read_client(&portal, &client).await["companyIds"], json!([]));
    }

    #[tokio::test]
    async fn a05_a_suggestion_for_a_hidden_client_can_not_be_decided() {
        let portal = Portal::new();
        let (firm, client, companies) = suggested(&portal).await;
        let (_, member) = firm.member(&portal, "max@acme.example", "member").await;
        let body = json!({ "companyId": companies[0], "accept": true });
        let call = portal.call("clients-suggestion").by(&member).id(&client).body(body);
        call.send().await.expect_error(404, "client_not_found");
    }
}
