//! What a request says of one field of an entity: fields given are set, null clears, absent ones stay.

use super::fault::{FaultKind, Faults};

/// A field of a PUT, PATCH or POST.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Change<T> {
    /// Absent: it stays as it is.
    #[default]
    Keep,
    /// Null: it is cleared.
    Clear,
    /// Given.
    Set(T),
}

impl<T> Change<T> {
    /// True when the request names the field.
    #[must_use]
    pub fn is_given(&self) -> bool {
        !matches!(self, Self::Keep)
    }

    /// The same, with this value where the request does not name the field.
    #[must_use]
    pub fn or(self, value: T) -> Self {
        match self {
            Self::Keep => Self::Set(value),
            given => given,
        }
    }

    /// The same with another value.
    #[must_use]
    pub fn map<U>(self, f: impl FnOnce(T) -> U) -> Change<U> {
        match self {
            Self::Keep => Change::Keep,
            Self::Clear => Change::Clear,
            Self::Set(value) => Change::Set(f(value)),
        }
    }

    /// Applies to a field that may be empty.
    pub fn apply(self, to: &mut Option<T>) {
        match self {
            Self::Keep => {}
            Self::Clear => *to = None,
            Self::Set(value) => *to = Some(value),
        }
    }

    /// Applies to a field that must have a value.
    pub fn apply_required(self, to: &mut T, field: &'static str, faults: &mut Faults) {
        match self {
            Self::Keep => {}
            Self::Clear => faults.add(field, FaultKind::NotNullable),
            Self::Set(value) => *to = value,
        }
    }

    /// The value of a field that must be given.
    pub fn required(self, field: &'static str, faults: &mut Faults) -> Option<T> {
        match self {
            Self::Set(value) => return Some(value),
            Self::Keep => faults.add(field, FaultKind::Required),
            Self::Clear => faults.add(field, FaultKind::NotNullable),
        }
        None
    }

    /// The value, or the default where it is absent.
    pub fn or_else(self, default: T, field: &'static str, faults: &mut Faults) -> Option<T> {
        match self {
            Self::Set(value) => Some(value),
            Self::Keep => Some(default),
            Self::Clear => {
                faults.add(field, FaultKind::NotNullable);
                None
            }
        }
    }

    /// The value, where absent and null mean the same.
    #[must_use]
    pub fn optional(self) -> Option<T> {
        match self {
            Self::Set(value) => Some(value),
            Self::Keep | Self::Clear => None,
        }
    }
}
