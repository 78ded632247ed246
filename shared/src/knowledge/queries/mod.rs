//! Read models of knowledge: what is to be indexed, and the two arms of search.

mod drafts;
mod search;
mod subjects;

pub(super) use drafts::drafts;
pub use search::Found;
pub(super) use search::{ARM, arms, found};
pub(super) use subjects::{indexed, still_there, subject};
