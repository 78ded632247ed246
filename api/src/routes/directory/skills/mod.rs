//! The catalogue of skills.

pub mod add;
pub mod delete;
pub mod get;
pub mod list;
pub mod put;
pub mod update_fields;
