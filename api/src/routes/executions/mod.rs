//! Executions: what runs, ran and waits.

pub mod cancel;
pub mod events;
pub mod get;
pub mod list;
pub mod retry;
