//! Flows of the worker: the ledger's guarantees, each shown by breaking something.

mod executions;
mod harness;
mod leases;
mod processes;
mod redis_away;
