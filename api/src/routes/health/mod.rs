//! For whoever starts, stops and balances the processes.

pub mod livez;
pub mod monitoring;
pub mod readyz;
