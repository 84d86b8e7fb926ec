//! The ports on AWS. This is the only crate that names an `aws-sdk-*` crate.

mod cognito;
mod connection;
mod dynamo;
mod embedded;
mod https;
mod s3;
mod ses;
mod sqs;
mod trouble;

pub use cognito::{CognitoIdentity, create_user_pool};
pub use connection::{Connection, MissingVariable};
pub use dynamo::{DynamoStore, create_table};
pub use embedded::Embedded;
pub use s3::{S3Blobs, create_bucket};
pub use ses::{SesMailer, UnreadableEvent, create_sender, mail_event};
pub use sqs::{SqsQueues, create_queues};
