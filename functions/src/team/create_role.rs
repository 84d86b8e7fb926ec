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
use crate::views::Versioned;

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
        uses: &[Use::GetMany, Use::Put],
        status: 201,
    };
    type Params = NoParams;
    type Body = NewRole;
    type Output = Versioned<Role>;

    async fn call(cx: &Cx<'_>, _: NoParams, body: NewRole) -> Result<Versioned<Role>> {
        team::require_held(cx, &body.permissions)?;
        let stored = cx.edit::<Roles>(&()).await?;
        let mut after = stored.entity.clone();
        let role = after.add(cx.new_id(), &body.name, &body.permissions)?;
        let mut changes = cx.change("role.created");
        let version = changes.replace(&stored, &after);
        cx.commit(changes, Versioned { record: role, version }).await
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use crate::testing::{Answer, Portal, Session};

    async fn create(portal: &Portal, by: &Session, body: Value) -> Answer {
        portal.call("roles-create").by(by).body(body).send().await
    }

    #[tokio::test]
    async fn a01_a_role_of_ones_own_is_a_set_of_permissions() {
        let portal = Portal::new();
        let firm = portal.firm("acme").await;
        let body = json!({ "name": " Front  desk ", "permissions": ["edit_clients", "view_clients", "edit_clients"] });
        let role = create(&portal, &firm.admin, body).await.expect(201);
        assert_eq!((role.str("/name"), &role.body["builtIn"]), ("Front desk", &json!(false)));
        assert_eq!(role.body["permissions"], json!(["view_clients", "edit_clients"]), "each once, in their own order");
        create(&portal, &firm.admin, json!({ "name": "Nobody", "permissions": [] })).await.expect(201);
    }

    #[tokio::test]
    async fn a01_what_is_missing_or_wrong_is_named() {
        let portal = Portal::new();
        let firm = portal.firm("acme").await;
        let wrong = [
            (json!({ "permissions": [] }), "name", "required"),
            (json!({ "name": "F", "permissions": [] }), "name", "name_too_short"),
            (json!({ "name": "Front" }), "permissions", "required"),
            (json!({ "name": "Front", "permissions": ["fly"] }), "permissions[0]", "invalid"),
        ];
        for (body, field, code) in wrong {
            create(&portal, &firm.admin, body).await.expect_field(field, code);
        }
        for taken in ["admin", " MEMBER"] {
            let answer = create(&portal, &firm.admin, json!({ "name": taken, "permissions": [] })).await;
            assert_eq!(answer.expect_error(409, "role_name_taken").str("/fields/0/field"), "name");
        }
    }

    #[tokio::test]
    async fn a01_nobody_makes_a_role_that_grants_what_they_do_not_hold() {
        let portal = Portal::new();
        let firm = portal.firm("acme").await;
        let (_, team) = firm.with_permissions(&portal, "sam@acme.example", &["manage_team", "view_clients"]).await;
        let more = json!({ "name": "More", "permissions": ["view_clients", "manage_billing"] });
        let refused = create(&portal, &team, more).await.expect_error(403, "permission_denied");
        assert_eq!(refused.str("/requiredPermission"), "manage_billing");
        create(&portal, &team, json!({ "name": "Same", "permissions": ["view_clients"] })).await.expect(201);
    }
}
