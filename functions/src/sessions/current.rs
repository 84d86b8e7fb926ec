//! Tells who is signed in and what they may do.

use crate::views::{self, SignedIn};
use http::Method;
use shared::Result;

use crate::kernel::{Access, Cx, Endpoint, NoBody, NoParams, Route, Use};

/// Read who is signed in.
#[derive(Debug)]
pub struct Current;

impl Endpoint for Current {
    const ROUTE: Route = Route {
        name: "sessions-current",
        method: Method::GET,
        path: "/v1/sessions/current",
        summary: "Read who is signed in",
        access: Access::SignedIn,
        uses: &[Use::GetMany, Use::Put],
        status: 200,
    };
    type Params = NoParams;
    type Body = NoBody;
    type Output = SignedIn;

    async fn call(cx: &Cx<'_>, _: NoParams, _: NoBody) -> Result<SignedIn> {
        let caller = cx.caller()?;
        Ok(views::signed_in(&caller.person, &caller.roles, &caller.workspace))
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::testing::Portal;

    #[tokio::test]
    async fn s01_whoever_is_signed_in_learns_what_they_may_do_here() {
        let portal = Portal::new();
        let firm = portal.firm("acme").await;
        let (id, session) = firm.with_permissions(&portal, "sam@acme.example", &["export_data", "view_clients"]).await;
        let who = portal.call("sessions-current").by(&session).send().await.expect(200);
        assert_eq!((who.id(), who.str("/email"), who.str("/givenName")), (id, "sam@acme.example", "Max"));
        assert_eq!(who.str("/roleName"), "Role of sam@acme.example");
        assert_eq!(who.body["permissions"], json!(["view_clients", "export_data"]));
        assert_eq!((who.str("/workspace/slug"), who.str("/workspace/companyLabel")), ("acme", "Company"));
    }

    #[tokio::test]
    async fn s01_without_a_session_there_is_nobody() {
        let portal = Portal::new();
        portal.firm("acme").await;
        portal.call("sessions-current").at("acme").send().await.expect_error(401, "unauthenticated");
        portal.call("sessions-current").send().await.expect_error(401, "unauthenticated");
    }

    /// A09: a new role, a changed one and its loss show with the very next request.
    #[tokio::test]
    async fn a09_a_role_holds_from_the_next_request() {
        let portal = Portal::new();
        let firm = portal.firm("acme").await;
        let (id, session) = firm.member(&portal, "max@acme.example", "member").await;
        let role =
            firm.post(&portal, "roles-create", json!({ "name": "Books", "permissions": ["view_audit"] })).await.id();
        let held =
            async || portal.call("sessions-current").by(&session).send().await.expect(200).body["permissions"].clone();
        firm.edit(&portal, "internal-users-update", &id, json!({ "role": role })).await;
        assert_eq!(held().await, json!(["view_audit"]));
        firm.edit(&portal, "roles-update", &role, json!({ "permissions": [] })).await;
        assert_eq!(held().await, json!([]));
        firm.edit(&portal, "internal-users-update", &id, json!({ "role": "admin" })).await;
        assert_eq!(held().await.as_array().unwrap().len(), 19);
    }
    /// A09: the status counts by itself, whether or not the sessions were ended along with it.
    #[tokio::test]
    async fn a09_whoever_is_no_longer_active_is_out_with_the_next_request() {
        let portal = Portal::new();
        let firm = portal.firm("acme").await;
        let (id, client) = firm.active_client(&portal, "cleo@mail.example").await;
        portal.change_record("client", &id, |body| drop(body.insert("status".to_owned(), json!("deactivated")))).await;
        portal.call("sessions-current").by(&client).send().await.expect_error(401, "unauthenticated");
        let (id, member) = firm.member(&portal, "max@acme.example", "member").await;
        let standing = json!("deactivated");
        portal.change_record("internalUser", &id, |body| drop(body.insert("standing".to_owned(), standing))).await;
        portal.call("sessions-current").by(&member).send().await.expect_error(401, "unauthenticated");
    }
}
