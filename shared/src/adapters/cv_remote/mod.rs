//! Engines outside: `agent` (any OpenAI-compatible endpoint) and `n8n` (a workflow of the user's).
//!
//! Both start from the text that the native engine read in its capped child, so no file ever leaves the house, and what comes back is
//! held against that text ([`grounding`](cv_engine::grounding)). One that fails, is slow or answers nonsense is replaced
//! by the native result, which says so in its warnings.

mod agent;
mod n8n;

use crate::{
    config::CvEnginesConfig,
    ports::{AnalyseError, AnalysisCall, CvAnalyser, FALLBACK},
};
use async_trait::async_trait;
use bytes::Bytes;
use cv_engine::{
    Analysis, PageText, YearMonth,
    catalogue::{Catalogue, CatalogueSkill},
    grounding, said,
};
use serde_json::Value;
use std::{sync::Arc, time::Duration};

/// From the question to the end of the answer.
pub(super) const PATIENCE: Duration = Duration::from_secs(90);
/// Until a connection stands.
const CONNECT: Duration = Duration::from_secs(5);
/// Largest answer, in bytes.
const ANSWER_BYTES: usize = 1024 * 1024;
/// Longest text sent, in bytes.
const TEXT_BYTES: usize = 60_000;

/// Asks somebody else for a profile as JSON.
#[async_trait]
trait Asked: Send + Sync + std::fmt::Debug {
    /// The answer's JSON, or what went wrong, in words for a warning: never a key, never the CV's text.
    async fn ask(&self, text: &str, call: &AnalysisCall) -> Result<Value, String>;
}

/// An engine outside, in front of the native one.
#[derive(Debug)]
pub struct RemoteAnalyser {
    engine: &'static str,
    version: &'static str,
    asked: Box<dyn Asked>,
    native: Arc<dyn CvAnalyser>,
    patience: Duration,
}

/// The engines that the configuration names.
#[must_use]
pub fn cv_engines(config: &CvEnginesConfig, native: &Arc<dyn CvAnalyser>) -> Vec<Arc<dyn CvAnalyser>> {
    patient_cv_engines(config, native, PATIENCE)
}

/// The same with another patience than the usual.
#[must_use]
pub fn patient_cv_engines(
    config: &CvEnginesConfig,
    native: &Arc<dyn CvAnalyser>,
    patience: Duration,
) -> Vec<Arc<dyn CvAnalyser>> {
    let mut out: Vec<Arc<dyn CvAnalyser>> = Vec::new();
    if let Some((base_url, model)) = config.agent_base_url.as_ref().zip(config.agent_model.as_ref()) {
        match agent::Agent::new(base_url, model, config.agent_api_key.clone()) {
            Ok(asked) => out.push(Arc::new(RemoteAnalyser {
                engine: "agent",
                // The model is part of the version: another one may answer otherwise. Made once at start.
                version: Box::leak(format!("1.0.0 {model}").into_boxed_str()),
                asked: Box::new(asked),
                native: Arc::clone(native),
                patience,
            })),
            Err(error) => tracing::error!(%error, "the agent engine is not available"),
        }
    }
    if let Some(url) = &config.n8n_webhook_url {
        match n8n::Workflow::new(url) {
            Ok(asked) => out.push(Arc::new(RemoteAnalyser {
                engine: "n8n",
                version: "1.0.0",
                asked: Box::new(asked),
                native: Arc::clone(native),
                patience,
            })),
            Err(error) => tracing::error!(%error, "the n8n engine is not available"),
        }
    }
    out
}

#[async_trait]
impl CvAnalyser for RemoteAnalyser {
    fn engine(&self) -> &'static str {
        self.engine
    }

    fn version(&self) -> &'static str {
        self.version
    }

    async fn analyse(
        &self,
        content: Bytes,
        catalogue: Arc<[CatalogueSkill]>,
        as_of: YearMonth,
        call: &AnalysisCall,
    ) -> Result<Analysis, AnalyseError> {
        // What the native engine refuses nobody else is asked about.
        let mut native = self
            .native
            .analyse(content, Arc::clone(&catalogue), as_of, call)
            .await?;
        let text = text_of(&native.pages);
        let answer = tokio::select! {
            answer = tokio::time::timeout(self.patience, self.asked.ask(&text, call)) =>
                answer.unwrap_or_else(|_| Err(format!("no answer within {} s", self.patience.as_secs()))),
            () = call.cancelled.cancelled() => return Err(AnalyseError::Cancelled),
        };
        let grounded = answer.and_then(|said| {
            said::check(&said)?;
            let known = Catalogue::new(&catalogue);
            let parsed = grounding::ground(&said, &native.parsed, &native.pages, &known, as_of);
            if parsed.is_empty() {
                return Err("nothing of its answer stands in the document".to_owned());
            }
            Ok(parsed)
        });
        match grounded {
            Ok(mut parsed) => {
                self.engine.clone_into(&mut parsed.engine);
                self.version.clone_into(&mut parsed.engine_version);
                Ok(Analysis {
                    parsed,
                    pages: native.pages,
                })
            }
            Err(problem) => {
                tracing::warn!(engine = self.engine, problem, "fell back to the native engine");
                native
                    .parsed
                    .warnings
                    .push(format!("{FALLBACK} {}: {problem}", self.engine));
                Ok(native)
            }
        }
    }
}

fn text_of(pages: &[PageText]) -> String {
    let mut text = pages.iter().map(|p| p.text.as_str()).collect::<Vec<_>>().join("\n");
    if text.len() > TEXT_BYTES {
        let end = (0..=TEXT_BYTES).rev().find(|i| text.is_char_boundary(*i)).unwrap_or(0);
        text.truncate(end);
    }
    text
}

/// What calls the outside; `patience`: from the question to the end of the answer.
pub(super) fn client(patience: Duration) -> reqwest::Result<reqwest::Client> {
    reqwest::Client::builder()
        .connect_timeout(CONNECT)
        .timeout(patience)
        .redirect(reqwest::redirect::Policy::none())
        .build()
}

/// Says which call this is, so that a second attempt is known as the same, and whose trace it belongs to.
pub(super) fn identified(request: reqwest::RequestBuilder, key: &str, trace: Option<&str>) -> reqwest::RequestBuilder {
    let request = request.header("idempotency-key", key);
    match trace {
        Some(trace) => request.header("traceparent", trace),
        None => request,
    }
}

/// The JSON of an answer, read up to the limit.
pub(super) async fn read_json(response: reqwest::Result<reqwest::Response>) -> Result<Value, String> {
    let mut response = response.map_err(|e| e.without_url().to_string())?;
    if !response.status().is_success() {
        return Err(format!("status {}", response.status().as_u16()));
    }
    let mut body = Vec::new();
    while let Some(chunk) = response.chunk().await.map_err(|e| e.without_url().to_string())? {
        if body.len() + chunk.len() > ANSWER_BYTES {
            return Err(format!("an answer of more than {ANSWER_BYTES} bytes"));
        }
        body.extend_from_slice(&chunk);
    }
    serde_json::from_slice(&body).map_err(|_| "an answer that is not JSON".to_owned())
}
