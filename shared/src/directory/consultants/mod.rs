//! Consultants: the people of an IT-services company, what they can do, and when.
//!
//! A manager of their company writes them, a consultant writes itself (not its status and rates), a finished CV analysis fills
//! what is empty. Every change enqueues the indexing of their text in the same transaction; matches follow a CV, a request or the
//! night, never a mere change. One on whom something rests is archived, not deleted.
//!
//! Owns: consultants, consultant_skills, removed_skills

pub mod archiving;
pub mod domain;
pub mod queries;
pub mod skills;
mod store;
pub mod usecases;
