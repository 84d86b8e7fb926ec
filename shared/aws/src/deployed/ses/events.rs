//! What SES tells of the mails that it was handed.

use serde_json::Value;
use shared::mail::{BounceReason, Happening, MailEvent, MailId};

use super::TAG;

/// An event that is not as SES writes it.
#[derive(Debug, thiserror::Error)]
#[error("an event of SES has no {0} that can be read")]
pub struct UnreadableEvent(&'static str);

/// What an event of SES says of which mail: as `EventBridge` hands it on, or as SES writes it.
///
/// Nothing, if it is of a kind that changes nothing, such as a delay, or of a mail that is not Portico's.
/// <https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-contents.html>
pub fn mail_event(event: &Value) -> Result<Option<MailEvent>, UnreadableEvent> {
    let event = event.get("detail").unwrap_or(event);
    let kind = event["eventType"].as_str().ok_or(UnreadableEvent("eventType"))?;
    let Some(id) = event["mail"]["tags"][TAG][0].as_str() else { return Ok(None) };
    let mail: MailId = id.parse().map_err(|_| UnreadableEvent("tag"))?;
    let (what, told) = match kind {
        "Send" => (Happening::Accepted, "send"),
        "Delivery" => (Happening::Delivered, "delivery"),
        // Whoever follows a link has opened the mail.
        "Open" => (Happening::Opened, "open"),
        "Click" => (Happening::Opened, "click"),
        "Bounce" => (bounce(&event["bounce"]), "bounce"),
        "Complaint" => (Happening::Complained, "complaint"),
        "Reject" | "Rendering Failure" => (Happening::Rejected, "reject"),
        _ => return Ok(None),
    };
    // Some kinds have no time of their own; then it is the mail's.
    let time = event[told]["timestamp"].as_str().or_else(|| event["mail"]["timestamp"].as_str());
    let at = time.and_then(|it| it.parse().ok()).ok_or(UnreadableEvent("timestamp"))?;
    Ok(Some(MailEvent { mail, what, at }))
}

fn bounce(bounce: &Value) -> Happening {
    let reason = match bounce["bounceSubType"].as_str() {
        Some("NoEmail") => BounceReason::NoSuchAddress,
        Some("Suppressed" | "OnAccountSuppressionList") => BounceReason::Suppressed,
        Some("MailboxFull") => BounceReason::MailboxFull,
        Some("MessageTooLarge" | "ContentRejected" | "AttachmentRejected") => BounceReason::NotAccepted,
        _ => BounceReason::Unknown,
    };
    Happening::Bounced { permanent: bounce["bounceType"] == "Permanent", reason }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    const MAIL: &str = "workspace_01ARZ3NDEKTSV4RRFFQ69G5FAV-mail_01BX5ZZKBKACTAV9WEVGEMMVRZ";

    /// An event as SES writes it, with what its kind adds.
    fn event(kind: &str, adds: &Value) -> Value {
        let mut event = json!({
            "eventType": kind,
            "mail": {
                "timestamp": "2026-01-01T12:00:00.000Z",
                "source": "\"Harbor & Finch\" <mail@portico.example>",
                "messageId": "0100019b7a-000000",
                "destination": ["jo@inbox.example"],
                "tags": { "ses:configuration-set": ["portico"], "ses:source-ip": ["192.0.2.1"], "mail": [MAIL] },
            },
        });
        event.as_object_mut().unwrap().extend(adds.as_object().unwrap().clone());
        event
    }

    fn read(event: &Value) -> Option<(Happening, String)> {
        let read = mail_event(event).unwrap()?;
        assert_eq!(read.mail.to_string(), MAIL);
        Some((read.what, read.at.to_string()))
    }

    /// I06, N05: every kind that SES knows.
    #[test]
    fn n05_every_kind_of_event_is_read_with_its_time() {
        let (mailed, told) = ("2026-01-01T12:00:00Z", "2026-01-01T12:00:05.123Z");
        let at = |name: &str| json!({ name: { "timestamp": told } });
        for (kind, adds, what, when) in [
            ("Send", json!({ "send": {} }), Happening::Accepted, mailed),
            ("Delivery", at("delivery"), Happening::Delivered, told),
            ("Open", at("open"), Happening::Opened, told),
            ("Click", at("click"), Happening::Opened, told),
            ("Complaint", at("complaint"), Happening::Complained, told),
            ("Reject", json!({ "reject": { "reason": "Bad content" } }), Happening::Rejected, mailed),
            ("Rendering Failure", json!({ "failure": {} }), Happening::Rejected, mailed),
        ] {
            let raw = event(kind, &adds);
            let enveloped = json!({ "detail-type": "Email", "source": "aws.ses", "detail": raw });
            for event in [raw, enveloped] {
                assert_eq!(read(&event), Some((what, when.to_owned())), "{kind}");
            }
        }
        assert_eq!(read(&event("DeliveryDelay", &at("deliveryDelay"))), None);
        assert_eq!(read(&event("Subscription", &at("subscription"))), None);
    }

    /// I06: with the reason.
    #[test]
    fn i06_a_bounce_says_whether_it_lasts_and_why() {
        for (kind, sub, permanent, reason) in [
            ("Permanent", "NoEmail", true, BounceReason::NoSuchAddress),
            ("Permanent", "General", true, BounceReason::Unknown),
            ("Permanent", "Suppressed", true, BounceReason::Suppressed),
            ("Permanent", "OnAccountSuppressionList", true, BounceReason::Suppressed),
            ("Transient", "MailboxFull", false, BounceReason::MailboxFull),
            ("Transient", "ContentRejected", false, BounceReason::NotAccepted),
            ("Transient", "General", false, BounceReason::Unknown),
            ("Undetermined", "Undetermined", false, BounceReason::Unknown),
        ] {
            let adds = json!({ "bounce": {
                "bounceType": kind, "bounceSubType": sub, "timestamp": "2026-01-01T12:00:05Z",
                "bouncedRecipients": [{ "emailAddress": "jo@inbox.example", "diagnosticCode": "smtp; 550 5.1.1" }],
            } });
            let bounced = Happening::Bounced { permanent, reason };
            assert_eq!(read(&event("Bounce", &adds)), Some((bounced, "2026-01-01T12:00:05Z".to_owned())), "{sub}");
        }
    }

    #[test]
    fn what_is_not_portico_s_is_nothing_and_what_is_broken_is_told() {
        let mut other = event("Send", &json!({}));
        other["mail"]["tags"] = json!({ "ses:configuration-set": ["other"] });
        assert!(mail_event(&other).unwrap().is_none());
        let mut foreign = event("Send", &json!({}));
        foreign["mail"]["tags"]["mail"] = json!(["123"]);
        assert!(mail_event(&foreign).is_err());
        let mut timeless = event("Send", &json!({}));
        timeless["mail"]["timestamp"] = json!("yesterday");
        assert!(mail_event(&timeless).is_err());
        for broken in [json!({}), json!(null), json!([1]), json!("Send"), json!({ "detail": 1 })] {
            assert!(mail_event(&broken).is_err(), "{broken}");
        }
    }
}
