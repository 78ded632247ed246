//! Companies: IT-services companies (ESN), which have consultants, and clients, which have tenders. A company owns its own row.
//!
//! Owns: companies

pub mod aggregate;
pub mod domain;
pub mod queries;
mod store;
pub mod usecases;
