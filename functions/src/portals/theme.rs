//! Serves a workspace's theme as a style sheet (W03).

use http::Method;
use schemars::JsonSchema;
use serde::Deserialize;
use shared::{Result, text::Slug, workspaces::theme_css};

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
        uses: &[Use::Read],
        status: 200,
    };
    type Params = Params;
    type Body = NoBody;
    type Output = Raw;

    async fn call(cx: &Cx<'_>, params: Params, _: NoBody) -> Result<Raw> {
        let workspace = super::workspace(cx, &params.slug).await?;
        let bytes = theme_css(&workspace).into_bytes();
        Ok(Raw { content_type: "text/css; charset=utf-8".to_owned(), bytes, max_age: 0 })
    }
}
