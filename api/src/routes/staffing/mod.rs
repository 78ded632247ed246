//! Tenders, and the consultants proposed for them.

pub mod matches;
pub mod tenders;
