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
use crate::views::Versioned;

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
        uses: &[Use::GetMany, Use::Put],
        status: 200,
    };
    type Params = Params;
    type Body = RoleChanges;
    type Output = Versioned<Role>;

    async fn call(cx: &Cx<'_>, params: Params, body: RoleChanges) -> Result<Versioned<Role>> {
        let stored = cx.edit::<Roles>(&()).await?;
        let before = stored.get(params.id).ok_or(Error::NotFound("role"))?;
        // Both what it granted and what it shall grant: nobody can take from those above them, or lift themselves.
        team::require_held(cx, &before.permissions)?;
        team::require_held(cx, body.permissions.as_deref().unwrap_or_default())?;
        let mut after = stored.entity.clone();
        let role = after.change(params.id, body.name.as_ref(), body.permissions.as_deref())?;
        let mut changes = cx.change("role.updated");
        let version = changes.replace(&stored, &after);
        cx.commit(changes, Versioned { record: role, version }).await
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use crate::testing::{Answer, Portal, Session};

    async fn update(portal: &Portal, by: &Session, id: &str, body: Value) -> Answer {
        portal.call("roles-update").by(by).id(id).body(body).send().await
    }

    #[tokio::test]
    async fn a01_a09_a_changed_role_holds_from_the_next_request_of_its_holders() {
        let portal = Portal::new();
        let firm = portal.firm("acme").await;
        let role = json!({ "name": "Front desk", "permissions": ["view_clients"] });
        let role = firm.post(&portal, "roles-create", role).await.id();
        let (_, session) = firm.member(&portal, "max@acme.example", &role).await;
        let list = async || portal.call("clients-list").by(&session).send().await;
        list().await.expect(200);
        let after = update(&portal, &firm.admin, &role, json!({ "permissions": ["view_audit"] })).await.expect(200);
        assert_eq!((after.str("/name"), &after.body["permissions"]), ("Front desk", &json!(["view_audit"])));
        let refused = list().await.expect_error(403, "permission_denied");
        assert_eq!(refused.str("/requiredPermission"), "view_clients");
        let after = update(&portal, &firm.admin, &role, json!({ "name": "Auditors" })).await.expect(200);
        assert_eq!((after.str("/name"), &after.body["permissions"]), ("Auditors", &json!(["view_audit"])));
        // Its own name is no clash; another's is.
        update(&portal, &firm.admin, &role, json!({ "name": "auditors" })).await.expect(200);
        let clash = update(&portal, &firm.admin, &role, json!({ "name": "Member" })).await;
        clash.expect_error(409, "role_name_taken");
    }

    #[tokio::test]
    async fn a01_built_in_roles_stay_as_they_are() {
        let portal = Portal::new();
        let firm = portal.firm("acme").await;
        for id in ["admin", "member"] {
            let answer = update(&portal, &firm.admin, id, json!({ "permissions": [] })).await;
            answer.expect_error(409, "wrong_state");
        }
        let nobody = update(&portal, &firm.admin, "role_01ARZ3NDEKTSV4RRFFQ69G5FAV", json!({})).await;
        nobody.expect_error(404, "role_not_found");
        let role = firm.post(&portal, "roles-create", json!({ "name": "Desk", "permissions": [] })).await.id();
        update(&portal, &firm.admin, &role, json!({ "name": "" })).await.expect_field("name", "name_too_short");
        update(&portal, &firm.admin, &role, json!({ "permission": [] }))
            .await
            .expect_field("permission", "unknown_field");
    }

    #[tokio::test]
    async fn a01_nobody_changes_a_role_that_grants_or_shall_grant_more_than_they_hold() {
        let portal = Portal::new();
        let firm = portal.firm("acme").await;
        let (sam, team) = firm.with_permissions(&portal, "sam@acme.example", &["manage_team"]).await;
        let own = firm.act(&portal, "internal-users-get", &sam).await.str("/role").to_owned();
        let more = json!({ "permissions": ["manage_team", "manage_settings"] });
        let refused = update(&portal, &team, &own, more).await.expect_error(403, "permission_denied");
        assert_eq!(refused.str("/requiredPermission"), "manage_settings");
        let above = json!({ "name": "Above", "permissions": ["manage_settings"] });
        let above = firm.post(&portal, "roles-create", above).await.id();
        for body in [json!({ "permissions": [] }), json!({ "name": "Below" })] {
            update(&portal, &team, &above, body).await.expect_error(403, "permission_denied");
        }
        update(&portal, &team, &own, json!({ "name": "Team lead" })).await.expect(200);
    }
}
