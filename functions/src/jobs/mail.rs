//! Sends the mails that wait, and puts overdue ones back onto their queue.

use serde_json::Value;
use shared::{
    Error, Result,
    mail::{self, Sent, Unsent},
};

use super::{Outcome, Tools, deliveries};
use crate::kernel::BoxFuture;

/// Sends a batch of mails. One that is put off counts as dealt with: the sweep finds it when it is due.
pub(super) fn run<'a>(tools: &'a Tools, event: &'a Value) -> BoxFuture<'a, Result<Outcome>> {
    Box::pin(async move {
        let (mut outcome, mut given_up) = (Outcome::default(), 0_u64);
        for delivery in deliveries(event)? {
            let sent = send(tools, &delivery.body).await;
            given_up += u64::from(matches!(sent, Ok(Sent::Dead)));
            outcome.note(&delivery, sent.map(drop));
        }
        if given_up > 0 {
            tracing::info!(endpoint = "jobs-mail", given_up, "mails");
        }
        Ok(outcome)
    })
}

async fn send(tools: &Tools, body: &str) -> Result<Sent> {
    let Unsent { workspace, id } = serde_json::from_str(body).map_err(Error::internal)?;
    mail::send(&tools.app.ports(), &*tools.mailer, workspace, id).await
}

/// Finds what a stopped sender left behind and what was put off, and tells how old the oldest of it is: where no mail leaves,
/// each is put off again and again, and nothing else fails.
pub(super) fn sweep<'a>(tools: &'a Tools, _: &'a Value) -> BoxFuture<'a, Result<Outcome>> {
    Box::pin(async move {
        let overdue = mail::overdue(&tools.app.ports()).await?;
        if let Some(written) = overdue.iter().map(|it| it.id.ulid().timestamp_ms()).min() {
            let now = u64::try_from(tools.app.clock.now().as_millisecond()).unwrap_or_default();
            tracing::info!(endpoint = "jobs-sweep", oldest_seconds = now.saturating_sub(written) / 1000, "mails");
        }
        tools.pass_on(&overdue).await?;
        Ok(Outcome::default())
    })
}
