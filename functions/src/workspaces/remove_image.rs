//! Removes a picture of the brand (W03).

use crate::views::{self, WorkspaceView};
use http::Method;
use schemars::JsonSchema;
use serde::Deserialize;
use shared::{
    Result,
    access::Permission,
    workspaces::{self, ImageKind, Workspace},
};

use crate::kernel::{Access, Cx, Endpoint, NoBody, Route, Use};

/// Remove a picture of the brand.
#[derive(Debug)]
pub struct RemoveImage;

/// Which picture.
#[derive(Debug, Deserialize, JsonSchema)]
pub struct Params {
    /// Which picture.
    kind: ImageKind,
}

impl Endpoint for RemoveImage {
    const ROUTE: Route = Route {
        name: "workspaces-image-remove",
        method: Method::DELETE,
        path: "/v1/workspaces/images/{kind}",
        summary: "Remove a picture of the brand",
        access: Access::Granted(Permission::ManageSettings),
        uses: &[Use::Read, Use::Write],
        status: 200,
    };
    type Params = Params;
    type Body = NoBody;
    type Output = WorkspaceView;

    async fn call(cx: &Cx<'_>, params: Params, _: NoBody) -> Result<WorkspaceView> {
        let stored = cx.edit::<Workspace>(&()).await?;
        let (after, changes) = workspaces::set_image(cx, &stored, params.kind, None).await?;
        cx.commit(changes, views::workspace(&after, cx.ports.addresses)).await
    }
}
