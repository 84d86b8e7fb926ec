//! Creates a role of the workspace's own (A01).

use http::Method;
use schemars::JsonSchema;
use serde::Deserialize;
use shared::{
    Result,
    access::{Permission, Role, Roles},
    team,
    text::Title,
};

use crate::kernel::{Access, Cx, Endpoint, NoParams, Route, Use};

/// Create a role.
#[derive(Debug)]
pub struct CreateRole;

/// What makes a role.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "NewRole")]
pub struct NewRole {
    /// What people call it.
    name: Title,
    /// What it grants; nobody can grant what they do not hold.
    permissions: Vec<Permission>,
}

impl Endpoint for CreateRole {
    const ROUTE: Route = Route {
        name: "roles-create",
        method: Method::POST,
        path: "/v1/roles",
        summary: "Create a role",
        access: Access::Granted(Permission::ManageTeam),
        uses: &[Use::Read, Use::Write],
        status: 201,
    };
    type Params = NoParams;
    type Body = NewRole;
    type Output = Role;

    async fn call(cx: &Cx<'_>, _: NoParams, body: NewRole) -> Result<Role> {
        team::require_held(cx, &body.permissions)?;
        let stored = cx.edit::<Roles>(&()).await?;
        let mut after = stored.entity.clone();
        let role = after.add(cx.new_id(), &body.name, &body.permissions)?;
        let mut changes = cx.change("role.created");
        changes.replace(&stored, &after);
        cx.commit(changes, role).await
    }
}
