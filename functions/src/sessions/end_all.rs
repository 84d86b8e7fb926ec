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
        uses: &[Use::Read, Use::Write],
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
