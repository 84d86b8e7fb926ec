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
        uses: &[Use::Read, Use::Write],
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
