//! The embedding model.

use super::source::Source;
use std::path::PathBuf;

/// Where the embedding model comes from, in this order; without any, search is lexical only and says so.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct EmbedConfig {
    /// A folder with model.onnx and the tokenizer's files.
    pub model_dir: Option<PathBuf>,
    /// A model's name for fastembed's cache and hub.
    pub model: Option<String>,
    /// libonnxruntime.so (1.24 or newer).
    pub ort_dylib: Option<PathBuf>,
}

/// What the settings name of it.
pub(super) fn embed(s: &mut Source) -> EmbedConfig {
    EmbedConfig {
        model_dir: s.optional("EMBED_MODEL_DIR").map(PathBuf::from),
        model: s.optional("EMBED_MODEL"),
        ort_dylib: s.optional("ORT_DYLIB_PATH").map(PathBuf::from),
    }
}
