//! What can be a person's name, told from titles, trades, places and headings.

use super::super::lexicon::headings::is_heading;
use super::super::lexicon::{fold, places, roles};

/// Words around a name that are not part of it.
pub(super) const TITLES: &[&str] = &[
    "curriculum",
    "vitae",
    "resume",
    "cv",
    "mr",
    "mrs",
    "ms",
    "dr",
    "m",
    "mme",
    "monsieur",
    "madame",
    "updated",
    "last",
];
/// Titles that are names without their full stop.
const ABBREVIATED: &[&str] = &["ing.", "prof.", "dipl.", "pr.", "hon.", "eng."];
/// Particles of names, which may be in lower case.
const PARTICLES: &[&str] = &[
    "de", "du", "des", "la", "le", "van", "von", "der", "den", "di", "da", "dos", "el", "al", "ben", "bin", "ter", "y",
    "e", "o'", "d'",
];

/// Letters of a word that may be a whole heading.
const JOINED_HEADING: usize = 9;

/// The text as a name, or none: two to five capitalised words without figures that mean nothing else.
pub(super) fn as_name(text: &str) -> Option<String> {
    let bare = |w: &str| fold(w).trim_matches(|c: char| !c.is_alphanumeric()).to_owned();
    let mut kept: Vec<&str> = text
        .split_whitespace()
        .filter(|w| !TITLES.contains(&bare(w).as_str()) && !ABBREVIATED.contains(&fold(w).as_str()))
        .collect();
    // "CV de Ana Silva"
    let of = |w: &&str| matches!(fold(w).as_str(), "de" | "of");
    if text
        .split_whitespace()
        .next()
        .is_some_and(|w| matches!(bare(w).as_str(), "cv" | "resume" | "curriculum"))
        && kept.first().is_some_and(of)
    {
        kept.remove(0);
    }
    let name = kept.join(" ");
    let capitalised = kept.iter().all(|w| {
        w.chars()
            .next()
            // Letters without case are those of scripts that have none.
            .is_some_and(|c| c.is_alphabetic() && !c.is_lowercase())
            || PARTICLES.contains(&fold(w).as_str())
            || elided(w)
    });
    let letters = name
        .chars()
        .all(|c| c.is_alphabetic() || matches!(c, ' ' | '-' | '\'' | '’' | '.' | '·'));
    let fits = (2..=5).contains(&kept.len()) || (kept.len() == 1 && name.chars().count() >= 3 && !name.is_ascii());
    // A heading set in spaced letters, next to it.
    let headed = kept
        .iter()
        .any(|w| w.chars().count() >= JOINED_HEADING && is_heading(w));
    (fits
        && capitalised
        && letters
        && !headed
        && !is_heading(&name)
        && (roles::score(&name) == 0 || is_trade_name(&kept))
        && !places::may_be_place(&name))
    .then_some(name)
}

/// Trades that are family names too.
const TRADE_NAMES: &[&str] = &[
    "baker",
    "cook",
    "porter",
    "judge",
    "mason",
    "carpenter",
    "gardener",
    "boulanger",
    "boucher",
    "marin",
    "sage",
    "mercier",
    "master",
    "page",
    "butcher",
    "tailor",
    "dancer",
    "singer",
    "charpentier",
    "couturier",
    "pelletier",
    "fournier",
    "gerant",
    "steward",
    "joiner",
    "leclerc",
    "clerc",
    "lemaitre",
    "maitre",
    "chef",
    "pilot",
    "sailor",
    "guard",
    "macon",
    "fisher",
    "barman",
    "tapissier",
    "serrurier",
    "fromager",
    "guide",
    "partner",
    "soldier",
    "courtier",
    "messager",
];
/// What stands before a trade in a title.
const TRADE_LEADS: &[&str] = &[
    "head",
    "chief",
    "senior",
    "junior",
    "pastry",
    "line",
    "sous",
    "second",
    "executive",
    "assistant",
    "apprentice",
    "apprenti",
    "apprentie",
    "night",
    "commis",
    "private",
    "school",
    "artisan",
    "ouvrier",
    "lead",
    "trainee",
    "maitre",
    "hotel",
    "prep",
    "security",
    "airline",
    "scrum",
    "aide",
    "station",
    "web",
    "compagnon",
    "premier",
    "responsable",
    "tour",
    "business",
];

/// `Ruth Baker`, `Ruth Baker-Finch`: the last word is a trade and a name, and nothing before it belongs to a title.
fn is_trade_name(words: &[&str]) -> bool {
    let [before @ .., last] = words else {
        return false;
    };
    let folded = fold(last);
    let trade = folded.split('-').any(|part| TRADE_NAMES.contains(&part));
    trade
        && !before.is_empty()
        && before
            .iter()
            .all(|w| roles::score(w) == 0 && !TRADE_LEADS.contains(&fold(w).as_str()))
}

/// `d'Arcy`: a small letter, an apostrophe, a capital.
fn elided(word: &str) -> bool {
    word.split_once(['\'', '’'])
        .is_some_and(|(before, after)| before.chars().count() == 1 && after.starts_with(char::is_uppercase))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_told_from_titles_places_and_headings() {
        assert_eq!(as_name("ANA MÜLLER RESUME").as_deref(), Some("ANA MÜLLER"));
        assert_eq!(as_name("Marie-Claire Obame").as_deref(), Some("Marie-Claire Obame"));
        for name in ["Ruth Baker-Finch", "Ruth Baker", "JEAN BOULANGER"] {
            assert_eq!(as_name(name).as_deref(), Some(name));
        }
        for job in ["Commis Boulanger", "Head Cook", "Porter", "Night Porter"] {
            assert_eq!(as_name(job), None, "{job}");
        }
        assert_eq!(as_name("CV de Paul Biya Ndong").as_deref(), Some("Paul Biya Ndong"));
        assert_eq!(
            as_name("Dr. Ing. Hans-Jürgen von der Müller").as_deref(),
            Some("Hans-Jürgen von der Müller")
        );
        assert_eq!(as_name("œuvre"), None);
        assert_eq!(as_name("山田太郎").as_deref(), Some("山田太郎"));
        assert_eq!(as_name("Security Engineer"), None);
        assert_eq!(as_name("San Francisco, CA"), None);
        assert_eq!(as_name("Work Experience"), None);
    }
}
