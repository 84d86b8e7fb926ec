//! Sends the mails that wait, and puts overdue ones back onto their queue.

use serde_json::Value;
use shared::{
    Error, Result,
    mail::{self, Unsent},
};

use super::{Outcome, Tools, deliveries};
use crate::kernel::BoxFuture;

/// Sends a batch of mails. One that is put off counts as dealt with: the sweep finds it when it is due.
pub(super) fn run<'a>(tools: &'a Tools, event: &'a Value) -> BoxFuture<'a, Result<Outcome>> {
    Box::pin(async move {
        let mut outcome = Outcome::default();
        for delivery in deliveries(event)? {
            outcome.note(&delivery, send(tools, &delivery.body).await);
        }
        Ok(outcome)
    })
}

async fn send(tools: &Tools, body: &str) -> Result<()> {
    let Unsent { workspace, id } = serde_json::from_str(body).map_err(Error::internal)?;
    mail::send(&tools.app.ports(), &*tools.mailer, workspace, id).await.map(drop)
}

/// Finds what a stopped sender left behind and what was put off.
pub(super) fn sweep<'a>(tools: &'a Tools, _: &'a Value) -> BoxFuture<'a, Result<Outcome>> {
    Box::pin(async move {
        tools.pass_on(&mail::overdue(&tools.app.ports()).await?).await?;
        Ok(Outcome::default())
    })
}
