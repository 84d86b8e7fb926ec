//! Changes lead and visibility (A03, A04).

use crate::views::{self, ClientView};
use http::Method;
use schemars::JsonSchema;
use serde::Deserialize;
use shared::{
    Result,
    access::Permission,
    clients::{self, AccessChanges, Client, ClientId},
    records::Place,
};

use crate::kernel::{Access, Cx, Endpoint, Route, Use};

/// Change lead and visibility.
#[derive(Debug)]
pub struct SetAccess;

/// Which client.
#[derive(Debug, Deserialize, JsonSchema)]
pub struct Params {
    /// Its id.
    id: ClientId,
}

impl Endpoint for SetAccess {
    const ROUTE: Route = Route {
        name: "clients-set-access",
        method: Method::PUT,
        path: "/v1/clients/{id}/access",
        summary: "Change lead and visibility",
        access: Access::Granted(Permission::ManageClientAccess),
        uses: &[Use::GetMany, Use::Put, Use::Require],
        status: 200,
    };
    type Params = Params;
    type Body = AccessChanges;
    type Output = ClientView;

    fn ahead(params: &Params) -> Vec<Place> {
        views::ahead(params.id)
    }

    async fn call(cx: &Cx<'_>, params: Params, body: AccessChanges) -> Result<ClientView> {
        let stored = cx.edit::<Client>(&params.id).await?;
        let (after, changes) = clients::set_access(cx, &stored, body).await?;
        let output = views::client(cx, &after, Some(&changes)).await?;
        cx.commit(changes, output).await
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use serde_json::{Value, json};

    use crate::testing::{Answer, Portal, Session};

    async fn set(portal: &Portal, by: &Session, id: &str, body: Value) -> Answer {
        portal.call("clients-set-access").by(by).id(id).body(body).send().await
    }

    #[tokio::test]
    async fn a03_choosing_a_lead_adds_them_to_the_visibility() {
        let portal = Portal::new();
        let firm = portal.firm("acme").await;
        let (max, _) = firm.member(&portal, "max@acme.example", "member").await;
        let (lea, _) = firm.member(&portal, "lea@acme.example", "member").await;
        let id = firm.client(&portal, "cleo@mail.example").await.id();
        let led = set(&portal, &firm.admin, &id, json!({ "leadInternalUserId": max })).await.expect(200);
        assert_eq!(led.str("/leadInternalUserId"), max);
        assert_eq!(led.body["visibilityInternalUserIds"], json!([firm.admin_id, max]));
        let both = json!({ "leadInternalUserId": lea, "visibilityInternalUserIds": [max] });
        let both = set(&portal, &firm.admin, &id, both).await.expect(200);
        assert_eq!(both.str("/leadInternalUserId"), lea);
        assert_eq!(both.body["visibilityInternalUserIds"], json!([max, lea]), "and nobody else is kept");
        assert_eq!(firm.read_client(&portal, &id).await, both.body);
    }

    /// A05, A09: another process, which has listed the client before, lists them no more.
    #[tokio::test]
    async fn a09_a_visibility_that_is_withdrawn_holds_in_lists_of_every_process() {
        let mut portal = Portal::new();
        let firm = portal.firm("acme").await;
        let (max, member) = firm.member(&portal, "max@acme.example", "member").await;
        let id = firm.client(&portal, "cleo@mail.example").await.id();
        let both = json!({ "visibilityInternalUserIds": [firm.admin_id, max] });
        set(&portal, &firm.admin, &id, both).await.expect(200);
        let seen = portal.call("clients-list").by(&member).send().await.expect(200);
        assert_eq!(seen.column("id"), [&*id]);
        let other = Arc::new(portal.app.directories.copy());
        let own = json!({ "visibilityInternalUserIds": [firm.admin_id] });
        set(&portal, &firm.admin, &id, own).await.expect(200);
        portal.app.directories = other;
        let seen = portal.call("clients-list").by(&member).send().await.expect(200);
        assert_eq!(seen.body["data"], json!([]));
    }

    #[tokio::test]
    async fn a03_a06_the_visibility_is_never_empty_and_never_without_the_lead() {
        let portal = Portal::new();
        let (firm, rival) = (portal.firm("acme").await, portal.firm("rival").await);
        let (max, _) = firm.member(&portal, "max@acme.example", "member").await;
        let id = firm.client(&portal, "cleo@mail.example").await.id();
        let before = firm.read_client(&portal, &id).await;
        let field = "visibilityInternalUserIds";
        let wrong = [
            (json!({ "visibilityInternalUserIds": [] }), field, "required"),
            (json!({ "leadInternalUserId": max, "visibilityInternalUserIds": [] }), field, "required"),
            (json!({ "visibilityInternalUserIds": [max] }), field, "lead_required"),
            (json!({ "visibilityInternalUserIds": [firm.admin_id, rival.admin_id] }), field, "internal_user_not_found"),
            (json!({ "leadInternalUserId": rival.admin_id }), "leadInternalUserId", "internal_user_not_found"),
            (json!({ "leadInternalUserId": null, "lead": max }), "lead", "unknown_field"),
        ];
        for (body, field, code) in wrong {
            set(&portal, &firm.admin, &id, body).await.expect_field(field, code);
        }
        assert_eq!(firm.read_client(&portal, &id).await, before);
    }

    #[tokio::test]
    async fn a04_others_than_admins_need_the_permission_and_to_see_the_client() {
        let portal = Portal::new();
        let firm = portal.firm("acme").await;
        let (max, member) = firm.member(&portal, "max@acme.example", "member").await;
        let (sam, manager) = firm.with_permissions(&portal, "sam@acme.example", &["manage_client_access"]).await;
        let id = firm.client(&portal, "cleo@mail.example").await.id();
        let all = json!({ "visibilityInternalUserIds": [firm.admin_id, max, sam] });
        set(&portal, &manager, &id, all.clone()).await.expect_error(404, "client_not_found");
        set(&portal, &firm.admin, &id, all.clone()).await.expect(200);
        let refused = set(&portal, &member, &id, all.clone()).await.expect_error(403, "permission_denied");
        assert_eq!(refused.str("/requiredPermission"), "manage_client_access");
        set(&portal, &manager, &id, json!({ "leadInternalUserId": max })).await.expect(200);
    }

    /// A09: whoever is taken out of the visibility, or whose role loses the permission, is out with their next request.
    #[tokio::test]
    async fn a09_what_is_revoked_is_revoked_from_the_next_request_on() {
        let portal = Portal::new();
        let firm = portal.firm("acme").await;
        let (sam, session) =
            firm.with_permissions(&portal, "sam@acme.example", &["view_clients", "manage_client_access"]).await;
        let id = firm.client(&portal, "cleo@mail.example").await.id();
        set(&portal, &firm.admin, &id, json!({ "visibilityInternalUserIds": [firm.admin_id, sam] })).await.expect(200);
        let keep = json!({ "visibilityInternalUserIds": [firm.admin_id, sam] });
        set(&portal, &session, &id, keep.clone()).await.expect(200);
        let role = portal.call("internal-users-get").by(&firm.admin).id(&sam).send().await.str("/role").to_owned();
        let lesser = json!({ "permissions": ["view_clients"] });
        firm.edit(&portal, "roles-update", &role, lesser).await;
        set(&portal, &session, &id, keep.clone()).await.expect_error(403, "permission_denied");
        portal.call("clients-get").by(&session).id(&id).send().await.expect(200);
        set(&portal, &firm.admin, &id, json!({ "visibilityInternalUserIds": [firm.admin_id] })).await.expect(200);
        portal.call("clients-get").by(&session).id(&id).send().await.expect_error(404, "client_not_found");
    }
}
