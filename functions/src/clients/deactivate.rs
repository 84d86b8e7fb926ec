//! Ends a client's access; open sessions end at once (C10).

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

/// Deactivate a client.
#[derive(Debug)]
pub struct Deactivate;

/// Which client.
#[derive(Debug, Deserialize, JsonSchema)]
pub struct Params {
    /// Its id.
    id: ClientId,
}

impl Endpoint for Deactivate {
    const ROUTE: Route = Route {
        name: "clients-deactivate",
        method: Method::POST,
        path: "/v1/clients/{id}/deactivate",
        summary: "Deactivate a client",
        access: Access::Granted(Permission::ManageClientAccess),
        uses: &[Use::GetMany, Use::Put],
        status: 200,
    };
    type Params = Params;
    type Body = NoBody;
    type Output = ClientView;

    fn ahead(params: &Params) -> Vec<Place> {
        views::ahead(params.id)
    }

    async fn call(cx: &Cx<'_>, params: Params, _: NoBody) -> Result<ClientView> {
        let stored = cx.edit::<Client>(&params.id).await?;
        let (after, changes) = clients::deactivate(cx, &stored).await?;
        let output = views::client(cx, &after, Some(&changes)).await?;
        cx.commit(changes, output).await
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::testing::{PASSWORD, Portal};

    #[tokio::test]
    async fn c10_open_sessions_end_at_once_and_there_is_no_signing_in() {
        let portal = Portal::new();
        let firm = portal.firm("acme").await;
        let (id, one) = firm.active_client(&portal, "cleo@mail.example").await;
        let sign_in = json!({ "email": "cleo@mail.example", "password": PASSWORD });
        let sign_in = async || portal.call("sessions-create").at("acme").body(sign_in.clone()).send().await;
        let two = sign_in().await.expect(201).session("acme");
        for session in [&one, &two] {
            portal.call("home-get").by(session).send().await.expect(200);
        }
        assert_eq!(firm.act(&portal, "clients-deactivate", &id).await.str("/status"), "deactivated");
        for session in [&one, &two] {
            portal.call("home-get").by(session).send().await.expect_error(401, "unauthenticated");
        }
        sign_in().await.expect_error(401, "invalid_credentials");
        let listed = portal.call("clients-list").by(&firm.admin).query("status=deactivated").send().await;
        assert_eq!(listed.column("id"), std::slice::from_ref(&id));
        // Sessions that ended stay over when the client is back (A09).
        firm.act(&portal, "clients-activate", &id).await;
        for session in [&one, &two] {
            portal.call("home-get").by(session).send().await.expect_error(401, "unauthenticated");
        }
        sign_in().await.expect(201);
    }

    /// C10: neither an invitation, a new password nor a sign-up lets a deactivated client in.
    #[tokio::test]
    async fn c10_there_is_no_other_way_in() {
        let portal = Portal::new();
        let firm = portal.firm("acme").await;
        firm.settings(&portal, json!({ "directSignUp": true })).await;
        let (id, _) = firm.active_client(&portal, "cleo@mail.example").await;
        let email = json!({ "email": "cleo@mail.example" });
        portal.call("password-resets-create").at("acme").body(email.clone()).send().await.expect(202);
        let reset = json!({ "token": portal.token("cleo@mail.example").await, "password": PASSWORD });
        let invited = firm.client(&portal, "ivy@mail.example").await.id();
        firm.act(&portal, "clients-invite", &invited).await;
        let invitation = json!({ "token": portal.token("ivy@mail.example").await, "password": PASSWORD });
        for id in [&id, &invited] {
            firm.act(&portal, "clients-deactivate", id).await;
        }
        let post = async |name, body| portal.call(name).at("acme").body(body).send().await;
        post("password-resets-confirm", reset).await.expect_error(410, "code_expired");
        post("invitations-accept", invitation).await.expect_error(410, "invitation_cancelled");
        let mails = portal.mails_to("cleo@mail.example").await.len();
        post("password-resets-create", email).await.expect(202);
        assert_eq!(portal.mails_to("cleo@mail.example").await.len(), mails, "no mail for a new password");
        post("sign-ups-create", json!({ "givenName": "Cleo", "email": "cleo@mail.example" })).await.expect(202);
        let mail = portal.mails_to("cleo@mail.example").await.pop().unwrap();
        assert!(mail.subject.contains("already have an account") && !mail.text.contains('#'), "{}", mail.text);
    }

    #[tokio::test]
    async fn c10_only_once_and_not_when_archived() {
        let portal = Portal::new();
        let firm = portal.firm("acme").await;
        let id = firm.client(&portal, "cleo@mail.example").await.id();
        let deactivate = async || portal.call("clients-deactivate").by(&firm.admin).id(&id).send().await;
        deactivate().await.expect(200);
        deactivate().await.expect_error(409, "wrong_state");
        firm.act(&portal, "clients-archive", &id).await;
        deactivate().await.expect_error(409, "wrong_state");
    }

    #[tokio::test]
    async fn a02_a05_deactivating_asks_for_the_permission_and_for_visibility() {
        let portal = Portal::new();
        let firm = portal.firm("acme").await;
        let id = firm.client(&portal, "cleo@mail.example").await.id();
        let (_, member) = firm.member(&portal, "max@acme.example", "member").await;
        let (_, manager) = firm.with_permissions(&portal, "sam@acme.example", &["manage_client_access"]).await;
        for name in ["clients-deactivate", "clients-activate"] {
            let refused = portal.call(name).by(&member).id(&id).send().await.expect_error(403, "permission_denied");
            assert_eq!(refused.str("/requiredPermission"), "manage_client_access");
            portal.call(name).by(&manager).id(&id).send().await.expect_error(404, "client_not_found");
        }
    }
}
