//! Lists invitation templates (I01).

use super::TemplateView;
use http::Method;
use schemars::JsonSchema;
use serde::Serialize;
use shared::{Result, access::Permission, invitations};

use crate::kernel::{Access, Cx, Endpoint, NoBody, NoParams, Route, Use};

/// List invitation templates.
#[derive(Debug)]
pub struct ListTemplates;

/// All templates.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "InvitationTemplates")]
pub struct Templates {
    /// The templates, oldest first.
    data: Vec<TemplateView>,
}

impl Endpoint for ListTemplates {
    const ROUTE: Route = Route {
        name: "invitation-templates-list",
        method: Method::GET,
        path: "/v1/invitation-templates",
        summary: "List invitation templates",
        access: Access::AnyOf(&[Permission::CreateClients, Permission::ManageSettings]),
        uses: &[Use::GetMany, Use::List],
        status: 200,
    };
    type Params = NoParams;
    type Body = NoBody;
    type Output = Templates;

    async fn call(cx: &Cx<'_>, _: NoParams, _: NoBody) -> Result<Templates> {
        let templates = invitations::templates(cx).await?;
        Ok(Templates { data: templates.iter().map(TemplateView::from).collect() })
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::testing::Portal;

    #[tokio::test]
    async fn i01_a10_a_workspace_lists_its_own_templates_to_those_who_invite_or_write_them() {
        let portal = Portal::new();
        let (firm, rival) = (portal.firm("acme").await, portal.firm("rival").await);
        rival.post(&portal, "invitation-templates-create", json!({ "name": "Theirs", "body": "Hi" })).await;
        let listed = portal.call("invitation-templates-list").by(&firm.admin).send().await.expect(200);
        assert_eq!(listed.body["data"], json!([]));
        let (_, reader) = firm.with_permissions(&portal, "sam@acme.example", &["view_clients"]).await;
        let refused = portal.call("invitation-templates-list").by(&reader).send().await;
        assert_eq!(refused.expect_error(403, "permission_denied").str("/requiredPermission"), "create_clients");
    }
}
