//! Schedules: what is enqueued at set times, once a due time whatever the number of workers.
//!
//! ```text
//!   code's list --register--> schedules (cron, time zone, catch-up: the operator's from then on)
//!   every worker, each second: rows whose next_due_at has come, locked --enqueue + firing, one commit--> executions
//! ```
//!
//! (schedule, due time) is the primary key of `schedule_firings`, and the firing is written with the execution: a second worker that
//! was as fast finds the row locked, and one that was slower finds the due time moved.
//!
//! Owns: schedules, schedule_firings

mod cron;
pub mod domain;
pub mod queries;
mod store;
pub mod usecases;

pub use domain::{CatchUp, Cron, CronFault, Zone};
