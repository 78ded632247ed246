//! The skill matcher: names and aliases of the catalogue, compared without case, accents and punctuation.

use std::collections::{HashMap, HashSet};

use serde::{Deserialize, Serialize};

use super::lexicon::fold;
use super::lexicon::homonyms::{self, Company};

/// Longest name, in words, looked for in running text.
const NAME_WORDS: usize = 5;
/// Names this short are ordinary letters too ("C", "R", "Go"): in running text they count only as printed.
const SHORT_KEY: usize = 2;

/// Words up to this long may be ordinary words when they are printed in lower case.
const ORDINARY_BYTES: usize = 5;

/// Fewest names in a row that are taken apart without anything between them, and fewest where each is one word.
const TILES: usize = 3;
const WORD_TILES: usize = 2;

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

    /// Name of the skill that `text` is, by its name or an alias: as it is, without its version (`Java 17`, `PHP8`), or by the first
    /// of two skills that are written as one (`PostgreSQL/PostGIS`).
    pub fn find(&self, text: &str) -> Option<&str> {
        let exact = |text: &str| self.keys.get(&key(text)).map(|(index, _)| self.names[*index].as_str());
        exact(text).or_else(|| exact(without_version(text)?)).or_else(|| {
            let (first, second) = text
                .split_once(['/', '+'])
                .filter(|(a, b)| !a.is_empty() && !b.is_empty())?;
            let versions = !second.chars().any(char::is_alphabetic);
            let found = exact(first).or_else(|| exact(without_version(first)?))?;
            (versions || exact(second).is_some()).then_some(found)
        })
    }

    /// Names of the skills of `PostgreSQL/PostGIS`, where each part is one; none for other texts, and for one name with a stroke (`PL/SQL`), whose
    /// parts say nothing more.
    pub fn parts(&self, text: &str) -> Option<Vec<&str>> {
        let names: Vec<&str> = text
            .split('/')
            .map(|part| self.find(part.trim()))
            .collect::<Option<_>>()?;
        let apart = names.len() > 1 && names.iter().enumerate().all(|(i, name)| !names[..i].contains(name));
        let whole = self.find(text).is_some_and(|name| name.contains('/'));
        (apart && !whole).then_some(names)
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

    /// The names that make up a text without anything between them (`HubSpot Spark Google Analytics`), at least three of them, or two of one
    /// word each (`React TypeScript`).
    pub fn tiled(&self, text: &str) -> Option<Vec<String>> {
        let words: Vec<&str> = text.split_whitespace().collect();
        if words.len() < WORD_TILES || self.find(text).is_some() || text.contains(['(', ':', ',']) {
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
        (out.len() >= TILES || out.len() == words.len()).then_some(out)
    }

    /// The same with the words of the text beside each name.
    pub fn mentions_as_printed(&self, text: &str) -> Vec<(&str, String)> {
        let words = Words::of(text);
        let mut out: Vec<(&str, String)> = Vec::new();
        let mut start = 0;
        while start < words.list.len() {
            let longest = (1..=NAME_WORDS.min(words.list.len() - start)).rev().find_map(|n| {
                let phrase = words.phrase(start, n);
                let (index, spelling) = self.keys.get(&key(&phrase))?;
                self.is_meant(&words, start, n, &phrase, spelling)
                    .then_some((n, *index, phrase))
            });
            match longest {
                Some((n, index, phrase)) => {
                    if out.iter().all(|(name, _)| *name != self.names[index]) {
                        out.push((&self.names[index], phrase));
                    }
                    start += n;
                }
                None => start += 1,
            }
        }
        out
    }

    /// Whether words that spell a skill mean it: short names count as printed, names that are common words need company.
    fn is_meant(&self, words: &Words<'_>, start: usize, n: usize, phrase: &str, spelling: &str) -> bool {
        let short = spelling.chars().filter(|c| c.is_alphanumeric()).count() <= SHORT_KEY;
        // "chef de projet" is no Chef.
        let ordinary = n == 1
            && phrase.len() <= ORDINARY_BYTES
            && phrase.chars().all(char::is_lowercase)
            && spelling.starts_with(char::is_uppercase);
        // "C ++" is printed with a gap that the name has not.
        let signs = spelling.contains(['+', '#']);
        let as_printed = if signs {
            phrase.replace(char::is_whitespace, "") == spelling
        } else {
            phrase == spelling
        };
        if ordinary || short && !as_printed {
            return false;
        }
        let name = fold(phrase);
        if n > 1 || !homonyms::is_common(&name) {
            return !words.after(start + n - 1).is_some_and(homonyms::is_legal_form);
        }
        let company = Company {
            before: words.before(start),
            after: words.after(start),
            joined: words.joined(start),
            listed: self.stands_beside(words, start),
            labelled: words.is_labelled(start),
        };
        homonyms::is_name(&name, phrase == spelling, company)
    }

    /// True when a list goes on from this word to another skill, before it or after it.
    fn stands_beside(&self, words: &Words<'_>, at: usize) -> bool {
        let known = |from: usize, n: usize| self.keys.contains_key(&key(&words.phrase(from, n)));
        let after = words
            .next_item(at)
            .is_some_and(|next| (1..=NAME_WORDS.min(words.list.len() - next)).any(|n| known(next, n)));
        let before = words
            .item_before(at)
            .is_some_and(|end| (1..=NAME_WORDS.min(end)).any(|n| known(end - n, n)));
        after || before
    }
}

/// Words of a running text, with what stands between them.
struct Words<'t> {
    list: Vec<(&'t str, usize)>,
    text: &'t str,
}

impl<'t> Words<'t> {
    fn of(text: &'t str) -> Self {
        let borders = |c: char| c.is_whitespace() || matches!(c, ',' | ';' | '(' | ')' | ':' | '|' | '•' | '/');
        let mut list = Vec::new();
        let mut at = 0;
        for word in text.split(borders) {
            if !word.is_empty() {
                list.push((word, at));
            }
            at += word.len();
            at += text[at..].chars().next().map_or(0, char::len_utf8);
        }
        Self { list, text }
    }

    /// `n` words from `start`, as printed, without the end of a sentence.
    fn phrase(&self, start: usize, n: usize) -> String {
        let (from, (last, at)) = (self.list[start].1, self.list[start + n - 1]);
        self.text[from..at + last.len()]
            .trim_end_matches(['.', '!', '?'])
            .to_owned()
    }

    /// What is printed between a word and the one before it; none where there is none or a sentence ends there.
    fn gap(&self, at: usize) -> Option<&'t str> {
        let (before, from) = *self.list.get(at.checked_sub(1)?)?;
        let to = self.list.get(at)?.1;
        (!before.ends_with(['.', '!', '?'])).then(|| &self.text[from + before.len()..to])
    }

    fn before(&self, at: usize) -> Option<&'t str> {
        self.gap(at)
            .filter(|g| g.trim().is_empty())
            .map(|_| self.list[at - 1].0)
    }

    fn after(&self, at: usize) -> Option<&'t str> {
        self.gap(at + 1)
            .filter(|g| g.trim().is_empty())
            .map(|_| self.list[at + 1].0)
    }

    /// The word behind an "and" that follows.
    fn joined(&self, at: usize) -> Option<&'t str> {
        let joins = self.gap(at + 1).is_some() && self.joins(at + 1);
        joins.then(|| self.list.get(at + 2).map(|(word, _)| *word))?
    }

    fn is_labelled(&self, at: usize) -> bool {
        self.gap(at).is_some_and(|g| g.contains(':'))
    }

    fn joins(&self, at: usize) -> bool {
        self.list.get(at).is_some_and(|(w, _)| {
            matches!(
                fold(w).as_str(),
                "and" | "et" | "&" | "+" | "or" | "ou" | "puis" | "then"
            )
        })
    }

    fn separates(&self, at: usize) -> bool {
        self.gap(at).is_some_and(|g| g.contains([',', '/', ';', '|', '•', '(']))
    }

    /// Where the next item of a list begins after this word.
    fn next_item(&self, at: usize) -> Option<usize> {
        let next = at + 1;
        if self.gap(next).is_some() && self.joins(next) && next + 1 < self.list.len() {
            return Some(next + 1);
        }
        self.separates(next).then_some(next)
    }

    /// Where the item before this word ends.
    fn item_before(&self, at: usize) -> Option<usize> {
        let before = at.checked_sub(1)?;
        if self.joins(before) && self.gap(at).is_some() {
            return Some(before);
        }
        self.separates(at).then_some(at)
    }
}

