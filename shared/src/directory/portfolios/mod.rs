//! Portfolios: what a company or one of its consultants shows of past work. A manager writes its company's, a consultant its own, and a
//! client reads those of the consultants that were proposed to its tenders. `content` is generation's
//! alone: `POST /consultants/{id}/portfolio` orders a portfolio, a worker composes it out of the profile and the newest CV.
//!
//! Owns: portfolios

pub mod aggregate;
pub mod content;
pub mod domain;
pub mod generate;
pub mod jobs;
pub mod queries;
mod store;
pub mod usecases;
