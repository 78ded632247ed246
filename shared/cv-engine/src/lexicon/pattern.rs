//! Patterns that cost little to build: most documents are shorter than the Unicode tables that a pattern would be compiled from.
//!
//! The classes of the `regex` crate know every script: `\p{L}` is about 650 ranges, and a Unicode `\b` makes the lazy automaton
//! give up at the first letter beyond ASCII. CVs here are written in Latin letters, so the classes are replaced, as the pattern
//! is written, by what those letters need; building all patterns of a run costs a tenth of what it did.

use regex::Regex;

/// Letters of Latin scripts: Basic Latin, Latin-1, Extended-A, Extended-B and Extended Additional.
const LETTERS: &str = r"A-Za-z\xAA\xBA\xC0-\xD6\xD8-\xF6\xF8-\u{24F}\u{1E00}-\u{1EFF}";
/// Upper case of those; Extended-A and the Romanian letters one by one, as cases alternate there.
const CAPITALS: &str = "A-Z\\xC0-\\xD6\\xD8-\\xDEĀĂĄĆĈĊČĎĐĒĔĖĘĚĜĞĠĢĤĦĨĪĬĮİĴĶĹĻĽĿŁŃŅŇŊŌŎŐŒŔŖŘŚŜŞŠŢŤŦŨŪŬŮŰŲŴŶŸŹŻŽȘȚẞ";
/// Lower case of Basic Latin and Latin-1, and all of Extended-A but its capitals at the beginning of words.
const SMALLS: &str = "a-z\\xDF-\\xF6\\xF8-\\xFFāăąćĉċčďđēĕėęěĝğġģĥħĩīĭįıĵķĺļľŀłńņňŋōŏőœŕŗřśŝşšţťŧũūŭůűųŵŷźżžșț";
/// White space that texts are written with.
const SPACES: &str = r"\t\n\r\x0B\x0C\x20\xA0\u{2000}-\u{200A}\u{202F}\u{3000}";

/// Compiles a pattern that is written in the source, with `\s`, `\S`, `\d`, `\b`, `\p{L}`, `\p{Lu}` and `\p{Ll}` for Latin scripts.
///
/// # Panics
/// The pattern is wrong: it is a constant, so a test that uses it finds out.
#[allow(clippy::expect_used, reason = "patterns are constants of this program")]
pub fn pattern(text: &str) -> Regex {
    Regex::new(&for_latin(text)).expect("the pattern is a constant")
}

fn for_latin(text: &str) -> String {
    let mut out = String::with_capacity(2 * text.len());
    let mut rest = text;
    let mut in_class = false;
    while let Some(c) = rest.chars().next() {
        let class = |body: &str| {
            if in_class { body.to_owned() } else { format!("[{body}]") }
        };
        let known = [
            (r"\p{Lu}", class(CAPITALS)),
            (r"\p{Ll}", class(SMALLS)),
            (r"\p{L}", class(LETTERS)),
            (r"\s", class(SPACES)),
            (r"\d", class("0-9")),
            (r"\S", format!("[^{SPACES}]")),
            (r"\b", r"(?-u:\b)".to_owned()),
        ];
        if let Some((name, body)) = known.iter().find(|(name, _)| rest.starts_with(name)) {
            out.push_str(body);
            rest = &rest[name.len()..];
            continue;
        }
        let taken = match c {
            '\\' => 1 + rest[1..].chars().next().map_or(0, char::len_utf8),
            '[' => {
                in_class = true;
                1
            }
            ']' => {
                in_class = false;
                1
            }
            c => c.len_utf8(),
        };
        out.push_str(&rest[..taken]);
        rest = &rest[taken..];
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn classes_stand_for_latin_letters_and_spaces() {
        let name = pattern(r"^\p{Lu}[\p{L}'-]+\s\p{Lu}\p{Ll}{2,}$");
        for text in ["Zoé Hénaux", "Łukasz Żak-", "Ștefan\u{A0}Ənil", "Nguyễn Vân"] {
            assert_eq!(
                name.is_match(text),
                !text.contains('Ə') && !text.ends_with('-'),
                "{text}"
            );
        }
        assert!(pattern(r"\b\d{2}\b").is_match("été 12"));
        assert!(!pattern(r"\b\d{2}\b").is_match("v123"));
        assert!(pattern(r"\[at\]\S").is_match("a[at]b"));
    }
}
