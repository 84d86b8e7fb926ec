//! Confirms a direct sign-up, sets a password and signs in (S02).

use crate::{accounts::ProofAndPassword, views::SignedIn};
use http::Method;
use shared::{
    Result,
    accounts::{self, Confirmed},
    clients,
};

use crate::kernel::{Access, Cx, Endpoint, Folder, NoParams, Route, Use};

/// Confirm a sign-up.
#[derive(Debug)]
pub struct ConfirmSignUp;

impl Endpoint for ConfirmSignUp {
    const ROUTE: Route = Route {
        name: "sign-ups-confirm",
        method: Method::POST,
        path: "/v1/sign-ups/confirm",
        summary: "Confirm a sign-up",
        access: Access::Portal,
        uses: &[
            Use::GetMany,
            Use::List,
            Use::Put,
            Use::Add,
            Use::Require,
            Use::SetPassword,
            Use::GetBlob(Folder::Directory),
        ],
        status: 201,
    };
    type Params = NoParams;
    type Body = ProofAndPassword;
    type Output = SignedIn;

    async fn call(cx: &Cx<'_>, _: NoParams, body: ProofAndPassword) -> Result<SignedIn> {
        let (shown, password, switch) = body.parts()?;
        let workspace = cx.workspace()?;
        let Confirmed { person, mut changes } = accounts::confirm_sign_up(cx, workspace, &shown, &password).await?;
        cx.sign_in(&person, switch, &mut changes)?;
        let output = crate::sessions::output(cx, &person).await?;
        match cx.try_commit(changes, &output).await? {
            Ok(()) => Ok(output),
            Err(error) => Err(clients::refused(cx, workspace, person.email(), error).await),
        }
    }
}

#[cfg(test)]
mod tests;
