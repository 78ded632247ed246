//! Engines of others that read CVs.

use super::{secret::Secret, source::Source};

/// Engines that read CVs beside the native one; those that are not named are not there.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CvEnginesConfig {
    /// Base URL of an OpenAI-compatible API, up to and with `/v1`.
    pub agent_base_url: Option<String>,
    /// The model's name there.
    pub agent_model: Option<String>,
    /// Sent as a bearer token.
    pub agent_api_key: Option<Secret>,
    /// A webhook of n8n that answers with `parsed_data`.
    pub n8n_webhook_url: Option<String>,
}

/// Those that the settings name.
pub(super) fn cv_engines(s: &mut Source) -> CvEnginesConfig {
    CvEnginesConfig {
        agent_base_url: s.optional("CV_AGENT_BASE_URL"),
        agent_model: s.optional("CV_AGENT_MODEL"),
        agent_api_key: s.optional("CV_AGENT_API_KEY").map(Secret::new),
        n8n_webhook_url: s.optional("N8N_CV_WEBHOOK_URL"),
    }
}
