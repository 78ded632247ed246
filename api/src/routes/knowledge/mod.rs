//! Search in documents.

pub mod query;
