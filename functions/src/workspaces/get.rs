//! Reads the workspace's settings and brand.

use crate::views::{self, WorkspaceView};
use http::Method;
use shared::Result;

use crate::kernel::{Access, Cx, Endpoint, NoBody, NoParams, Route, Use};

/// Read the workspace.
#[derive(Debug)]
pub struct Get;

impl Endpoint for Get {
    const ROUTE: Route = Route {
        name: "workspaces-get",
        method: Method::GET,
        path: "/v1/workspaces",
        summary: "Read the workspace",
        access: Access::Team,
        uses: &[Use::GetMany],
        status: 200,
    };
    type Params = NoParams;
    type Body = NoBody;
    type Output = WorkspaceView;

    async fn call(cx: &Cx<'_>, _: NoParams, _: NoBody) -> Result<WorkspaceView> {
        Ok(views::workspace(cx.workspace()?, cx.ports.addresses))
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::testing::Portal;

    #[tokio::test]
    async fn w02_a_new_workspace_begins_with_careful_settings() {
        let portal = Portal::new();
        let firm = portal.firm("acme").await;
        let (_, member) = firm.member(&portal, "max@acme.example", "member").await;
        let read = portal.call("workspaces-get").by(&member).send().await.expect(200);
        assert_eq!((read.str("/brandName"), read.str("/slug")), ("Firm acme", "acme"));
        assert_eq!(read.str("/clientMode"), "individualsAndBusinesses");
        assert_eq!(
            (read.body["directSignUp"].clone(), read.body["coworkerInvites"].clone()),
            (json!(false), json!(false))
        );
        assert_eq!((read.str("/timeZone"), read.str("/currency")), ("UTC", "USD"));
        assert_eq!((read.str("/companyLabel"), read.str("/companyLabelPlural")), ("Company", "Companies"));
        assert_eq!(read.body["defaultVisibilityInternalUserIds"], json!([firm.admin_id]));
    }

    #[tokio::test]
    async fn w02_clients_do_not_read_the_settings() {
        let portal = Portal::new();
        let firm = portal.firm("acme").await;
        let (_, client) = firm.active_client(&portal, "cleo@mail.example").await;
        portal.call("workspaces-get").by(&client).send().await.expect_error(403, "team_only");
    }
}
