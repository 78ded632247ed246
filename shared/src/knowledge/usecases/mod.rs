//! Indexing and searching.

mod index;
mod search;

pub use super::domain::Prepared;
pub use index::{
    Draft, IndexError, Stored, TOO_LONG, draft, drop_old_drafts, embed, forget, left_out, store, too_long,
};
pub use search::{Answer, Query, SearchError, search};
