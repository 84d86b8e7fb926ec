//! Sends an invitation again, at the earliest 24 hours after the last time (I04).

use crate::views::{self, InvitationView};
use http::Method;
use schemars::JsonSchema;
use serde::Deserialize;
use shared::{
    Result,
    access::Permission,
    invitations::{self, InvitationId},
};

use crate::kernel::{Access, Cx, Endpoint, NoBody, Route, Use};

/// Send an invitation again.
#[derive(Debug)]
pub struct Resend;

/// Which invitation.
#[derive(Debug, Deserialize, JsonSchema)]
pub struct Params {
    /// Its id.
    id: InvitationId,
}

impl Endpoint for Resend {
    const ROUTE: Route = Route {
        name: "invitations-resend",
        method: Method::POST,
        path: "/v1/invitations/{id}/resend",
        summary: "Send an invitation again",
        access: Access::AnyOf(&[Permission::CreateClients, Permission::ManageTeam]),
        uses: &[Use::GetMany, Use::Put],
        status: 200,
    };
    type Params = Params;
    type Body = NoBody;
    type Output = InvitationView;

    async fn call(cx: &Cx<'_>, params: Params, _: NoBody) -> Result<InvitationView> {
        let (stored, person) = invitations::find(cx, params.id).await?;
        cx.require_match(stored.version)?;
        let (after, changes) = invitations::resend(cx, &stored, &person).await?;
        cx.commit(changes, views::invitation(cx, &cx.caller()?.roles, &after, &person).await?).await
    }
}

#[cfg(test)]
mod tests {
    use jiff::SignedDuration;
    use serde_json::json;

    use crate::testing::{Answer, Firm, PASSWORD, Portal};

    async fn invited(portal: &Portal) -> (Firm, String, String) {
        let firm = portal.firm("acme").await;
        let client = firm.client(portal, "cleo@mail.example").await.id();
        let invited = firm.act(portal, "clients-invite", &client).await;
        (firm, client, invited.str("/invitation/id").to_owned())
    }

    async fn resend(portal: &Portal, firm: &Firm, id: &str) -> Answer {
        portal.call("invitations-resend").by(&firm.admin).id(id).send().await
    }

    /// I04: at the earliest 24 hours after the last send, to the millisecond.
    #[tokio::test]
    async fn i04_a_day_has_to_pass_between_two_mails() {
        let portal = Portal::new();
        let (firm, _, id) = invited(&portal).await;
        let first = portal.token("cleo@mail.example").await;
        let (day, moment) = (SignedDuration::from_hours(24), SignedDuration::from_millis(1));
        portal.clock.advance(day - moment);
        let soon = resend(&portal, &firm, &id).await.expect_error(409, "invitation_resend_too_soon");
        assert_eq!(soon.str("/resendAvailableAt"), "2026-01-02T12:00:00Z");
        assert_eq!(portal.mails_to("cleo@mail.example").await.len(), 1);
        portal.clock.advance(moment);
        let again = resend(&portal, &firm, &id).await.expect(200);
        assert_eq!(
            (again.str("/sentAt"), again.str("/resendAvailableAt")),
            ("2026-01-02T12:00:00Z", "2026-01-03T12:00:00Z")
        );
        assert_eq!((again.str("/expiresAt"), again.str("/delivery")), ("2026-01-16T12:00:00Z", "queued"));
        resend(&portal, &firm, &id).await.expect_error(409, "invitation_resend_too_soon");
        // The old link dies.
        let accept = |token: &str| {
            let body = json!({ "token": token, "password": PASSWORD });
            portal.call("invitations-accept").at("acme").body(body).send()
        };
        accept(&first).await.expect_error(410, "invitation_cancelled");
        let second = portal.token("cleo@mail.example").await;
        accept(&second).await.expect(201);
        portal.clock.advance(day);
        resend(&portal, &firm, &id).await.expect_error(409, "client_already_active");
    }

    /// I04: a mail that went to the wrong address can be sent again at once; whoever reads that one gets nowhere.
    #[tokio::test]
    async fn i04_a_changed_email_can_be_invited_at_once_and_the_old_link_dies() {
        let portal = Portal::new();
        let (firm, client, id) = invited(&portal).await;
        let old = portal.token("cleo@mail.example").await;
        firm.edit(&portal, "clients-update", &client, json!({ "email": "clea@mail.example" })).await;
        let inspect = portal.call("invitations-inspect").at("acme").body(json!({ "token": old })).send().await;
        inspect.expect_error(410, "invitation_cancelled");
        resend(&portal, &firm, &id).await.expect(200);
        assert_eq!(portal.mails_to("cleo@mail.example").await.len(), 1);
        resend(&portal, &firm, &id).await.expect_error(409, "invitation_resend_too_soon");
        portal.accept("acme", "clea@mail.example").await;
        assert_eq!(firm.read_client(&portal, &client).await["status"], "active");
    }

    /// I04: a mail that waits for the sender when the email changes does not go to the old address.
    #[tokio::test]
    async fn i04_a_mail_that_waits_does_not_go_to_an_address_that_was_left() {
        let portal = Portal::new();
        let (firm, client, id) = invited(&portal).await;
        firm.edit(&portal, "clients-update", &client, json!({ "email": "clea@mail.example" })).await;
        assert!(portal.mails_to("cleo@mail.example").await.is_empty());
        resend(&portal, &firm, &id).await.expect(200);
        assert_eq!(portal.mails_to("clea@mail.example").await.len(), 1);
    }

    #[tokio::test]
    async fn i04_i07_an_expired_one_can_be_sent_again_and_a_cancelled_one_not() {
        let portal = Portal::new();
        let (firm, _, id) = invited(&portal).await;
        portal.clock.advance(SignedDuration::from_hours(14 * 24));
        assert_eq!(resend(&portal, &firm, &id).await.expect(200).str("/status"), "pending");
        firm.act(&portal, "invitations-cancel", &id).await;
        portal.clock.advance(SignedDuration::from_hours(24));
        resend(&portal, &firm, &id).await.expect_error(409, "wrong_state");
        let nobody = resend(&portal, &firm, "invitation_01ARZ3NDEKTSV4RRFFQ69G5FAV").await;
        nobody.expect_error(404, "invitation_not_found");
    }

    #[tokio::test]
    async fn i04_two_who_send_again_at_the_same_moment_send_one_mail() {
        let portal = Portal::new();
        let (firm, _, id) = invited(&portal).await;
        portal.deliver().await;
        portal.clock.advance(SignedDuration::from_hours(24));
        let (one, two) = tokio::join!(resend(&portal, &firm, &id), resend(&portal, &firm, &id));
        let lost = if one.status == 200 { two } else { one };
        lost.expect_error(412, "version_conflict");
        assert_eq!(portal.mails_to("cleo@mail.example").await.len(), 2);
    }
}
