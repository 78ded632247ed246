//! Text that is right by construction: NFC, trimmed, without control characters, of limited length.

use super::fault::FaultKind;
use serde::Serialize;
use std::fmt;
use unicode_normalization::UnicodeNormalization;

fn normalise(raw: &str, max: usize, allowed: fn(char) -> bool) -> Result<String, FaultKind> {
    let text: String = raw.trim().nfc().collect();
    if text.chars().all(is_invisible) {
        return Err(FaultKind::TooShort(1));
    }
    if text.chars().any(|c| is_unwanted(c) && !allowed(c)) {
        return Err(FaultKind::ControlCharacters);
    }
    // The byte length bounds the character count from above: most texts are not counted twice.
    if text.len() > max && text.chars().count() > max {
        return Err(FaultKind::TooLong(max));
    }
    Ok(text)
}

/// What joins or parts letters and shows nothing by itself: a text of nothing else is an empty line in every list.
fn is_invisible(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{ad}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2060}'..='\u{2064}')
}

/// Controls, and the invisible characters that reorder what a reader sees (the bidirectional overrides of "Trojan Source", 2021).
fn is_unwanted(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}')
}

/// One line of 1 to `MAX` characters.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, sqlx::Type)]
#[serde(transparent)]
#[sqlx(transparent)]
pub struct Line<const MAX: usize>(String);

impl<const MAX: usize> Line<MAX> {
    /// Takes a line.
    ///
    /// # Errors
    /// Empty, too long, or with control characters.
    pub fn parse(raw: &str) -> Result<Self, FaultKind> {
        normalise(raw, MAX, |_| false).map(Self)
    }
    /// As text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Paragraphs of 1 to `MAX` characters; line feeds and tabs are text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, sqlx::Type)]
#[serde(transparent)]
#[sqlx(transparent)]
pub struct Prose<const MAX: usize>(String);

impl<const MAX: usize> Prose<MAX> {
    /// Takes paragraphs; line ends become line feeds.
    ///
    /// # Errors
    /// Empty, too long, or with control characters.
    pub fn parse(raw: &str) -> Result<Self, FaultKind> {
        let unix = raw.replace("\r\n", "\n").replace('\r', "\n");
        normalise(&unix, MAX, |c| matches!(c, '\n' | '\t')).map(Self)
    }
    /// As text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// An http or https address of at most 2,000 characters.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, sqlx::Type)]
#[serde(transparent)]
#[sqlx(transparent)]
pub struct WebAddress(String);

impl WebAddress {
    /// The most characters.
    pub const MAX: usize = 2000;

    /// Takes an address. It is data and is never fetched; what matters is that a browser that follows it runs no script.
    ///
    /// # Errors
    /// It does not begin with `http://` or `https://` and a host, has spaces, or is too long.
    pub fn parse(raw: &str) -> Result<Self, FaultKind> {
        let text = normalise(raw, Self::MAX, |_| false)?;
        let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
        let host = rest.map(|r| r.split(['/', '?', '#']).next().unwrap_or_default());
        let is_host = host.is_some_and(|h| h.contains(|c: char| c.is_alphanumeric()));
        if is_host && !text.contains(|c: char| c.is_whitespace() || "<>\"\\`{}|^".contains(c)) {
            Ok(Self(text))
        } else {
            Err(FaultKind::Malformed("web_address"))
        }
    }
    /// As text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// An e-mail address, as people write it; compared without case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, sqlx::Type)]
#[serde(transparent)]
#[sqlx(transparent)]
pub struct EmailAddress(String);

impl EmailAddress {
    /// The most characters (RFC 5321, 4.5.3.1).
    pub const MAX: usize = 254;

    /// Takes an address: a local part, one `@`, and a domain with a dot. Whether mail arrives only a mail can tell.
    ///
    /// # Errors
    /// It is not of that form.
    pub fn parse(raw: &str) -> Result<Self, FaultKind> {
        let text = normalise(raw, Self::MAX, |_| false)?;
        let is_address = text.split_once('@').is_some_and(|(local, domain)| {
            !local.is_empty()
                && local.len() <= 64
                && domain.contains('.')
                && domain.split('.').all(|label| {
                    !label.is_empty()
                        && !label.starts_with('-')
                        && !label.ends_with('-')
                        && label.chars().all(|c| c.is_alphanumeric() || c == '-')
                })
        });
        if is_address && !text.contains(char::is_whitespace) {
            Ok(Self(text))
        } else {
            Err(FaultKind::Malformed("email"))
        }
    }
    /// As text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
    /// What is compared.
    #[must_use]
    pub fn folded(&self) -> String {
        self.0.to_lowercase()
    }
}

impl fmt::Display for EmailAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_that_shows_nothing_is_none() {
        for nothing in ["", "  ", "\u{200b}\u{200d}", " \u{ad} "] {
            assert_eq!(Line::<10>::parse(nothing), Err(FaultKind::TooShort(1)), "{nothing:?}");
        }
        assert_eq!(Line::<10>::parse("a\u{200d}b").unwrap().as_str(), "a\u{200d}b");
    }

    #[test]
    fn text_is_composed_trimmed_and_free_of_controls() {
        assert_eq!(Line::<10>::parse(" e\u{301}te\u{301} ").unwrap().as_str(), "été");
        assert_eq!(Line::<10>::parse("a\u{0}b"), Err(FaultKind::ControlCharacters));
        assert_eq!(Line::<10>::parse("a\nb"), Err(FaultKind::ControlCharacters));
        assert_eq!(Line::<10>::parse("pay\u{202e}lla"), Err(FaultKind::ControlCharacters));
        assert_eq!(Prose::<10>::parse("a\r\nb").unwrap().as_str(), "a\nb");
    }

    #[test]
    fn length_counts_characters_not_bytes() {
        assert!(Line::<5>::parse("ééééé").is_ok());
        assert_eq!(Line::<4>::parse("ééééé"), Err(FaultKind::TooLong(4)));
        assert_eq!(Line::<4>::parse("  "), Err(FaultKind::TooShort(1)));
    }

    #[test]
    fn only_web_addresses_are_links() {
        assert!(WebAddress::parse("https://example.com/a?b#c").is_ok());
        for bad in [
            "javascript:alert(1)",
            "https://",
            "https://a b",
            "//example.com",
            "http://<x>",
        ] {
            assert_eq!(
                WebAddress::parse(bad),
                Err(FaultKind::Malformed("web_address")),
                "{bad}"
            );
        }
    }

    #[test]
    fn addresses_have_one_at_and_a_domain() {
        assert!(EmailAddress::parse("hélène.o'neil+cv@sub.exemple.fr").is_ok());
        for bad in ["a", "a@b", "@b.fr", "a@b..fr", "a b@c.fr", "a@b@c.fr", "a@-b.fr"] {
            assert_eq!(EmailAddress::parse(bad), Err(FaultKind::Malformed("email")), "{bad}");
        }
    }
}
