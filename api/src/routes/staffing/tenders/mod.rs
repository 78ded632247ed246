//! Tenders.

pub mod archive;
pub mod create;
pub mod delete;
pub mod fields;
pub mod get;
pub mod list;
pub mod put;
pub mod skills;
pub mod unarchive;
