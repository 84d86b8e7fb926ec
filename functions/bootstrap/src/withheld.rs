//! What stands behind a port that a function was not granted.

use async_trait::async_trait;
use shared::{
    ports::{
        Blob, BlobError, Blobs, Identity, IdentityError, Mailer, MailerError, Message, OutgoingMail, Queue, QueueError,
        Queues, Source, Username,
    },
    text::Password,
};

/// Refuses everything: no client is made that would not be used, and a use that the table does not name fails here as it
/// would at AWS.
#[derive(Debug)]
pub struct Withheld;

fn withheld(port: &str) -> Source {
    format!("this function's entry in the table does not name {port} among its uses").into()
}

#[async_trait]
impl Blobs for Withheld {
    async fn put(&self, _: &str, _: Blob) -> Result<(), BlobError> {
        Err(BlobError(withheld("blobs")))
    }

    async fn get(&self, _: &str) -> Result<Option<Blob>, BlobError> {
        Err(BlobError(withheld("blobs")))
    }

    async fn delete(&self, _: &str) -> Result<(), BlobError> {
        Err(BlobError(withheld("blobs")))
    }
}

#[async_trait]
impl Identity for Withheld {
    async fn set_password(&self, _: &Username, _: &Password) -> Result<(), IdentityError> {
        Err(IdentityError(withheld("credentials")))
    }

    async fn verify(&self, _: &Username, _: &str) -> Result<bool, IdentityError> {
        Err(IdentityError(withheld("credentials")))
    }

    async fn remove(&self, _: &Username) -> Result<(), IdentityError> {
        Err(IdentityError(withheld("credentials")))
    }
}

#[async_trait]
impl Mailer for Withheld {
    async fn send(&self, _: &str, _: &OutgoingMail) -> Result<(), MailerError> {
        Err(MailerError::Unavailable(withheld("mails")))
    }
}

#[async_trait]
impl Queues for Withheld {
    async fn send(&self, _: Queue, _: Vec<Message>) -> Result<(), QueueError> {
        Err(QueueError(withheld("queues")))
    }
}
