//! Mail in memory.

use std::{collections::VecDeque, sync::Mutex};

use async_trait::async_trait;

use super::lock;
use crate::ports::{Mailer, MailerError, OutgoingMail};

/// Keeps the mails it is handed, each id once.
#[derive(Debug, Default)]
pub struct MemoryMailer {
    sent: Mutex<Vec<(String, OutgoingMail)>>,
    failures: Mutex<VecDeque<MailerError>>,
}

impl MemoryMailer {
    /// The mails in the order they were sent, with their ids.
    pub fn sent(&self) -> Vec<(String, OutgoingMail)> {
        lock(&self.sent).clone()
    }

    /// The mails to one address, in the order they were sent.
    pub fn sent_to(&self, address: &str) -> Vec<OutgoingMail> {
        lock(&self.sent).iter().filter(|(_, mail)| mail.to == address).map(|(_, mail)| mail.clone()).collect()
    }

    /// Makes the next mail fail that no failure waits for yet.
    pub fn fail_next(&self, error: MailerError) {
        lock(&self.failures).push_back(error);
    }
}

#[async_trait]
impl Mailer for MemoryMailer {
    async fn send(&self, id: &str, mail: &OutgoingMail) -> Result<(), MailerError> {
        if let Some(error) = lock(&self.failures).pop_front() {
            return Err(error);
        }
        let mut sent = lock(&self.sent);
        if !sent.iter().any(|(known, _)| known == id) {
            sent.push((id.to_owned(), mail.clone()));
        }
        Ok(())
    }
}
