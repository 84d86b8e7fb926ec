//! Reads one of the firm's people.

use crate::views::{self, InternalUserView};
use http::Method;
use schemars::JsonSchema;
use serde::Deserialize;
use shared::{
    Result,
    records::{Entity, Place},
    team::{InternalUser, InternalUserId},
};

use crate::kernel::{Access, Cx, Endpoint, NoBody, Route, Use};

/// Read a team member.
#[derive(Debug)]
pub struct Get;

/// Which team member.
#[derive(Debug, Deserialize, JsonSchema)]
pub struct Params {
    /// Its id.
    id: InternalUserId,
}

impl Endpoint for Get {
    const ROUTE: Route = Route {
        name: "internal-users-get",
        method: Method::GET,
        path: "/v1/internal-users/{id}",
        summary: "Read a team member",
        access: Access::Team,
        uses: &[Use::GetMany],
        status: 200,
    };
    type Params = Params;
    type Body = NoBody;
    type Output = InternalUserView;

    fn ahead(params: &Params) -> Vec<Place> {
        vec![InternalUser::place(&params.id)]
    }

    async fn call(cx: &Cx<'_>, params: Params, _: NoBody) -> Result<InternalUserView> {
        let stored = cx.records.get::<InternalUser>(&params.id).await?;
        views::internal_user(cx, &cx.caller()?.roles, &stored, None).await
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::Portal;

    #[tokio::test]
    async fn i09_a_team_member_is_read_with_their_role() {
        let portal = Portal::new();
        let (firm, rival) = (portal.firm("acme").await, portal.firm("rival").await);
        let (max, member) = firm.member(&portal, "max@acme.example", "member").await;
        let read = portal.call("internal-users-get").by(&member).id(&max).send().await.expect(200);
        assert_eq!(
            (read.str("/roleName"), read.str("/status"), read.str("/object")),
            ("Member", "active", "internalUser")
        );
        for id in [rival.admin_id.as_str(), "user_01ARZ3NDEKTSV4RRFFQ69G5FAV"] {
            let call = portal.call("internal-users-get").by(&member).id(id);
            call.send().await.expect_error(404, "internal_user_not_found");
        }
    }
}
