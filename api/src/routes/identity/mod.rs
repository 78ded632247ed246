//! Coming in, and who one is.

pub mod auth;
