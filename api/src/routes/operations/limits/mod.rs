//! Limits: how many executions of a kind run at once over all workers.

pub mod list;
pub mod set;
