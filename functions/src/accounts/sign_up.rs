//! Starts a direct sign-up by sending a code (S02, S03, S05).

use http::Method;
use shared::{
    Result,
    accounts::{self, NewSignUp},
};

use crate::kernel::{Access, Cx, Empty, Endpoint, NoParams, Route, Use};

/// Sign up.
#[derive(Debug)]
pub struct SignUp;

impl Endpoint for SignUp {
    const ROUTE: Route = Route {
        name: "sign-ups-create",
        method: Method::POST,
        path: "/v1/sign-ups",
        summary: "Sign up",
        access: Access::Portal,
        uses: &[Use::Read, Use::Write],
        status: 202,
    };
    type Params = NoParams;
    type Body = NewSignUp;
    type Output = Empty;

    async fn call(cx: &Cx<'_>, _: NoParams, body: NewSignUp) -> Result<Empty> {
        let changes = accounts::request_sign_up(cx, cx.workspace()?, body).await?;
        cx.commit(changes, Empty {}).await
    }
}
