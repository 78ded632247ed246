//! What a file is, judged by its bytes: names and declared types lie.

use super::rejection::{Code, Rejection};

/// A kind of file that the engine reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileKind {
    /// Portable Document Format.
    Pdf,
    /// A ZIP container: DOCX or ODT, told apart by its parts.
    Zip,
    /// Rich Text Format.
    Rtf,
    /// HTML.
    Html,
    /// Plain text in some encoding.
    Plain,
}

/// Binary formats that people send by mistake, with the words to say about them.
const REFUSED: &[(&[u8], &str)] = &[
    (
        b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1",
        "a legacy .doc or a password-protected Office file",
    ),
    (b"\x89PNG\r\n\x1a\n", "a PNG image"),
    (b"\xFF\xD8\xFF", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"II*\0", "a TIFF image"),
    (b"MM\0*", "a TIFF image"),
    (b"\x1F\x8B", "a gzip archive"),
    (b"Rar!", "a RAR archive"),
    (b"7z\xBC\xAF", "a 7-Zip archive"),
    (b"MZ", "a Windows program"),
    (b"\x7FELF", "a program"),
];

/// Tells the kind of `bytes`, or refuses what is empty or of no readable kind.
pub fn detect(bytes: &[u8]) -> Result<FileKind, Rejection> {
    if bytes.is_empty() {
        return Err(Rejection::empty());
    }
    if let Some((_, what)) = REFUSED.iter().find(|(magic, _)| bytes.starts_with(magic)) {
        return Err(unsupported(what));
    }
    // Readers accept a PDF header within the first kilobyte; mail gateways do prepend bytes.
    if find(&bytes[..bytes.len().min(1024)], b"%PDF-").is_some() {
        return Ok(FileKind::Pdf);
    }
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        return Ok(FileKind::Zip);
    }
    let start = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes).trim_ascii_start();
    if start.starts_with(b"{\\rtf") {
        return Ok(FileKind::Rtf);
    }
    let opening = start[..start.len().min(512)].to_ascii_lowercase();
    if opening.starts_with(b"<!doctype html")
        || opening.starts_with(b"<html")
        || (opening.starts_with(b"<") && find(&opening, b"<body").is_some())
        || (opening.starts_with(b"<?xml") && find(&opening, b"<html").is_some())
    {
        return Ok(FileKind::Html);
    }
    if is_binary(bytes) {
        return Err(unsupported("binary data of an unknown type"));
    }
    Ok(FileKind::Plain)
}

fn unsupported(what: &str) -> Rejection {
    Rejection::new(
        Code::UnsupportedType,
        format!("The file is {what}. Send the CV as PDF, DOCX, ODT, RTF, HTML or plain text."),
    )
}

/// True for data that no text encoding explains: many control bytes, and not UTF-16.
fn is_binary(bytes: &[u8]) -> bool {
    let sample = &bytes[..bytes.len().min(8192)];
    if super::text::plain::looks_utf16(sample).is_some() {
        return false;
    }
    let control = sample
        .iter()
        .filter(|b| matches!(b, 0..=8 | 14..=26 | 28..=31 | 127))
        .count();
    control * 20 > sample.len()
}

/// Position of `needle` in `haystack`.
pub fn find(haystack: &[u8], needle: &[u8]) -> Option<usize> {
    haystack.windows(needle.len()).position(|w| w == needle)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn content_decides_whatever_the_name_says() {
        assert_eq!(detect(b"%PDF-1.7 ..."), Ok(FileKind::Pdf));
        assert_eq!(detect(b"PK\x03\x04rest"), Ok(FileKind::Zip));
        assert_eq!(detect(b"  <!DOCTYPE html><p>x"), Ok(FileKind::Html));
        assert_eq!(detect("Élodie Martin\n".as_bytes()), Ok(FileKind::Plain));
        assert_eq!(detect(b"").unwrap_err().code, Code::Empty);
        assert_eq!(
            detect(b"\x89PNG\r\n\x1a\n....").unwrap_err().code,
            Code::UnsupportedType
        );
    }

    #[test]
    fn binary_is_refused_but_utf16_is_text() {
        let noise: Vec<u8> = (0..4096u32)
            .map(|i| (i.wrapping_mul(2_654_435_761) >> 13) as u8)
            .collect();
        assert_eq!(detect(&noise).unwrap_err().code, Code::UnsupportedType);
        let utf16: Vec<u8> = "Marie Curie\nPhysicienne"
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect();
        assert_eq!(detect(&utf16), Ok(FileKind::Plain));
    }
}
