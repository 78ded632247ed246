//! A workflow of the user's behind a webhook: it gets the text and answers with `parsed_data`.

use super::{Asked, PATIENCE, client, identified, read_json};
use crate::ports::AnalysisCall;
use async_trait::async_trait;
use serde_json::{Value, json};

/// A webhook that answers when the workflow has ended.
#[derive(Debug)]
pub(super) struct Workflow {
    client: reqwest::Client,
    url: String,
}

impl Workflow {
    pub fn new(url: &str) -> reqwest::Result<Self> {
        Ok(Self {
            client: client(PATIENCE)?,
            url: url.to_owned(),
        })
    }
}

#[async_trait]
impl Asked for Workflow {
    async fn ask(&self, text: &str, call: &AnalysisCall) -> Result<Value, String> {
        let request = self.client.post(&self.url).json(&json!({ "text": text }));
        let request = identified(request, &call.execution_id.to_string(), call.trace.as_deref());
        let mut answer = read_json(request.send().await).await?;
        // n8n answers with the items of its last node, or with the first of them.
        if let Some(first) = answer.get_mut(0) {
            answer = first.take();
        }
        let said = match answer.get_mut("parsed_data") {
            Some(inner) => inner.take(),
            None => answer,
        };
        if said.is_object() {
            Ok(said)
        } else {
            Err("an answer without parsed_data".to_owned())
        }
    }
}
