//! Rate limits: how often something may be tried.

use std::time::Duration;

use jiff::Timestamp;

use crate::{
    Error, Result,
    keys::digest,
    ports::{Change, CommitError, Refusal, Store},
    system,
};

/// A rule of the kind "at most `most` times per `window`".
#[derive(Clone, Copy, Debug)]
pub struct RateLimit {
    /// What is limited; part of the counter's key.
    pub name: &'static str,
    /// How often it may happen in a window.
    pub most: i64,
    /// How long a window is. Windows are fixed, so a burst over a boundary may reach twice the rate.
    pub window: Duration,
}

const MINUTE: Duration = Duration::from_mins(1);

/// Sign-ins with one email at one workspace.
pub const SIGN_IN_EMAIL: RateLimit = RateLimit { name: "sign-in-email", most: 10, window: MINUTE.saturating_mul(15) };
/// Sign-ins from one network address.
pub const SIGN_IN_ADDRESS: RateLimit = RateLimit { name: "sign-in-ip", most: 100, window: MINUTE.saturating_mul(15) };
/// Mails with a code or a link to one email at one workspace.
pub const CODE_EMAIL: RateLimit = RateLimit { name: "code-email", most: 5, window: MINUTE.saturating_mul(60) };
/// Mails with a code or a link asked for from one network address.
pub const CODE_ADDRESS: RateLimit = RateLimit { name: "code-ip", most: 60, window: MINUTE.saturating_mul(60) };
/// Codes and links tried from one network address.
pub const PROOF_ADDRESS: RateLimit = RateLimit { name: "proof-ip", most: 120, window: MINUTE.saturating_mul(15) };
/// Codes tried for one email at one workspace.
pub const PROOF_EMAIL: RateLimit = RateLimit { name: "proof-email", most: 20, window: MINUTE.saturating_mul(60) };
/// Codes tried where there is none to hit. Never reached before [`PROOF_EMAIL`]: it is counted so that such a try writes as
/// much as one that is counted at its proof (S05).
pub const PROOF_MISS: RateLimit = RateLimit { name: "proof-miss", most: 1000, window: MINUTE.saturating_mul(60) };
/// Workspaces created from one network address.
pub const WORKSPACE_ADDRESS: RateLimit =
    RateLimit { name: "workspace-ip", most: 20, window: MINUTE.saturating_mul(60) };

/// Counts one try; [`Error::TooManyRequests`] when there were too many in this window.
///
/// `factor` loosens every limit, for development and tests; 1 in earnest.
pub async fn count(store: &dyn Store, now: Timestamp, rule: RateLimit, who: &[&str], factor: u32) -> Result<()> {
    let parts: Vec<&[u8]> = who.iter().map(|it| it.as_bytes()).collect();
    let window = i64::try_from(rule.window.as_secs()).unwrap_or(i64::MAX);
    let number = now.as_second() / window;
    let end = (number + 1) * window;
    let add = Change::Add {
        key: system::rate_key(rule.name, &digest(&parts), number),
        kind: "rate",
        amount: 1,
        at_most: Some(rule.most * i64::from(factor)),
        expires: Some(end + window),
        what: "rate",
    };
    match store.commit(vec![add]).await {
        Err(CommitError::Refused { refusal: Refusal::Exceeded, .. }) => {
            Err(Error::TooManyRequests { retry_after: u32::try_from(end - now.as_second()).unwrap_or(1).max(1) })
        }
        other => Ok(other?),
    }
}
