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
        uses: &[Use::Read],
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
