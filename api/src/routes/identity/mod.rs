//! Coming in, and who one is.

pub mod api_keys;
pub mod audit;
pub mod auth;
pub mod users;
