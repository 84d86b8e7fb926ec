//! Sends an invitation again, at the earliest 24 hours after the last time (I04).

use crate::views::{self, InvitationView};
use http::Method;
use schemars::JsonSchema;
use serde::Deserialize;
use shared::{
    Result,
    access::Permission,
    invitations::{self, InvitationId},
};

use crate::kernel::{Access, Cx, Endpoint, NoBody, Route, Use};

/// Send an invitation again.
#[derive(Debug)]
pub struct Resend;

/// Which invitation.
#[derive(Debug, Deserialize, JsonSchema)]
pub struct Params {
    /// Its id.
    id: InvitationId,
}

impl Endpoint for Resend {
    const ROUTE: Route = Route {
        name: "invitations-resend",
        method: Method::POST,
        path: "/v1/invitations/{id}/resend",
        summary: "Send an invitation again",
        access: Access::AnyOf(&[Permission::CreateClients, Permission::ManageTeam]),
        uses: &[Use::Read, Use::Write],
        status: 200,
    };
    type Params = Params;
    type Body = NoBody;
    type Output = InvitationView;

    async fn call(cx: &Cx<'_>, params: Params, _: NoBody) -> Result<InvitationView> {
        let (stored, person) = invitations::find(cx, params.id).await?;
        cx.require_match(stored.version)?;
        let (after, changes) = invitations::resend(cx, &stored, &person).await?;
        cx.commit(changes, views::invitation(cx, &cx.caller()?.roles, &after, &person).await?).await
    }
}
