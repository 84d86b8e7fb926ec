//! Saves a view (C07).

use super::SavedViewView;
use http::Method;
use shared::{
    Result,
    access::Permission,
    records::Stored,
    saved_views::{self, NewView},
};

use crate::kernel::{Access, Cx, Endpoint, NoParams, Route, Use};

/// Save a view.
#[derive(Debug)]
pub struct Create;

impl Endpoint for Create {
    const ROUTE: Route = Route {
        name: "views-create",
        method: Method::POST,
        path: "/v1/views",
        summary: "Save a view",
        access: Access::Granted(Permission::ViewClients),
        uses: &[Use::GetMany, Use::Put, Use::Add],
        status: 201,
    };
    type Params = NoParams;
    type Body = NewView;
    type Output = SavedViewView;

    async fn call(cx: &Cx<'_>, _: NoParams, body: NewView) -> Result<SavedViewView> {
        let (view, changes) = saved_views::create(cx, cx.internal_user()?.id, body).await?;
        let output = SavedViewView::from(&Stored { entity: view, version: 1 });
        cx.try_commit(changes, &output).await?.map_err(saved_views::refused)?;
        Ok(output)
    }
}
