//! An ONNX model through fastembed, on a thread of its own.
//!
//! A model takes one text at a time (on a CPU batches only cost memory: 20.5 chunks per CPU-second one by one, 12.1 by 32) and
//! wants exclusive access, so one thread owns it and callers queue up.

mod load;

use crate::{
    config::EmbedConfig,
    ports::{EmbedError, Embedder, Purpose, embedder::DIMENSIONS},
};
use ::fastembed::TextEmbedding;
use async_trait::async_trait;
use std::sync::mpsc;
use tokio::sync::oneshot;

type Vectors = Result<Vec<Vec<f32>>, EmbedError>;

struct Request {
    texts: Vec<String>,
    answer: oneshot::Sender<Vectors>,
}

/// A handle to the thread that owns the model.
#[derive(Debug)]
pub struct FastEmbedder {
    name: String,
    is_prefixed: bool,
    requests: mpsc::Sender<Request>,
}

impl FastEmbedder {
    /// Loads the model that the configuration names: files in `model_dir`, else `model` from fastembed's cache or its hub.
    ///
    /// # Errors
    /// ONNX Runtime or the model is missing, does not load, or its vectors are not [`DIMENSIONS`] long.
    pub fn load(config: &EmbedConfig) -> Result<Self, EmbedError> {
        let (loaded, outcome) = mpsc::sync_channel(1);
        let (requests, queue) = mpsc::channel();
        let config = config.clone();
        // Loading on the thread too: should the library panic there, the channel closes and this is an error like any other.
        std::thread::Builder::new()
            .name("embedder".to_owned())
            .spawn(move || match load::load(&config) {
                Ok((name, mut model)) => {
                    if loaded.send(Ok(name)).is_ok() {
                        serve(&mut model, &queue);
                    }
                }
                Err(error) => {
                    // The other side waits for exactly this message.
                    let _ = loaded.send(Err(error));
                }
            })
            .map_err(|e| EmbedError(format!("no thread for the model: {e}")))?;
        let name: String = outcome
            .recv()
            .map_err(|_| EmbedError("the model's library panicked while loading".to_owned()))??;
        Ok(Self {
            is_prefixed: is_of_the_e5_family(&name),
            name,
            requests,
        })
    }

    /// The model's name, as stored with each vector.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }
}

#[async_trait]
impl Embedder for FastEmbedder {
    fn model(&self) -> Option<&str> {
        Some(&self.name)
    }

    async fn embed(&self, texts: Vec<String>, purpose: Purpose) -> Vectors {
        let texts = if self.is_prefixed {
            texts.into_iter().map(|t| prefixed(&t, purpose)).collect()
        } else {
            texts
        };
        let (answer, answered) = oneshot::channel();
        let ended = |_| EmbedError("the model's thread has ended".to_owned());
        self.requests.send(Request { texts, answer }).map_err(|_| ended(()))?;
        answered.await.map_err(|_| ended(()))?
    }
}

/// E5 models were trained with these words before each text (model card of intfloat/multilingual-e5-small); others were not.
fn prefixed(text: &str, purpose: Purpose) -> String {
    match purpose {
        Purpose::Query => format!("query: {text}"),
        Purpose::Passage => format!("passage: {text}"),
    }
}

fn is_of_the_e5_family(name: &str) -> bool {
    name.to_ascii_lowercase().contains("e5")
}

fn serve(model: &mut TextEmbedding, queue: &mpsc::Receiver<Request>) {
    while let Ok(Request { texts, answer }) = queue.recv() {
        let mut vectors = Vec::with_capacity(texts.len());
        for text in &texts {
            // Nobody waits any more: a cancelled job must not keep the others waiting.
            if answer.is_closed() {
                break;
            }
            vectors.push(embed_one(model, text));
        }
        // It fails only when nobody waits.
        let _ = answer.send(vectors.into_iter().collect());
    }
}

fn embed_one(model: &mut TextEmbedding, text: &str) -> Result<Vec<f32>, EmbedError> {
    let mut vectors = model.embed([text], Some(1)).map_err(|e| EmbedError(e.to_string()))?;
    let mut vector = vectors
        .pop()
        .ok_or_else(|| EmbedError("the model gave no vector".to_owned()))?;
    if vector.len() != DIMENSIONS {
        return Err(EmbedError(format!(
            "the model's vectors have {} numbers, not {DIMENSIONS}",
            vector.len()
        )));
    }
    let length = vector.iter().map(|x| x * x).sum::<f32>().sqrt();
    if !length.is_normal() {
        return Err(EmbedError("the model gave a vector without a direction".to_owned()));
    }
    for x in &mut vector {
        *x /= length;
    }
    Ok(vector)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_e5_models_are_prefixed() {
        assert!(is_of_the_e5_family("intfloat/multilingual-e5-small"));
        assert!(!is_of_the_e5_family("all-MiniLM-L6-v2@0f3d"));
        assert_eq!(prefixed("x", Purpose::Query), "query: x");
    }

    #[test]
    fn a_missing_runtime_or_model_is_an_error_and_no_panic() {
        let config = EmbedConfig {
            model_dir: Some("/nonexistent/model".into()),
            model: None,
            ort_dylib: Some("/nonexistent/libonnxruntime.so".into()),
        };
        let error = FastEmbedder::load(&config).unwrap_err();
        assert!(error.to_string().contains("/nonexistent/"), "{error}");
    }
}
