//! Reads one client (C08).

use crate::views::{self, ClientView};
use http::Method;
use schemars::JsonSchema;
use serde::Deserialize;
use shared::{
    Result,
    access::Permission,
    clients::{Client, ClientId},
    records::Place,
};

use crate::kernel::{Access, Cx, Endpoint, NoBody, Route, Use};

/// Read a client.
#[derive(Debug)]
pub struct Get;

/// Which client.
#[derive(Debug, Deserialize, JsonSchema)]
pub struct Params {
    /// Its id.
    id: ClientId,
}

impl Endpoint for Get {
    const ROUTE: Route = Route {
        name: "clients-get",
        method: Method::GET,
        path: "/v1/clients/{id}",
        summary: "Read a client",
        access: Access::Granted(Permission::ViewClients),
        uses: &[Use::GetMany],
        status: 200,
    };
    type Params = Params;
    type Body = NoBody;
    type Output = ClientView;

    fn ahead(params: &Params) -> Vec<Place> {
        views::ahead(params.id)
    }

    async fn call(cx: &Cx<'_>, params: Params, _: NoBody) -> Result<ClientView> {
        let stored = cx.records.get::<Client>(&params.id).await?;
        views::client(cx, &stored, None).await
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::testing::Portal;

    #[tokio::test]
    async fn c08_a_client_is_read_with_lead_visibility_invitation_and_last_sign_in() {
        let portal = Portal::new();
        let firm = portal.firm("acme").await;
        let id = firm.client(&portal, "cleo@mail.example").await.id();
        let before = firm.read_client(&portal, &id).await;
        for absent in ["invitation", "firstLoginDate", "lastLoginDate", "lastActivityAt", "companyId"] {
            assert_eq!(before.get(absent), None, "{absent}");
        }
        firm.act(&portal, "clients-invite", &id).await;
        portal.deliver().await;
        let invited = firm.read_client(&portal, &id).await;
        assert_eq!(
            (invited["status"].clone(), invited["invitation"]["delivery"].clone()),
            (json!("invited"), json!("sent"))
        );
        portal.accept("acme", "cleo@mail.example").await;
        let active = firm.read_client(&portal, &id).await;
        assert_eq!(
            (active["status"].clone(), active["invitation"]["status"].clone()),
            (json!("active"), json!("accepted"))
        );
        assert_eq!(active["firstLoginDate"], "2026-01-01T12:00:00Z");
        portal.clock.advance(jiff::SignedDuration::from_hours(30));
        let sign_in = json!({ "email": "cleo@mail.example", "password": crate::testing::PASSWORD });
        portal.call("sessions-create").at("acme").body(sign_in).send().await.expect(201);
        let later = firm.read_client(&portal, &id).await;
        assert_eq!(
            (later["firstLoginDate"].clone(), later["lastLoginDate"].clone()),
            (json!("2026-01-01T12:00:00Z"), json!("2026-01-02T18:00:00Z"))
        );
    }

    #[tokio::test]
    async fn a05_a10_a_client_whom_one_may_not_see_is_like_one_that_does_not_exist() {
        let portal = Portal::new();
        let firm = portal.firm("acme").await;
        let hidden = firm.client(&portal, "hidden@mail.example").await.id();
        let (max, member) = firm.member(&portal, "max@acme.example", "member").await;
        let read = async |id: &str| portal.call("clients-get").by(&member).id(id).send().await;
        let theirs = read(&hidden).await.expect_error(404, "client_not_found");
        let nobodys = read("client_01ARZ3NDEKTSV4RRFFQ69G5FAV").await.expect_error(404, "client_not_found");
        assert_eq!(theirs.body["message"], nobodys.body["message"]);
        read("nonsense").await.expect_error(404, "record_not_found");
        // A09: what changes holds from the very next request.
        let access = async |ids| {
            firm.edit(&portal, "clients-set-access", &hidden, json!({ "visibilityInternalUserIds": ids })).await
        };
        access(vec![firm.admin_id.clone(), max.clone()]).await;
        read(&hidden).await.expect(200);
        access(vec![firm.admin_id.clone()]).await;
        read(&hidden).await.expect_error(404, "client_not_found");
    }

    /// A05: admins see all, in nobody's visibility or not.
    #[tokio::test]
    async fn a05_admins_see_clients_in_whose_visibility_they_are_not() {
        let portal = Portal::new();
        let firm = portal.firm("acme").await;
        let (max, member) = firm.member(&portal, "max@acme.example", "member").await;
        let body = json!({ "name": "Cleo", "email": "cleo@mail.example" });
        let own = portal.call("clients-create").by(&member).body(body).send().await.expect(201);
        assert_eq!(own.body["visibilityInternalUserIds"], json!([max]));
        firm.read_client(&portal, &own.id()).await;
        // A09: an admin who becomes a member sees only their own, at once.
        firm.edit(&portal, "internal-users-update", &max, json!({ "role": "admin" })).await;
        let hidden = firm.client(&portal, "hidden@mail.example").await.id();
        portal.call("clients-get").by(&member).id(&hidden).send().await.expect(200);
        firm.edit(&portal, "internal-users-update", &max, json!({ "role": "member" })).await;
        portal.call("clients-get").by(&member).id(&hidden).send().await.expect_error(404, "client_not_found");
    }
}
