//! What a tender asks for.

pub mod add;
pub mod list;
pub mod remove;
pub mod update;
