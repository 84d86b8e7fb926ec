//! Serves a workspace's theme as a style sheet (W03).

use http::Method;
use schemars::JsonSchema;
use serde::Deserialize;
use shared::{Error, Result, text::Slug, workspaces::theme_css};

use crate::kernel::{Access, Cx, Endpoint, NoBody, Raw, Route, Use};

/// Read the theme of a portal.
#[derive(Debug)]
pub struct Theme;

/// Which portal.
#[derive(Debug, Deserialize, JsonSchema)]
pub struct Params {
    /// Its address.
    slug: Slug,
}

impl Endpoint for Theme {
    const ROUTE: Route = Route {
        name: "portals-theme",
        method: Method::GET,
        path: "/v1/portals/{slug}/theme.css",
        summary: "Read the theme of a portal",
        access: Access::Public,
        uses: &[Use::GetMany],
        status: 200,
    };
    type Params = Params;
    type Body = NoBody;
    type Output = Raw;

    async fn call(cx: &Cx<'_>, params: Params, _: NoBody) -> Result<Raw> {
        // A page at an address that nobody has keeps the default theme: browsers complain about a style sheet that is JSON.
        let bytes = match super::workspace(cx, &params.slug).await {
            Err(Error::NotFound(_)) => Vec::new(),
            workspace => theme_css(&*workspace?).into_bytes(),
        };
        Ok(Raw::public("text/css; charset=utf-8", bytes, 0))
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::testing::Portal;

    #[tokio::test]
    async fn w03_the_style_sheet_of_a_portal_shows_its_brand() {
        let portal = Portal::new();
        let (firm, _) = (portal.firm("acme").await, portal.firm("rival").await);
        firm.settings(&portal, json!({ "colorAccent": "#bb44dd", "colorSidebarBackground": "#102030" })).await;
        let css = async |slug| portal.call("portals-theme").path("slug", slug).send().await.expect(200);
        let acme = css("acme").await;
        assert_eq!(acme.headers["content-type"], "text/css; charset=utf-8");
        assert!(acme.headers["cache-control"].contains("max-age=0"), "a change of the brand shows at once");
        assert!(acme.text.contains("--brand:#bb44dd;") && acme.text.contains("--sidebar:#102030;"), "{}", acme.text);
        let rival = css("rival").await;
        assert!(rival.text.contains("--brand:#0f766e;") && !rival.text.contains("#bb44dd"), "{}", rival.text);
        firm.settings(&portal, json!({ "colorAccent": "#2255aa" })).await;
        assert!(css("acme").await.text.contains("--brand:#2255aa;"));
    }

    /// W03: white text is chosen on the side bar where the firm's own could not be read.
    #[tokio::test]
    async fn w03_a_text_colour_that_can_not_be_read_gives_way() {
        let portal = Portal::new();
        let firm = portal.firm("acme").await;
        let bad = json!({ "colorSidebarBackground": "#102030", "colorSidebarText": "#112233" });
        firm.settings(&portal, bad).await;
        let css = portal.call("portals-theme").path("slug", "acme").send().await.expect(200);
        assert!(css.text.contains("--on-sidebar:#ffffff;") && !css.text.contains("#112233"), "{}", css.text);
    }

    /// W03: a page at an address that nobody has keeps the default look.
    #[tokio::test]
    async fn w03_the_style_sheet_of_nobody_is_empty() {
        let portal = Portal::new();
        let css = portal.call("portals-theme").path("slug", "nobody").send().await.expect(200);
        assert_eq!((css.text.as_str(), css.headers["content-type"].as_str()), ("", "text/css; charset=utf-8"));
        portal.call("portals-theme").path("slug", "no slug").send().await.expect_error(404, "record_not_found");
    }
}
