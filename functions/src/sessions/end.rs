//! Signs out (S04).

use http::Method;
use shared::{Result, sessions};

use crate::kernel::{Access, Cx, Empty, Endpoint, NoBody, NoParams, Route, Use};

/// Sign out.
#[derive(Debug)]
pub struct End;

impl Endpoint for End {
    const ROUTE: Route = Route {
        name: "sessions-end",
        method: Method::DELETE,
        path: "/v1/sessions/current",
        summary: "Sign out",
        access: Access::SignedIn,
        uses: &[Use::GetMany, Use::Put, Use::Delete],
        status: 200,
    };
    type Params = NoParams;
    type Body = NoBody;
    type Output = Empty;

    async fn call(cx: &Cx<'_>, _: NoParams, _: NoBody) -> Result<Empty> {
        sessions::end(&cx.ports, cx.caller()?).await?;
        cx.clear_session()?;
        Ok(Empty {})
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::testing::{PASSWORD, Portal};

    #[tokio::test]
    async fn s04_signing_out_ends_this_session_and_no_other() {
        let portal = Portal::new();
        let firm = portal.firm("acme").await;
        let body = json!({ "email": "admin@acme.example", "password": PASSWORD });
        let other = portal.call("sessions-create").at("acme").body(body).send().await.session("acme");
        let answer = portal.call("sessions-end").by(&firm.admin).send().await.expect(200);
        let cookie = &answer.headers["set-cookie"];
        assert!(cookie.starts_with("__Host-portico-acme=;") && cookie.contains("Max-Age=0"), "{cookie}");
        // Whoever kept a copy of the cookie has nothing.
        portal.call("sessions-current").by(&firm.admin).send().await.expect_error(401, "unauthenticated");
        portal.call("sessions-end").by(&firm.admin).send().await.expect_error(401, "unauthenticated");
        portal.call("sessions-current").by(&other).send().await.expect(200);
    }
}
