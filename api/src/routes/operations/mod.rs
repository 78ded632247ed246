//! For those who run the platform.

pub mod drill;
pub mod limits;
pub mod ping;
pub mod queues;
pub mod schedules;
pub mod workers;
