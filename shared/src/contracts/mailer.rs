//! What the mail port promises.

use std::sync::Arc;

use async_trait::async_trait;

use super::{cases, run};
use crate::{
    memory::MemoryMailer,
    ports::{Mailer, OutgoingMail},
};

/// A mail port together with the receivers' side of it.
#[async_trait]
pub trait Postbox: Mailer {
    /// What was delivered to an address, in any order.
    async fn delivered(&self, address: &str) -> Vec<OutgoingMail>;
}

#[async_trait]
impl Postbox for MemoryMailer {
    async fn delivered(&self, address: &str) -> Vec<OutgoingMail> {
        self.sent_to(address)
    }
}

/// Checks that an adapter keeps what [`Mailer`] promises. The prefix has letters, digits, `_` and `-`.
pub async fn mailer(mailer: Arc<dyn Postbox>, prefix: &str) {
    let cases = cases![
        a_mail_is_delivered_as_it_is,
        an_id_is_delivered_once_however_often_it_is_sent,
        an_id_is_delivered_once_when_it_is_sent_at_once,
        ids_that_differ_are_delivered_each,
    ];
    run(&cases, mailer, prefix).await;
}

type Port = Arc<dyn Postbox>;

fn mail(to: &str) -> OutgoingMail {
    OutgoingMail {
        to: to.to_owned(),
        from_name: "Härbor & Finch".to_owned(),
        reply_to: Some("office@harbor.example".to_owned()),
        subject: "Welcome 👋, \"Jo\"".to_owned(),
        text: "Line one\r\nLine two\n\u{2028}".to_owned(),
        html: "<p>Line one<br>Line two</p>".to_owned(),
    }
}

async fn a_mail_is_delivered_as_it_is(mailer: Port, prefix: String) {
    let address = format!("{prefix}@inbox.example");
    for reply_to in [None, Some("jo@harbor.example".to_owned())] {
        let mail = OutgoingMail { reply_to, ..mail(&address) };
        mailer.send(&format!("{prefix}-{}", mail.reply_to.is_some()), &mail).await.unwrap();
        assert!(mailer.delivered(&address).await.contains(&mail));
    }
}

/// N05: each mail goes out exactly once.
async fn an_id_is_delivered_once_however_often_it_is_sent(mailer: Port, prefix: String) {
    let address = format!("{prefix}@inbox.example");
    mailer.send(&prefix, &mail(&address)).await.unwrap();
    let other = OutgoingMail { subject: "Something else".to_owned(), ..mail(&address) };
    for again in [mail(&address), other] {
        mailer.send(&prefix, &again).await.unwrap();
        assert_eq!(mailer.delivered(&address).await, [mail(&address)]);
    }
}

/// N05: each mail goes out exactly once.
async fn an_id_is_delivered_once_when_it_is_sent_at_once(mailer: Port, prefix: String) {
    let address = format!("{prefix}@inbox.example");
    let mut tasks = tokio::task::JoinSet::new();
    for _ in 0..10 {
        let (mailer, id, mail) = (Arc::clone(&mailer), prefix.clone(), mail(&address));
        tasks.spawn(async move { mailer.send(&id, &mail).await.unwrap() });
    }
    tasks.join_all().await;
    assert_eq!(mailer.delivered(&address).await, [mail(&address)]);
}

async fn ids_that_differ_are_delivered_each(mailer: Port, prefix: String) {
    let address = format!("{prefix}@inbox.example");
    for n in 0..3 {
        mailer.send(&format!("{prefix}-{n}"), &mail(&address)).await.unwrap();
    }
    assert_eq!(mailer.delivered(&address).await.len(), 3);
}
