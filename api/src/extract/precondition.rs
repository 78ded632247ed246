//! `If-Match`: who writes what it read before somebody else's change is told so.

use super::tags::{Named, opaque};
use crate::problem::Problem;
use axum::{
    extract::FromRequestParts,
    http::{HeaderValue, header, request::Parts},
};
use chrono::{DateTime, Utc};
use shared::kernel::Expected;
use std::convert::Infallible;

/// The versions that the caller read, if it says so.
#[derive(Debug, Clone)]
pub struct IfMatch(pub Expected);

impl<S: Send + Sync> FromRequestParts<S> for IfMatch {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        let expected = match Named::of(&parts.headers, &header::IF_MATCH) {
            None | Some(Named::Any) => Expected::Any,
            // A tag that we never gave names no version.
            Some(Named::Tags(tags)) => Expected::OneOf(tags.iter().filter_map(|tag| version(tag)).collect()),
        };
        Ok(Self(expected))
    }
}

/// The tags that the caller read, if it says so, of what has no version: they are compared with the one that it would read now.
#[derive(Debug)]
pub struct IfTag(Option<Named>);

impl<S: Send + Sync> FromRequestParts<S> for IfTag {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(Self(Named::of(&parts.headers, &header::IF_MATCH)))
    }
}

impl IfTag {
    /// Whether the caller says what it read: else nobody need look.
    #[must_use]
    pub fn is_given(&self) -> bool {
        self.0.is_some()
    }

    /// Nothing, if the caller may write what has this tag.
    ///
    /// # Errors
    /// It read something else.
    pub fn check(&self, now: Option<&HeaderValue>) -> Result<(), Problem> {
        let now = now.and_then(|tag| tag.to_str().ok());
        match (&self.0, now) {
            (None | Some(Named::Any), _) => Ok(()),
            (Some(named), Some(now)) if named.find(now).is_some() => Ok(()),
            _ => Err(Problem::Stale),
        }
    }
}

/// The version that a tag names, whatever was shown with it.
fn version(tag: &str) -> Option<DateTime<Utc>> {
    let version = opaque(tag)?.split('.').next()?;
    let micros = i64::from_str_radix(version, 16).ok()?;
    DateTime::from_timestamp_micros(micros)
}
