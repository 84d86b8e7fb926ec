//! The blob port over one S3 bucket.

use async_trait::async_trait;
use aws_sdk_s3::{
    Client,
    operation::{create_bucket::CreateBucketError, get_object::GetObjectError},
    primitives::ByteStream,
};
use shared::ports::{Blob, BlobError, Blobs, check_blob_key};

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
}

#[async_trait]
impl Blobs for S3Blobs {
    async fn put(&self, key: &str, blob: Blob) -> Result<(), BlobError> {
        check_blob_key(key)?;
        let put = self.client.put_object().bucket(&self.bucket).key(key).content_type(blob.content_type);
        put.body(ByteStream::from(blob.bytes)).send().await.map_err(failure)?;
        Ok(())
    }

    async fn get(&self, key: &str) -> Result<Option<Blob>, BlobError> {
        check_blob_key(key)?;
        let found = match self.client.get_object().bucket(&self.bucket).key(key).send().await {
            Err(err) if matches!(err.as_service_error(), Some(GetObjectError::NoSuchKey(_))) => return Ok(None),
            found => found.map_err(failure)?,
        };
        let content_type = found.content_type.unwrap_or_else(|| "application/octet-stream".to_owned());
        let bytes = found.body.collect().await.map_err(failure)?.to_vec();
        Ok(Some(Blob { content_type, bytes }))
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
