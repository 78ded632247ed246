//! The languages that people are spoken to in, and texts that exist in each of them.

use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// A language that the product speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Locale {
    /// French.
    Fr,
    /// English.
    En,
}

impl Locale {
    /// From a setting or a language range; none for other languages.
    #[must_use]
    pub fn named(range: &str) -> Option<Self> {
        match range.get(..2).map(str::to_ascii_lowercase).as_deref() {
            Some("fr") => Some(Self::Fr),
            Some("en") => Some(Self::En),
            _ => None,
        }
    }

    /// The text in this language, of French and English.
    #[must_use]
    pub fn of(self, both: [&str; 2]) -> &str {
        match self {
            Self::Fr => both[0],
            Self::En => both[1],
        }
    }

    /// Its tag (RFC 5646).
    #[must_use]
    pub const fn tag(self) -> &'static str {
        match self {
            Self::Fr => "fr",
            Self::En => "en",
        }
    }
}

/// One text in every language. Stored whole, as `{"fr", "en"}`, where the reader's language is not known when it is written.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(from = "Stored")]
pub struct Words {
    /// In French.
    #[schema(value_type = String)]
    pub fr: Cow<'static, str>,
    /// In English.
    #[schema(value_type = String)]
    pub en: Cow<'static, str>,
}

/// As rows have it: in every language, or from before there were two.
#[derive(Deserialize)]
#[serde(untagged)]
enum Stored {
    Both { fr: String, en: String },
    Plain(String),
}

impl From<Stored> for Words {
    fn from(stored: Stored) -> Self {
        match stored {
            Stored::Both { fr, en } => Self::made(fr, en),
            Stored::Plain(text) => Self::same(text),
        }
    }
}

impl Words {
    /// A text of the catalogue.
    #[must_use]
    pub const fn fixed(fr: &'static str, en: &'static str) -> Self {
        Self {
            fr: Cow::Borrowed(fr),
            en: Cow::Borrowed(en),
        }
    }

    /// A text with values in it.
    #[must_use]
    pub const fn made(fr: String, en: String) -> Self {
        Self {
            fr: Cow::Owned(fr),
            en: Cow::Owned(en),
        }
    }

    /// What is the same in every language: a name, or a text that was stored before there were two.
    #[must_use]
    pub fn same(text: impl Into<Cow<'static, str>>) -> Self {
        let fr = text.into();
        Self { en: fr.clone(), fr }
    }

    /// The text in this language.
    #[must_use]
    pub fn in_(&self, locale: Locale) -> &str {
        locale.of([&self.fr, &self.en])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_language_is_known_by_its_range() {
        assert_eq!(Locale::named("fr-CA"), Some(Locale::Fr));
        assert_eq!(Locale::named("EN"), Some(Locale::En));
        assert_eq!(Locale::named("de"), None);
        assert_eq!(Locale::named("é"), None);
    }

    #[test]
    fn words_are_stored_with_both_languages() {
        let words = Words::made("2 mots".into(), "2 words".into());
        let stored = serde_json::to_value(&words).unwrap();
        assert_eq!(stored, serde_json::json!({ "fr": "2 mots", "en": "2 words" }));
        assert_eq!(serde_json::from_value::<Words>(stored).unwrap(), words);
        let before = serde_json::from_value::<Words>(serde_json::json!("two words")).unwrap();
        assert_eq!(before, Words::same("two words"));
        assert_eq!(words.in_(Locale::Fr), "2 mots");
        assert_eq!(Words::same("C++").in_(Locale::En), "C++");
    }
}
