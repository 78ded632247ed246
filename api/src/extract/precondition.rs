//! `ETag` and `If-Match`: who writes what it read before somebody else's change is told so.

use crate::problem::Problem;
use axum::{
    extract::FromRequestParts,
    http::{HeaderValue, header, request::Parts},
};
use chrono::{DateTime, Utc};
use sha2::{Digest, Sha256};
use shared::kernel::Locale;
use std::fmt::Write;

/// The entity tag of a version: the instant of its last write.
#[must_use]
pub fn etag(version: DateTime<Utc>) -> HeaderValue {
    let text = format!("\"{:x}\"", version.timestamp_micros());
    HeaderValue::try_from(text).unwrap_or(HeaderValue::from_static("\"\""))
}

/// The same of a version in one language.
#[must_use]
pub fn spoken_tag(tag: &HeaderValue, locale: Locale) -> HeaderValue {
    let version = tag.to_str().unwrap_or_default().trim_end_matches('"');
    HeaderValue::try_from(format!("{version}-{}\"", locale.tag())).unwrap_or(HeaderValue::from_static("\"\""))
}

/// The entity tag of a content.
#[must_use]
pub fn content_tag(content: &[u8]) -> HeaderValue {
    let mut text = String::with_capacity(34);
    text.push('"');
    for byte in &Sha256::digest(content)[..16] {
        // Writing to a String does not fail.
        let _ = write!(text, "{byte:02x}");
    }
    text.push('"');
    HeaderValue::try_from(text).unwrap_or(HeaderValue::from_static("\"\""))
}

/// The version that the caller read, if it says so; `*` asks for nothing.
#[derive(Debug, Clone, Copy)]
pub struct IfMatch(pub Option<DateTime<Utc>>);

impl<S: Send + Sync> FromRequestParts<S> for IfMatch {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        let Some(value) = parts.headers.get(header::IF_MATCH) else {
            return Ok(Self(None));
        };
        let value = value.to_str().map_err(|_| Problem::InvalidHeader("If-Match"))?.trim();
        if value == "*" {
            return Ok(Self(None));
        }
        let version = value
            .strip_prefix('"')
            .and_then(|v| v.strip_suffix('"'))
            // Whatever the language in which it was read.
            .and_then(|v| i64::from_str_radix(v.split('-').next()?, 16).ok())
            .and_then(DateTime::from_timestamp_micros);
        // A tag that we never gave matches nothing.
        version.map(|v| Self(Some(v))).ok_or(Problem::Stale)
    }
}