/// `Java 17`, `Angular v15`, `Python 3.x`, `PHP8` without the version; none when there is none.
fn without_version(text: &str) -> Option<&str> {
    let text = text.trim_end();
    let is_version = |w: &str| {
        let w = w.trim_start_matches(['v', 'V']);
        w.starts_with(|c: char| c.is_ascii_digit())
            && w.chars()
                .all(|c| c.is_ascii_digit() || matches!(c, '.' | 'x' | '+' | '-' | '/'))
    };
    if let Some((name, version)) = text.rsplit_once(' ') {
        return is_version(version).then_some(name);
    }
    let name = text.trim_end_matches(|c: char| c.is_ascii_digit() || c == '.');
    (name.len() < text.len() && name.len() > SHORT_KEY).then_some(name)
}

/// What two spellings of a skill have in common: `Node.js`, `node js` and `NodeJS` are one.
pub(super) fn key(text: &str) -> String {
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
    fn a_gap_before_signs_makes_no_other_skill() {
        let skill = |name: &str| CatalogueSkill {
            name: name.to_owned(),
            category: String::new(),
            aliases: Vec::new(),
        };
        let catalogue = Catalogue::new(&["C", "C++", "C#", "Node.js", "Java"].map(skill));
        let text = "Wrote services in C ++ and C # for Node JS, in Java, and in C.";
        assert_eq!(catalogue.mentions(text), ["C++", "C#", "Node.js", "Java", "C"]);
    }

    #[test]
    fn versions_and_pairs_are_found_by_their_skill() {
        let skill = |name: &str| CatalogueSkill {
            name: name.to_owned(),
            category: String::new(),
            aliases: Vec::new(),
        };
        let catalogue = Catalogue::new(&["Java", "PostgreSQL", "PostGIS", "PHP", "R", "Spring Boot"].map(skill));
        for (text, name) in [
            ("Java 17", Some("Java")),
            ("Java 8/11", Some("Java")),
            ("Spring Boot v3.2", Some("Spring Boot")),
            ("PHP8", Some("PHP")),
            ("PostgreSQL/PostGIS", Some("PostgreSQL")),
            ("PostgreSQL 15", Some("PostgreSQL")),
            ("R2", None),
            ("Java/Cobol", None),
            ("Level 3", None),
        ] {
            assert_eq!(catalogue.find(text), name, "{text}");
        }
    }

    #[test]
    fn homonyms_need_company() {
        let skills: Vec<CatalogueSkill> = [
            "Go",
            "R",
            "Chef",
            "Swift",
            "C",
            "Excel",
            "Spring",
            "Rust",
            "Dart",
            "Ruby",
            "Word",
            "Access",
            "Microsoft Project",
            "Python",
            "Ansible",
            "Docker",
            "Kotlin",
            "SQL",
            "Tableau",
            "React",
            "Express",
            "PowerPoint",
            "Spark",
        ]
        .iter()
        .map(|name| CatalogueSkill {
            name: (*name).to_owned(),
            category: String::new(),
            aliases: if *name == "Microsoft Project" {
                vec!["Project".to_owned()]
            } else {
                Vec::new()
            },
        })
        .collect();
        let catalogue = Catalogue::new(&skills);
        let none: &[&str] = &[];
        for (sentence, names) in [
            ("Prepared the go live of the portal and the Go To Market plan", none),
            ("Chef de projet pour un grand compte", none),
            ("Promu Chef d'équipe en 2019, puis rédacteur en chef", none),
            ("Excel at meeting deadlines", none),
            ("Swift response to incidents in a busy office", none),
            ("Ran the Spring 2019 campaign", none),
            ("Vitamin C and R&D budget of the site", none),
            ("Managed the Access control system and badge printing", none),
            ("Project Manager for the new plant", none),
            ("Rust prevention on offshore platforms", none),
            ("Gave his Word to partners", none),
            ("Suivi du Tableau de bord mensuel", none),
            ("React quickly to customers", none),
            ("Express delivery in two days", none),
            ("Permis C et permis B", none),
            ("Wrote services in Go and Rust", &["Go", "Rust"]),
            ("Développement de scripts en R, Python et SQL", &["R", "Python", "SQL"]),
            ("Déploiements automatisés avec Chef puis Ansible", &["Chef", "Ansible"]),
            ("Applications mobiles (Swift, Kotlin)", &["Swift", "Kotlin"]),
            ("Outils : Excel, Word, PowerPoint", &["Excel", "Word", "PowerPoint"]),
            ("Firmware in C for meters", &["C"]),
            ("Reporting sous Excel et Access", &["Excel", "Access"]),
            ("Migration vers Spring, Docker", &["Spring", "Docker"]),
            ("Front end with React and Express", &["React", "Express"]),
            ("Environnement technique : Ruby, Dart", &["Ruby", "Dart"]),
            ("Data pipelines using Spark/Python", &["Spark", "Python"]),
        ] {
            assert_eq!(catalogue.mentions(sentence), names, "{sentence}");
        }
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
