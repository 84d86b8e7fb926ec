//! Changes an invitation template (I01).

use super::TemplateView;
use http::Method;
use schemars::JsonSchema;
use serde::Deserialize;
use shared::{
    Result,
    access::Permission,
    invitations::{self, InvitationTemplate, TemplateChanges, TemplateId},
    records::{Entity, Place},
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
        uses: &[Use::GetMany, Use::Put],
        status: 200,
    };
    type Params = Params;
    type Body = TemplateChanges;
    type Output = TemplateView;

    fn ahead(params: &Params) -> Vec<Place> {
        vec![InvitationTemplate::place(&params.id)]
    }

    async fn call(cx: &Cx<'_>, params: Params, body: TemplateChanges) -> Result<TemplateView> {
        let stored = cx.edit::<InvitationTemplate>(&params.id).await?;
        let (after, changes) = invitations::update_template(cx, &stored, body);
        cx.commit(changes, TemplateView::from(&after)).await
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use crate::testing::Portal;

    #[tokio::test]
    async fn i01_a_template_is_changed_field_by_field() {
        let portal = Portal::new();
        let firm = portal.firm("acme").await;
        let body = json!({ "name": "Warm", "subject": "Hello", "body": "Hi" });
        let id = firm.post(&portal, "invitation-templates-create", body).await.id();
        let edit = async |body: Value| {
            portal.call("invitation-templates-update").by(&firm.admin).id(&id).body(body).send().await
        };
        let after = edit(json!({ "body": "Good to see you, {{givenName}}." })).await.expect(200);
        assert_eq!((after.str("/name"), after.str("/subject")), ("Warm", "Hello"));
        assert_eq!(edit(json!({ "subject": "" })).await.expect(200).str("/subject"), "");
        edit(json!({ "name": "" })).await.expect_field("name", "name_too_short");
        edit(json!({ "text": "" })).await.expect_field("text", "unknown_field");
        let nobody = portal.call("invitation-templates-update").by(&firm.admin).body(json!({ "body": "x" }));
        let nobody = nobody.id("template_01ARZ3NDEKTSV4RRFFQ69G5FAV").send().await;
        nobody.expect_error(404, "invitation_template_not_found");
        // An empty subject is the usual one.
        let client = firm.client(&portal, "cleo@mail.example").await.id();
        let call = portal.call("clients-invite").by(&firm.admin).id(&client).query(&format!("templateId={id}"));
        call.send().await.expect(201);
        let mail = portal.mails_to("cleo@mail.example").await.pop().unwrap();
        assert_eq!(mail.subject, "Firm acme invites you to their client portal");
        assert!(mail.text.contains("Good to see you, Cleo."), "{}", mail.text);
    }
}
