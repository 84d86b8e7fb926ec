//! The ports on AWS. This is the only crate that names an `aws-sdk-*` crate.

mod connection;
#[cfg(feature = "deployed")]
mod deployed;
mod dynamo;
mod embedded;
mod s3;
mod trouble;

pub use connection::Connection;
#[cfg(feature = "deployed")]
pub use deployed::{
    CognitoIdentity, MissingVariable, SesMailer, SqsQueues, UnreadableEvent, create_queues, create_sender,
    create_user_pool, mail_event,
};
pub use dynamo::{DynamoStore, create_table};
pub use embedded::Embedded;
pub use s3::{S3Blobs, create_bucket};
