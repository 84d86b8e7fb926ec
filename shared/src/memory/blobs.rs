//! Blobs in memory.

use std::{collections::BTreeMap, sync::Mutex};

use async_trait::async_trait;

use super::lock;
use crate::ports::{Blob, BlobError, Blobs, check_blob_key};

/// Object storage that lasts as long as the test.
#[derive(Debug, Default)]
pub struct MemoryBlobs(Mutex<BTreeMap<String, Blob>>);

impl MemoryBlobs {
    /// The keys that hold a blob, in order.
    pub fn keys(&self) -> Vec<String> {
        lock(&self.0).keys().cloned().collect()
    }
}

#[async_trait]
impl Blobs for MemoryBlobs {
    async fn put(&self, key: &str, blob: Blob) -> Result<(), BlobError> {
        check_blob_key(key)?;
        lock(&self.0).insert(key.to_owned(), blob);
        Ok(())
    }

    async fn get(&self, key: &str) -> Result<Option<Blob>, BlobError> {
        check_blob_key(key)?;
        Ok(lock(&self.0).get(key).cloned())
    }

    async fn delete(&self, key: &str) -> Result<(), BlobError> {
        check_blob_key(key)?;
        lock(&self.0).remove(key);
        Ok(())
    }
}
