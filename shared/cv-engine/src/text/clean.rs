//! Makes raw text comparable: one form of each character, no invisible ones.

use unicode_normalization::UnicodeNormalization;

/// Most combining marks kept on one letter; more is noise made to break displays.
const MARKS_KEPT: usize = 4;

/// NFKC (ligatures, full-width digits, decomposed accents), without soft hyphens, private-use icons,
/// bidirectional controls and other invisible characters; runs of white space become one space.
pub fn clean(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut space = false;
    let mut marks = 0;
    for c in text.chars().filter(|c| {
        !unicode_normalization::char::is_combining_mark(*c) || {
            marks += 1;
            true
        }
    }) {
        if c.is_whitespace() || c == '\u{FFFD}' {
            space = !out.is_empty();
        } else if !is_invisible(c) {
            if space {
                out.push(' ');
                space = false;
            }
            match c {
                // Word sets a visible hyphen beside a soft one: "555-‐5555".
                '\u{2010}' | '\u{2011}' if out.ends_with('-') => {}
                '\u{2010}' | '\u{2011}' => out.push('-'),
                c => out.push(c),
            }
        }
    }
    if marks > out.chars().count() / 2 {
        out = limit_marks(&out);
    }
    let normal: String = out.nfkc().collect();
    // NFKC makes spaces of some characters (U+00A8 and friends): trim what that left.
    normal.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn limit_marks(text: &str) -> String {
    let mut run = 0;
    text.chars()
        .filter(|c| {
            run = if unicode_normalization::char::is_combining_mark(*c) {
                run + 1
            } else {
                0
            };
            run <= MARKS_KEPT
        })
        .collect()
}

fn is_invisible(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{00AD}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}'
            | '\u{FEFF}' | '\u{E000}'..='\u{F8FF}' | '\u{F0000}'..='\u{10FFFD}')
}

/// What follows a list marker, or none when the text does not start with one.
pub fn strip_bullet(text: &str) -> Option<&str> {
    let mut chars = text.chars();
    let first = chars.next()?;
    let rest = chars.as_str();
    let dedicated = matches!(
        first,
        '•' | '◦'
            | '▪'
            | '▫'
            | '■'
            | '□'
            | '●'
            | '○'
            | '‣'
            | '⁃'
            | '∙'
            | '·'
            | '►'
            | '▶'
            | '▸'
            | '➢'
            | '➤'
            | '✓'
            | '✔'
            | '❖'
            | '◆'
            | '→'
            | '»'
            | '⋄'
    );
    if dedicated {
        // A rating is made of the same dots: ●●●○○ is no list item.
        let next = rest.trim_start();
        return (!next.starts_with(['●', '○', '■', '□', '•'])).then_some(next);
    }
    let spaced = matches!(first, '-' | '*' | '–' | '—' | 'o' | '+') && rest.starts_with(' ');
    spaced.then(|| rest.trim_start())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_form_of_each_character() {
        assert_eq!(
            clean("Scienti\u{FB01}c\u{00A0} e\u{301}tude \u{F095}\u{00AD}x"),
            "Scientific étude x"
        );
        let zalgo = format!("A{}", "\u{301}".repeat(20_000));
        assert!(clean(&zalgo).chars().count() < 10);
    }

    #[test]
    fn bullets_are_markers_and_ratings_are_not() {
        assert_eq!(strip_bullet("• Led a team"), Some("Led a team"));
        assert_eq!(strip_bullet("- Led a team"), Some("Led a team"));
        assert_eq!(strip_bullet("-5 °C"), None);
        assert_eq!(strip_bullet("●●●○○"), None);
    }
}
