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
        uses: &[Use::GetMany, Use::Put, Use::Add],
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

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use crate::testing::{Answer, Portal, Session};

    async fn invite(portal: &Portal, by: &Session, body: Value) -> Answer {
        portal.call("internal-users-create").by(by).body(body).send().await
    }

    #[tokio::test]
    async fn i09_a_team_member_is_invited_with_a_role() {
        let portal = Portal::new();
        let firm = portal.firm("acme").await;
        let role =
            firm.post(&portal, "roles-create", json!({ "name": "Books", "permissions": ["view_audit"] })).await.id();
        let body = json!({ "name": "Max Member", "email": "Max@acme.example", "role": role });
        let answer = invite(&portal, &firm.admin, body).await.expect(201);
        assert_eq!((answer.str("/givenName"), answer.str("/familyName")), ("Max", "Member"));
        assert_eq!((answer.str("/email"), answer.str("/status")), ("max@acme.example", "invited"));
        assert_eq!((answer.str("/role"), answer.str("/roleName")), (role.as_str(), "Books"));
        assert_eq!(answer.str("/invitation/status"), "pending");
        assert_eq!(answer.body["isClientAccessLimited"], true);
        assert_eq!(portal.mails_to("max@acme.example").await.len(), 1);
        let two = json!({ "givenName": "Li", "familyName": "Po", "email": "li@acme.example", "role": "admin" });
        let two = invite(&portal, &firm.admin, two).await.expect(201);
        assert_eq!((two.str("/familyName"), &two.body["isClientAccessLimited"]), ("Po", &json!(false)));
    }

    #[tokio::test]
    async fn i09_what_is_missing_or_wrong_is_named() {
        let portal = Portal::new();
        let firm = portal.firm("acme").await;
        let wrong = [
            (json!({ "email": "a@acme.example", "role": "member" }), "givenName", "required"),
            (json!({ "name": "A", "role": "member" }), "email", "required"),
            (json!({ "name": "A", "email": "a", "role": "member" }), "email", "invalid_email"),
            (json!({ "name": "A", "email": "a@acme.example" }), "role", "required"),
            (json!({ "name": "A", "email": "a@acme.example", "role": "boss" }), "role", "invalid"),
            (
                json!({ "name": "A", "email": "a@acme.example", "role": "role_01ARZ3NDEKTSV4RRFFQ69G5FAV" }),
                "role",
                "role_not_found",
            ),
        ];
        for (body, field, code) in wrong {
            invite(&portal, &firm.admin, body).await.expect_field(field, code);
        }
    }

    /// C02: one email is one person of the workspace.
    #[tokio::test]
    async fn c02_a05_an_email_that_is_in_use_is_refused_and_names_only_whom_one_may_see() {
        let portal = Portal::new();
        let firm = portal.firm("acme").await;
        let client = firm.client(&portal, "cleo@mail.example").await.id();
        let body = json!({ "name": "A", "email": "cleo@mail.example", "role": "member" });
        let seen = invite(&portal, &firm.admin, body.clone()).await.expect_error(409, "email_in_use");
        assert_eq!((seen.str("/record/id"), seen.str("/record/kind")), (client.as_str(), "client"));
        let (_, team) = firm.with_permissions(&portal, "sam@acme.example", &["manage_team"]).await;
        let role = firm.post(&portal, "roles-create", json!({ "name": "Nothing", "permissions": [] })).await.id();
        let mut body = body;
        body["role"] = json!(role);
        let hidden = invite(&portal, &team, body).await.expect_error(409, "email_in_use");
        assert_eq!(hidden.body.get("record"), None);
    }

    /// A01: nobody can grant what they do not hold.
    #[tokio::test]
    async fn a01_a_role_can_be_given_only_by_those_who_hold_all_of_it() {
        let portal = Portal::new();
        let firm = portal.firm("acme").await;
        let (_, team) = firm.with_permissions(&portal, "sam@acme.example", &["manage_team", "view_clients"]).await;
        let role = async |name: &str, permissions: Value| {
            firm.post(&portal, "roles-create", json!({ "name": name, "permissions": permissions })).await.id()
        };
        let lesser = role("Reader", json!(["view_clients"])).await;
        let higher = role("Writer", json!(["view_clients", "edit_clients"])).await;
        let as_role = |role: &str| json!({ "name": "A", "email": "a@acme.example", "role": role });
        let refused = invite(&portal, &team, as_role(&higher)).await.expect_error(403, "permission_denied");
        assert_eq!(refused.str("/requiredPermission"), "edit_clients");
        invite(&portal, &team, as_role("admin")).await.expect_error(403, "permission_denied");
        invite(&portal, &team, as_role("member")).await.expect_error(403, "permission_denied");
        invite(&portal, &team, as_role(&lesser)).await.expect(201);
    }

    /// A05: seeing everything is an admin's alone, whatever else a role grants.
    #[tokio::test]
    async fn a01_a05_only_an_admin_makes_admins() {
        let portal = Portal::new();
        let firm = portal.firm("acme").await;
        let all: Vec<&str> = shared::access::Permission::ALL.iter().map(|it| it.name()).collect();
        let (_, nearly) = firm.with_permissions(&portal, "sam@acme.example", &all).await;
        let body = json!({ "name": "A", "email": "a@acme.example", "role": "admin" });
        invite(&portal, &nearly, body).await.expect_error(409, "wrong_state");
    }

    #[tokio::test]
    async fn w08_a_plan_limits_the_team_with_its_own_numbers() {
        let portal = Portal::new();
        let firm = portal.firm("acme").await;
        let plan = json!({ "clients": 50, "internalUsers": 2 });
        portal.change_record("workspace", "acme", |body| drop(body.insert("plan".to_owned(), plan))).await;
        let member = |email: &str| json!({ "name": "A", "email": email, "role": "member" });
        let first = invite(&portal, &firm.admin, member("a@acme.example")).await.expect(201);
        let refused = invite(&portal, &firm.admin, member("b@acme.example")).await;
        let refused = refused.expect_error(402, "plan_limit_exceeded");
        assert_eq!((refused.body["limit"].clone(), refused.body["current"].clone()), (json!(2), json!(2)));
        firm.act(&portal, "invitations-cancel", first.str("/invitation/id")).await;
        invite(&portal, &firm.admin, member("b@acme.example")).await.expect(201);
    }
}
