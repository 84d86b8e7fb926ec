//! Deletes a view (C07).

use super::Params;
use http::Method;
use schemars::JsonSchema;
use serde::Serialize;
use shared::{
    Result,
    access::Permission,
    records::{Entity, Place},
    saved_views::{self, SavedView, SavedViewId},
};

use crate::kernel::{Access, Cx, Endpoint, NoBody, Route, Use};

/// Delete a saved view.
#[derive(Debug)]
pub struct Delete;

/// A view that is gone.
#[derive(Debug, Serialize, JsonSchema)]
pub struct DeletedView {
    /// Its id.
    id: SavedViewId,
    /// Always true.
    deleted: bool,
}

impl Endpoint for Delete {
    const ROUTE: Route = Route {
        name: "views-delete",
        method: Method::DELETE,
        path: "/v1/views/{id}",
        summary: "Delete a saved view",
        access: Access::Granted(Permission::ViewClients),
        uses: &[Use::GetMany, Use::Put, Use::Add, Use::Delete],
        status: 200,
    };
    type Params = Params;
    type Body = NoBody;
    type Output = DeletedView;

    fn ahead(params: &Params) -> Vec<Place> {
        vec![SavedView::place(&params.id)]
    }

    async fn call(cx: &Cx<'_>, params: Params, _: NoBody) -> Result<DeletedView> {
        let stored = cx.edit::<SavedView>(&params.id).await?;
        let changes = saved_views::delete(cx, &stored)?;
        cx.commit(changes, DeletedView { id: stored.id, deleted: true }).await
    }
}
