//! What a parent and its keeper say to each other, in frames with their length before them: once the catalogue, then for each file
//! the month that stands for "present" and the file, and back the answer.

use std::io::Read;

use cv_engine::catalogue::CatalogueSkill;
use cv_engine::{Analysis, Rejection, YearMonth};
use serde::{Deserialize, Serialize};

/// Bytes of a length, little-endian.
pub const LENGTH_BYTES: usize = 8;
/// Year and month before a file.
const MONTH_BYTES: usize = 3;

/// The answer about a file.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Answer {
    /// The profile and the text.
    Analysed(Box<Analysis>),
    /// The file is refused.
    Rejected(Rejection),
}

/// The length of a frame that follows.
pub fn length(bytes: usize) -> [u8; LENGTH_BYTES] {
    (bytes as u64).to_le_bytes()
}

/// What stands before a file: the month, and the file's length.
pub fn head(as_of: YearMonth, file: usize) -> Vec<u8> {
    let mut head = as_of.year.to_le_bytes().to_vec();
    head.push(as_of.month);
    head.extend(length(file));
    head
}

/// Reads a frame: never a byte beyond it, which belongs to whoever reads next.
fn frame(input: &mut impl Read) -> std::io::Result<Vec<u8>> {
    let mut length = [0; LENGTH_BYTES];
    input.read_exact(&mut length)?;
    let length = u64::from_le_bytes(length);
    let mut bytes = Vec::new();
    if input.take(length).read_to_end(&mut bytes)? as u64 != length {
        return Err(std::io::ErrorKind::UnexpectedEof.into());
    }
    Ok(bytes)
}

/// Reads the catalogue, a JSON array.
pub fn catalogue(input: &mut impl Read) -> std::io::Result<Vec<CatalogueSkill>> {
    serde_json::from_slice(&frame(input)?).map_err(Into::into)
}

/// Reads a request: the month and the file.
pub fn request(input: &mut impl Read) -> std::io::Result<(YearMonth, Vec<u8>)> {
    let mut month = [0; MONTH_BYTES];
    input.read_exact(&mut month)?;
    let as_of = YearMonth {
        year: u16::from_le_bytes([month[0], month[1]]),
        month: month[2],
    };
    Ok((as_of, frame(input)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_request_is_read_to_its_last_byte_and_no_further() {
        let as_of = YearMonth { year: 2026, month: 11 };
        let sent = [&head(as_of, 5)[..], b"%PDF-next"].concat();
        let mut input = &sent[..];
        assert_eq!(request(&mut input).unwrap(), (as_of, b"%PDF-".to_vec()));
        assert_eq!(input, b"next");
        assert!(request(&mut &sent[..6]).is_err());
        let skills = br#"[{"name":"Rust"}]"#;
        let sent = [&length(skills.len())[..], skills].concat();
        assert_eq!(catalogue(&mut &sent[..]).unwrap()[0].name, "Rust");
    }
}
