//! Limits: how many executions of a kind run at once over all workers.

mod kinds;
pub mod list;
pub mod set;
