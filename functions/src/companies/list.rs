//! Lists companies by name, with how many clients of each the caller may see (O03).

use crate::views::{self, CompanyView};
use http::Method;
use schemars::JsonSchema;
use serde::Deserialize;
use shared::{
    Result,
    access::Permission,
    companies::{Company, CompanyId},
    directory::{CompanyRow, Directory},
    page::{Limit, NextToken, Page},
    text::fold,
};

use crate::kernel::{Access, Cx, Endpoint, Folder, NoBody, Route, Use};

/// List companies.
#[derive(Debug)]
pub struct List;

/// Which companies.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Params {
    /// Only the one of this name, case and spaces folded.
    name: Option<String>,
    /// Only those that stand in for a person's missing company; Portico makes none of these.
    is_placeholder: Option<bool>,
    /// Only those whose name contains this.
    search: Option<String>,
    /// How many.
    #[serde(default)]
    limit: Limit,
    /// Where to go on.
    next_token: Option<NextToken>,
}

/// Where a page ended: the folded name and the id of its last company.
type After = (String, CompanyId);

impl Endpoint for List {
    const ROUTE: Route = Route {
        name: "companies-list",
        method: Method::GET,
        path: "/v1/companies",
        summary: "List companies",
        access: Access::Granted(Permission::ViewClients),
        uses: &[Use::GetMany, Use::List, Use::GetBlob(Folder::Directory)],
        status: 200,
    };
    type Params = Params;
    type Body = NoBody;
    type Output = Page<CompanyView>;

    async fn call(cx: &Cx<'_>, params: Params, _: NoBody) -> Result<Page<CompanyView>> {
        let scope_name = format!(
            "{}/companies/{:?}/{:?}/{:?}",
            cx.scope.workspace(),
            params.name,
            params.search,
            params.is_placeholder
        );
        let after = params.next_token.map(|it| it.open::<After>(cx.ports.keys, &scope_name)).transpose()?;
        let directory = Directory::load(&cx.ports, &cx.records).await?;
        let counts = directory.clients_by_company(&cx.records.viewer());
        let found: Vec<_> = directory.companies(params.search.as_deref().unwrap_or_default());
        let placeholders = params.is_placeholder == Some(true);
        let named =
            |it: &&CompanyRow| !placeholders && params.name.as_ref().is_none_or(|name| fold(&it.name) == fold(name));
        let found: Vec<After> = found.into_iter().filter(named).map(|it| (fold(&it.name), it.id)).collect();
        let start = after.map_or(0, |after| found.partition_point(|it| *it <= after));
        let page = &found[start..found.len().min(start + params.limit.get())];
        let last = page.last().filter(|_| start + page.len() < found.len());
        let ids: Vec<CompanyId> = page.iter().map(|it| it.1).collect();
        let companies = cx.records.find_many::<Company>(&ids).await?;
        let data = companies.iter().map(|it| views::company(it, counts.get(&it.id).copied().unwrap_or(0))).collect();
        Ok(Page { data, next_token: last.map(|it| NextToken::seal(cx.ports.keys, &scope_name, it)) })
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::testing::Portal;

    #[tokio::test]
    async fn o03_companies_are_listed_by_name_searched_and_paged() {
        let portal = Portal::new();
        let firm = portal.firm("acme").await;
        for name in ["zebra", "Élan", "Harbor North", "harbor south", "Ant"] {
            firm.post(&portal, "companies-create", json!({ "name": name })).await;
        }
        let list = async |query: &str| portal.call("companies-list").by(&firm.admin).query(query).send().await;
        let all = ["Ant", "Élan", "Harbor North", "harbor south", "zebra"];
        assert_eq!(list("").await.expect(200).column("name"), all);
        assert_eq!(list("search=HARB").await.expect(200).column("name"), ["Harbor North", "harbor south"]);
        assert_eq!(list("search=elan").await.expect(200).column("name"), ["Élan"]);
        assert_eq!(list("name=harbor%20%20SOUTH").await.expect(200).column("name"), ["harbor south"]);
        assert!(list("name=harbor").await.expect(200).column("name").is_empty());
        let (mut walked, mut query) = (Vec::new(), "limit=2".to_owned());
        loop {
            let page = list(&query).await.expect(200);
            walked.extend(page.column("name"));
            assert!(walked.len() < 100, "the pages do not end");
            let Some(token) = page.body["nextToken"].as_str() else { break };
            query = format!("limit=2&nextToken={token}");
        }
        assert_eq!(walked, all);
        list("limit=two").await.expect_field("limit", "invalid");
    }

    /// O03: a company that comes or goes between two pages moves no other.
    #[tokio::test]
    async fn o03_a_change_between_two_pages_neither_repeats_nor_skips_a_company() {
        let portal = Portal::new();
        let firm = portal.firm("acme").await;
        let mut ids = Vec::new();
        for name in ["Ant", "Bee", "Cat", "Dog"] {
            ids.push(firm.post(&portal, "companies-create", json!({ "name": name })).await.id());
        }
        let list =
            async |query: &str| portal.call("companies-list").by(&firm.admin).query(query).send().await.expect(200);
        let first = list("limit=2").await;
        assert_eq!(first.column("name"), ["Ant", "Bee"]);
        firm.act(&portal, "companies-archive", &ids[1]).await;
        let next = format!("limit=2&nextToken={}", first.str("/nextToken"));
        assert_eq!(list(&next).await.column("name"), ["Cat", "Dog"]);
        firm.post(&portal, "companies-create", json!({ "name": "Aardvark" })).await;
        assert_eq!(list(&next).await.column("name"), ["Cat", "Dog"]);
    }
}
