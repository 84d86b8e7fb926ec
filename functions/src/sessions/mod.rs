//! Endpoints of sessions.

pub mod create;
pub mod current;
pub mod end;
pub mod end_all;

use shared::{Result, access::Roles, accounts::Person};

use crate::{
    kernel::Cx,
    views::{self, SignedIn},
};

/// What somebody gets who has just signed in.
pub async fn output(cx: &Cx<'_>, person: &Person) -> Result<SignedIn> {
    let roles = cx.records.as_system().get::<Roles>(&()).await?;
    Ok(views::signed_in(person, &roles, cx.workspace()?))
}
