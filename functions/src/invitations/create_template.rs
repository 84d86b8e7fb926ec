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
        uses: &[Use::GetMany, Use::Put],
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

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::testing::Portal;

    #[tokio::test]
    async fn i01_a_template_is_created_and_listed() {
        let portal = Portal::new();
        let firm = portal.firm("acme").await;
        let body = json!({ "name": " Warm  welcome ", "subject": "Hello", "body": "Dear {{givenName}}\r\n\r\n**Hi**" });
        let made = firm.post(&portal, "invitation-templates-create", body).await;
        assert_eq!(
            (made.str("/name"), made.str("/subject"), made.str("/body")),
            ("Warm welcome", "Hello", "Dear {{givenName}}\n\n**Hi**")
        );
        portal.clock.advance(jiff::SignedDuration::from_mins(1));
        let plain = firm.post(&portal, "invitation-templates-create", json!({ "name": "Plain", "body": "Hi" })).await;
        assert_eq!(plain.str("/subject"), "");
        // Whoever may invite may choose.
        let (_, member) = firm.member(&portal, "max@acme.example", "member").await;
        let listed = portal.call("invitation-templates-list").by(&member).send().await.expect(200);
        assert_eq!(listed.body["data"], json!([made.body, plain.body]));
    }

    #[tokio::test]
    async fn i01_what_is_missing_or_wrong_is_named() {
        let portal = Portal::new();
        let firm = portal.firm("acme").await;
        let wrong = [
            (json!({ "body": "Hi" }), "name", "required"),
            (json!({ "name": "W", "body": "Hi" }), "name", "name_too_short"),
            (json!({ "name": "Warm" }), "body", "required"),
            (json!({ "name": "Warm", "body": "Hi\u{7}" }), "body", "invalid_characters"),
            (json!({ "name": "Warm", "body": "Hi", "subject": "s".repeat(121) }), "subject", "too_long"),
        ];
        for (body, field, code) in wrong {
            let call = portal.call("invitation-templates-create").by(&firm.admin).body(body);
            call.send().await.expect_field(field, code);
        }
    }
}
