//! The mail port.

use async_trait::async_trait;
use serde::{Deserialize, Serialize};

use super::Source;

/// A mail, ready to go out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OutgoingMail {
    /// The receiver's address.
    pub to: String,
    /// The sender's name, as the receiver sees it: the firm's.
    pub from_name: String,
    /// Where answers go, if the firm set it.
    pub reply_to: Option<String>,
    /// The subject.
    pub subject: String,
    /// The text for readers without HTML.
    pub text: String,
    /// The same, branded.
    pub html: String,
}

/// Why a mail was not handed over.
#[derive(Debug, thiserror::Error)]
pub enum MailerError {
    /// It may work later: the service is away or asks to slow down.
    #[error("the mail service is not available at the moment")]
    Unavailable(#[source] Source),
    /// It will never work: the service refuses this mail.
    #[error("the mail service refuses this mail")]
    Refused(#[source] Source),
}

/// Hands mails to whoever delivers them.
///
/// What an adapter must keep:
/// - `id` names one mail for good: handing over the same id again, even after a crash in between, must not deliver it a
///   second time. By this id the service tells later what became of the mail ([`crate::mail::note`]). An adapter whose service can't promise that keeps a ledger of the ids it was told are accepted.
/// - An accepted mail survives a crash of the process.
/// - The receiver's address and the text never show in a log.
#[cfg_attr(test, mockall::automock)]
#[async_trait]
pub trait Mailer: Send + Sync {
    /// Hands over one mail.
    async fn send(&self, id: &str, mail: &OutgoingMail) -> Result<(), MailerError>;
}
