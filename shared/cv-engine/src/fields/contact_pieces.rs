//! Contact lines in pieces: cells, what bars and dots separate, and what stands between numbers and addresses.

use std::sync::LazyLock;

use regex::Regex;

use super::super::lexicon::fold;
use super::super::lexicon::pattern::pattern;
use super::super::text::line::Line;
use super::{contact, links};

/// Longest text taken apart, in bytes.
const TEXT_BYTES: usize = 1_000;

/// A label whose value was taken out: `Tel:`, `E-mail :`.
static LABEL: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?:^|[\s,;–—-])(?:tel|telephone|telephone portable|phone|portable|mobile|mob|cell|gsm|fixe|e-?mail|mail|courriel|mel|email address|web|website|site|site web|online|linkedin|github|gitlab|blog|portfolio|twitter|skype|e|t|m|p)\s?[.:]*\s*$",
    )
});
/// Dashes that separate.
static DASH: LazyLock<Regex> = LazyLock::new(|| pattern(r"\s+[–—-]\s+"));
/// The second half of an address: `44000 Nantes`.
static POSTCODE: LazyLock<Regex> = LazyLock::new(|| pattern(r"^\d{4,5}\s+\p{L}"));

/// Pieces of contact lines, in order.
pub fn contact_pieces(lines: &[Line]) -> Vec<String> {
    lines
        .iter()
        .flat_map(|l| &l.cells)
        .flat_map(|c| c.text.split(['|', '•', '⋄', '◇', '▪', '\t']))
        .flat_map(|p| p.split(" · "))
        .flat_map(split_contacts)
        .map(|p| trim(&p).to_owned())
        .filter(|p| !p.is_empty())
        .collect()
}

/// Takes numbers and addresses out of a text, each a piece; the rest comes apart at its dashes.
/// `Portable : 06 ... / Mail : a@b.example` comes apart, `Java / Spring Boot` does not.
fn split_contacts(text: &str) -> Vec<String> {
    if text.len() > TEXT_BYTES {
        return vec![text.to_owned()];
    }
    let mut spans = contact::email_spans(text);
    let free = |spans: &[std::ops::Range<usize>], s: &std::ops::Range<usize>| {
        spans.iter().all(|t| t.end <= s.start || s.end <= t.start)
    };
    for span in links::spans(text).into_iter().chain(contact::phone_spans(text)) {
        if free(&spans, &span) {
            spans.push(span);
        }
    }
    if spans.is_empty() {
        return vec![text.to_owned()];
    }
    spans.sort_by_key(|s| s.start);
    let mut out = Vec::new();
    let mut at = 0;
    for span in spans {
        rest(&text[at..span.start], &mut out);
        out.push(text[span.clone()].to_owned());
        at = span.end;
    }
    rest(&text[at..], &mut out);
    out
}

fn rest(text: &str, out: &mut Vec<String>) {
    let mut parts: Vec<String> = Vec::new();
    for part in DASH.split(text).flat_map(|p| p.split(" / ")) {
        match parts.last_mut() {
            // A street and its town are one address.
            Some(street) if POSTCODE.is_match(part) && street.contains(|c: char| c.is_ascii_digit()) => {
                street.push_str(" – ");
                street.push_str(part);
            }
            _ => parts.push(part.to_owned()),
        }
    }
    for part in parts {
        let label = LABEL.find(&fold(&part)).map(|m| m.start());
        // One character folded is one character: the position counts characters.
        let kept = match label {
            Some(byte) => {
                let characters = fold(&part)[..byte].chars().count();
                part.chars().take(characters).collect()
            }
            None => part,
        };
        out.push(kept);
    }
}

fn trim(text: &str) -> &str {
    text.trim()
        .trim_matches(|c: char| matches!(c, ',' | ';' | '-' | '–' | '/'))
        .trim_start_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '(' | '+' | '@' | '#' | '"' | '«'))
        .trim()
}

#[cfg(test)]
mod tests {
    use super::super::super::text::plain::from_text;
    use super::*;

    #[test]
    fn numbers_and_addresses_come_out() {
        let said = |text: &str| contact_pieces(&from_text(text).lines);
        assert_eq!(
            said("34 ans – 0624849819 – 69003 Lyon – a.b@example.com"),
            ["34 ans", "0624849819", "69003 Lyon", "a.b@example.com"]
        );
        assert_eq!(
            said("Berlin, Germany - Tel: +44 7700 900507 - Mail: h@example.org"),
            ["Berlin, Germany", "+44 7700 900507", "h@example.org"]
        );
        assert_eq!(
            said("12 rue Haute – 31000 Toulouse – x@y.example")[0],
            "12 rue Haute – 31000 Toulouse"
        );
        assert_eq!(said("Java / Spring Boot"), ["Java / Spring Boot"]);
    }
}
