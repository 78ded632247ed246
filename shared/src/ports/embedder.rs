//! Text to vectors.

use async_trait::async_trait;

/// Numbers in a vector of every model that is used: the width of the database's columns.
pub const DIMENSIONS: usize = 384;

/// What the text is for: some models (the E5 family) want to know.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// Something that will be searched.
    Passage,
    /// Something that is searched for.
    Query,
}

/// Why there is no vector.
#[derive(Debug, thiserror::Error)]
#[error("embedding failed: {0}")]
pub struct EmbedError(pub String);

/// A model, or none.
#[async_trait]
pub trait Embedder: Send + Sync + std::fmt::Debug {
    /// The model's name with its quantisation, stored with each vector: vectors of two models never meet. None: lexical search only.
    fn model(&self) -> Option<&str>;
    /// One unit vector of [`DIMENSIONS`] per text, in order; none at all (an empty list) when there is no model.
    async fn embed(&self, texts: Vec<String>, purpose: Purpose) -> Result<Vec<Vec<f32>>, EmbedError>;
}
