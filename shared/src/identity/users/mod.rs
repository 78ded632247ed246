//! Users as people administer them. An admin makes and changes anybody, a manager the people of its company (never an admin), everybody
//! its own name. A user is never removed: it is deactivated, and may come back. An admin is of no company, and one always remains.

pub mod domain;
pub mod queries;
mod store;
pub mod usecases;
