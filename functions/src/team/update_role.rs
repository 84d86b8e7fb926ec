//! Changes a role of the workspace's own; it holds from the next request of whoever has it (A01, A09).

use http::Method;
use schemars::JsonSchema;
use serde::Deserialize;
use shared::{
    Error, Result,
    access::{Permission, Role, RoleKey, Roles},
    team,
    text::Title,
};

use crate::kernel::{Access, Cx, Endpoint, Route, Use};

/// Change a role.
#[derive(Debug)]
pub struct UpdateRole;

/// Which role.
#[derive(Debug, Deserialize, JsonSchema)]
pub struct Params {
    /// Its id.
    id: RoleKey,
}

/// What to change; absent is left as it is.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "RoleChanges")]
pub struct RoleChanges {
    /// What people call it.
    name: Option<Title>,
    /// What it grants.
    permissions: Option<Vec<Permission>>,
}

impl Endpoint for UpdateRole {
    const ROUTE: Route = Route {
        name: "roles-update",
        method: Method::PATCH,
        path: "/v1/roles/{id}",
        summary: "Change a role",
        access: Access::Granted(Permission::ManageTeam),
        uses: &[Use::Read, Use::Write],
        status: 200,
    };
    type Params = Params;
    type Body = RoleChanges;
    type Output = Role;

    async fn call(cx: &Cx<'_>, params: Params, body: RoleChanges) -> Result<Role> {
        let stored = cx.edit::<Roles>(&()).await?;
        let before = stored.get(params.id).ok_or(Error::NotFound("role"))?;
        // Both what it granted and what it shall grant: nobody can take from those above them, or lift themselves.
        team::require_held(cx, &before.permissions)?;
        team::require_held(cx, body.permissions.as_deref().unwrap_or_default())?;
        let mut after = stored.entity.clone();
        let role = after.change(params.id, body.name.as_ref(), body.permissions.as_deref())?;
        let mut changes = cx.change("role.updated");
        changes.replace(&stored, &after);
        cx.commit(changes, role).await
    }
}
