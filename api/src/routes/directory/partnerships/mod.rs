//! Partnerships.

pub mod accept;
pub mod create;
pub mod delete;
pub mod end;
pub mod fields;
pub mod get;
pub mod list;
pub mod put;
pub mod reject;
