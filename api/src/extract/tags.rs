//! Entity tags (RFC 9110, 8.8.3): how ours are written, and how those of a condition are read.
//!
//! `"<version>"` tells the version of a row apart, `"<version>.<content>"` that of what is shown with others' rows in it, `"<content>"` what has
//! no version of its own. A body that is sent compressed is another representation: `"<tag>-gzip"`.

use axum::http::{HeaderMap, HeaderName, HeaderValue, header};
use chrono::{DateTime, Utc};
use sha2::{Digest, Sha256};
use std::fmt::Write;

/// The codings that a tag may end on.
const CODINGS: [&str; 2] = ["gzip", "br"];

/// The tag of a version: the instant of its last write.
#[must_use]
pub fn etag(version: DateTime<Utc>) -> HeaderValue {
    quoted(&format!("{:x}", version.timestamp_micros()))
}

/// The tag of a version as it is shown, for what shows others' rows with its own: theirs change without it.
#[must_use]
pub fn composed_tag(version: DateTime<Utc>, content: &[u8]) -> HeaderValue {
    quoted(&format!("{:x}.{}", version.timestamp_micros(), fingerprint(content, 8)))
}

/// The tag of a content.
#[must_use]
pub fn content_tag(content: &[u8]) -> HeaderValue {
    quoted(&fingerprint(content, 16))
}

fn quoted(tag: &str) -> HeaderValue {
    HeaderValue::try_from(format!("\"{tag}\"")).unwrap_or(HeaderValue::from_static("\"\""))
}

fn fingerprint(content: &[u8], bytes: usize) -> String {
    let hash = Sha256::digest(content);
    hash.iter()
        .take(bytes)
        .fold(String::with_capacity(2 * bytes), |mut text, byte| {
            // Writing to a String does not fail.
            let _ = write!(text, "{byte:02x}");
            text
        })
}

/// Makes the tag of an answer that was compressed on its way out that of its coding: the bytes are others (RFC 9110, 8.8.3.3).
pub fn name_coding(headers: &mut HeaderMap) {
    let coding = headers
        .get(header::CONTENT_ENCODING)
        .and_then(|coding| coding.to_str().ok())
        .and_then(|coding| CODINGS.iter().find(|known| **known == coding));
    let (Some(coding), Some(tag)) = (coding, headers.get(header::ETAG).and_then(|tag| tag.to_str().ok())) else {
        return;
    };
    if let Some(open) = tag.strip_suffix('"')
        && let Ok(tag) = HeaderValue::try_from(format!("{open}-{coding}\""))
    {
        headers.insert(header::ETAG, tag);
    }
}

/// What a condition names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Named {
    /// `*`: whatever there is.
    Any,
    /// These, as they were sent. What is no entity tag is none of ours.
    Tags(Vec<String>),
}

impl Named {
    /// Of the header's lines; none without it.
    #[must_use]
    pub fn of(headers: &HeaderMap, name: &HeaderName) -> Option<Self> {
        let mut tags = Vec::new();
        let mut lines = headers.get_all(name).iter().peekable();
        lines.peek()?;
        for line in lines {
            let text = line.to_str().unwrap_or_default();
            if text.trim() == "*" {
                return Some(Self::Any);
            }
            // No tag of ours holds a comma.
            tags.extend(text.split(',').map(|tag| tag.trim().to_owned()));
        }
        Some(Self::Tags(tags))
    }

    /// The one of them, as it was sent, that is this tag, in whatever coding.
    #[must_use]
    pub fn find<'a>(&'a self, tag: &'a str) -> Option<&'a str> {
        match self {
            Self::Any => Some(tag),
            Self::Tags(tags) => {
                let wanted = opaque(tag)?;
                let mut tags = tags.iter().map(String::as_str);
                tags.find(|named| opaque(named) == Some(wanted))
            }
        }
    }
}

/// What stands between the quotes, without the coding. `W/` is passed over: a proxy that compresses weakens our tags, which tell a row's
/// versions apart all the same.
pub fn opaque(tag: &str) -> Option<&str> {
    let tag = tag.strip_prefix("W/").unwrap_or(tag);
    let tag = tag.strip_prefix('"')?.strip_suffix('"')?;
    let coded = CODINGS
        .iter()
        .find_map(|coding| tag.strip_suffix(coding)?.strip_suffix('-'));
    Some(coded.unwrap_or(tag))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(lines: &[&'static str]) -> Named {
        let pairs = lines
            .iter()
            .map(|line| (header::IF_MATCH, HeaderValue::from_static(line)));
        Named::of(&HeaderMap::from_iter(pairs), &header::IF_MATCH).unwrap()
    }

    #[test]
    fn a_condition_names_one_tag_several_or_any() {
        assert_eq!(named(&["*"]).find("\"1a\""), Some("\"1a\""));
        assert_eq!(named(&["\"2b\", W/\"1a\""]).find("\"1a\""), Some("W/\"1a\""));
        assert_eq!(named(&["\"1a-gzip\""]).find("\"1a\""), Some("\"1a-gzip\""));
        for other in ["", "1a", "\"1A\"", "\"1a-zip\"", "\"\""] {
            assert_eq!(Named::Tags(vec![other.to_owned()]).find("\"1a\""), None, "{other}");
        }
        assert_eq!(Named::of(&HeaderMap::new(), &header::IF_MATCH), None);
    }

    #[test]
    fn a_compressed_answer_has_a_tag_of_its_own() {
        let mut headers = HeaderMap::new();
        headers.insert(header::ETAG, HeaderValue::from_static("\"1a\""));
        name_coding(&mut headers);
        assert_eq!(headers[header::ETAG], "\"1a\"");
        headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static("br"));
        name_coding(&mut headers);
        assert_eq!(headers[header::ETAG], "\"1a-br\"");
    }
}
