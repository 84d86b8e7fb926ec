//! Lists the views that the caller has: their own, and those that are shared (C07).

use super::SavedViewView;
use http::Method;
use schemars::JsonSchema;
use serde::Serialize;
use shared::{Result, access::Permission, saved_views};

use crate::kernel::{Access, Cx, Endpoint, NoBody, NoParams, Route, Use};

/// List saved views.
#[derive(Debug)]
pub struct List;

/// The caller's own views, and the shared ones.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "SavedViews")]
pub struct SavedViews {
    /// The views, oldest first.
    data: Vec<SavedViewView>,
}

impl Endpoint for List {
    const ROUTE: Route = Route {
        name: "views-list",
        method: Method::GET,
        path: "/v1/views",
        summary: "List saved views",
        access: Access::Granted(Permission::ViewClients),
        uses: &[Use::GetMany, Use::List],
        status: 200,
    };
    type Params = NoParams;
    type Body = NoBody;
    type Output = SavedViews;

    async fn call(cx: &Cx<'_>, _: NoParams, _: NoBody) -> Result<SavedViews> {
        let views = saved_views::list(cx).await?;
        Ok(SavedViews { data: views.iter().map(SavedViewView::from).collect() })
    }
}
