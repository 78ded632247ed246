//! The hexagon: rules, use cases, ports and their adapters. No HTTP here.
//!
//! | room | what it is |
//! |---|---|
//! | [`kernel`] | vocabulary without I/O: ids, actor, permissions, clock |
//! | [`identity`] | users, passwords, tokens, audit |
//! | [`directory`] | companies, partnerships, consultants, skills; the seeds |
//! | [`staffing`] | tenders, scoring, matches |
//! | [`resumes`] | upload, analysis; the engine is a library of its own, [`cv_engine`] |
//! | [`knowledge`] | documents, chunks, search |
//! | [`recruiting`] | employee records |
//! | [`jobs`] | the ledger of executions |
//! | [`redis_conn`] | the connection to Redis that cache and bell share |
//! | [`cache`] | Redis as a cache of reads and as the shared rate limiter |
//! | [`bell`] | the Redis side of a queue: ring ids, tell of changes |
//! | [`ports`], [`adapters`] | what the business needs from the outside, as traits, and what fulfils them |
//! | [`db`] | the pool, the transaction that tells its news after it commits, named constraint errors |
//! | [`config`], [`telemetry`] | the environment, read once; logs and spans |
//!
//! The import rule stands in docs/ARCHITECTURE.md; `tests/architecture.rs` enforces it.

pub mod adapters;
pub mod aggregate;
pub mod archive;
pub mod audit;
pub mod bell;
pub mod cache;
pub mod config;
pub mod db;
pub mod directory;
pub mod identity;
pub mod indexing;
pub mod jobs;
pub mod kernel;
pub mod knowledge;
pub mod lifecycle;
pub mod ports;
pub mod recruiting;
pub mod redis_conn;
pub mod resumes;
pub mod seed;
pub mod staffing;
pub mod telemetry;
#[cfg(any(test, feature = "testing"))]
pub mod testing;
