//! The CV analysis on its own: a file without a consultant, an analysis when it is asked for, by the engine of choice.

pub mod analyze;
pub mod results;
pub mod upload;
