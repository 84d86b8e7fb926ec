//! Lists roles and what they grant (A01).

use http::Method;
use schemars::JsonSchema;
use serde::Serialize;
use shared::{Result, access::Role};

use crate::kernel::{Access, Cx, Endpoint, NoBody, NoParams, Route, Use};

/// List roles.
#[derive(Debug)]
pub struct ListRoles;

/// All roles.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "Roles")]
pub struct AllRoles {
    /// The built-in ones and then the workspace's own.
    data: Vec<Role>,
    /// To be sent as `If-Match` with an edit.
    version: u64,
}

impl Endpoint for ListRoles {
    const ROUTE: Route = Route {
        name: "roles-list",
        method: Method::GET,
        path: "/v1/roles",
        summary: "List roles",
        access: Access::Team,
        uses: &[Use::GetMany],
        status: 200,
    };
    type Params = NoParams;
    type Body = NoBody;
    type Output = AllRoles;

    async fn call(cx: &Cx<'_>, _: NoParams, _: NoBody) -> Result<AllRoles> {
        let roles = &cx.caller()?.roles;
        Ok(AllRoles { data: roles.all().collect(), version: roles.version })
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::testing::Portal;

    #[tokio::test]
    async fn a01_the_roles_say_what_they_grant() {
        let portal = Portal::new();
        let firm = portal.firm("acme").await;
        firm.post(&portal, "roles-create", json!({ "name": "Books", "permissions": ["manage_billing"] })).await;
        let (_, member) = firm.member(&portal, "max@acme.example", "member").await;
        let roles = portal.call("roles-list").by(&member).send().await.expect(200);
        assert_eq!(roles.column("name"), ["Admin", "Member", "Books"]);
        let granted = |n: usize| roles.body["data"][n]["permissions"].clone();
        assert_eq!((granted(0).as_array().unwrap().len(), granted(2)), (19, json!(["manage_billing"])));
        let everyday = granted(1);
        let has = |it: &str| everyday.as_array().unwrap().contains(&json!(it));
        assert!(has("view_clients") && has("create_clients") && has("edit_clients"));
        assert!(!has("delete_clients") && !has("manage_client_access") && !has("manage_team") && !has("export_data"));
    }
}
