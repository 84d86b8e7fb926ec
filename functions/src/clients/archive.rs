//! Archives a client (C11).

use http::Method;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use shared::{
    Result,
    access::Permission,
    clients::{self, Client, ClientId},
    records::{Entity, Place},
};

use crate::kernel::{Access, Cx, Endpoint, NoBody, Route, Use};

/// Archive a client.
#[derive(Debug)]
pub struct Archive;

/// Which client, and whether they are told.
#[derive(Debug, Deserialize, JsonSchema)]
pub struct Params {
    /// The client's id.
    id: ClientId,
    /// Whether to let the client know by mail.
    notify: Option<bool>,
}

/// That it is done.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "ClientArchived")]
pub struct Archived {
    /// The client's id.
    id: ClientId,
    /// Always `client`.
    object: &'static str,
    /// Always true.
    deleted: bool,
    /// To be sent as `If-Match` to restore.
    version: u64,
}

impl Endpoint for Archive {
    const ROUTE: Route = Route {
        name: "clients-archive",
        method: Method::DELETE,
        path: "/v1/clients/{id}",
        summary: "Archive a client",
        access: Access::Granted(Permission::DeleteClients),
        uses: &[Use::GetMany, Use::Put, Use::Add, Use::Delete],
        status: 200,
    };
    type Params = Params;
    type Body = NoBody;
    type Output = Archived;

    fn ahead(params: &Params) -> Vec<Place> {
        vec![Client::place(&params.id)]
    }

    async fn call(cx: &Cx<'_>, params: Params, _: NoBody) -> Result<Archived> {
        let stored = cx.edit::<Client>(&params.id).await?;
        let (after, changes) = clients::archive(cx, &stored, params.notify == Some(true)).await?;
        cx.commit(changes, Archived { id: after.id, object: "client", deleted: true, version: after.version }).await
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::testing::{PASSWORD, Portal};

    #[tokio::test]
    async fn c11_an_archived_client_is_gone_from_lists_and_can_not_sign_in_and_nothing_is_lost() {
        let portal = Portal::new();
        let firm = portal.firm("acme").await;
        let (id, session) = firm.active_client(&portal, "cleo@mail.example").await;
        let answer = firm.act(&portal, "clients-archive", &id).await;
        assert_eq!(
            (answer.str("/id"), answer.str("/object"), &answer.body["deleted"]),
            (id.as_str(), "client", &json!(true))
        );
        portal.call("home-get").by(&session).send().await.expect_error(401, "unauthenticated");
        let sign_in = json!({ "email": "cleo@mail.example", "password": PASSWORD });
        let sign_in = portal.call("sessions-create").at("acme").body(sign_in).send().await;
        sign_in.expect_error(401, "invalid_credentials");
        let listed = portal.call("clients-list").by(&firm.admin).send().await;
        assert_eq!((listed.body["total"].clone(), listed.body["counts"]["archived"].clone()), (json!(0), json!(1)));
        let read = firm.read_client(&portal, &id).await;
        assert_eq!((read["status"].clone(), read["version"].as_u64()), (json!("archived"), Some(answer.version())));
        let history = firm.act(&portal, "clients-activity", &id).await;
        assert_eq!(history.column("action"), ["client.archived", "client.activated", "client.created"]);
        let again = portal.call("clients-archive").by(&firm.admin).id(&id).send().await;
        again.expect_error(409, "wrong_state");
    }

    #[tokio::test]
    async fn c11_the_email_is_free_for_a_new_client() {
        let portal = Portal::new();
        let firm = portal.firm("acme").await;
        let old = firm.client(&portal, "cleo@mail.example").await.id();
        firm.act(&portal, "clients-archive", &old).await;
        let new = firm.client(&portal, "cleo@mail.example").await.id();
        assert_ne!(old, new);
    }

    /// I05: what was sent to somebody who is archived stops working.
    #[tokio::test]
    async fn c11_i05_the_invitation_of_an_archived_client_is_dead() {
        let portal = Portal::new();
        let firm = portal.firm("acme").await;
        let id = firm.client(&portal, "cleo@mail.example").await.id();
        firm.act(&portal, "clients-invite", &id).await;
        let token = portal.token("cleo@mail.example").await;
        firm.act(&portal, "clients-archive", &id).await;
        let accept = portal.call("invitations-accept").at("acme").body(json!({ "token": token, "password": PASSWORD }));
        accept.send().await.expect_error(410, "invitation_cancelled");
        let waiting = portal.call("invitations-list").by(&firm.admin).send().await;
        assert!(waiting.column("id").is_empty());
    }

    #[tokio::test]
    async fn c11_the_client_is_told_only_when_asked_and_only_if_they_were_in() {
        let portal = Portal::new();
        let firm = portal.firm("acme").await;
        let archive = async |id: &str, query: &str| {
            portal.call("clients-archive").by(&firm.admin).id(id).query(query).send().await
        };
        let subjects = async |email: &str| {
            portal.mails_to(email).await.into_iter().map(|it| it.subject).filter(|it| it.contains("ended")).count()
        };
        for (n, (query, mails)) in [("", 0), ("notify=false", 0), ("notify=true", 1)].into_iter().enumerate() {
            let email = format!("active{n}@mail.example");
            let (active, _) = firm.active_client(&portal, &email).await;
            archive(&active, query).await.expect(200);
            assert_eq!(subjects(&email).await, mails, "{query}");
        }
        let passive = firm.client(&portal, "passive@mail.example").await.id();
        archive(&passive, "notify=perhaps").await.expect_field("notify", "invalid");
        archive(&passive, "notify=true").await.expect(200);
        assert_eq!(subjects("passive@mail.example").await, 0);
    }

    #[tokio::test]
    async fn a05_c11_only_those_who_may_delete_and_see_a_client_archive_them() {
        let portal = Portal::new();
        let firm = portal.firm("acme").await;
        let id = firm.client(&portal, "cleo@mail.example").await.id();
        let (_, member) = firm.member(&portal, "max@acme.example", "member").await;
        let refused = portal.call("clients-archive").by(&member).id(&id).send().await;
        assert_eq!(refused.expect_error(403, "permission_denied").str("/requiredPermission"), "delete_clients");
        let (_, deleter) = firm.with_permissions(&portal, "del@acme.example", &["delete_clients"]).await;
        let hidden = portal.call("clients-archive").by(&deleter).id(&id).send().await;
        hidden.expect_error(404, "client_not_found");
    }
}
