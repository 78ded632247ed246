//! Partnerships: two companies that show each other their consultants and open tenders while theirs is active.
//!
//! ```text
//!   proposed --> active --> ended
//!       '------> rejected
//! ```
//!
//! The initiator asks and, while it waits, may change the terms or take its proposal back; the partner accepts or rejects; either side
//! ends, and its last day does (a worker's sweep). With the end, the matches that are still open between the two are closed. What has been active is history: it is not removed while matches between the two rest on it.
//!
//! Owns: partnerships

pub mod aggregate;
pub mod domain;
pub mod queries;
mod store;
pub mod usecases;
