//! Endpoints of portals, for anyone.

pub mod get;
pub mod image;
pub mod theme;

use shared::{
    Error, Result,
    access::Viewer,
    records::{Records, Stored},
    system,
    text::Slug,
    workspaces::Workspace,
};

use crate::kernel::Cx;

/// The workspace at an address.
async fn workspace(cx: &Cx<'_>, slug: &Slug) -> Result<Stored<Workspace>> {
    let id = system::workspace_at(cx.ports.store, slug).await?.ok_or(Error::NotFound("workspace"))?;
    Records::new(cx.ports.store, cx.ports.keys, id, Viewer::Visitor).get::<Workspace>(&()).await
}
