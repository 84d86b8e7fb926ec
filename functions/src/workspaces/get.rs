//! Reads the workspace's settings and brand.

use crate::views::{self, WorkspaceView};
use http::Method;
use shared::Result;

use crate::kernel::{Access, Cx, Endpoint, NoBody, NoParams, Route, Use};

/// Read the workspace.
#[derive(Debug)]
pub struct Get;

impl Endpoint for Get {
    const ROUTE: Route = Route {
        name: "workspaces-get",
        method: Method::GET,
        path: "/v1/workspaces",
        summary: "Read the workspace",
        access: Access::Team,
        uses: &[Use::Read],
        status: 200,
    };
    type Params = NoParams;
    type Body = NoBody;
    type Output = WorkspaceView;

    async fn call(cx: &Cx<'_>, _: NoParams, _: NoBody) -> Result<WorkspaceView> {
        Ok(views::workspace(cx.workspace()?, cx.ports.addresses))
    }
}
