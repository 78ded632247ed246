//! Matches.

pub mod accept;
pub mod cancel;
pub mod explanation;
pub mod generate;
pub mod get;
pub mod list;
pub mod moves;
pub mod of_consultant;
pub mod of_tender;
pub mod propose;
pub mod reject;
