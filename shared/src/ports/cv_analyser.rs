//! A CV file to `parsed_data`.

use crate::resumes::engine::{Analysis, YearMonth, catalogue::CatalogueSkill};
use async_trait::async_trait;
use bytes::Bytes;
use std::sync::Arc;
use tokio_util::sync::CancellationToken;

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
        cancelled: CancellationToken,
    ) -> Result<Analysis, AnalyseError>;
}
