//! The name of an uploaded file, made safe to be shown, stored and offered for download. Where the file is kept, this name plays no part.

use unicode_normalization::UnicodeNormalization;

/// Longest name, in bytes: what file systems allow.
const BYTES: usize = 255;
/// Longest ending that is kept when a name is cut, in bytes.
const ENDING_BYTES: usize = 10;
/// Names that Windows gives to devices, whatever their ending.
const DEVICES: &[&str] = &["con", "prn", "aux", "nul"];
/// Name of a file without one.
const NAMELESS: &str = "cv";

/// The last segment of a path, composed, without control characters, marks of direction and what file systems refuse.
pub fn sanitise(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or(name);
    // Nothing after a NUL is part of the name for the systems that read it.
    let last = last.split('\0').next().unwrap_or_default();
    let clean: String = last
        .nfc()
        .map(|c| if c == '"' { '\'' } else { c })
        .filter(|c| !c.is_control() && !is_invisible(*c) && !"<>:|?*".contains(*c))
        .collect();
    let clean = clean.trim().trim_end_matches(['.', ' ']);
    let (stem, ending) = match clean.rsplit_once('.') {
        Some((stem, ending)) if ending.len() <= ENDING_BYTES => (stem, format!(".{ending}")),
        _ => (clean, String::new()),
    };
    let stem = stem.trim_start_matches('.').trim();
    let device = stem.split('.').next().unwrap_or_default().to_ascii_lowercase();
    let numbered = |kind: &str| {
        device
            .strip_prefix(kind)
            .is_some_and(|n| n.len() == 1 && n.bytes().all(|b| b.is_ascii_digit()))
    };
    let stem = match stem {
        "" => NAMELESS.to_owned(),
        _ if DEVICES.contains(&device.as_str()) || numbered("com") || numbered("lpt") => format!("_{stem}"),
        stem => stem.to_owned(),
    };
    format!("{}{ending}", cut(&stem, BYTES - ending.len()))
}

/// Characters that show nothing or turn the direction of what follows.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}')
}

fn cut(text: &str, bytes: usize) -> &str {
    text.get(..text.floor_char_boundary(bytes)).unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_keep_what_people_wrote_and_lose_what_programs_fear() {
        for (given, kept) in [
            ("../../x.pdf", "x.pdf"),
            ("..\\..\\windows\\x.pdf", "x.pdf"),
            ("/etc/passwd", "passwd"),
            ("cv.pdf\0.exe", "cv.pdf"),
            ("CV – Élodie N’Guessan (final).pdf", "CV – Élodie N’Guessan (final).pdf"),
            ("履歴書.pdf", "履歴書.pdf"),
            ("سيرة.pdf", "سيرة.pdf"),
            ("cv\u{202e}fdp.exe", "cvfdp.exe"),
            ("CON.pdf", "_CON.pdf"),
            ("lpt1.txt", "_lpt1.txt"),
            ("Conrad.pdf", "Conrad.pdf"),
            ("cv.pdf.", "cv.pdf"),
            (".pdf", "cv.pdf"),
            ("CV \"final\".pdf", "CV 'final'.pdf"),
            ("...", "cv"),
            ("", "cv"),
            ("cv.PDF", "cv.PDF"),
            ("cafe\u{301}.pdf", "café.pdf"),
        ] {
            assert_eq!(sanitise(given), kept, "{given:?}");
        }
        for long in ["a".repeat(5_000), "é".repeat(200)] {
            let name = sanitise(&format!("{long}.pdf"));
            assert!(name.len() <= BYTES && name.ends_with(".pdf"), "{} bytes", name.len());
        }
    }
}
