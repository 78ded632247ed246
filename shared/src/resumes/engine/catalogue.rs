//! The skill matcher: names and aliases of the catalogue, compared without case, accents and punctuation.

use std::collections::{HashMap, HashSet};

use serde::{Deserialize, Serialize};

use super::lexicon::fold;

/// Longest name, in words, looked for in running text.
const NAME_WORDS: usize = 5;
/// Names this short are ordinary letters too ("C", "R", "Go"): in running text they count only as printed.
const SHORT_KEY: usize = 2;

/// Words up to this long may be ordinary words when they are printed in lower case.
const ORDINARY_BYTES: usize = 5;

/// Fewest names in a row that are taken apart without anything between them.
const TILES: usize = 3;

/// The category of programming languages.
const PROGRAMMING: &str = "programming";

/// A skill of the catalogue, as the seeds and the database give it.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct CatalogueSkill {
    /// Name.
    pub name: String,
    /// Category.
    #[serde(default)]
    pub category: String,
    /// Other names, French and English.
    #[serde(default)]
    pub aliases: Vec<String>,
}

/// Names and aliases, ready to be looked up.
#[derive(Debug, Clone, Default)]
pub struct Catalogue {
    names: Vec<String>,
    /// Names of programming languages.
    languages: HashSet<String>,
    /// Key to the name's index and the spelling it came from.
    keys: HashMap<String, (usize, String)>,
}

impl Catalogue {
    /// Builds the matcher; a name wins over another skill's alias, the first alias over later ones.
    pub fn new(skills: &[CatalogueSkill]) -> Self {
        let mut catalogue = Self::default();
        for (index, skill) in skills.iter().enumerate() {
            catalogue.names.push(skill.name.clone());
            if skill.category == PROGRAMMING {
                catalogue.languages.insert(skill.name.clone());
            }
            catalogue.keys.insert(key(&skill.name), (index, skill.name.clone()));
        }
        for (index, skill) in skills.iter().enumerate() {
            for alias in &skill.aliases {
                catalogue
                    .keys
                    .entry(key(alias))
                    .or_insert_with(|| (index, alias.clone()));
            }
        }
        catalogue.keys.remove("");
        catalogue
    }

    /// Name of the skill that `text` is, by its name or an alias.
    pub fn find(&self, text: &str) -> Option<&str> {
        self.keys.get(&key(text)).map(|(index, _)| self.names[*index].as_str())
    }

    /// Name of the programming language that `text` is. As a label ("Python: pandas, NumPy") a language is a skill itself, where
    /// "Cloud: AWS" or "DevOps: Docker" only sorts.
    pub fn find_language(&self, text: &str) -> Option<&str> {
        self.find(text).filter(|name| self.languages.contains(*name))
    }

    /// Names of the skills that a running text mentions, each once, in order.
    pub fn mentions(&self, text: &str) -> Vec<&str> {
        self.mentions_as_printed(text)
            .into_iter()
            .map(|(name, _)| name)
            .collect()
    }

    /// The names that make up a text without anything between them (`HubSpot Spark Google Analytics`), at least three of them.
    pub fn tiled(&self, text: &str) -> Option<Vec<String>> {
        let words: Vec<&str> = text.split_whitespace().collect();
        if words.len() < TILES || self.find(text).is_some() || text.contains(['(', ':', ',']) {
            return None;
        }
        let mut out = Vec::new();
        let mut start = 0;
        while start < words.len() {
            let length = (1..=NAME_WORDS.min(words.len() - start))
                .rev()
                .find(|n| self.find(&words[start..start + n].join(" ")).is_some())?;
            out.push(words[start..start + length].join(" "));
            start += length;
        }
        (out.len() >= TILES).then_some(out)
    }

    /// The same with the words of the text beside each name.
    pub fn mentions_as_printed(&self, text: &str) -> Vec<(&str, String)> {
        let words: Vec<&str> = text
            .split(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | '(' | ')' | ':' | '|' | '•'))
            .filter(|w| !w.is_empty())
            .collect();
        let mut out: Vec<(&str, String)> = Vec::new();
        let mut start = 0;
        while start < words.len() {
            let longest = (1..=NAME_WORDS.min(words.len() - start)).rev().find_map(|n| {
                let phrase = words[start..start + n].join(" ");
                let phrase = phrase.trim_end_matches(['.', '!', '?']);
                let (index, spelling) = self.keys.get(&key(phrase))?;
                let short = spelling.chars().filter(|c| c.is_alphanumeric()).count() <= SHORT_KEY;
                // "chef de projet" is no Chef.
                let ordinary = n == 1
                    && phrase.len() <= ORDINARY_BYTES
                    && phrase.chars().all(char::is_lowercase)
                    && spelling.starts_with(char::is_uppercase);
                ((!short || phrase == spelling) && !ordinary).then_some((n, *index))
            });
            match longest {
                Some((n, index)) => {
                    if out.iter().all(|(name, _)| *name != self.names[index]) {
                        let printed = words[start..start + n].join(" ");
                        out.push((&self.names[index], printed.trim_end_matches(['.', '!', '?']).to_owned()));
                    }
                    start += n;
                }
                None => start += 1,
            }
        }
        out
    }
}

/// What two spellings of a skill have in common: `Node.js`, `node js` and `NodeJS` are one.
fn key(text: &str) -> String {
    fold(text)
        .chars()
        .filter(|c| c.is_alphanumeric() || matches!(c, '+' | '#'))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn catalogue() -> Catalogue {
        let skill = |name: &str, aliases: &[&str]| CatalogueSkill {
            name: name.to_owned(),
            category: String::new(),
            aliases: aliases.iter().map(|a| (*a).to_owned()).collect(),
        };
        Catalogue::new(&[
            skill("Node.js", &["NodeJS"]),
            skill("Go", &["Golang"]),
            skill("Spring Boot", &[]),
            skill("Spring", &[]),
        ])
    }

    #[test]
    fn spellings_and_mentions() {
        let catalogue = catalogue();
        assert_eq!(catalogue.find("nodejs"), Some("Node.js"));
        assert_eq!(
            catalogue.mentions("We go live with Go and Spring Boot."),
            ["Go", "Spring Boot"]
        );
    }
}
