//! Flows of the worker: the ledger's guarantees, each shown by breaking something.

mod archive;
mod effects;
mod executions;
mod fairness;
mod families;
mod harness;
mod leases;
mod processes;
mod redis_away;
mod schedules;
mod scoring_outside;
