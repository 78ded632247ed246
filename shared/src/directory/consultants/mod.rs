//! Consultants: the people of an IT-services company, what they can do, and when.
//!
//! A manager of their company writes them, a consultant writes itself (not its status and rates), a finished CV analysis fills
//! what is empty. Every change enqueues the indexing of their text in the same transaction; matches follow a CV, a request or the
//! night, never a mere change. One on whom something rests that a person
//! made or decided is archived, not deleted; with the others go their CVs and what was found of them.
//!
//! Order of locks, the same everywhere: the user, CVs, skills, the consultant, tenders, matches; whoever indexes or forgets a text takes the turn of
//! its subject last of all.
//!
//! Owns: consultants, consultant_skills, removed_skills

pub mod aggregate;
pub mod domain;
pub mod queries;
mod store;
pub mod usecases;
