//! Queues: their state, and pausing them.

pub mod list;
pub mod pause;
pub mod resume;
