//! Creates a workspace with its first admin (W01).

use crate::views::{self, SignedIn};
use http::Method;
use shared::{
    Result,
    access::Roles,
    accounts::Person,
    records::Stored,
    workspaces::{self, NewWorkspace},
};

use crate::kernel::{Access, Cx, Endpoint, NoParams, Route, Use};

/// Create a workspace.
#[derive(Debug)]
pub struct Create;

impl Endpoint for Create {
    const ROUTE: Route = Route {
        name: "workspaces-create",
        method: Method::POST,
        path: "/v1/workspaces",
        summary: "Create a workspace",
        access: Access::Public,
        uses: &[Use::GetMany, Use::Put, Use::Add, Use::SetPassword],
        status: 201,
    };
    type Params = NoParams;
    type Body = NewWorkspace;
    type Output = SignedIn;

    async fn call(cx: &Cx<'_>, _: NoParams, body: NewWorkspace) -> Result<SignedIn> {
        let (workspace, admin, mut changes) = workspaces::create(cx, &body).await?;
        let person = Person::InternalUser(Stored { entity: admin, version: 1 });
        cx.start_session(&person, &workspace.slug, &mut changes)?;
        let output = views::signed_in(&person, &Roles::default(), &workspace);
        cx.try_commit(changes, &output).await?.map_err(workspaces::refused)?;
        Ok(output)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use serde_json::{Value, json};
    use shared::{access::Permission, workspaces::Addresses};

    use crate::testing::{PASSWORD, Portal};

    fn body(slug: &str) -> Value {
        json!({ "brandName": "Harbor & Co", "slug": slug, "name": "Ada Admin", "email": "ada@harbor.example", "password": PASSWORD })
    }

    #[tokio::test]
    async fn w01_whoever_creates_a_workspace_is_signed_in_as_its_first_admin() {
        let portal = Portal::new();
        let answer = portal.call("workspaces-create").body(body("Harbor")).send().await.expect(201);
        assert_eq!((answer.str("/kind"), answer.str("/role")), ("internalUser", "admin"));
        assert_eq!((answer.str("/givenName"), answer.str("/familyName")), ("Ada", "Admin"));
        assert_eq!(answer.body["permissions"], json!(Permission::ALL));
        assert_eq!((answer.str("/workspace/slug"), answer.str("/workspace/brandName")), ("harbor", "Harbor & Co"));
        let session = answer.session("harbor");
        let workspace = portal.call("workspaces-get").by(&session).send().await.expect(200);
        assert_eq!(workspace.str("/portalUrl"), "https://portico.example/harbor");
        assert_eq!(workspace.str("/defaultLeadInternalUserId"), answer.id());
        portal.call("portals-get").path("slug", "harbor").send().await.expect(200);
        let sign_in = json!({ "email": "ADA@harbor.example", "password": PASSWORD });
        portal.call("sessions-create").at("harbor").body(sign_in).send().await.expect(201);
    }

    /// W01: where a domain is set up, the portal lies under it.
    #[tokio::test]
    async fn w01_the_portal_is_at_its_own_host_where_a_domain_is_set_up() {
        let mut portal = Portal::new();
        let (origin, domain) = ("https://portico.example".to_owned(), Some("portico.example".to_owned()));
        portal.app.addresses = Arc::new(Addresses { origin, domain });
        let firm = portal.firm("harbor").await;
        let workspace = portal.call("workspaces-get").by(&firm.admin).send().await.expect(200);
        assert_eq!(workspace.str("/portalUrl"), "https://harbor.portico.example");
    }

    #[tokio::test]
    async fn w01_an_address_belongs_to_one_workspace() {
        let portal = Portal::new();
        portal.firm("harbor").await;
        let people = portal.identity.len();
        let answer = portal.call("workspaces-create").body(body("HARBOR")).send().await.expect_error(409, "slug_taken");
        assert_eq!((answer.str("/fields/0/field"), answer.str("/fields/0/code")), ("slug", "slug_taken"));
        assert_eq!(portal.identity.len(), people, "nobody got a password");
    }

    #[tokio::test]
    async fn w01_of_two_who_want_an_address_at_the_same_moment_one_gets_it() {
        let portal = Portal::new();
        let create = async || portal.call("workspaces-create").body(body("harbor")).send().await;
        let (one, two) = tokio::join!(create(), create());
        let mut statuses = [one.status, two.status];
        statuses.sort_unstable();
        assert_eq!(statuses, [201, 409], "{} {}", one.text, two.text);
    }

    #[tokio::test]
    async fn w01_what_is_missing_or_wrong_is_named() {
        let portal = Portal::new();
        let wrong = [
            ("brandName", json!("H"), "name_too_short"),
            ("slug", json!("a b"), "invalid_slug"),
            ("slug", json!("admin"), "slug_reserved"),
            ("name", json!(" "), "required"),
            ("email", json!("ada@"), "invalid_email"),
            ("password", json!("too short"), "password_too_short"),
            ("colour", json!("red"), "unknown_field"),
        ];
        for (field, value, code) in wrong {
            let mut body = body("harbor");
            body[field] = value;
            portal.call("workspaces-create").body(body).send().await.expect_field(field, code);
        }
        let mut body = body("harbor");
        body.as_object_mut().unwrap().remove("email");
        portal.call("workspaces-create").body(body).send().await.expect_field("email", "required");
        assert!(portal.identity.is_empty(), "nothing was created");
    }

    /// S06: one person can have a firm and be with another, with nothing between them.
    #[tokio::test]
    async fn s06_one_email_can_have_many_workspaces() {
        let portal = Portal::new();
        let one = portal.call("workspaces-create").body(body("one")).send().await.expect(201);
        let two = portal.call("workspaces-create").body(body("two")).send().await.expect(201);
        assert_ne!(one.id(), two.id());
    }

    #[tokio::test]
    async fn e_too_many_workspaces_from_one_address_have_to_wait() {
        let portal = Portal::new();
        for n in 0..20 {
            portal.call("workspaces-create").body(body(&format!("firm-{n}"))).send().await.expect(201);
        }
        let answer = portal.call("workspaces-create").body(body("one-more")).send().await;
        let answer = answer.expect_error(429, "too_many_requests");
        assert_eq!(answer.headers["retry-after"], "3600", "the window began on the hour");
        assert_eq!(answer.body["retryAfter"], 3600);
        portal.clock.advance(jiff::SignedDuration::from_secs(3600));
        portal.call("workspaces-create").body(body("one-more")).send().await.expect(201);
    }
}
