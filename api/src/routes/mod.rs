//! The handlers, as the paths name them: `routes/<context>/<aggregate>/<verb>.rs`.

pub mod directory;
pub mod executions;
pub mod health;
pub mod identity;
pub mod knowledge;
pub mod operations;
pub mod resumes;
pub mod staffing;
