//! Collaborations: a consultant at work for a tender, as an accepted match has it.
//!
//! ```text
//!   draft --> active --> completed
//!     '---------'------> cancelled
//! ```
//!
//! Either side's manager writes it; the client of the tender and the consultant read it. Of one match no two run at the same time, but a
//! renewal may follow; a consultant is at work for one at a time, whatever the tender. One that has begun is history and is not removed.
//!
//! Owns: collaborations

pub mod aggregate;
pub mod domain;
pub mod queries;
mod store;
pub mod usecases;
