//! n8n, by its public API.

use super::cv_remote::{PATIENCE, client};
use crate::ports::WorkflowEngine;
use async_trait::async_trait;
use std::sync::Arc;

/// An instance.
#[derive(Debug)]
struct Instance {
    client: reqwest::Client,
    /// Without `/api/v1`.
    base: String,
}

/// The instance that the configuration names, if it names one; `url` is its API's, `/api/v1` and all.
#[must_use]
pub fn workflow_engine(url: Option<&str>) -> Option<Arc<dyn WorkflowEngine>> {
    let url = url?.trim_end_matches('/');
    let base = url.strip_suffix("/api/v1").unwrap_or(url).to_owned();
    match client(PATIENCE) {
        Ok(client) => Some(Arc::new(Instance { client, base })),
        Err(error) => {
            tracing::error!(%error, "n8n is not available");
            None
        }
    }
}

#[async_trait]
impl WorkflowEngine for Instance {
    async fn ready(&self) -> Result<(), String> {
        // `/healthz` alone only says that the process lives; this, that its database is there too.
        let asked = self.client.get(format!("{}/healthz/readiness", self.base)).send();
        let answer = asked.await.map_err(|e| e.without_url().to_string())?;
        let answer = answer.error_for_status().map_err(|e| e.without_url().to_string())?;
        drop(answer);
        Ok(())
    }
}
