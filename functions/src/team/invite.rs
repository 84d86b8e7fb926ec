//! Invites a team member with a role (I09).

use crate::views::{self, InternalUserView};
use http::Method;
use shared::{
    Result,
    access::Permission,
    clients,
    records::Stored,
    team::{self, NewInternalUser},
};

use crate::kernel::{Access, Cx, Endpoint, NoParams, Route, Use};

/// Invite a team member.
#[derive(Debug)]
pub struct InviteUser;

impl Endpoint for InviteUser {
    const ROUTE: Route = Route {
        name: "internal-users-create",
        method: Method::POST,
        path: "/v1/internal-users",
        summary: "Invite a team member",
        access: Access::Granted(Permission::ManageTeam),
        uses: &[Use::Read, Use::Write],
        status: 201,
    };
    type Params = NoParams;
    type Body = NewInternalUser;
    type Output = InternalUserView;

    async fn call(cx: &Cx<'_>, _: NoParams, body: NewInternalUser) -> Result<InternalUserView> {
        let (workspace, roles) = (cx.workspace()?, &cx.caller()?.roles);
        let (user, changes) = team::invite(cx, workspace, roles, body).await?;
        let user = Stored { entity: user, version: 1 };
        let output = views::internal_user(cx, roles, &user, Some(&changes)).await?;
        match cx.try_commit(changes, &output).await? {
            Ok(()) => Ok(output),
            Err(error) => Err(clients::refused(cx, workspace, &user.email, error).await),
        }
    }
}
