//! Flows of the worker: the ledger's guarantees, each shown by breaking something.

mod archive;
mod cancelling;
mod cv_analysis;
mod effects;
mod executions;
mod fairness;
mod families;
mod generations;
mod harness;
mod leases;
mod letters;
mod loose_files;
mod market;
mod processes;
mod redis_away;
mod rematch;
mod retries;
mod rings;
mod schedules;
mod scoring_outside;
