//! Gives a team member another role (A01); it holds from their next request (A09).

use crate::views::{self, InternalUserView};
use http::Method;
use schemars::JsonSchema;
use serde::Deserialize;
use shared::{
    Result,
    access::{Permission, RoleKey},
    team::{self, InternalUser, InternalUserId},
};

use crate::kernel::{Access, Cx, Endpoint, Route, Use};

/// Change a team member's role.
#[derive(Debug)]
pub struct Update;

/// Which team member.
#[derive(Debug, Deserialize, JsonSchema)]
pub struct Params {
    /// Its id.
    id: InternalUserId,
}

/// The new role.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "InternalUserChanges")]
pub struct Changes {
    /// `admin`, `member`, or a custom role's id.
    role: RoleKey,
}

impl Endpoint for Update {
    const ROUTE: Route = Route {
        name: "internal-users-update",
        method: Method::PATCH,
        path: "/v1/internal-users/{id}",
        summary: "Change a team member's role",
        access: Access::Granted(Permission::ManageTeam),
        uses: &[Use::Read, Use::Write],
        status: 200,
    };
    type Params = Params;
    type Body = Changes;
    type Output = InternalUserView;

    async fn call(cx: &Cx<'_>, params: Params, body: Changes) -> Result<InternalUserView> {
        let stored = cx.edit::<InternalUser>(&params.id).await?;
        let roles = &cx.caller()?.roles;
        let (after, changes) = team::set_role(cx, roles, &stored, body.role).await?;
        let output = views::internal_user(cx, roles, &after, Some(&changes)).await?;
        cx.commit(changes, output).await
    }
}
