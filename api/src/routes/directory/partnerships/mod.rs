//! Partnerships.

pub mod list;
