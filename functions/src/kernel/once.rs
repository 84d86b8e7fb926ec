//! `Idempotency-Key`: a repeated POST gets the same answer and has no second effect (T03).
//!
//! The answer is part of the commit that makes the change, so there is no moment at which one exists without the other. It
//! holds no secret: a session that the first answer started is made again from the request itself.

use jiff::SignedDuration;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use shared::{
    Error, Result,
    id::PersonId,
    keys::digest,
    ports::{Change, Key},
    scope::Ports,
    sessions::SessionToken,
    system,
    text::Slug,
    workspaces::WorkspaceId,
};

use super::Request;

/// How long an answer can be had again.
const KEPT: SignedDuration = SignedDuration::from_hours(24);

/// A request that shall have one effect, however often it comes.
#[derive(Debug)]
pub(super) struct Once {
    key: Key,
    /// A keyed hash of the whole request.
    request: [u8; 32],
}

/// The answer that was given, as it is stored.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Given {
    request: String,
    pub output: Value,
    /// Whose session the answer started.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    session: Option<(WorkspaceId, Slug, PersonId)>,
}

impl Once {
    /// Reads the header. `who` is whose keys these are: two callers may use the same key.
    pub(super) fn read(ports: &Ports<'_>, request: &Request, route: &str, who: &str) -> Result<Option<Self>> {
        let Some(value) = request.headers.get("idempotency-key") else { return Ok(None) };
        let value = value.to_str().unwrap_or_default();
        if !(8..=128).contains(&value.len()) {
            let advice = "Send 8 to 128 characters that you use once, such as a UUID.";
            return Err(Error::invalid("Idempotency-Key", "invalid_key", advice));
        }
        let parameters =
            request.path.iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join("&");
        let asked = [route.as_bytes(), who.as_bytes(), value.as_bytes()];
        let whole = [&asked[..], &[parameters.as_bytes(), request.query.as_bytes(), &request.body]].concat();
        Ok(Some(Self { key: system::once_key(&digest(&asked)), request: ports.keys.session_secret(&whole) }))
    }

    /// The answer that was given before, with the session that it started. [`Error::KeyReused`] if it was to another request.
    pub(super) async fn given(&self, ports: &Ports<'_>) -> Result<Option<(Given, Option<(Slug, SessionToken)>)>> {
        let Some(reading) = ports.store.get(&self.key).await? else { return Ok(None) };
        let given: Given = system::read(reading)?;
        if given.request != self.request_hash() {
            return Err(Error::KeyReused);
        }
        let session = given.session.clone();
        let session = session
            .map(|(workspace, slug, person)| (slug, SessionToken::new(workspace, person, self.session_secret(ports))));
        Ok(Some((given, session)))
    }

    /// The change that keeps an answer, for the commit it belongs to.
    pub(super) fn keep(
        &self,
        now: jiff::Timestamp,
        output: &Value,
        session: Option<(WorkspaceId, Slug, PersonId)>,
    ) -> Change {
        let given = Given { request: self.request_hash(), output: output.clone(), session };
        let expires = now.checked_add(KEPT).ok();
        Change::Create { record: system::record(self.key.clone(), "once", &given, expires), what: Self::WHAT }
    }

    /// What a refusal names when the same request was faster.
    pub(super) const WHAT: &'static str = "once";

    /// The session secret of this request: the same for each repetition.
    pub(super) fn session_secret(&self, ports: &Ports<'_>) -> [u8; 32] {
        ports.keys.session_secret(&[b"session", &self.request])
    }

    /// What tells two requests apart, without telling what is in them.
    fn request_hash(&self) -> String {
        digest(&[b"request", &self.request])
    }
}

#[cfg(test)]
mod tests;
