//! Lists the firm's people.

use crate::views::{self, InternalUserView};
use http::Method;
use schemars::JsonSchema;
use serde::Deserialize;
use shared::{
    Result,
    page::{Limit, NextToken, Page},
    ports::Position,
    records::Listing,
    team::InternalUser,
};

use crate::kernel::{Access, Cx, Endpoint, NoBody, Route, Use};

/// List the team.
#[derive(Debug)]
pub struct List;

/// Which page.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Params {
    /// How many.
    #[serde(default)]
    limit: Limit,
    /// Where to go on.
    next_token: Option<NextToken>,
}

impl Endpoint for List {
    const ROUTE: Route = Route {
        name: "internal-users-list",
        method: Method::GET,
        path: "/v1/internal-users",
        summary: "List the team",
        access: Access::Team,
        uses: &[Use::GetMany, Use::List],
        status: 200,
    };
    type Params = Params;
    type Body = NoBody;
    type Output = Page<InternalUserView>;

    async fn call(cx: &Cx<'_>, params: Params, _: NoBody) -> Result<Page<InternalUserView>> {
        let scope_name = format!("{}/team", cx.scope.workspace());
        let keys = cx.ports.keys;
        let after = params.next_token.map(|it| it.open::<Position>(keys, &scope_name)).transpose()?;
        let listing = Listing { partition: "team".to_owned(), after, limit: params.limit.get(), ..Listing::default() };
        let (users, next) = cx.records.list::<InternalUser>(&listing).await?;
        let data = views::internal_users(cx, &cx.caller()?.roles, &users).await?;
        Ok(Page { data, next_token: next.map(|it| NextToken::seal(keys, &scope_name, &it)) })
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::testing::Portal;

    #[tokio::test]
    async fn i09_everyone_of_the_team_sees_the_team_page_by_page() {
        let portal = Portal::new();
        let (firm, _) = (portal.firm("acme").await, portal.firm("rival").await);
        let (_, member) = firm.member(&portal, "max@acme.example", "member").await;
        let body = json!({ "name": "Ina Invited", "email": "ina@acme.example", "role": "member" });
        firm.post(&portal, "internal-users-create", body).await;
        let page = async |query: &str| portal.call("internal-users-list").by(&member).query(query).send().await;
        let whole = page("").await.expect(200);
        assert_eq!(whole.column("email"), ["admin@acme.example", "max@acme.example", "ina@acme.example"]);
        assert_eq!(whole.column("status"), ["active", "active", "invited"]);
        assert_eq!(whole.body["data"][2]["invitation"]["delivery"], "queued");
        let first = page("limit=2").await.expect(200);
        let second = page(&format!("limit=2&nextToken={}", first.str("/nextToken"))).await.expect(200);
        assert_eq!((first.column("id").len(), second.column("email")), (2, vec!["ina@acme.example".to_owned()]));
        page("limit=-1").await.expect_field("limit", "invalid");
    }
}
