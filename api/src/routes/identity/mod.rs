//! Coming in, and who one is.

pub mod api_keys;
pub mod audit;
pub mod auth;
mod new_password;
pub mod new_password_page;
pub mod users;
