//! Tells whose invitation this is, and uses nothing up (I02, I07, W10).

use crate::{accounts::Proof, views::InvitedKind};
use http::Method;
use schemars::JsonSchema;
use serde::Serialize;
use shared::{Result, invitations};

use crate::kernel::{Access, Cx, Endpoint, NoParams, Route, Use};

/// Look at an invitation.
#[derive(Debug)]
pub struct Inspect;

/// Whose invitation it is.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "InvitationPreview")]
pub struct Preview {
    /// Whether a client or a team member is invited.
    kind: InvitedKind,
    /// Their given name.
    given_name: String,
    /// Their family name; empty if they have none.
    family_name: String,
    /// Their email.
    email: String,
    /// The firm's name.
    brand_name: String,
    /// Somebody else who is signed in at this portal in this browser.
    #[serde(skip_serializing_if = "Option::is_none")]
    signed_in_as: Option<String>,
}

impl Endpoint for Inspect {
    const ROUTE: Route = Route {
        name: "invitations-inspect",
        method: Method::POST,
        path: "/v1/invitations/inspect",
        summary: "Look at an invitation",
        access: Access::Portal,
        uses: &[Use::GetMany, Use::Put, Use::Add],
        status: 200,
    };
    type Params = NoParams;
    type Body = Proof;
    type Output = Preview;

    async fn call(cx: &Cx<'_>, _: NoParams, body: Proof) -> Result<Preview> {
        let person = invitations::preview(cx, &body.shown()?).await?.person;
        let (given_name, family_name) = person.names();
        let other = cx.caller().ok().filter(|it| it.person.id() != person.id());
        Ok(Preview {
            kind: person.id().into(),
            given_name: given_name.to_string(),
            family_name: family_name.map(ToString::to_string).unwrap_or_default(),
            email: person.email().to_string(),
            brand_name: cx.workspace()?.brand_name.to_string(),
            signed_in_as: other.map(|it| it.person.name()),
        })
    }
}

#[cfg(test)]
mod tests {
    use jiff::SignedDuration;
    use serde_json::{Value, json};

    use crate::testing::{Answer, Firm, PASSWORD, Portal};

    async fn invited(portal: &Portal) -> (Firm, String, String) {
        let firm = portal.firm("acme").await;
        let id = firm.client(portal, "cleo@mail.example").await.id();
        firm.act(portal, "clients-invite", &id).await;
        (firm, id, portal.token("cleo@mail.example").await)
    }

    async fn inspect(portal: &Portal, body: Value) -> Answer {
        portal.call("invitations-inspect").at("acme").body(body).send().await
    }

    /// I02: mail scanners open links, as often as they like.
    #[tokio::test]
    async fn i02_looking_at_an_invitation_uses_nothing_up() {
        let portal = Portal::new();
        let (_, _, token) = invited(&portal).await;
        let code = portal.code("cleo@mail.example").await;
        let shown = json!({
            "kind": "client", "givenName": "Cleo", "familyName": "Client", "email": "cleo@mail.example", "brandName": "Firm acme",
        });
        for _ in 0..20 {
            assert_eq!(inspect(&portal, json!({ "token": token })).await.expect(200).body, shown);
        }
        let by_code = json!({ "email": "cleo@mail.example", "code": code });
        assert_eq!(inspect(&portal, by_code).await.expect(200).body, shown);
        portal.accept("acme", "cleo@mail.example").await;
    }

    #[tokio::test]
    async fn i07_a_dead_link_says_what_became_of_it() {
        let portal = Portal::new();
        let (firm, id, token) = invited(&portal).await;
        inspect(&portal, json!({ "token": "made.up" })).await.expect_error(404, "invitation_not_found");
        inspect(&portal, json!({})).await.expect_field("email", "required");
        portal.clock.advance(SignedDuration::from_hours(14 * 24) - SignedDuration::from_millis(1));
        inspect(&portal, json!({ "token": token })).await.expect(200);
        portal.clock.advance(SignedDuration::from_millis(1));
        let expired = inspect(&portal, json!({ "token": token })).await.expect_error(410, "invitation_expired");
        assert!(expired.str("/message").contains("Ask for a new one"), "{}", expired.text);
        firm.act(&portal, "clients-invite", &id).await;
        inspect(&portal, json!({ "token": token })).await.expect_error(410, "invitation_cancelled");
        let newest = portal.token("cleo@mail.example").await;
        portal.accept("acme", "cleo@mail.example").await;
        let used = inspect(&portal, json!({ "token": newest })).await.expect_error(410, "invitation_used");
        assert!(used.str("/message").contains("Sign in"), "{}", used.text);
    }

    #[tokio::test]
    async fn w10_it_says_who_else_is_signed_in() {
        let portal = Portal::new();
        let (firm, _, token) = invited(&portal).await;
        let call = portal.call("invitations-inspect").by(&firm.admin).body(json!({ "token": token }));
        assert_eq!(call.send().await.expect(200).str("/signedInAs"), "Ada Admin");
        assert_eq!(inspect(&portal, json!({ "token": token })).await.body.get("signedInAs"), None);
    }

    /// S05: a wrong code says the same for whoever is invited and whoever is not.
    #[tokio::test]
    async fn s05_a_wrong_code_does_not_tell_who_is_invited() {
        let portal = Portal::new();
        let (firm, _, token) = invited(&portal).await;
        firm.active_client(&portal, "active@mail.example").await;
        let mut seen: Vec<Vec<(u16, Value, usize)>> = Vec::new();
        for email in ["cleo@mail.example", "nobody@mail.example", "admin@acme.example"] {
            let mut answers = Vec::new();
            for _ in 0..6 {
                let trips = portal.store.trips();
                let answer = inspect(&portal, json!({ "email": email, "code": "123" })).await;
                let mut answer = answer.expect_field("code", "code_wrong");
                answer.body["requestId"] = Value::Null;
                answers.push((answer.status, answer.body, portal.store.trips() - trips));
            }
            seen.push(answers);
        }
        assert!(seen.windows(2).all(|it| it[0] == it[1]), "{seen:#?}");
        let code = portal.code("cleo@mail.example").await;
        inspect(&portal, json!({ "email": "cleo@mail.example", "code": code }))
            .await
            .expect_field("code", "code_wrong");
        let accept = json!({ "token": token, "password": PASSWORD });
        portal.call("invitations-accept").at("acme").body(accept).send().await.expect(201);
    }

    /// E: a code can't be guessed by asking for ever.
    #[tokio::test]
    async fn e_who_guesses_codes_has_to_wait() {
        let portal = Portal::new();
        invited(&portal).await;
        for _ in 0..20 {
            inspect(&portal, json!({ "email": "cleo@mail.example", "code": "0" }))
                .await
                .expect_field("code", "code_wrong");
        }
        let refused = inspect(&portal, json!({ "email": "cleo@mail.example", "code": "0" })).await;
        assert_eq!(refused.expect_error(429, "too_many_requests").headers["retry-after"], "3600");
        for n in 0..99 {
            inspect(&portal, json!({ "token": format!("made.up{n}") })).await.expect_error(404, "invitation_not_found");
        }
        let refused = inspect(&portal, json!({ "token": "one.more" })).await;
        assert_eq!(refused.expect_error(429, "too_many_requests").headers["retry-after"], "900");
    }
}
