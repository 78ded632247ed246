//! Paging of lists: by limit and offset, and after a row.

use super::{Choice, FaultKind};
use chrono::{DateTime, NaiveDate, Utc};

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
    /// Others follow.
    pub more: bool,
}

/// What a list's column holds, for its order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SortType {
    /// The row's own id: no two are the same.
    Id,
    /// Text.
    Text,
    /// A number.
    Number,
    /// An amount with decimals.
    Money,
    /// A day.
    Date,
    /// An instant.
    Instant,
}

/// What a list can be sorted by; the name is the column's and the field's.
pub trait SortKey: Choice {
    /// What it holds.
    fn kind(self) -> SortType;
}

crate::choice! {
    /// What a list is sorted by that is always in the order in which its rows were made, or the newest first.
    pub enum ById {
        /// Age of the record.
        Id = "id",
    }
}

crate::choice! {
    /// What a list is sorted by that is always by name.
    pub enum ByName {
        /// Name, whatever the case and accents.
        Name = "name",
    }
}

impl SortKey for ById {
    fn kind(self) -> SortType {
        SortType::Id
    }
}

impl SortKey for ByName {
    fn kind(self) -> SortType {
        SortType::Text
    }
}

/// A row's place in a list, as it travels: `id`, or `id:key` or `id:key:value` with what the list is sorted by. A page that begins after a row neither
/// repeats nor misses one, whatever was written, committed late or removed meanwhile; one that begins after a number of rows may.
#[derive(Debug, Clone, PartialEq)]
pub struct After {
    id: i64,
    key: Option<String>,
    value: Option<String>,
}

/// A row's place in a list of known order.
#[derive(Debug, Clone, PartialEq)]
pub struct Cursor {
    /// The row.
    pub id: i64,
    /// What it is sorted by; none where it has no value, or by id.
    pub value: Option<SortValue>,
}

/// A value that a list is sorted by.
#[derive(Debug, Clone, PartialEq)]
pub enum SortValue {
    /// Text.
    Text(String),
    /// A number or an amount.
    Number(f64),
    /// A day.
    Date(NaiveDate),
    /// An instant.
    Instant(DateTime<Utc>),
}

impl After {
    const FORM: FaultKind = FaultKind::Malformed("place");

    /// Takes what [`After::new`] wrote.
    ///
    /// # Errors
    /// It is something else.
    pub fn parse(text: &str) -> Result<Self, FaultKind> {
        let mut parts = text.splitn(3, ':');
        let id = parts.next().and_then(|id| id.parse().ok()).ok_or(Self::FORM)?;
        let (key, value) = (parts.next().map(str::to_owned), parts.next().map(str::to_owned));
        if value.as_deref().is_some_and(|v| v.contains('\0') || v.len() > 2000) {
            return Err(Self::FORM);
        }
        Ok(Self { id, key, value })
    }

    /// The place, in a list sorted by this.
    ///
    /// # Errors
    /// It is of a list in another order.
    pub fn cursor(self, key: impl SortKey) -> Result<Cursor, FaultKind> {
        let kind = key.kind();
        let named = (kind != SortType::Id).then(|| key.name());
        if self.key.as_deref() != named {
            return Err(Self::FORM);
        }
        let read = |value: String| match kind {
            SortType::Id => None,
            SortType::Text => Some(SortValue::Text(value)),
            SortType::Number | SortType::Money => {
                let number: f64 = value.parse().ok()?;
                number.is_finite().then_some(SortValue::Number(number))
            }
            SortType::Date => value.parse().ok().map(SortValue::Date),
            SortType::Instant => value.parse().ok().map(SortValue::Instant),
        };
        let value = self.value.map(|value| read(value).ok_or(Self::FORM)).transpose()?;
        Ok(Cursor { id: self.id, value })
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_of_a_list_in_one_order() {
        crate::choice! {
            enum By {
                /// Itself.
                Id = "id",
                /// Text.
                Title = "title",
                /// An amount.
                Rate = "rate",
                /// A number.
                Years = "years",
            }
        }
        impl SortKey for By {
            fn kind(self) -> SortType {
                match self {
                    Self::Id => SortType::Id,
                    Self::Title => SortType::Text,
                    Self::Rate => SortType::Money,
                    Self::Years => SortType::Number,
                }
            }
        }
        let cursor = |text: &str, key: By| After::parse(text).and_then(|after| after.cursor(key));
        let text = Some(SortValue::Text("a:b".to_owned()));
        assert_eq!(cursor("7:title:a:b", By::Title), Ok(Cursor { id: 7, value: text }));
        assert_eq!(cursor("7:rate", By::Rate), Ok(Cursor { id: 7, value: None }));
        assert_eq!(cursor("7", By::Id), Ok(Cursor { id: 7, value: None }));
        for (text, key) in [
            ("7:rate:a", By::Rate),
            ("7:years:NaN", By::Years),
            ("7:years:3", By::Rate),
            ("7", By::Title),
            ("x", By::Id),
            ("7:title:1", By::Id),
        ] {
            assert!(cursor(text, key).is_err(), "{text}");
        }
    }
}
