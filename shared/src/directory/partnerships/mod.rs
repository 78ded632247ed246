//! Partnerships: two companies that show each other their consultants and open tenders while theirs is active.
//!
//! ```text
//!   proposed --> active --> ended
//!       '------> rejected
//! ```
//!
//! Owns: partnerships

pub mod domain;
pub mod queries;
mod store;
pub mod usecases;
