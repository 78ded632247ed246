//! A workflow of the user's behind a webhook: it gets the text and answers with `parsed_data`.

use super::{Asked, client, read_json};
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
            client: client()?,
            url: url.to_owned(),
        })
    }
}

#[async_trait]
impl Asked for Workflow {
    async fn ask(&self, text: &str) -> Result<Value, String> {
        let mut answer = read_json(self.client.post(&self.url).json(&json!({ "text": text })).send().await).await?;
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
