//! Reads one of the firm's people.

use crate::views::{self, InternalUserView};
use http::Method;
use schemars::JsonSchema;
use serde::Deserialize;
use shared::{
    Result,
    team::{InternalUser, InternalUserId},
};

use crate::kernel::{Access, Cx, Endpoint, NoBody, Route, Use};

/// Read a team member.
#[derive(Debug)]
pub struct Get;

/// Which team member.
#[derive(Debug, Deserialize, JsonSchema)]
pub struct Params {
    /// Its id.
    id: InternalUserId,
}

impl Endpoint for Get {
    const ROUTE: Route = Route {
        name: "internal-users-get",
        method: Method::GET,
        path: "/v1/internal-users/{id}",
        summary: "Read a team member",
        access: Access::Team,
        uses: &[Use::Read],
        status: 200,
    };
    type Params = Params;
    type Body = NoBody;
    type Output = InternalUserView;

    async fn call(cx: &Cx<'_>, params: Params, _: NoBody) -> Result<InternalUserView> {
        let stored = cx.records.get::<InternalUser>(&params.id).await?;
        views::internal_user(cx, &cx.caller()?.roles, &stored, None).await
    }
}
