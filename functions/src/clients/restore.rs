//! Brings an archived client back (C11).

use crate::views::{self, ClientView};
use http::Method;
use schemars::JsonSchema;
use serde::Deserialize;
use shared::{
    Result,
    access::Permission,
    clients::{self, Client, ClientId},
    records::Place,
};

use crate::kernel::{Access, Cx, Endpoint, NoBody, Route, Use};

/// Restore a client.
#[derive(Debug)]
pub struct Restore;

/// Which client.
#[derive(Debug, Deserialize, JsonSchema)]
pub struct Params {
    /// Its id.
    id: ClientId,
}

impl Endpoint for Restore {
    const ROUTE: Route = Route {
        name: "clients-restore",
        method: Method::POST,
        path: "/v1/clients/{id}/restore",
        summary: "Restore a client",
        access: Access::Granted(Permission::DeleteClients),
        uses: &[Use::GetMany, Use::Put, Use::Add, Use::Require],
        status: 200,
    };
    type Params = Params;
    type Body = NoBody;
    type Output = ClientView;

    fn ahead(params: &Params) -> Vec<Place> {
        views::ahead(params.id)
    }

    async fn call(cx: &Cx<'_>, params: Params, _: NoBody) -> Result<ClientView> {
        let (workspace, stored) = (cx.workspace()?, cx.edit::<Client>(&params.id).await?);
        let (after, changes) = clients::restore(cx, workspace, &stored).await?;
        let output = views::client(cx, &after, Some(&changes)).await?;
        match cx.try_commit(changes, &output).await? {
            Ok(()) => Ok(output),
            Err(error) => Err(clients::refused(cx, workspace, &after.email, error).await),
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::testing::{PASSWORD, Portal};

    /// C11: an active client is back as they were, a waiting invitation stays dead.
    #[tokio::test]
    async fn c11_a_restored_client_stands_where_they_stood() {
        let portal = Portal::new();
        let firm = portal.firm("acme").await;
        let (active, _) = firm.active_client(&portal, "active@mail.example").await;
        let invited = firm.client(&portal, "invited@mail.example").await.id();
        firm.act(&portal, "clients-invite", &invited).await;
        let fresh = firm.client(&portal, "fresh@mail.example").await.id();
        let deactivated = firm.client(&portal, "off@mail.example").await.id();
        firm.act(&portal, "clients-deactivate", &deactivated).await;
        let expected =
            [(&active, "active"), (&invited, "notInvited"), (&fresh, "notInvited"), (&deactivated, "deactivated")];
        for (id, status) in expected {
            firm.act(&portal, "clients-archive", id).await;
            assert_eq!(firm.act(&portal, "clients-restore", id).await.str("/status"), status);
        }
        let sign_in = json!({ "email": "active@mail.example", "password": PASSWORD });
        portal.call("sessions-create").at("acme").body(sign_in).send().await.expect(201);
        assert_eq!(portal.call("clients-list").by(&firm.admin).send().await.body["total"], 4);
        let again = portal.call("clients-restore").by(&firm.admin).id(&active).send().await;
        again.expect_error(409, "wrong_state");
    }

    /// C11, O06, W05: a company that was archived meanwhile, and any company once there are none, is not brought back.
    #[tokio::test]
    async fn c11_o06_a_restored_client_is_back_in_the_companies_that_are_left() {
        let portal = Portal::new();
        let firm = portal.firm("acme").await;
        let company = async |name| firm.post(&portal, "companies-create", json!({ "name": name })).await.id();
        let (gone, left) = (company("Gone").await, company("Left").await);
        let client = json!({ "name": "Bo", "email": "bo@mail.example", "companyIds": [gone, left] });
        let client = firm.post(&portal, "clients-create", client).await.id();
        firm.act(&portal, "clients-archive", &client).await;
        firm.act(&portal, "companies-archive", &gone).await;
        let restored = firm.act(&portal, "clients-restore", &client).await;
        assert_eq!(restored.body["companyIds"], json!([left]));
        let kept = portal.call("companies-archive").by(&firm.admin).id(&left).send().await;
        kept.expect_error(409, "company_has_clients");
        firm.act(&portal, "clients-archive", &client).await;
        firm.act(&portal, "companies-archive", &left).await;
        firm.settings(&portal, json!({ "clientMode": "individuals" })).await;
        let restored = firm.act(&portal, "clients-restore", &client).await;
        assert_eq!(restored.body["companyIds"], json!([]));
    }

    #[tokio::test]
    async fn c11_a_clash_on_restore_says_with_whom() {
        let portal = Portal::new();
        let firm = portal.firm("acme").await;
        let old = firm.client(&portal, "cleo@mail.example").await.id();
        firm.act(&portal, "clients-archive", &old).await;
        let new = firm.client(&portal, "cleo@mail.example").await.id();
        let restore = async || portal.call("clients-restore").by(&firm.admin).id(&old).send().await;
        let clash = restore().await.expect_error(409, "email_in_use");
        let record = json!({ "id": new, "kind": "client", "archived": false, "name": "Cleo Client" });
        assert_eq!(clash.body["record"], record);
        assert_eq!(firm.read_client(&portal, &old).await["status"], "archived");
        firm.edit(&portal, "clients-update", &new, json!({ "email": "other@mail.example" })).await;
        restore().await.expect(200);
    }

    /// A05: the clash names nobody whom the caller may not see.
    #[tokio::test]
    async fn a05_c11_a_clash_with_somebody_hidden_names_nobody() {
        let portal = Portal::new();
        let firm = portal.firm("acme").await;
        let (sam, session) = firm.with_permissions(&portal, "sam@acme.example", &["delete_clients"]).await;
        let old = json!({ "name": "Old", "email": "cleo@mail.example", "visibilityInternalUserIds": [sam] });
        let old = firm.post(&portal, "clients-create", old).await.id();
        portal.call("clients-archive").by(&session).id(&old).send().await.expect(200);
        let hidden = firm.client(&portal, "cleo@mail.example").await.id();
        let clash = portal.call("clients-restore").by(&session).id(&old).send().await.expect_error(409, "email_in_use");
        assert_eq!(clash.body.get("record"), None);
        assert!(!clash.text.contains(&hidden) && !clash.text.contains("Cleo"), "{}", clash.text);
    }

    #[tokio::test]
    async fn a02_a05_restoring_asks_for_the_permission_and_for_visibility() {
        let portal = Portal::new();
        let firm = portal.firm("acme").await;
        let id = firm.client(&portal, "cleo@mail.example").await.id();
        firm.act(&portal, "clients-archive", &id).await;
        let (_, member) = firm.member(&portal, "max@acme.example", "member").await;
        let refused = portal.call("clients-restore").by(&member).id(&id).send().await;
        assert_eq!(refused.expect_error(403, "permission_denied").str("/requiredPermission"), "delete_clients");
        let (_, deleter) = firm.with_permissions(&portal, "del@acme.example", &["delete_clients"]).await;
        let hidden = portal.call("clients-restore").by(&deleter).id(&id).send().await;
        hidden.expect_error(404, "client_not_found");
    }
}
