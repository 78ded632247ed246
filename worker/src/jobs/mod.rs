//! Handlers, one verb a file: short read, slow call with no transaction open, one writing transaction that also completes.

pub mod analyse_cv;
pub mod archive_audit_log;
pub mod archive_executions;
pub mod drill;
pub mod generate_matches;
pub mod generate_portfolio;
pub mod index_document;
pub mod mail_password_reset;
pub mod ping;
pub mod rematch;
