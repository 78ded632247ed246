//! For whoever starts, stops and balances the processes.

pub mod livez;
pub mod readyz;
