//! A workflow of n8n's behind a webhook that scores pairs: it gets `{pairs: [...]}` and answers `{scores: [...]}` when it has ended.

use super::cv_remote::{client, identified, read_json};
use crate::ports::{MatchScorer, SCORING_PATIENCE as PATIENCE, ScoringCall};
use async_trait::async_trait;
use serde_json::{Value, json};
use std::{sync::Arc, time::Duration};

/// The webhook.
#[derive(Debug)]
struct Workflow {
    client: reqwest::Client,
    url: String,
}

/// The scorer that the configuration names, if it names one.
#[must_use]
pub fn match_scorer(url: Option<&str>) -> Option<Arc<dyn MatchScorer>> {
    patient_match_scorer(url, PATIENCE)
}

/// The same with another patience than the usual.
#[must_use]
pub fn patient_match_scorer(url: Option<&str>, patience: Duration) -> Option<Arc<dyn MatchScorer>> {
    let url = url?.to_owned();
    match client(patience) {
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
        let request = self.client.post(&self.url).json(&json!({ "pairs": call.pairs }));
        let request = identified(request, &call.key, call.trace);
        let mut answer = read_json(request.send().await).await?;
        // n8n answers with the items of its last node, or with the first of them.
        if let Some(first) = answer.get_mut(0) {
            answer = first.take();
        }
        Ok(answer)
    }
}
