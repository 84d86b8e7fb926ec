//! Changes the workspace's settings and brand (W02–W07).

use crate::views::{self, WorkspaceView};
use http::Method;
use schemars::JsonSchema;
use serde::Serialize;
use shared::{
    Result,
    access::Permission,
    workspaces::{self, ClientBrief, Workspace, WorkspaceChanges},
};

use crate::kernel::{Access, Cx, Endpoint, Folder, NoParams, Route, Use};

/// Change settings and brand.
#[derive(Debug)]
pub struct Update;

/// The workspace as it is now.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "WorkspaceUpdated")]
pub struct Updated {
    /// To be sent as `If-Match` with the next edit.
    version: u64,
    /// The workspace.
    workspace: WorkspaceView,
    /// After a change to businesses only: the clients that need a company now (W07).
    clients_without_company: Vec<ClientBrief>,
}

impl Endpoint for Update {
    const ROUTE: Route = Route {
        name: "workspaces-update",
        method: Method::PATCH,
        path: "/v1/workspaces",
        summary: "Change settings and brand",
        access: Access::Granted(Permission::ManageSettings),
        uses: &[Use::GetMany, Use::List, Use::Put, Use::Add, Use::Require, Use::GetBlob(Folder::Directory)],
        status: 200,
    };
    type Params = NoParams;
    type Body = WorkspaceChanges;
    type Output = Updated;

    async fn call(cx: &Cx<'_>, _: NoParams, body: WorkspaceChanges) -> Result<Updated> {
        let stored = cx.edit::<Workspace>(&()).await?;
        let (after, clients_without_company, changes) = workspaces::update(cx, &stored, body).await?;
        let output = Updated {
            version: after.version,
            workspace: views::workspace(&after, cx.ports.addresses),
            clients_without_company,
        };
        cx.try_commit(changes, &output).await?.map_err(workspaces::refused)?;
        Ok(output)
    }
}

#[cfg(test)]
mod tests;
