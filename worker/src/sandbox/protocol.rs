//! What parent and child say to each other: a header length, a JSON header and the file; then one JSON answer.

use serde::{Deserialize, Serialize};
use shared::resumes::engine::catalogue::CatalogueSkill;
use shared::resumes::engine::{Analysis, Rejection, YearMonth};

/// Bytes of the header's length, little-endian.
const LENGTH_BYTES: usize = 8;

/// Everything the child needs beside the file.
#[derive(Deserialize)]
pub struct Header {
    /// Month that stands for "present".
    pub as_of: YearMonth,
    /// The catalogue.
    pub skills: Vec<CatalogueSkill>,
}

/// The child's answer.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Answer {
    /// The profile and the text.
    Analysed(Box<Analysis>),
    /// The file is refused.
    Rejected(Rejection),
}

/// What is written before the file. `skills` is a JSON array, encoded once for all children.
pub fn request(as_of: YearMonth, skills: &[u8]) -> Vec<u8> {
    let start = format!(
        r#"{{"as_of":{{"year":{},"month":{}}},"skills":"#,
        as_of.year, as_of.month
    );
    let length = (start.len() + skills.len() + 1) as u64;
    [&length.to_le_bytes()[..], start.as_bytes(), skills, b"}"].concat()
}

/// Parts what the child was sent into header and file.
pub fn split(input: &[u8]) -> Option<(Header, &[u8])> {
    let (length, rest) = input.split_first_chunk::<LENGTH_BYTES>()?;
    let length = usize::try_from(u64::from_le_bytes(*length)).ok()?;
    let (header, file) = rest.split_at_checked(length)?;
    Some((serde_json::from_slice(header).ok()?, file))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_request_comes_apart_as_it_was_put_together() {
        let as_of = YearMonth { year: 2026, month: 11 };
        let mut sent = request(as_of, br#"[{"name":"Rust"}]"#);
        sent.extend_from_slice(b"%PDF-");
        let (header, file) = split(&sent).unwrap();
        assert_eq!(
            (header.as_of, header.skills[0].name.as_str(), file),
            (as_of, "Rust", &b"%PDF-"[..])
        );
        assert!(split(&sent[..10]).is_none());
    }
}
