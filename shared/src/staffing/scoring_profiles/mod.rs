//! Scoring profiles: how much each criterion counts for a company, and where its bar is. The default one counts wherever a request
//! names no weights; its version rises with every change, so that an explanation can be told from an older one.
//!
//! Owns: scoring_profiles

pub mod domain;
pub mod queries;
mod store;

pub use store::ScoringProfiles;
