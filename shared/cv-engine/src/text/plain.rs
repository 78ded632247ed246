//! Plain text: encodings, then lines. Tabs and runs of spaces separate cells.

use encoding_rs::{Encoding, UTF_16BE, UTF_16LE, WINDOWS_1252};

use super::document::Document;
use super::line::{Cell, Line};

/// Longest run of spaces inside a cell; more separates cells.
const SPACES_IN_CELL: usize = 2;
/// Longest line looked at: nobody writes a CV on one line of megabytes.
const LINE_CHARS: usize = 4_000;

/// Decodes text of unknown encoding: byte order mark, UTF-16 by its zero bytes, UTF-8, else Windows-1252
/// (the superset of Latin-1 that every program means by it).
pub fn decode(bytes: &[u8]) -> String {
    if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        return encoding.decode(bytes).0.into_owned();
    }
    if let Some(encoding) = looks_utf16(bytes) {
        return encoding.decode_without_bom_handling(bytes).0.into_owned();
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => decode_damaged(bytes),
    }
}

/// UTF-8 with a few bad bytes stays UTF-8; text with more bad than good sequences is Windows-1252.
fn decode_damaged(bytes: &[u8]) -> String {
    let lossy = String::from_utf8_lossy(bytes);
    let bad = lossy.chars().filter(|c| *c == '\u{FFFD}').count();
    let good = lossy.chars().filter(|c| !c.is_ascii() && *c != '\u{FFFD}').count();
    if good > bad {
        lossy.into_owned()
    } else {
        WINDOWS_1252.decode_without_bom_handling(bytes).0.into_owned()
    }
}

/// UTF-16 without a mark: Latin text has a zero in every second byte.
pub fn looks_utf16(bytes: &[u8]) -> Option<&'static Encoding> {
    let sample = &bytes[..bytes.len().min(4096)];
    if sample.len() < 8 {
        return None;
    }
    if sample.starts_with(b"\xFF\xFE") {
        return Some(UTF_16LE);
    }
    if sample.starts_with(b"\xFE\xFF") {
        return Some(UTF_16BE);
    }
    let zeros = |odd: usize| sample.iter().skip(odd).step_by(2).filter(|b| **b == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    let half = sample.len() / 2;
    if odd * 10 > half * 7 && even * 10 < half {
        Some(UTF_16LE)
    } else if even * 10 > half * 7 && odd * 10 < half {
        Some(UTF_16BE)
    } else {
        None
    }
}

/// Lines of a text, with Markdown's headings and emphasis understood.
pub fn from_text(text: &str) -> Document {
    let mut document = Document::default();
    let mut gap = true;
    let mut page = 1;
    for raw in lines(text) {
        if raw.contains('\u{0C}') {
            page += 1;
        }
        let raw: String = raw.chars().take(LINE_CHARS).collect();
        let trimmed = raw.trim();
        if !trimmed.chars().any(char::is_alphanumeric) {
            // An empty line, or a rule drawn under a heading.
            gap = true;
            continue;
        }
        let (heading, trimmed) = markdown_heading(trimmed);
        document.push(Line {
            page,
            cells: split_cells(trimmed),
            heading,
            indent: (raw.len() - raw.trim_start().len()) as f32,
            gap_before: gap,
            ..Line::default()
        });
        gap = false;
    }
    document
}

/// Lines, however they end: `\n`, `\r\n`, `\r` alone (old Macs), and the separators of Unicode.
fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.split("\r\n")
        .flat_map(|part| part.split(['\n', '\r', '\u{0B}', '\u{85}', '\u{2028}', '\u{2029}']))
}

fn markdown_heading(text: &str) -> (Option<u8>, &str) {
    let level = text.bytes().take_while(|b| *b == b'#').count();
    match text[level..].strip_prefix(' ') {
        Some(rest) if (1..=6).contains(&level) => (Some(level as u8), rest.trim()),
        _ => framed(text).map_or((None, text), |inner| (Some(FRAMED_LEVEL), inner)),
    }
}

/// Level of a heading that is set off by signs on both sides.
const FRAMED_LEVEL: u8 = 2;

/// `=== Experience ===`, `--- Skills ---`: what the same signs stand around.
fn framed(text: &str) -> Option<&str> {
    let sign = text
        .chars()
        .next()
        .filter(|c| matches!(c, '=' | '-' | '~' | '#' | '+'))?;
    let inner = text.trim_matches(sign);
    let around = |side: &str| side.chars().take_while(|c| *c == sign).count() >= 2;
    let backwards: String = text.chars().rev().collect();
    (around(text) && around(&backwards) && !inner.trim().is_empty()).then(|| inner.trim())
}

/// Cells at tabs and at runs of spaces; `**bold**` marks are taken off.
pub fn split_cells(text: &str) -> Vec<Cell> {
    let mut cells = Vec::new();
    let mut current = String::new();
    let mut spaces = 0;
    for c in text.chars() {
        match c {
            '\t' => spaces = SPACES_IN_CELL + 1,
            c if c.is_whitespace() => spaces += 1,
            c => {
                if spaces > SPACES_IN_CELL && !current.is_empty() {
                    cells.push(emphasis(&current));
                    current.clear();
                } else if spaces > 0 {
                    // Two are the border of words where letters stand apart.
                    current.push_str(if spaces == SPACES_IN_CELL { "  " } else { " " });
                }
                spaces = 0;
                current.push(c);
            }
        }
    }
    if !current.is_empty() {
        cells.push(emphasis(&current));
    }
    cells
}

fn emphasis(text: &str) -> Cell {
    let text = text.trim();
    let bold = text.starts_with("**") && text.len() > 4 && text.contains("** ") || text.ends_with("**");
    Cell {
        text: text.replace("**", ""),
        bold,
        italic: false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn encodings_without_a_mark() {
        let name = "Zoé Hénaux, développeuse, Évreux";
        let utf16: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(decode(&utf16), name);
        let latin1: Vec<u8> = name.chars().map(|c| c as u32 as u8).collect();
        assert_eq!(decode(&latin1), name);
        assert_eq!(decode(name.as_bytes()), name);
    }

    #[test]
    fn a_line_ends_in_every_way_that_programs_have() {
        let read = |text: &str| -> Vec<(String, bool)> {
            let lines = from_text(text).lines;
            lines.iter().map(|l| (l.text(), l.gap_before)).collect()
        };
        let expected = read("Zoé Roux\nNantes\n\nSkills\nJava\n");
        assert_eq!(expected.len(), 4);
        for end in ["\r", "\r\n", "\u{0B}", "\u{85}", "\u{2028}", "\u{2029}"] {
            let text = "Zoé Roux\nNantes\n\nSkills\nJava\n".replace('\n', end);
            assert_eq!(read(&text), expected, "{end:?}");
        }
        assert_eq!(
            read("Zoé Roux\rNantes\r\n\nSkills\nJava"),
            expected,
            "and in more than one"
        );
    }

    #[test]
    fn gaps_separate_cells() {
        let document = from_text("Acme – Nantes    Janvier 2016\n\n## Skills");
        assert_eq!(document.lines[0].cells.len(), 2);
        assert_eq!(document.lines[1].heading, Some(2));
        assert!(document.lines[1].gap_before);
    }
}
