//! Executions: what runs, ran and waits.

pub mod bulk;
pub mod cancel;
pub mod events;
pub mod get;
pub mod list;
pub mod retry;
pub mod stats;
