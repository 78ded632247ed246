//! No model: search is by words only, and says so.

use crate::ports::{EmbedError, Embedder, Purpose};
use async_trait::async_trait;

/// The embedder of an installation without a model.
#[derive(Debug, Clone, Copy, Default)]
pub struct LexicalOnly;

#[async_trait]
impl Embedder for LexicalOnly {
    fn model(&self) -> Option<&str> {
        None
    }

    async fn embed(&self, _texts: Vec<String>, _purpose: Purpose) -> Result<Vec<Vec<f32>>, EmbedError> {
        Ok(Vec::new())
    }
}
