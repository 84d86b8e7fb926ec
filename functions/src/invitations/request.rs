//! Asks the firm for a new invitation (I07, S05).

use http::Method;
use schemars::JsonSchema;
use serde::Deserialize;
use shared::{Error, Result, invitations, text::Email};

use crate::kernel::{Access, Cx, Empty, Endpoint, NoParams, Route, Use};

/// Ask for a new invitation.
#[derive(Debug)]
pub struct RequestNew;

/// Who asks.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "NewInvitationRequest")]
pub struct NewRequest {
    /// The token of the link that no longer works.
    token: Option<String>,
    /// Or the email that was invited.
    email: Option<Email>,
}

impl Endpoint for RequestNew {
    const ROUTE: Route = Route {
        name: "invitations-request",
        method: Method::POST,
        path: "/v1/invitations/request",
        summary: "Ask for a new invitation",
        access: Access::Portal,
        uses: &[Use::GetMany, Use::List, Use::Put, Use::Add],
        status: 202,
    };
    type Params = NoParams;
    type Body = NewRequest;
    type Output = Empty;

    async fn call(cx: &Cx<'_>, _: NoParams, body: NewRequest) -> Result<Empty> {
        let email = match (&body.email, &body.token) {
            (Some(email), _) => Some(email.clone()),
            (None, Some(token)) => invitations::address_of(cx, token).await?,
            (None, None) => return Err(Error::invalid("email", "required", "Enter your email address.")),
        };
        // A made-up link is thanked for like any other: what it says about a person is nothing.
        let Some(email) = email else { return Ok(Empty {}) };
        let changes = invitations::request_new(cx, &email).await?;
        cx.commit(changes, Empty {}).await
    }
}

#[cfg(test)]
mod tests {
    use jiff::SignedDuration;
    use serde_json::{Value, json};

    use crate::testing::{Answer, Firm, Portal};

    async fn invited(portal: &Portal) -> (Firm, String) {
        let firm = portal.firm("acme").await;
        let id = firm.client(portal, "cleo@mail.example").await.id();
        firm.act(portal, "clients-invite", &id).await;
        (firm, portal.token("cleo@mail.example").await)
    }

    async fn ask(portal: &Portal, body: Value) -> Answer {
        portal.call("invitations-request").at("acme").body(body).send().await
    }

    /// I07: the lead is told, and nobody gets a link that nobody of the firm sent.
    #[tokio::test]
    async fn i07_whoever_has_a_dead_link_can_ask_for_a_new_one() {
        let portal = Portal::new();
        let (_, token) = invited(&portal).await;
        portal.clock.advance(SignedDuration::from_hours(15 * 24));
        for body in [json!({ "token": token }), json!({ "email": "CLEO@mail.example" })] {
            let before = portal.mails_to("admin@acme.example").await.len();
            assert_eq!(ask(&portal, body).await.expect(202).body, json!({}));
            let mails = portal.mails_to("admin@acme.example").await;
            assert_eq!(mails.len(), before + 1);
            assert_eq!(mails.last().unwrap().subject, "Cleo Client asks for a new invitation");
        }
        assert_eq!(portal.mails_to("cleo@mail.example").await.len(), 1, "only what the firm sent");
        ask(&portal, json!({})).await.expect_field("email", "required");
        ask(&portal, json!({ "email": "cleo" })).await.expect_field("email", "invalid_email");
    }

    /// I07: who answers for whom: there is always somebody to be told.
    #[tokio::test]
    async fn i07_where_there_is_no_lead_somebody_else_is_told() {
        let portal = Portal::new();
        let firm = portal.firm("acme").await;
        let (max, _) = firm.member(&portal, "max@acme.example", "member").await;
        let body = json!({ "name": "Ina", "email": "ina@acme.example", "role": "member" });
        let ina = firm.post(&portal, "internal-users-create", body).await.id();
        for (email, visibility) in [("seen@mail.example", vec![max]), ("alone@mail.example", vec![])] {
            let body = json!({ "name": "Cleo", "email": email, "leadInternalUserId": ina,
                "visibilityInternalUserIds": visibility });
            firm.post(&portal, "clients-create", body).await;
        }
        let told = async |email: &str| {
            let count = async || {
                let (max, admin) =
                    (portal.mails_to("max@acme.example").await, portal.mails_to("admin@acme.example").await);
                (max.len(), admin.len())
            };
            let before = count().await;
            ask(&portal, json!({ "email": email })).await.expect(202);
            let after = count().await;
            (after.0 - before.0, after.1 - before.1)
        };
        assert_eq!(told("seen@mail.example").await, (1, 0), "who sees them");
        assert_eq!(told("alone@mail.example").await, (0, 1), "an admin");
        // I09: team members ask in the same way.
        assert_eq!(told("ina@acme.example").await, (0, 1), "an admin");
        let mail = portal.mails_to("admin@acme.example").await.pop().unwrap();
        assert_eq!(mail.subject, "Ina asks for a new invitation");
        assert!(mail.text.contains("/acme/app/invitations"), "{}", mail.text);
        assert_eq!(told("max@acme.example").await, (0, 0), "who is in asks for nothing");
    }

    /// S05: the same answer, as much read and as much written, whoever is asked for.
    #[tokio::test]
    async fn s05_no_answer_tells_who_is_invited() {
        let portal = Portal::new();
        let (firm, _) = invited(&portal).await;
        firm.active_client(&portal, "active@mail.example").await;
        firm.client(&portal, "fresh@mail.example").await;
        // One whose lead is not in yet, and a team member who is not.
        let body = json!({ "name": "Ina", "email": "ina@acme.example", "role": "member" });
        let ina = firm.post(&portal, "internal-users-create", body).await.id();
        let orphan = json!({ "name": "Orla", "email": "orla@mail.example", "leadInternalUserId": ina });
        firm.post(&portal, "clients-create", orphan).await;
        ask(&portal, json!({ "email": "first@mail.example" })).await.expect(202);
        let mut seen = Vec::new();
        for email in [
            "nobody@mail.example",
            "cleo@mail.example",
            "fresh@mail.example",
            "active@mail.example",
            "orla@mail.example",
            "ina@acme.example",
            "admin@acme.example",
        ] {
            let (trips, records) = (portal.store.trips(), portal.store.len());
            let answer = ask(&portal, json!({ "email": email })).await;
            seen.push((answer.status, answer.text, portal.store.trips() - trips, portal.store.len() - records));
        }
        assert!(seen.windows(2).all(|it| it[0] == it[1]), "{seen:#?}");
    }

    #[tokio::test]
    async fn s05_a_made_up_link_is_thanked_for_like_any_other() {
        let portal = Portal::new();
        invited(&portal).await;
        assert_eq!(ask(&portal, json!({ "token": "made.up" })).await.expect(202).body, json!({}));
        assert!(portal.mails_to("admin@acme.example").await.is_empty());
    }

    #[tokio::test]
    async fn e_who_asks_too_often_has_to_wait() {
        let portal = Portal::new();
        invited(&portal).await;
        for _ in 0..5 {
            ask(&portal, json!({ "email": "cleo@mail.example" })).await.expect(202);
        }
        let refused =
            ask(&portal, json!({ "email": "cleo@mail.example" })).await.expect_error(429, "too_many_requests");
        assert_eq!(refused.headers["retry-after"], "3600");
    }
}
