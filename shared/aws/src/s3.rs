//! The blob port over one S3 bucket.

use std::time::Duration;

use async_trait::async_trait;
use aws_sdk_s3::{
    Client, Config,
    operation::{create_bucket::CreateBucketError, get_object::GetObjectError},
    primitives::ByteStream,
};
use aws_smithy_types::timeout::TimeoutConfig;
use shared::ports::{Blob, BlobError, Blobs, check_blob_key};

use crate::trouble::{BUDGET, Patience};

/// What the slowest function uploads in a second, at least.
const BYTES_PER_SECOND: usize = 4 << 20;

/// Object storage in one S3 bucket, made by [`create_bucket`] or by the deployed stack.
#[derive(Clone, Debug)]
pub struct S3Blobs {
    client: Client,
    bucket: String,
}

impl S3Blobs {
    /// Object storage in `bucket`.
    pub fn new(client: Client, bucket: impl Into<String>) -> Self {
        Self { client, bucket: bucket.into() }
    }

    /// What the client's configuration says, and as much more as so many bytes take on a slow line.
    fn timeouts(&self, bytes: usize) -> TimeoutConfig {
        let configured = self.client.config().timeout_config().cloned().unwrap_or_else(TimeoutConfig::disabled);
        let upload = Duration::from_secs(u64::try_from(bytes / BYTES_PER_SECOND).unwrap_or(u64::MAX));
        let mut longer = configured.to_builder();
        longer.set_operation_attempt_timeout(configured.operation_attempt_timeout().map(|it| it + upload));
        longer.set_operation_timeout(configured.operation_timeout().map(|it| it + upload * 2));
        longer.build()
    }
}

#[async_trait]
impl Blobs for S3Blobs {
    async fn put(&self, key: &str, blob: Blob) -> Result<(), BlobError> {
        check_blob_key(key)?;
        let put = self.client.put_object().bucket(&self.bucket).key(key).content_type(blob.content_type);
        let timeouts = self.timeouts(blob.bytes.len());
        let put = put.body(ByteStream::from(blob.bytes)).customize();
        put.config_override(Config::builder().timeout_config(timeouts)).send().await.map_err(failure)?;
        Ok(())
    }

    async fn get(&self, key: &str) -> Result<Option<Blob>, BlobError> {
        check_blob_key(key)?;
        let mut patience = Patience::within(Some(BUDGET), None);
        loop {
            let found = match self.client.get_object().bucket(&self.bucket).key(key).send().await {
                Err(err) if matches!(err.as_service_error(), Some(GetObjectError::NoSuchKey(_))) => return Ok(None),
                found => found.map_err(failure)?,
            };
            let content_type = found.content_type.unwrap_or_else(|| "application/octet-stream".to_owned());
            match found.body.collect().await {
                // All at once: its own `to_vec` takes them one by one.
                Ok(bytes) => return Ok(Some(Blob { content_type, bytes: bytes.into_bytes().into() })),
                // The SDK repeats a request only as long as there is no answer; this one broke off.
                Err(error) if !patience.goes_on().await => return Err(failure(error)),
                Err(_) => {}
            }
        }
    }

    async fn delete(&self, key: &str) -> Result<(), BlobError> {
        check_blob_key(key)?;
        self.client.delete_object().bucket(&self.bucket).key(key).send().await.map_err(failure)?;
        Ok(())
    }
}

/// Makes `bucket` on a stand-in for AWS, or leaves it as it is if it exists; on AWS itself the deployed stack makes it.
pub async fn create_bucket(client: &Client, bucket: &str) -> Result<(), BlobError> {
    match client.create_bucket().bucket(bucket).send().await {
        Err(err)
            if matches!(
                err.as_service_error(),
                Some(CreateBucketError::BucketAlreadyOwnedByYou(_) | CreateBucketError::BucketAlreadyExists(_))
            ) =>
        {
            Ok(())
        }
        made => made.map(drop).map_err(failure),
    }
}

fn failure(error: impl std::error::Error + Send + Sync + 'static) -> BlobError {
    BlobError(error.into())
}
