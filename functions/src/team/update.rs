//! Gives a team member another role (A01); it holds from their next request (A09).

use crate::views::{self, InternalUserView};
use http::Method;
use schemars::JsonSchema;
use serde::Deserialize;
use shared::{
    Result,
    access::{Permission, RoleKey},
    records::{Entity, Place},
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
        uses: &[Use::GetMany, Use::List, Use::Put, Use::Require],
        status: 200,
    };
    type Params = Params;
    type Body = Changes;
    type Output = InternalUserView;

    fn ahead(params: &Params) -> Vec<Place> {
        vec![InternalUser::place(&params.id)]
    }

    async fn call(cx: &Cx<'_>, params: Params, body: Changes) -> Result<InternalUserView> {
        let stored = cx.edit::<InternalUser>(&params.id).await?;
        let roles = &cx.caller()?.roles;
        let (after, changes) = team::set_role(cx, roles, &stored, body.role).await?;
        let output = views::internal_user(cx, roles, &after, Some(&changes)).await?;
        cx.commit(changes, output).await
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::testing::{Answer, Portal, Session, after_turns};

    async fn give(portal: &Portal, by: &Session, id: &str, role: &str) -> Answer {
        portal.call("internal-users-update").by(by).id(id).body(json!({ "role": role })).send().await
    }

    #[tokio::test]
    async fn a01_a09_another_role_is_given_and_holds_from_the_next_request() {
        let portal = Portal::new();
        let firm = portal.firm("acme").await;
        let (max, session) = firm.member(&portal, "max@acme.example", "member").await;
        portal.call("roles-create").by(&session).body(json!({})).send().await.expect_error(403, "permission_denied");
        let after = give(&portal, &firm.admin, &max, "admin").await.expect(200);
        assert_eq!((after.str("/role"), after.str("/roleName")), ("admin", "Admin"));
        assert_eq!(after.body["isClientAccessLimited"], false);
        let role = portal.call("roles-create").by(&session).body(json!({ "name": "Books", "permissions": [] }));
        let role = role.send().await.expect(201).id();
        give(&portal, &firm.admin, &max, &role).await.expect(200);
        portal.call("roles-create").by(&session).body(json!({})).send().await.expect_error(403, "permission_denied");
        portal.call("clients-list").by(&session).send().await.expect_error(403, "permission_denied");
    }

    #[tokio::test]
    async fn a01_what_is_missing_or_wrong_is_named() {
        let portal = Portal::new();
        let (firm, rival) = (portal.firm("acme").await, portal.firm("rival").await);
        let (max, _) = firm.member(&portal, "max@acme.example", "member").await;
        let theirs = rival.post(&portal, "roles-create", json!({ "name": "Theirs", "permissions": [] })).await.id();
        give(&portal, &firm.admin, &max, &theirs).await.expect_field("role", "role_not_found");
        give(&portal, &firm.admin, &max, "owner").await.expect_field("role", "invalid");
        let none = portal.call("internal-users-update").by(&firm.admin).id(&max).body(json!({})).send().await;
        none.expect_field("role", "required");
        give(&portal, &firm.admin, &rival.admin_id, "member").await.expect_error(404, "internal_user_not_found");
    }

    #[tokio::test]
    async fn a01_nobody_lifts_themselves_or_takes_from_those_above() {
        let portal = Portal::new();
        let firm = portal.firm("acme").await;
        let (sam, team) = firm.with_permissions(&portal, "sam@acme.example", &["manage_team"]).await;
        let (max, _) = firm.member(&portal, "max@acme.example", "member").await;
        let none = firm.post(&portal, "roles-create", json!({ "name": "Nothing", "permissions": [] })).await.id();
        give(&portal, &team, &sam, "admin").await.expect_error(403, "permission_denied");
        give(&portal, &team, &sam, "member").await.expect_error(403, "permission_denied");
        give(&portal, &team, &firm.admin_id, &none).await.expect_error(403, "permission_denied");
        give(&portal, &team, &max, &none).await.expect_error(403, "permission_denied");
        let all: Vec<&str> = shared::access::Permission::ALL.iter().map(|it| it.name()).collect();
        let (nia, nearly) = firm.with_permissions(&portal, "nia@acme.example", &all).await;
        give(&portal, &nearly, &nia, "admin").await.expect_error(409, "wrong_state");
        give(&portal, &nearly, &firm.admin_id, "member").await.expect_error(409, "wrong_state");
    }

    #[tokio::test]
    async fn a01_the_last_admin_stays_one() {
        let portal = Portal::new();
        let firm = portal.firm("acme").await;
        give(&portal, &firm.admin, &firm.admin_id, "member").await.expect_error(409, "wrong_state");
        // One who was only invited does not count.
        let body = json!({ "name": "Ina Invited", "email": "ina@acme.example", "role": "admin" });
        let ina = firm.post(&portal, "internal-users-create", body).await.id();
        give(&portal, &firm.admin, &firm.admin_id, "member").await.expect_error(409, "wrong_state");
        let ina_session = portal.accept("acme", "ina@acme.example").await;
        give(&portal, &firm.admin, &firm.admin_id, "member").await.expect(200);
        give(&portal, &firm.admin, &ina, "member").await.expect_error(403, "permission_denied");
        give(&portal, &ina_session, &ina, "member").await.expect_error(409, "wrong_state");
        give(&portal, &ina_session, &ina, "admin").await.expect(200);
    }

    /// Whichever of the two is a moment earlier, an admin is left.
    #[tokio::test]
    async fn a01_two_admins_do_not_unmake_each_other_at_the_same_moment() {
        for turns in 0..12 {
            let portal = Portal::new();
            let firm = portal.firm("acme").await;
            let (bea, session) = firm.member(&portal, "bea@acme.example", "admin").await;
            let (one, two) = tokio::join!(
                after_turns(6, give(&portal, &firm.admin, &bea, "member")),
                after_turns(turns, give(&portal, &session, &firm.admin_id, "member"))
            );
            assert_eq!(u8::from(one.status == 200) + u8::from(two.status == 200), 1, "{} {}", one.text, two.text);
            let roles =
                async |session| portal.call("sessions-current").by(session).send().await.str("/role").to_owned();
            let mut left = [roles(&firm.admin).await, roles(&session).await];
            left.sort();
            assert_eq!(left, ["admin", "member"]);
        }
    }
}
