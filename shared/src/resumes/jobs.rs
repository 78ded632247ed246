//! Payloads of the kinds that analyse CVs.

use crate::{
    choice,
    jobs::{Backoff, Job, Policy, Queue, Subject},
    kernel::ResumeId,
};
use serde::{Deserialize, Serialize};
use std::time::Duration;

choice! {
    /// Which engine reads a CV.
    #[derive(Default)]
    pub enum EngineName {
        /// Rules, lexicons and layout.
        #[default]
        Native = "native",
        /// A workflow of the user's.
        N8n = "n8n",
        /// A model behind an OpenAI-compatible endpoint.
        Agent = "agent",
    }
}

/// File to text to `parsed_data`, in a capped child process; then, when asked, into the consultant's empty fields.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct CvAnalysis {
    /// Which upload.
    pub resume_id: ResumeId,
    /// Fill the consultant's empty fields and add its skills.
    pub apply: bool,
    /// Who reads it; payloads from before there was a choice name none.
    #[serde(default)]
    pub engine: EngineName,
}

impl Job for CvAnalysis {
    const KIND: &'static str = "cv_analysis";
    const POLICY: Policy = Policy {
        queue: Queue::Documents,
        max_attempts: 4,
        backoff: Backoff {
            first: Duration::from_secs(2),
            cap: Duration::from_secs(300),
        },
        timeout: Duration::from_secs(180),
        priority: 4,
    };
    fn subject(&self) -> Option<Subject> {
        Some(Subject::new("resume", self.resume_id.0))
    }
}
