//! Tenders, and the consultants proposed for them.

pub mod collaborations;
pub mod matches;
pub mod scoring_profiles;
pub mod tenders;
