//! What a consultant can do.

pub mod add;
pub mod list;
pub mod remove;
pub mod update;
