//! The blob port: pictures, files and directory snapshots, by name.

use async_trait::async_trait;

use super::Source;

/// A blob as it was stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Blob {
    /// Its media type.
    pub content_type: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// Why a blob could not be read or written.
#[derive(Debug, thiserror::Error)]
#[error("object storage is not available at the moment")]
pub struct BlobError(#[source] pub Source);

/// Object storage.
///
/// What an adapter must keep:
/// - A read after an answered write finds it; a write replaces the whole blob at once, never a part.
/// - A key is `[A-Za-z0-9_.#/-]+` without `..`, at most 512 bytes; keys that differ name different blobs. Its parts between
///   the slashes are not empty and do not start with a dot. Any other key is an error.
/// - An answered write survives a crash of the process.
#[cfg_attr(test, mockall::automock)]
#[async_trait]
pub trait Blobs: Send + Sync {
    /// Stores a blob, replacing what was there.
    async fn put(&self, key: &str, blob: Blob) -> Result<(), BlobError>;

    /// The blob at a key, if there is one.
    async fn get(&self, key: &str) -> Result<Option<Blob>, BlobError>;

    /// Removes the blob at a key; nothing happens if there is none.
    async fn delete(&self, key: &str) -> Result<(), BlobError>;
}

/// Refuses what is no key of a blob.
pub fn check_blob_key(key: &str) -> Result<(), BlobError> {
    let plain = key.bytes().all(|it| it.is_ascii_alphanumeric() || b"_.#/-".contains(&it));
    let parts = key.split('/').all(|part| !part.is_empty() && !part.starts_with('.'));
    if plain && parts && !key.contains("..") && key.len() <= 512 {
        return Ok(());
    }
    Err(BlobError(format!("`{}` is no key of a blob", key.escape_debug()).into()))
}
