//! Jobs in, effects out.
//!
//! | room | what it is |
//! |---|---|
//! | [`registry`] | every kind that is known, on one screen |
//! | [`schedule`] | every schedule, likewise |
//! | [`jobs`] | the handlers |
//! | [`sweeps`] | work without an input |
//! | [`runtime`] | from a ring to an execution's end; the only room here with apalis |
//! | [`sandbox`] | the capped child process that reads hostile files |
//! | [`parse`] | the command that reads CVs without any service |

pub mod jobs;
pub mod parse;
pub mod registry;
pub mod run;
pub mod runtime;
pub mod sandbox;
pub mod schedule;
pub mod state;
pub mod status;
pub mod sweeps;
