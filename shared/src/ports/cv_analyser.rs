//! A CV file to `parsed_data`.

use async_trait::async_trait;
use bytes::Bytes;
use cv_engine::{Analysis, YearMonth, catalogue::CatalogueSkill};
use std::sync::Arc;
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

/// How a warning begins that says which engine was replaced by the native one, and why.
pub const FALLBACK: &str = "engine_fallback:";

/// Who asks, and until when.
#[derive(Debug, Clone)]
pub struct AnalysisCall {
    /// The execution: the idempotency key of calls to the outside.
    pub execution_id: Uuid,
    /// W3C traceparent.
    pub trace: Option<String>,
    /// Fires when a person stops it.
    pub cancelled: CancellationToken,
}

/// Why there is no analysis.
#[derive(Debug, thiserror::Error)]
pub enum AnalyseError {
    /// The file will never do, whoever looks at it: a stable code (`cv_encrypted`, ...) and what to do about it.
    #[error("{code}: {detail}")]
    Rejected {
        /// Stable name.
        code: String,
        /// What is wrong and how to fix it.
        detail: String,
    },
    /// A person stopped it.
    #[error("cancelled")]
    Cancelled,
    /// The engine cannot run on this machine for now, whatever the file.
    #[error("the analyser cannot run: {0}")]
    Unable(String),
    /// The engine failed; another try may not.
    #[error("the analyser failed: {0}")]
    Failed(String),
}

/// An engine.
#[async_trait]
pub trait CvAnalyser: Send + Sync + std::fmt::Debug {
    /// Its name: `native`, `n8n`, `agent`.
    fn engine(&self) -> &'static str;
    /// Its version: the same file analysed by the same version is answered from what is stored.
    fn version(&self) -> &'static str;
    /// Reads the file. `as_of` stands for "present".
    async fn analyse(
        &self,
        content: Bytes,
        catalogue: Arc<[CatalogueSkill]>,
        as_of: YearMonth,
        call: &AnalysisCall,
    ) -> Result<Analysis, AnalyseError>;
}
