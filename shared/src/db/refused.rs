//! Why a write was refused: one vocabulary for the aggregates whose writes fail in the same few ways.

use super::DbError;
use crate::kernel::{Expected, Faults, States};
use chrono::{DateTime, Utc};
use std::time::Duration;

/// A write that did not happen.
#[derive(Debug, thiserror::Error)]
pub enum Refused {
    /// There is none that the caller may see.
    #[error("there is no such {0}")]
    NotFound(&'static str),
    /// The caller may see it, but not change it.
    #[error("it is not the caller's to change")]
    NotYours,
    /// There is one already.
    #[error("there is such a {0} already")]
    Exists(&'static str),
    /// Fields are wrong.
    #[error(transparent)]
    Invalid(#[from] Faults),
    /// It changed since the caller read it.
    #[error("it has changed since it was read")]
    Stale,
    /// Others rest on it: kind and count.
    #[error("others rest on it")]
    InUse(Vec<(&'static str, i64)>),
    /// Others rest on it, kind and count; it can be archived instead.
    #[error("others rest on it; it can be archived")]
    Kept(Vec<(&'static str, i64)>),
    /// It stands where this does not begin.
    #[error("it is {current}; allowed: {allowed}")]
    WrongState {
        /// Where it stands.
        current: &'static str,
        /// The moves that begin there, by name.
        allowed: String,
    },
    /// Its consultant is at work elsewhere on some of its days.
    #[error("the consultant is at work elsewhere")]
    AtWork,
    /// Its two companies are no partners (any more).
    #[error("the partnership of the two companies is over")]
    PartnershipOver,
    /// Its tender stands where it takes nobody.
    #[error("the tender is {0}")]
    TenderClosed(&'static str),
    /// Its tender has as many as it looks for.
    #[error("the tender has all the {0} consultants that it looks for")]
    TenderFull(i32),
    /// It is the caller's own account, whose rights somebody else changes.
    #[error("nobody changes its own rights")]
    OwnAccount,
    /// It is the last admin's account.
    #[error("one admin remains")]
    LastAdmin,
    /// It was done as often as it may be; again after this long.
    #[error("not more often; again in {} s", .0.as_secs())]
    TooOften(Duration),
    /// The database failed.
    #[error(transparent)]
    Db(#[from] DbError),
}

impl Refused {
    /// It stands where what was asked does not begin.
    #[must_use]
    pub fn wrong_state<S: States>(state: S) -> Self {
        Self::WrongState {
            current: state.name(),
            allowed: state.allowed(),
        }
    }

    /// Fails when something rests on what can be archived instead.
    ///
    /// # Errors
    /// [`Refused::Kept`] with the counts that are not 0.
    pub fn if_kept(counts: impl IntoIterator<Item = (&'static str, i64)>) -> Result<(), Self> {
        Self::if_in_use(counts).map_err(|refused| match refused {
            Self::InUse(resting) => Self::Kept(resting),
            other => other,
        })
    }
    /// Fails when the caller read another version than the stored one.
    ///
    /// # Errors
    /// [`Refused::Stale`].
    pub fn if_stale(expected: &Expected, stored: DateTime<Utc>) -> Result<(), Self> {
        if !expected.allows(stored) {
            Err(Self::Stale)
        } else {
            Ok(())
        }
    }

    /// Fails when something rests on it.
    ///
    /// # Errors
    /// [`Refused::InUse`] with the counts that are not 0.
    pub fn if_in_use(counts: impl IntoIterator<Item = (&'static str, i64)>) -> Result<(), Self> {
        let resting: Vec<_> = counts.into_iter().filter(|(_, n)| *n > 0).collect();
        if resting.is_empty() {
            Ok(())
        } else {
            Err(Self::InUse(resting))
        }
    }
}
