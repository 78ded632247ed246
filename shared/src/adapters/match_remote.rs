//! A workflow of n8n's behind a webhook that scores pairs: it gets `{pairs: [...]}` and answers `{scores: [...]}` when it has ended.

use super::cv_remote::{client, read_json};
use crate::ports::{MatchScorer, ScoringCall};
use async_trait::async_trait;
use serde_json::{Value, json};
use std::sync::Arc;

/// The webhook.
#[derive(Debug)]
struct Workflow {
    client: reqwest::Client,
    url: String,
}

/// The scorer that the configuration names, if it names one.
#[must_use]
pub fn match_scorer(url: Option<&str>) -> Option<Arc<dyn MatchScorer>> {
    let url = url?.to_owned();
    match client() {
        Ok(client) => Some(Arc::new(Workflow { client, url })),
        Err(error) => {
            tracing::error!(%error, "the n8n engine for matches is not available");
            None
        }
    }
}

#[async_trait]
impl MatchScorer for Workflow {
    async fn score(&self, call: ScoringCall<'_>) -> Result<Value, String> {
        let mut request = self.client.post(&self.url).json(&json!({ "pairs": call.pairs }));
        request = request.header("idempotency-key", call.execution_id.to_string());
        if let Some(trace) = call.trace {
            request = request.header("traceparent", trace);
        }
        let mut answer = read_json(request.send().await).await?;
        // n8n answers with the items of its last node, or with the first of them.
        if let Some(first) = answer.get_mut(0) {
            answer = first.take();
        }
        Ok(answer)
    }
}
