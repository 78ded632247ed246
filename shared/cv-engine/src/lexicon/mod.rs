//! French and English words that CVs are made of, and the one way to compare them: [`fold`].

pub mod certificates;
pub mod countries;
pub mod dates;
pub mod degrees;
pub mod headings;
pub mod homonyms;
pub mod instructions;
pub mod languages;
pub mod levels;
pub mod organisations;
pub mod pattern;
pub mod places;
pub mod roles;

use unicode_normalization::UnicodeNormalization;

/// Lower case, without accents, one kind of dash, apostrophe and space. One character in, one out: a
/// position in the folded text is the same position, in characters, in the original.
pub fn fold(text: &str) -> String {
    text.chars().map(fold_char).collect()
}

fn fold_char(c: char) -> char {
    match c {
        // Nearly every character of a CV: no look into the tables of Unicode.
        c if c.is_ascii() => match c {
            '`' => '\'',
            c if c.is_ascii_whitespace() || c == '\u{B}' => ' ',
            c => c.to_ascii_lowercase(),
        },
        '’' | '‘' | '´' | 'ʼ' => '\'',
        '‐'..='―' | '−' => '-',
        'œ' | 'Œ' => 'o',
        'ß' => 's',
        'ł' | 'Ł' => 'l',
        'ø' | 'Ø' => 'o',
        c if c.is_whitespace() => ' ',
        c => {
            let base = std::iter::once(c).nfd().next().unwrap_or(c);
            base.to_lowercase().next().unwrap_or(base)
        }
    }
}

/// Folded words of a text: letters, digits and what belongs inside words (`c++`, `c#`, `d'etude` gives two).
pub fn words(text: &str) -> Vec<String> {
    fold(text)
        .split(|c: char| !(c.is_alphanumeric() || matches!(c, '+' | '#')))
        .filter(|w| !w.is_empty())
        .map(str::to_owned)
        .collect()
}

/// Part of a text by character positions.
pub fn slice(text: &str, from: usize, to: usize) -> &str {
    let byte = |n: usize| text.char_indices().nth(n).map_or(text.len(), |(i, _)| i);
    &text[byte(from)..byte(to.max(from))]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folding_keeps_positions() {
        let text = "Été 2013 – Île’s Œuvre";
        assert_eq!(fold(text), "ete 2013 - ile's ouvre");
        assert_eq!(fold(text).chars().count(), text.chars().count());
        assert_eq!(slice(text, 4, 8), "2013");
    }
}
