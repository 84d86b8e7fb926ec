//! Changes a view: its name, what it lists, whether the team has it (C07).

use super::{Params, SavedViewView};
use http::Method;
use shared::{
    Result,
    access::Permission,
    records::{Entity, Place},
    saved_views::{self, SavedView, ViewChanges},
};

use crate::kernel::{Access, Cx, Endpoint, Route, Use};

/// Change a saved view.
#[derive(Debug)]
pub struct Update;

impl Endpoint for Update {
    const ROUTE: Route = Route {
        name: "views-update",
        method: Method::PATCH,
        path: "/v1/views/{id}",
        summary: "Change a saved view",
        access: Access::Granted(Permission::ViewClients),
        uses: &[Use::GetMany, Use::Put],
        status: 200,
    };
    type Params = Params;
    type Body = ViewChanges;
    type Output = SavedViewView;

    fn ahead(params: &Params) -> Vec<Place> {
        vec![SavedView::place(&params.id)]
    }

    async fn call(cx: &Cx<'_>, params: Params, body: ViewChanges) -> Result<SavedViewView> {
        let stored = cx.edit::<SavedView>(&params.id).await?;
        let (after, changes) = saved_views::update(cx, &stored, body).await?;
        cx.commit(changes, SavedViewView::from(&after)).await
    }
}
