//! Where uploaded and generated files are kept, by key.

use async_trait::async_trait;
use bytes::Bytes;
use futures::stream::BoxStream;

/// Why a file was not stored or read.
#[derive(Debug, thiserror::Error)]
pub enum FileStoreError {
    /// There is no such key; the store itself is there.
    #[error("there is no file `{0}` in the store")]
    NotFound(String),
    /// The key would leave the store, or has characters that an object store does not take.
    #[error("`{0}` is not a key: use segments of letters, digits, `.`, `-`, `_`, `=` joined by `/`")]
    InvalidKey(String),
    /// The disk or bucket is full.
    #[error("the file store is full")]
    Full,
    /// The store was not reached or refused.
    #[error("the file store failed: {0}")]
    Unavailable(String),
}

/// A flat store of immutable files. Writing a key that exists replaces it, whole or not at all: a reader never sees half a file.
#[async_trait]
pub trait FileStore: Send + Sync + std::fmt::Debug {
    /// Stores a file.
    async fn put(&self, key: &str, content: Bytes, content_type: &str) -> Result<(), FileStoreError>;
    /// Reads a file whole.
    async fn get(&self, key: &str) -> Result<Bytes, FileStoreError>;
    /// Reads a file piece by piece, with its size in bytes.
    async fn stream(
        &self,
        key: &str,
    ) -> Result<(u64, BoxStream<'static, Result<Bytes, FileStoreError>>), FileStoreError>;
    /// Removes a file; removing what is not there is fine.
    async fn delete(&self, key: &str) -> Result<(), FileStoreError>;
    /// True when the store answers and takes files, which a write proves now and then; makes what is missing (folder, bucket), unless it was there before in this process' life: then the store
    /// is away, with all that was in it.
    async fn ready(&self) -> Result<(), FileStoreError>;
}
