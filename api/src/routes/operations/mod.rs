//! For those who run the platform.

pub mod ping;
pub mod queues;
pub mod workers;
