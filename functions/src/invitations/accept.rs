//! Accepts an invitation: sets a password, activates the account and signs in (I03, W10).

use crate::{accounts::ProofAndPassword, views::SignedIn};
use http::Method;
use shared::{
    Result,
    invitations::{self, Accepted},
};

use crate::kernel::{Access, Cx, Endpoint, NoParams, Route, Use};

/// Accept an invitation.
#[derive(Debug)]
pub struct Accept;

impl Endpoint for Accept {
    const ROUTE: Route = Route {
        name: "invitations-accept",
        method: Method::POST,
        path: "/v1/invitations/accept",
        summary: "Accept an invitation",
        access: Access::Portal,
        uses: &[Use::GetMany, Use::Put, Use::Add, Use::SetPassword],
        status: 201,
    };
    type Params = NoParams;
    type Body = ProofAndPassword;
    type Output = SignedIn;

    async fn call(cx: &Cx<'_>, _: NoParams, body: ProofAndPassword) -> Result<SignedIn> {
        let (shown, password, switch) = body.parts()?;
        // Before anything is changed: somebody else's session is not ended without asking.
        let invited = invitations::preview(cx, &shown).await?.person;
        cx.require_free_browser(invited.id(), switch)?;
        let Accepted { person, mut changes } = invitations::accept(cx, &shown, &password).await?;
        cx.sign_in(&person, switch, &mut changes)?;
        cx.commit(changes, crate::sessions::output(cx, &person).await?).await
    }
}

#[cfg(test)]
mod tests;
