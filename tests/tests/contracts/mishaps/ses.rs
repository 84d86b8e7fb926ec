//! SES with mishaps.

use std::{
    sync::{Arc, Mutex},
    time::Instant,
};

use aws::SesMailer;
use http::{Request, Response};
use serde_json::{Value, json};
use shared::{
    mail::Ledger,
    memory::{FixedClock, MemoryStore, Outage},
    ports::{Mailer, MailerError, OutgoingMail},
};

use super::{Flaky, Mishap, Service, TOO_LONG, response};

/// What was handed over, in order.
#[derive(Default)]
struct Sent(Mutex<Vec<Value>>);

impl Service for Sent {
    fn answer(&self, request: &Request<Vec<u8>>) -> Response<Vec<u8>> {
        assert_eq!(request.uri().path(), "/v2/email/outbound-emails");
        let mut sent = self.0.lock().unwrap();
        sent.push(serde_json::from_slice(request.body()).unwrap());
        response(200, json!({ "MessageId": sent.len().to_string() }).to_string())
    }

    fn error(status: u16, code: &str) -> Response<Vec<u8>> {
        let (code, message) = code.split_once(": ").unwrap_or((code, "not to jo@inbox.example"));
        let mut answer = response(status, json!({ "message": message }).to_string());
        answer.headers_mut().insert("x-amzn-errortype", code.parse().unwrap());
        answer
    }
}

struct Room {
    flaky: Arc<Flaky<Sent>>,
    clock: Arc<FixedClock>,
    store: Arc<MemoryStore>,
    mailer: SesMailer,
}

impl Room {
    fn new() -> Self {
        let (flaky, connection) = Flaky::new(Sent::default());
        let (clock, store) = (Arc::new(FixedClock::default()), Arc::new(MemoryStore::default()));
        let ledger = Ledger::new(store.clone(), clock.clone());
        let mailer = SesMailer::new(&connection.ses(), ledger, "mail@portico.example", "portico");
        Self { flaky, clock, store, mailer }
    }

    async fn send(&self) -> Result<(), MailerError> {
        self.mailer.send("ws-mail_1", &mail()).await
    }

    fn sent(&self) -> usize {
        self.flaky.service.0.lock().unwrap().len()
    }
}

fn mail() -> OutgoingMail {
    OutgoingMail {
        to: "jo@inbox.example".to_owned(),
        from_name: "Härbor & Finch".to_owned(),
        reply_to: Some("office@harbor.example".to_owned()),
        subject: "Welcome 👋".to_owned(),
        text: "Hello\nJo".to_owned(),
        html: "<p>Hello<br>Jo".to_owned(),
    }
}

fn is_unavailable(answer: &Result<(), MailerError>) -> bool {
    matches!(answer, Err(MailerError::Unavailable(_)))
}

/// W03, N05: whose mail it is, in two forms, and by which tag SES tells of it.
#[tokio::test]
async fn w03_n05_ses_is_handed_a_branded_mail_in_two_forms_with_its_id() {
    let room = Room::new();
    room.send().await.unwrap();
    let utf8 = |text: &str| json!({ "Data": text, "Charset": "UTF-8" });
    let body = json!({ "Text": utf8("Hello\nJo"), "Html": utf8("<p>Hello<br>Jo") });
    assert_eq!(
        room.flaky.service.0.lock().unwrap()[0],
        json!({
            "FromEmailAddress": "=?UTF-8?B?SMOkcmJvciAmIEZpbmNo?= <mail@portico.example>",
            "Destination": { "ToAddresses": ["jo@inbox.example"] },
            "ReplyToAddresses": ["office@harbor.example"],
            "Content": { "Simple": { "Subject": utf8("Welcome 👋"), "Body": body } },
            "EmailTags": [{ "Name": "mail", "Value": "ws-mail_1" }],
            "ConfigurationSetName": "portico",
        })
    );
}

#[tokio::test]
async fn nothing_in_a_mail_begins_a_header_of_its_own() {
    let room = Room::new();
    let evil = |text: &str| format!("{text}\r\nBcc: eve@evil.example\nX: y");
    let mail = OutgoingMail {
        to: evil("jo@inbox.example"),
        from_name: evil("Harbor"),
        reply_to: Some(evil("office@harbor.example")),
        subject: evil("Welcome"),
        ..mail()
    };
    room.mailer.send("ws-mail_1", &mail).await.unwrap();
    let sent = room.flaky.service.0.lock().unwrap()[0].clone();
    for place in
        ["/FromEmailAddress", "/Destination/ToAddresses/0", "/ReplyToAddresses/0", "/Content/Simple/Subject/Data"]
    {
        let text = sent.pointer(place).and_then(Value::as_str).unwrap();
        assert!(!text.contains(['\r', '\n']), "{place}: {text:?}");
    }
}

