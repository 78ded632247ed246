//! Indexing and searching.

mod index;
mod search;

pub use super::domain::Prepared;
pub use index::{IndexError, Stored, forget, prepare, store};
pub use search::{Answer, Query, SearchError, search};
