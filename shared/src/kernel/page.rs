//! Paging of lists by limit and offset.

/// A slice of a list in its stable order. Built by the api from `limit` and `offset` (alias `skip`), which are refused, never clamped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Page {
    /// Rows at most.
    pub limit: i64,
    /// Rows passed over.
    pub offset: i64,
}

impl Page {
    /// What a list returns when nothing is asked.
    pub const DEFAULT_LIMIT: i64 = 100;
    /// The most that may be asked.
    pub const MAX_LIMIT: i64 = 200;
}

impl Default for Page {
    fn default() -> Self {
        Self {
            limit: Self::DEFAULT_LIMIT,
            offset: 0,
        }
    }
}

/// A page of a list.
#[derive(Debug)]
pub struct Listed<T> {
    /// Its rows.
    pub rows: Vec<T>,
    /// How many there are in all.
    pub total: i64,
    /// The largest id among them all: what pages that follow leave out is what was made after it.
    pub newest: Option<i64>,
}

/// A list's order: by a named key, forwards or (`-key`) backwards; ties by id.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sort<K> {
    /// By what.
    pub key: K,
    /// Largest first.
    pub descending: bool,
}

impl<K: super::Choice> Sort<K> {
    /// Takes `key` or `-key`.
    ///
    /// # Errors
    /// There is no such key.
    pub fn parse(raw: &str) -> Result<Self, super::FaultKind> {
        let (name, descending) = raw.strip_prefix('-').map_or((raw, false), |name| (name, true));
        let key = K::named(name).ok_or(super::FaultKind::NotOneOf(K::NAMES))?;
        Ok(Self { key, descending })
    }
}
