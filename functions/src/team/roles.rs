//! Lists roles and what they grant (A01).

use http::Method;
use schemars::JsonSchema;
use serde::Serialize;
use shared::{Result, access::Role};

use crate::kernel::{Access, Cx, Endpoint, NoBody, NoParams, Route, Use};

/// List roles.
#[derive(Debug)]
pub struct ListRoles;

/// All roles.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "Roles")]
pub struct AllRoles {
    /// The built-in ones and then the workspace's own.
    data: Vec<Role>,
    /// To be sent as `If-Match` with an edit.
    version: u64,
}

impl Endpoint for ListRoles {
    const ROUTE: Route = Route {
        name: "roles-list",
        method: Method::GET,
        path: "/v1/roles",
        summary: "List roles",
        access: Access::Team,
        uses: &[Use::Read],
        status: 200,
    };
    type Params = NoParams;
    type Body = NoBody;
    type Output = AllRoles;

    async fn call(cx: &Cx<'_>, _: NoParams, _: NoBody) -> Result<AllRoles> {
        let roles = &cx.caller()?.roles;
        Ok(AllRoles { data: roles.all().collect(), version: roles.version })
    }
}
