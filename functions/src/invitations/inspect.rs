//! Tells whose invitation this is, and uses nothing up (I02, I07, W10).

use crate::{accounts::Proof, views::InvitedKind};
use http::Method;
use schemars::JsonSchema;
use serde::Serialize;
use shared::{Result, invitations};

use crate::kernel::{Access, Cx, Endpoint, NoParams, Route, Use};

/// Look at an invitation.
#[derive(Debug)]
pub struct Inspect;

/// Whose invitation it is.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "InvitationPreview")]
pub struct Preview {
    /// Whether a client or a team member is invited.
    kind: InvitedKind,
    /// Their given name.
    given_name: String,
    /// Their family name; empty if they have none.
    family_name: String,
    /// Their email.
    email: String,
    /// The firm's name.
    brand_name: String,
    /// Somebody else who is signed in at this portal in this browser.
    #[serde(skip_serializing_if = "Option::is_none")]
    signed_in_as: Option<String>,
}

impl Endpoint for Inspect {
    const ROUTE: Route = Route {
        name: "invitations-inspect",
        method: Method::POST,
        path: "/v1/invitations/inspect",
        summary: "Look at an invitation",
        access: Access::Portal,
        uses: &[Use::Read, Use::Write],
        status: 200,
    };
    type Params = NoParams;
    type Body = Proof;
    type Output = Preview;

    async fn call(cx: &Cx<'_>, _: NoParams, body: Proof) -> Result<Preview> {
        let person = invitations::preview(cx, &body.shown()?).await?.person;
        let (given_name, family_name) = person.names();
        let other = cx.caller().ok().filter(|it| it.person.id() != person.id());
        Ok(Preview {
            kind: person.id().into(),
            given_name: given_name.to_string(),
            family_name: family_name.map(ToString::to_string).unwrap_or_default(),
            email: person.email().to_string(),
            brand_name: cx.workspace()?.brand_name.to_string(),
            signed_in_as: other.map(|it| it.person.name()),
        })
    }
}
