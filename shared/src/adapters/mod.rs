//! The ports' implementations, each around one foreign library, and the choice between them by configuration.
//!
//! | port | here | instead |
//! |---|---|---|
//! | file store | [`s3`]: any S3 server | [`disk`]: a folder that api and workers share |
//! | CV analyser | [`cv_remote`]: an OpenAI-compatible endpoint, an n8n workflow | the worker's capped child |
//! | match scorer | [`match_remote`]: an n8n workflow | our own rules |
//! | workflow engine | [`n8n`] | none |
//! | embedder | [`fastembed`]: an ONNX model | [`lexical`]: none; search by words only |

pub mod cv_remote;
pub mod disk;
pub mod fastembed;
mod keys;
pub mod lexical;
pub mod match_remote;
pub mod n8n;
mod proof;
pub mod s3;

use crate::{
    config::{EmbedConfig, FileStoreConfig},
    ports::{Embedder, FileStore},
};
use std::sync::Arc;

/// The file store that the configuration names. Connects to nothing yet: [`FileStore::ready`] does.
#[must_use]
pub fn file_store(config: &FileStoreConfig) -> Arc<dyn FileStore> {
    match config {
        FileStoreConfig::Disk { dir } => Arc::new(disk::DiskFileStore::new(dir)),
        FileStoreConfig::S3 {
            endpoint,
            bucket,
            region,
            access_key_id,
            secret_access_key,
        } => Arc::new(s3::S3FileStore::new(
            endpoint.as_deref(),
            bucket,
            region,
            access_key_id,
            secret_access_key,
        )),
    }
}

/// The embedder that the configuration names. One that does not load is reported once, in the log, and search is by words
/// only: an api or worker never fails to start because of a model.
///
/// Loading takes a moment (and the hub, when a model is named that is not in the cache): call it before serving.
#[must_use]
pub fn embedder(config: &EmbedConfig) -> Arc<dyn Embedder> {
    if config.model_dir.is_none() && config.model.is_none() {
        tracing::info!("no embedding model is configured: search is by words only");
        return Arc::new(lexical::LexicalOnly);
    }
    match fastembed::FastEmbedder::load(config) {
        Ok(embedder) => {
            tracing::info!(model = embedder.name(), "the embedding model is loaded");
            Arc::new(embedder)
        }
        Err(error) => {
            tracing::error!(%error, "the embedding model does not load: search is by words only");
            Arc::new(lexical::LexicalOnly)
        }
    }
}
