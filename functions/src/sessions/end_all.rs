//! Signs out everywhere (S04).

use http::Method;
use shared::Result;

use crate::kernel::{Access, Cx, Empty, Endpoint, NoBody, NoParams, Route, Use};

/// Sign out everywhere.
#[derive(Debug)]
pub struct EndAll;

impl Endpoint for EndAll {
    const ROUTE: Route = Route {
        name: "sessions-end-all",
        method: Method::DELETE,
        path: "/v1/sessions",
        summary: "Sign out everywhere",
        access: Access::SignedIn,
        uses: &[Use::GetMany, Use::Put],
        status: 200,
    };
    type Params = NoParams;
    type Body = NoBody;
    type Output = Empty;

    async fn call(cx: &Cx<'_>, _: NoParams, _: NoBody) -> Result<Empty> {
        let mut changes = cx.change("sessions.ended");
        let _after = cx.caller()?.person.end_sessions(None, cx.now(), &mut changes);
        cx.clear_session()?;
        cx.commit(changes, Empty {}).await
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::testing::{PASSWORD, Portal};

    #[tokio::test]
    async fn s04_signing_out_everywhere_ends_every_session_of_this_person() {
        let portal = Portal::new();
        let firm = portal.firm("acme").await;
        let (_, one) = firm.active_client(&portal, "cleo@mail.example").await;
        let body = json!({ "email": "cleo@mail.example", "password": PASSWORD });
        let sign_in = async || portal.call("sessions-create").at("acme").body(body.clone()).send().await.expect(201);
        let two = sign_in().await.session("acme");
        let answer = portal.call("sessions-end-all").by(&one).send().await.expect(200);
        assert!(answer.headers["set-cookie"].contains("Max-Age=0"));
        for session in [&one, &two] {
            portal.call("home-get").by(session).send().await.expect_error(401, "unauthenticated");
        }
        portal.call("sessions-current").by(&firm.admin).send().await.expect(200);
        let new = sign_in().await.session("acme");
        portal.call("home-get").by(&new).send().await.expect(200);
        portal.call("sessions-end-all").by(&one).send().await.expect_error(401, "unauthenticated");
    }
}
