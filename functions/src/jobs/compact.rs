//! Shortens the log of a directory that has grown.

use serde_json::Value;
use shared::{Error, Result, directory, scope::Scope};

use super::{Outcome, Tools, deliveries, follow::Grown};
use crate::kernel::BoxFuture;

/// Compacts the directories that a batch names. The queue lets no two calls work on one workspace at once.
pub(super) fn run<'a>(tools: &'a Tools, event: &'a Value) -> BoxFuture<'a, Result<Outcome>> {
    Box::pin(async move {
        let mut outcome = Outcome::default();
        for delivery in deliveries(event)? {
            outcome.note(&delivery, compact(tools, &delivery.body).await);
        }
        Ok(outcome)
    })
}

async fn compact(tools: &Tools, body: &str) -> Result<()> {
    let Grown { workspace } = serde_json::from_str(body).map_err(Error::internal)?;
    directory::compact(&Scope::system(tools.app.ports(), workspace)).await.map(drop)
}
