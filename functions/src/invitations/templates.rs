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
        uses: &[Use::Read],
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
