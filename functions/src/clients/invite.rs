//! Invites a client who exists (C03, I08).

use crate::views::{self, ClientView};
use http::Method;
use schemars::JsonSchema;
use serde::Deserialize;
use shared::{
    Result,
    access::Permission,
    clients::{Client, ClientId},
    invitations::{self, TemplateId},
    records::Place,
};

use crate::kernel::{Access, Cx, Endpoint, NoBody, Route, Use};

/// Invite a client.
#[derive(Debug)]
pub struct InviteClient;

/// Which client, with which text.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Params {
    /// The client's id.
    id: ClientId,
    /// The template of the invitation's text.
    template_id: Option<TemplateId>,
}

impl Endpoint for InviteClient {
    const ROUTE: Route = Route {
        name: "clients-invite",
        method: Method::POST,
        path: "/v1/clients/{id}/invitations",
        summary: "Invite a client",
        access: Access::Granted(Permission::CreateClients),
        uses: &[Use::GetMany, Use::Put],
        status: 201,
    };
    type Params = Params;
    type Body = NoBody;
    type Output = ClientView;

    fn ahead(params: &Params) -> Vec<Place> {
        views::ahead(params.id)
    }

    async fn call(cx: &Cx<'_>, params: Params, _: NoBody) -> Result<ClientView> {
        let stored = cx.edit::<Client>(&params.id).await?;
        let (after, changes) = invitations::invite_client(cx, &stored, params.template_id).await?;
        let output = views::client(cx, &after, Some(&changes)).await?;
        cx.commit(changes, output).await
    }
}

#[cfg(test)]
mod tests {
    use jiff::SignedDuration;
    use serde_json::json;

    use crate::testing::{Answer, Firm, Portal};

    async fn invite(portal: &Portal, firm: &Firm, id: &str, query: &str) -> Answer {
        portal.call("clients-invite").by(&firm.admin).id(id).query(query).send().await
    }

    #[tokio::test]
    async fn i08_a_client_can_be_invited_later_and_again() {
        let portal = Portal::new();
        let firm = portal.firm("acme").await;
        let id = firm.client(&portal, "cleo@mail.example").await.id();
        let invited = invite(&portal, &firm, &id, "").await.expect(201);
        assert_eq!((invited.str("/status"), invited.str("/invitation/status")), ("invited", "pending"));
        assert_eq!(invited.str("/invitation/resendAvailableAt"), "2026-01-02T12:00:00Z");
        assert_eq!(invited.str("/invitation/expiresAt"), "2026-01-15T12:00:00Z");
        let first = portal.token("cleo@mail.example").await;
        let soon = invite(&portal, &firm, &id, "").await.expect_error(409, "invitation_resend_too_soon");
        assert_eq!(soon.str("/resendAvailableAt"), "2026-01-02T12:00:00Z");
        portal.clock.advance(SignedDuration::from_hours(24));
        let again = invite(&portal, &firm, &id, "").await.expect(201);
        assert_eq!(again.str("/invitation/sentAt"), "2026-01-02T12:00:00Z");
        assert_ne!(portal.token("cleo@mail.example").await, first);
        let inspect = portal.call("invitations-inspect").at("acme").body(json!({ "token": first }));
        inspect.send().await.expect_error(410, "invitation_cancelled");
    }

    #[tokio::test]
    async fn i01_the_text_can_be_chosen_when_inviting_and_when_inviting_again() {
        let portal = Portal::new();
        let firm = portal.firm("acme").await;
        let template = async |name: &str| {
            let body = json!({ "name": name, "subject": format!("{name} for {{{{givenName}}}}"), "body": format!("{name} text") });
            firm.post(&portal, "invitation-templates-create", body).await.id()
        };
        let (warm, cold) = (template("Warm").await, template("Cold").await);
        let id = firm.client(&portal, "cleo@mail.example").await.id();
        invite(&portal, &firm, &id, &format!("templateId={warm}")).await.expect(201);
        let mail = portal.mails_to("cleo@mail.example").await.pop().unwrap();
        assert_eq!(mail.subject, "Warm for Cleo");
        assert!(mail.text.contains("Warm text") && mail.html.contains("Warm text"), "{}", mail.text);
        let day = SignedDuration::from_hours(24);
        for (query, subject) in [(format!("templateId={cold}"), "Cold for Cleo"), (String::new(), "Cold for Cleo")] {
            portal.clock.advance(day);
            invite(&portal, &firm, &id, &query).await.expect(201);
            assert_eq!(portal.mails_to("cleo@mail.example").await.pop().unwrap().subject, subject, "{query}");
        }
        portal.clock.advance(day);
        let unknown = invite(&portal, &firm, &id, "templateId=template_01ARZ3NDEKTSV4RRFFQ69G5FAV").await;
        unknown.expect_error(404, "invitation_template_not_found");
        invite(&portal, &firm, &id, "templateId=warm").await.expect_field("templateId", "invalid");
    }

    #[tokio::test]
    async fn i04_whoever_is_in_or_out_is_not_invited() {
        let portal = Portal::new();
        let firm = portal.firm("acme").await;
        let (active, _) = firm.active_client(&portal, "cleo@mail.example").await;
        portal.clock.advance(SignedDuration::from_hours(48));
        invite(&portal, &firm, &active, "").await.expect_error(409, "client_already_active");
        firm.act(&portal, "clients-deactivate", &active).await;
        invite(&portal, &firm, &active, "").await.expect_error(409, "wrong_state");
        firm.act(&portal, "clients-archive", &active).await;
        invite(&portal, &firm, &active, "").await.expect_error(409, "wrong_state");
    }

    #[tokio::test]
    async fn a05_i08_only_visible_clients_can_be_invited() {
        let portal = Portal::new();
        let firm = portal.firm("acme").await;
        let id = firm.client(&portal, "cleo@mail.example").await.id();
        let (_, member) = firm.member(&portal, "max@acme.example", "member").await;
        portal.call("clients-invite").by(&member).id(&id).send().await.expect_error(404, "client_not_found");
        assert!(portal.mails_to("cleo@mail.example").await.is_empty());
    }

    /// I08: two who invite the same client at the same moment send one mail.
    #[tokio::test]
    async fn i08_two_invitations_at_the_same_moment_are_one() {
        let portal = Portal::new();
        let firm = portal.firm("acme").await;
        let id = firm.client(&portal, "cleo@mail.example").await.id();
        let (one, two) = tokio::join!(invite(&portal, &firm, &id, ""), invite(&portal, &firm, &id, ""));
        let lost = if one.status == 201 { two } else { one };
        lost.expect_error(412, "version_conflict");
        assert_eq!(portal.mails_to("cleo@mail.example").await.len(), 1);
    }
}
