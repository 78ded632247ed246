//! The api as its clients see it: over TCP, against a real Postgres and Redis.

mod auth;
mod catalogue;
mod command_line;
mod consultants;
mod conventions;
mod documentation;
mod executions;
mod health;
mod idempotency;
mod isolation;
mod limits;
mod manners;
mod matrix;
mod operations;
mod planted;
mod problems;
mod queries;
mod resumes;
mod roles;
mod sessions;
mod staffing;
mod stream;
mod telemetry;
mod tls;
mod validation;
mod world;
