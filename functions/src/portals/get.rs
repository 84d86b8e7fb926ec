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
        uses: &[Use::Read],
        status: 200,
    };
    type Params = Params;
    type Body = NoBody;
    type Output = PortalView;

    async fn call(cx: &Cx<'_>, params: Params, _: NoBody) -> Result<PortalView> {
        Ok(views::portal(&*super::workspace(cx, &params.slug).await?))
    }
}
