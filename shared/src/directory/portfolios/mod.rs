//! Portfolios: what a company or one of its consultants shows of past work. A manager writes its company's, a consultant its own, and a
//! client reads those of the consultants that were proposed to its tenders. `content` is generation's alone.
//!
//! Owns: portfolios

pub mod domain;
pub mod queries;
mod store;
pub mod usecases;