/// N05: a firm's first mails wait until somebody has verified the sender, or SES lets the account out of its sandbox. SES tells of
/// both as it tells of a mail that it rejects, and quotes the addresses.
#[tokio::test]
async fn n05_a_mail_waits_while_ses_does_not_know_the_addresses() {
    let room = Room::new();
    let why = "MessageRejected: Email address is not verified. The following identities failed the check in region \
        US-EAST-1: jo@inbox.example";
    room.flaky.mishaps([Mishap::Refused(400, why)]);
    let answer = room.send().await;
    assert!(is_unavailable(&answer) && !format!("{answer:?}").contains("jo@inbox.example"), "{answer:?}");
    room.send().await.unwrap();
    assert_eq!(room.sent(), 1);
}

/// N05: what surely was not done is repeated.
#[tokio::test]
async fn n05_a_throttled_mail_is_handed_over_once() {
    let room = Room::new();
    room.flaky.mishaps([Mishap::Refused(429, "TooManyRequestsException"); 3]);
    room.send().await.unwrap();
    room.send().await.unwrap();
    assert_eq!((room.flaky.requests().len(), room.sent()), (4, 1));
}

/// N05: what may have been done is not repeated before SES would have told of it.
#[tokio::test]
async fn n05_a_mail_whose_answer_is_lost_is_not_handed_over_again_for_ten_minutes() {
    for mishap in [Mishap::Lost, Mishap::Silent, Mishap::Refused(500, "InternalServiceErrorException")] {
        let room = Room::new();
        room.flaky.mishaps([mishap]);
        let start = Instant::now();
        assert!(is_unavailable(&room.send().await), "{mishap:?}");
        assert!(start.elapsed() < TOO_LONG, "{:?}", start.elapsed());
        assert_eq!(room.flaky.requests().len(), 1, "{mishap:?}");
        room.clock.advance("9m".parse().unwrap());
        assert!(is_unavailable(&room.send().await));
        assert_eq!(room.flaky.requests().len(), 0, "{mishap:?}");
        // By now SES would have told. It did not, so it never had the mail.
        room.clock.advance("1m".parse().unwrap());
        room.send().await.unwrap();
        room.send().await.unwrap();
        assert_eq!(room.flaky.requests().len(), 1, "{mishap:?}");
    }
}

#[tokio::test]
async fn n05_a_mail_that_ses_rejects_is_refused_and_what_is_wrong_with_the_account_is_an_outage() {
    for (status, code, refused) in [
        (400, "MessageRejected", true),
        (400, "BadRequestException", true),
        (400, "AccountSuspendedException", false),
        (400, "SendingPausedException", false),
        (400, "MailFromDomainNotVerifiedException", false),
        (404, "NotFoundException", false),
        (403, "AccessDeniedException", false),
    ] {
        let room = Room::new();
        room.flaky.mishaps([Mishap::Refused(status, code)]);
        let answer = room.send().await;
        assert_eq!(matches!(answer, Err(MailerError::Refused(_))), refused, "{code}: {answer:?}");
        let told = format!("{answer:?}");
        assert!(told.contains(code) && !told.contains("jo@inbox.example"), "{told}");
        // It surely was not done, so that the next try needs no patience.
        room.send().await.unwrap();
        assert_eq!(room.flaky.requests().len(), 2, "{code}");
    }
}

#[tokio::test]
async fn n05_ses_that_throttles_for_ever_is_unavailable_in_bounded_time() {
    for code in ["TooManyRequestsException", "LimitExceededException"] {
        let room = Room::new();
        room.flaky.mishaps(std::iter::repeat_n(Mishap::Refused(429, code), 50));
        let start = Instant::now();
        assert!(is_unavailable(&room.send().await));
        assert!(start.elapsed() < TOO_LONG, "{:?}", start.elapsed());
        room.flaky.mishaps([]);
        room.send().await.unwrap();
        assert_eq!(room.sent(), 1);
    }
}

/// N05: without its ledger a mail stays here; one that SES has is sent, whatever the ledger says.
#[tokio::test]
async fn n05_an_outage_of_the_ledger_never_leads_to_a_second_mail() {
    let room = Room::new();
    room.store.fail_next_commit(Outage::Before);
    assert!(is_unavailable(&room.send().await));
    assert_eq!(room.sent(), 0);
    room.send().await.unwrap();
    assert_eq!(room.sent(), 1);
}
