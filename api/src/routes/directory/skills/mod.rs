//! The catalogue of skills.

pub mod add;
pub mod list;
