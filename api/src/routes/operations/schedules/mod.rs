//! Schedules: what is enqueued at set times.

pub mod list;
pub mod run;
pub mod set;
