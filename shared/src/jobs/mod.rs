//! The ledger of executions: everything long-running, in one shape.
//!
//! ```text
//!             enqueue                 claim                    effects + complete, one commit
//!   (nothing) ------> queued -----------------------> running ---------------> success | error
//!                     |  ^                              |  |
//!              cancel |  '--- retry, snooze, hand-back -'  '--- cancel seen -> cancelled
//!                     v        or the lease ran out
//!                  cancelled         (three times: error `poison`)
//! ```
//!
//! Postgres is the ledger, Redis the bell ([`crate::bell`]). Losing the bell costs latency, never work; ringing twice costs
//! nothing, because claiming is a conditional update. A terminal row never reopens.
//!
//! Owns: executions, finished_executions, execution_lines, execution_turns, queues, workers
//!
//! Others who may cause a change: every use case, by `Tx::enqueue`; nothing else writes these tables.

pub mod archive;
pub mod bulk;
pub mod drill;
mod ending;
mod enqueue;
mod execution;
pub mod family;
pub mod idempotency;
mod intake;
mod job;
pub mod latecomers;
pub mod lease;
pub mod limits;
mod new_execution;
pub mod orders;
pub mod pause;
pub mod ping;
pub mod queries;
pub mod retry;
pub mod schedules;
mod store;
mod terms;
pub mod usecases;
mod waking;

/// A policy names it, so it can be imported from where a job is declared.
pub use crate::kernel::Queue;
pub use enqueue::Enqueue;
pub use execution::{Event, Execution, Status, Subject};
pub use intake::Intake;
pub use job::{Backoff, Job, Policy};
