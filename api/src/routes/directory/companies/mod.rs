//! Companies.

pub mod get;
pub mod list;
