//! What the mail service tells of an invitation's mail, as the firm sees it (I04, I06).

use jiff::SignedDuration;
use serde_json::{Value, json};
use shared::mail::{BounceReason, Happening, MailEvent, note};

use crate::testing::{Answer, Firm, Portal};

const BOUNCED: Happening = Happening::Bounced { permanent: true, reason: BounceReason::NoSuchAddress };

/// The mail service tells something of the newest mail to an address.
async fn tell(portal: &Portal, address: &str, what: Happening) {
    portal.deliver().await;
    let sent = portal.mailer.sent();
    let (id, _) = sent.iter().rev().find(|(_, mail)| mail.to == address).unwrap();
    let event = MailEvent { mail: id.parse().unwrap(), what, at: portal.app.clock.now() };
    note(&portal.app.ports(), &event).await.unwrap();
}

async fn invited(portal: &Portal) -> (Firm, String, String) {
    let firm = portal.firm("acme").await;
    let client = firm.client(portal, "cleo@mail.example").await.id();
    let invited = firm.act(portal, "clients-invite", &client).await;
    (firm, client, invited.str("/invitation/id").to_owned())
}

/// Where the mail is, why it bounced, and when the next may go: in the list and beside the client, which must agree.
async fn shown(portal: &Portal, firm: &Firm, client: &str) -> Value {
    let pick = |it: &Value| json!([it["delivery"], it["bounceReason"], it["resendAvailableAt"]]);
    let list = portal.call("invitations-list").by(&firm.admin).send().await.expect(200);
    let beside = firm.read_client(portal, client).await;
    assert_eq!(pick(&list.body["data"][0]), pick(&beside["invitation"]));
    pick(&list.body["data"][0])
}

async fn resend(portal: &Portal, firm: &Firm, id: &str) -> Answer {
    portal.call("invitations-resend").by(&firm.admin).id(id).send().await
}

const TOMORROW: &str = "2026-01-02T12:00:00Z";

#[tokio::test]
async fn i06_the_firm_sees_how_far_the_mail_of_an_invitation_got() {
    let portal = Portal::new();
    let (firm, client, _) = invited(&portal).await;
    assert_eq!(shown(&portal, &firm, &client).await, json!(["queued", null, TOMORROW]));
    portal.deliver().await;
    for (what, delivery) in [
        (Happening::Accepted, "sent"),
        (Happening::Delivered, "delivered"),
        (Happening::Opened, "opened"),
        (Happening::Delivered, "opened"),
    ] {
        tell(&portal, "cleo@mail.example", what).await;
        assert_eq!(shown(&portal, &firm, &client).await, json!([delivery, null, TOMORROW]));
    }
    // Accepted outdoes them all.
    portal.accept("acme", "cleo@mail.example").await;
    tell(&portal, "cleo@mail.example", BOUNCED).await;
    let invitation = &firm.read_client(&portal, &client).await["invitation"];
    assert_eq!(invitation["status"], "accepted");
    let list = portal.call("invitations-list").by(&firm.admin).send().await.expect(200);
    assert_eq!(list.body["data"], json!([]));
}

/// I04: a mail that bounced can be sent again at once, and the new one starts anew.
#[tokio::test]
async fn i04_i06_a_bounced_mail_says_why_and_may_be_sent_again_at_once() {
    let portal = Portal::new();
    let (firm, client, id) = invited(&portal).await;
    tell(&portal, "cleo@mail.example", Happening::Delivered).await;
    resend(&portal, &firm, &id).await.expect_error(409, "invitation_resend_too_soon");
    tell(&portal, "cleo@mail.example", BOUNCED).await;
    assert_eq!(shown(&portal, &firm, &client).await, json!(["bounced", "noSuchAddress", "2026-01-01T12:00:00Z"]));
    portal.clock.advance(SignedDuration::from_mins(5));
    let again = resend(&portal, &firm, &id).await.expect(200);
    assert_eq!((again.str("/delivery"), again.body.get("bounceReason")), ("queued", None));
    portal.deliver().await;
    assert_eq!(shown(&portal, &firm, &client).await, json!(["sent", null, "2026-01-02T12:05:00Z"]));
    resend(&portal, &firm, &id).await.expect_error(409, "invitation_resend_too_soon");
}

/// I06: what is told of a mail that was replaced says nothing of the one that replaced it.
#[tokio::test]
async fn i06_what_is_told_of_an_older_mail_does_not_show() {
    let portal = Portal::new();
    let (firm, client, id) = invited(&portal).await;
    portal.deliver().await;
    let (first, _) = portal.mailer.sent().pop().unwrap();
    portal.clock.advance(SignedDuration::from_hours(24));
    resend(&portal, &firm, &id).await.expect(200);
    portal.deliver().await;
    let late = MailEvent { mail: first.parse().unwrap(), what: BOUNCED, at: portal.app.clock.now() };
    note(&portal.app.ports(), &late).await.unwrap();
    assert_eq!(shown(&portal, &firm, &client).await, json!(["sent", null, "2026-01-03T12:00:00Z"]));
}

/// I04, I06: the mail to the old address says nothing about the new one, wherever it got.
#[tokio::test]
async fn i06_an_invitation_to_a_former_address_is_not_sent_to_the_new_one_before_it_is_sent_again() {
    let portal = Portal::new();
    let (firm, client, id) = invited(&portal).await;
    tell(&portal, "cleo@mail.example", Happening::Delivered).await;
    let body = json!({ "email": "clea@mail.example" });
    portal.call("clients-update").by(&firm.admin).id(&client).body(body).send().await.expect(200);
    for what in [Happening::Opened, BOUNCED] {
        assert_eq!(shown(&portal, &firm, &client).await, json!(["notSent", null, "2026-01-01T12:00:00Z"]));
        tell(&portal, "cleo@mail.example", what).await;
    }
    assert!(portal.mails_to("clea@mail.example").await.is_empty());
    resend(&portal, &firm, &id).await.expect(200);
    assert_eq!(shown(&portal, &firm, &client).await, json!(["queued", null, TOMORROW]));
    assert_eq!(portal.mails_to("clea@mail.example").await.len(), 1);
}
