//! Tenders: what a company looks for consultants for.
//!
//! ```text
//!   draft --> open --> in_progress --> closed
//!     '---------'------------'-------> cancelled        (set by hand; only `open` ones are matched and shown to partners)
//! ```
//!
//! Whose consultant it took goes on reading it by its address.
//!
//! Their company's manager or client writes them. Every change enqueues the indexing of their text in the same transaction.
//! One on which something rests is archived, not deleted.
//!
//! Owns: tenders, tender_skills

pub mod aggregate;
pub mod domain;
pub mod queries;
mod store;
pub mod usecases;
