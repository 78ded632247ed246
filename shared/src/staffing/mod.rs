//! Staffing: tenders, and the consultants proposed for them.
//!
//! [`tenders`] say what is looked for, [`scoring`] says how well a consultant fits (pure), [`mod@matches`] keep what came of it and
//! what people decided.

pub mod collaborations;
pub mod matches;
pub mod scoring;
pub mod scoring_profiles;
pub mod tenders;
