//! Certificates, as printed.

use super::super::lexicon::dates;
use super::super::text::Line;

/// Longest certificate, in characters.
const CHARS: usize = 140;

/// Certificates of their section: one a line, wrapped lines put together.
pub fn certifications(lines: &[Line]) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    let listed = lines.iter().any(|l| l.bullet);
    for line in lines {
        let whole = line.text();
        let text = dates::without_periods(&whole, &dates::periods(&whole)).replace('\t', " ");
        let text = text
            .trim()
            .trim_matches(|c: char| matches!(c, '-' | '–' | ',' | ':' | '(' | '|'))
            .trim()
            .to_owned();
        match out.last_mut() {
            Some(last) if listed && !line.bullet => {
                last.push(' ');
                last.push_str(&text);
            }
            _ if text.chars().any(char::is_alphabetic) && text.chars().count() <= CHARS => out.push(text),
            _ => {}
        }
    }
    out
}
