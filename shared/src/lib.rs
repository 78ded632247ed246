//! The hexagon: rules, use cases, ports and their adapters. No HTTP here.
//!
//! In their order, lowest first: a room imports from those above it in this table only. The engine that reads CVs is a library of its own,
//! [`cv_engine`].
//!
//! | room | what it is |
//! |---|---|
//! | [`kernel`] | vocabulary without I/O: ids, actor, permissions, clock, queues, text and money that are right by construction |
//! | [`telemetry`] | logs and spans |
//! | [`config`] | the environment, read once |
//! | [`redis_conn`] | the connection to Redis that cache and bell share |
//! | [`cache`] | Redis as a cache of reads and as the rate limiter of all processes; nothing that must last |
//! | [`db`] | the pool, the transaction that tells its news after it commits, named constraint errors, pages of lists |
//! | [`bell`] | Redis as the bell: rings, tidings of changes; the bounded window |
//! | [`ports`] | what the business needs from outside, as traits |
//! | [`archive`] | old rows leave the database for the file store, a month at a time |
//! | [`audit`] | the audit log: who did what to which object, from where |
//! | [`jobs`] | the ledger: Job, policy, claim, lease, finish |
//! | [`aggregate`] | the one shape of what people write |
//! | [`indexing`] | the order that the text of one thing be indexed again, which every area may give |
//! | [`identity`] | users, passwords, sessions, tokens, API keys |
//! | [`directory`] | companies, partnerships, consultants, skills, portfolios |
//! | [`resumes`] | upload, analysis, and what an analysis gives to a profile |
//! | [`staffing`] | tenders, scoring (pure) and its profiles, matches, collaborations |
//! | [`knowledge`] | documents, chunks, search |
//! | [`recruiting`] | employee records |
//! | [`lifecycle`] | what crosses areas: one thing begins or ends, and others with it, in one commit |
//! | [`seed`] | demo data |
//! | [`adapters`] | what fulfils the ports, one vendor's library each |
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
