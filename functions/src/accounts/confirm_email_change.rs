//! Takes a new email over with the proof from its mail (S04).

use crate::accounts::Proof;
use http::Method;
use shared::{Result, accounts, clients};

use crate::kernel::{Access, Cx, Empty, Endpoint, NoParams, Route, Use};

/// Confirm a new email.
#[derive(Debug)]
pub struct ConfirmEmailChange;

impl Endpoint for ConfirmEmailChange {
    const ROUTE: Route = Route {
        name: "email-changes-confirm",
        method: Method::POST,
        path: "/v1/email-changes/confirm",
        summary: "Confirm a new email",
        access: Access::Portal,
        uses: &[Use::Read, Use::Write],
        status: 200,
    };
    type Params = NoParams;
    type Body = Proof;
    type Output = Empty;

    async fn call(cx: &Cx<'_>, _: NoParams, body: Proof) -> Result<Empty> {
        let (person, changes) = accounts::confirm_email_change(cx, &body.shown()?).await?;
        let refused = cx.try_commit(changes, &Empty {}).await?;
        match refused {
            Ok(()) => Ok(Empty {}),
            Err(error) => Err(clients::refused(cx, cx.workspace()?, person.email(), error).await),
        }
    }
}
