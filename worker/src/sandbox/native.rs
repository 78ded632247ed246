//! The `native` engine behind the port: the capped child, with the catalogue of the moment.

use super::{Failure, Limits, Sandbox};
use async_trait::async_trait;
use bytes::Bytes;
use cv_engine::{Analysis, ENGINE_VERSION, YearMonth, catalogue::CatalogueSkill};
use shared::ports::{AnalyseError, AnalysisCall, CvAnalyser};
use std::sync::{Arc, Mutex, PoisonError};

/// Rules, lexicons and layout; needs nothing else.
#[derive(Debug, Default)]
pub struct NativeAnalyser {
    limits: Limits,
    /// The sandbox whose children know the catalogue of the last file.
    sandbox: Mutex<Option<Sandbox>>,
}

impl NativeAnalyser {
    /// A sandbox with this catalogue: the last one when nothing has changed, as its keepers are ready.
    fn sandbox(&self, catalogue: &[CatalogueSkill]) -> serde_json::Result<Sandbox> {
        let new = Sandbox::new(self.limits, catalogue, true)?;
        let mut last = self.sandbox.lock().unwrap_or_else(PoisonError::into_inner);
        match &*last {
            Some(last) if last.knows_as_much_as(&new) => Ok(last.clone()),
            _ => Ok(last.insert(new).clone()),
        }
    }
}

#[async_trait]
impl CvAnalyser for NativeAnalyser {
    fn engine(&self) -> &'static str {
        "native"
    }

    fn version(&self) -> &'static str {
        ENGINE_VERSION
    }

    async fn analyse(
        &self,
        content: Bytes,
        catalogue: Arc<[CatalogueSkill]>,
        as_of: YearMonth,
        call: &AnalysisCall,
    ) -> Result<Analysis, AnalyseError> {
        let sandbox = self
            .sandbox(&catalogue)
            .map_err(|e| AnalyseError::Failed(e.to_string()))?;
        sandbox
            .analyse(&content, as_of, &call.cancelled)
            .await
            .map_err(|failure| match failure {
                Failure::Rejected(rejection) => AnalyseError::Rejected {
                    code: rejection.code.as_str().to_owned(),
                    detail: rejection.detail,
                },
                Failure::Cancelled => AnalyseError::Cancelled,
                Failure::Spawn(error) => AnalyseError::Unable(error.to_string()),
            })
    }
}
