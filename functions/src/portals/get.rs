//! Tells what anyone may know of a portal before they sign in (S01, S03, W03).

use crate::views::{self, PortalView};
use http::Method;
use schemars::JsonSchema;
use serde::Deserialize;
use shared::{Result, text::Slug};

use crate::kernel::{Access, Cx, Endpoint, NoBody, Route, Use};

/// Read what a portal shows to visitors.
#[derive(Debug)]
pub struct Get;

/// Which portal.
#[derive(Debug, Deserialize, JsonSchema)]
pub struct Params {
    /// Its address.
    slug: Slug,
}

impl Endpoint for Get {
    const ROUTE: Route = Route {
        name: "portals-get",
        method: Method::GET,
        path: "/v1/portals/{slug}",
        summary: "Read what a portal shows to visitors",
        access: Access::Public,
        uses: &[Use::GetMany],
        status: 200,
    };
    type Params = Params;
    type Body = NoBody;
    type Output = PortalView;

    async fn call(cx: &Cx<'_>, params: Params, _: NoBody) -> Result<PortalView> {
        Ok(views::portal(&*super::workspace(cx, &params.slug).await?))
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::testing::Portal;

    #[tokio::test]
    async fn s01_s03_a_visitor_learns_whether_there_is_a_sign_up_and_little_more() {
        let portal = Portal::new();
        let firm = portal.firm("acme").await;
        firm.settings(&portal, json!({ "companyLabel": "Organization", "clientMode": "businesses" })).await;
        let read = async || portal.call("portals-get").path("slug", "ACME").send().await.expect(200);
        let closed = read().await;
        let expected = json!({
            "slug": "acme", "brandName": "Firm acme", "pageTitle": "Firm acme", "clientMode": "businesses",
            "companyLabel": "Organization", "directSignUp": false, "help": {},
        });
        assert_eq!(closed.body, expected);
        firm.settings(&portal, json!({ "directSignUp": true })).await;
        assert_eq!(read().await.body["directSignUp"], true);
    }

    #[tokio::test]
    async fn w01_an_address_that_nobody_has_is_not_found() {
        let portal = Portal::new();
        portal.call("portals-get").path("slug", "nobody").send().await.expect_error(404, "workspace_not_found");
        portal.call("portals-get").path("slug", "a b").send().await.expect_error(404, "record_not_found");
    }
}
