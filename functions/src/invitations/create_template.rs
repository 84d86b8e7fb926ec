//! Creates an invitation template (I01).

use super::TemplateView;
use http::Method;
use shared::{
    Result,
    access::Permission,
    invitations::{self, NewTemplate},
    records::Stored,
};

use crate::kernel::{Access, Cx, Endpoint, NoParams, Route, Use};

/// Create an invitation template.
#[derive(Debug)]
pub struct CreateTemplate;

impl Endpoint for CreateTemplate {
    const ROUTE: Route = Route {
        name: "invitation-templates-create",
        method: Method::POST,
        path: "/v1/invitation-templates",
        summary: "Create an invitation template",
        access: Access::Granted(Permission::ManageSettings),
        uses: &[Use::Read, Use::Write],
        status: 201,
    };
    type Params = NoParams;
    type Body = NewTemplate;
    type Output = TemplateView;

    async fn call(cx: &Cx<'_>, _: NoParams, body: NewTemplate) -> Result<TemplateView> {
        let (template, changes) = invitations::create_template(cx, body);
        let template = Stored { entity: template, version: 1 };
        cx.commit(changes, TemplateView::from(&template)).await
    }
}
