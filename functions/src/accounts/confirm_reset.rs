//! Sets a new password with the proof from a mail, and signs in (S04).

use crate::{accounts::ProofAndPassword, views::SignedIn};
use http::Method;
use shared::{Result, accounts};

use crate::kernel::{Access, Cx, Endpoint, NoParams, Route, Use};

/// Set a new password.
#[derive(Debug)]
pub struct ConfirmReset;

impl Endpoint for ConfirmReset {
    const ROUTE: Route = Route {
        name: "password-resets-confirm",
        method: Method::POST,
        path: "/v1/password-resets/confirm",
        summary: "Set a new password",
        access: Access::Portal,
        uses: &[Use::Read, Use::Write, Use::Credentials],
        status: 201,
    };
    type Params = NoParams;
    type Body = ProofAndPassword;
    type Output = SignedIn;

    async fn call(cx: &Cx<'_>, _: NoParams, body: ProofAndPassword) -> Result<SignedIn> {
        let (shown, password, switch) = body.parts()?;
        // Before the password is set: somebody else's session is not ended without asking.
        cx.require_free_browser(accounts::whose_reset(cx, &shown).await?.id(), switch)?;
        let (person, mut changes) = accounts::confirm_reset(cx, &shown, &password).await?;
        cx.sign_in(&person, switch, &mut changes).await?;
        cx.commit(changes, crate::sessions::output(cx, &person).await?).await
    }
}
