//! Matches.

pub mod accept;
pub mod cancel;
pub mod create;
pub mod delete;
pub mod explanation;
pub mod find_for_consultant;
pub mod find_for_tender;
pub mod generate;
pub mod get;
pub mod list;
pub mod moves;
pub mod of_consultant;
pub mod of_tender;
pub mod propose;
pub mod put;
pub mod reject;
mod spoken;
pub mod top;
