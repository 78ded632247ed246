//! What runs people's workflows.

use async_trait::async_trait;

/// An engine of workflows.
#[async_trait]
pub trait WorkflowEngine: Send + Sync + std::fmt::Debug {
    /// It takes work now; else what is wrong, in words for the log: never a key.
    async fn ready(&self) -> Result<(), String>;
}
