//! Where a model comes from: files in a folder, else fastembed's cache or its hub.

use super::embed_one;
use crate::{config::EmbedConfig, ports::EmbedError};
use ::fastembed::{
    EmbeddingModel, InitOptionsUserDefined, Pooling, TextEmbedding, TextInitOptions, TokenizerFiles,
    UserDefinedEmbeddingModel,
};
use sha2::{Digest, Sha256};
use std::{fs, path::Path};

/// Tokens that a model reads of a text; chunks are smaller than that.
const MAX_LENGTH: usize = 256;

fn failed(what: &str, why: impl std::fmt::Display) -> EmbedError {
    EmbedError(format!("{what}: {why}"))
}

/// Loads the model and embeds a word with it, so that a model which can not be used is found out here. Returns its name too.
pub(super) fn load(config: &EmbedConfig) -> Result<(String, TextEmbedding), EmbedError> {
    start_runtime(config.ort_dylib.as_deref())?;
    let (name, mut model) = match (&config.model_dir, &config.model) {
        (Some(dir), _) => from_files(dir)?,
        (None, Some(name)) => from_hub(name)?,
        (None, None) => return Err(EmbedError("no model is configured".to_owned())),
    };
    embed_one(&mut model, "probe")?;
    Ok((name, model))
}

/// Loads the library where it can still fail: without this a missing one is a panic at the first session.
fn start_runtime(dylib: Option<&Path>) -> Result<(), EmbedError> {
    let path = dylib.unwrap_or(Path::new("libonnxruntime.so"));
    // The builder is not needed: fastembed builds the process's one environment from the loaded library.
    ort::init_from(path).map(drop).map_err(|e| failed("ONNX Runtime", e))
}

/// The name holds a digest of the graph: two quantisations of one model are two models, whose vectors never meet.
fn from_files(dir: &Path) -> Result<(String, TextEmbedding), EmbedError> {
    let read = |file: &str| {
        let path = dir.join(file);
        fs::read(&path).map_err(|e| failed(&path.display().to_string(), e))
    };
    let graph = if dir.join("onnx/model.onnx").exists() {
        read("onnx/model.onnx")?
    } else {
        read("model.onnx")?
    };
    let digest: String = Sha256::digest(&graph)
        .iter()
        .take(4)
        .map(|b| format!("{b:02x}"))
        .collect();
    let folder = dir.file_name().map_or_else(|| "model".into(), |n| n.to_string_lossy());
    let tokenizer = TokenizerFiles {
        tokenizer_file: read("tokenizer.json")?,
        config_file: read("config.json")?,
        special_tokens_map_file: read("special_tokens_map.json")?,
        tokenizer_config_file: read("tokenizer_config.json")?,
    };
    // The mean is taken only of a graph that does not pool by itself.
    let files = UserDefinedEmbeddingModel::new(graph, tokenizer).with_pooling(Pooling::Mean);
    let options = InitOptionsUserDefined::new()
        .with_max_length(MAX_LENGTH)
        .with_intra_threads(1);
    let model =
        TextEmbedding::try_new_from_user_defined(files, options).map_err(|e| failed(&dir.display().to_string(), e))?;
    Ok((format!("{folder}@{digest}"), model))
}

/// What `EMBED_MODEL=default` stands for: multilingual, and as long as the database's vectors.
const DEFAULT_MODEL: EmbeddingModel = EmbeddingModel::MultilingualE5Small;

/// The cache is FASTEMBED_CACHE_DIR or HF_HOME, the hub HF_ENDPOINT: fastembed's own names.
fn from_hub(name: &str) -> Result<(String, TextEmbedding), EmbedError> {
    let which = match name {
        "default" => DEFAULT_MODEL,
        _ => name.parse().map_err(|e| failed("EMBED_MODEL", e))?,
    };
    let name = format!("{which:?}");
    let options = TextInitOptions::new(which)
        .with_max_length(MAX_LENGTH)
        .with_intra_threads(1)
        .with_show_download_progress(false);
    let model = TextEmbedding::try_new(options).map_err(|e| failed(&name, e))?;
    Ok((name, model))
}
