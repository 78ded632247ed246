//! Users.

pub mod create;
pub mod delete;
pub mod fields;
pub mod get;
pub mod list;
pub mod me;
pub mod put;
pub mod put_me;
pub mod reset_password;
