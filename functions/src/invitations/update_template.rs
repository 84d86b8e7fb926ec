//! Changes an invitation template (I01).

use super::TemplateView;
use http::Method;
use schemars::JsonSchema;
use serde::Deserialize;
use shared::{
    Result,
    access::Permission,
    invitations::{self, InvitationTemplate, TemplateChanges, TemplateId},
};

use crate::kernel::{Access, Cx, Endpoint, Route, Use};

/// Change an invitation template.
#[derive(Debug)]
pub struct UpdateTemplate;

/// Which template.
#[derive(Debug, Deserialize, JsonSchema)]
pub struct Params {
    /// Its id.
    id: TemplateId,
}

impl Endpoint for UpdateTemplate {
    const ROUTE: Route = Route {
        name: "invitation-templates-update",
        method: Method::PATCH,
        path: "/v1/invitation-templates/{id}",
        summary: "Change an invitation template",
        access: Access::Granted(Permission::ManageSettings),
        uses: &[Use::Read, Use::Write],
        status: 200,
    };
    type Params = Params;
    type Body = TemplateChanges;
    type Output = TemplateView;

    async fn call(cx: &Cx<'_>, params: Params, body: TemplateChanges) -> Result<TemplateView> {
        let stored = cx.edit::<InvitationTemplate>(&params.id).await?;
        let (after, changes) = invitations::update_template(cx, &stored, body);
        cx.commit(changes, TemplateView::from(&after)).await
    }
}
