//! The product's own processes on top of the services: one api, some workers.

mod build;
mod environment;
mod processes;
mod run_env;

pub use build::{Profile, binary, cargo};
pub use environment::{ADMIN_EMAIL, Environment};
pub use processes::{Stack, Worker, migrate};
pub use run_env::Announcement;
