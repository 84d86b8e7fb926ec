//! Notes what the mail service tells of the mails that it took (N05, I06).

use serde_json::Value;
use shared::{Error, Result, mail};

use super::{Outcome, Tools, deliveries};
use crate::kernel::BoxFuture;

/// Notes a batch of events. What is not about a mail of ours counts as dealt with.
pub(super) fn run<'a>(tools: &'a Tools, event: &'a Value) -> BoxFuture<'a, Result<Outcome>> {
    Box::pin(async move {
        let mut outcome = Outcome::default();
        for delivery in deliveries(event)? {
            outcome.note(&delivery, note(tools, &delivery.body).await);
        }
        Ok(outcome)
    })
}

async fn note(tools: &Tools, body: &str) -> Result<()> {
    let told: Value = serde_json::from_str(body).map_err(Error::internal)?;
    match (tools.read_mail_event)(&told).map_err(Error::internal)? {
        Some(event) => mail::note(&tools.app.ports(), &event).await.map(drop),
        None => Ok(()),
    }
}
