//! Name, headline and profile paragraph.

use std::sync::LazyLock;

use regex::Regex;

use super::super::catalogue::Catalogue;
use super::super::confidence::GUESS;
use super::super::lexicon::headings::{Section, is_heading};
use super::super::lexicon::pattern::pattern;
use super::super::lexicon::{dates, fold, places, roles, words};
use super::super::sections::Part;
use super::super::text::Line;
use super::{contact_lines, contact_pieces, lines_of};

/// Words around a name that are not part of it.
const TITLES: &[&str] = &[
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

static SPLIT: LazyLock<Regex> = LazyLock::new(|| pattern(r"\s+[–—-]\s+|,\s+"));

/// The name and how sure it is: labelled, else the most prominent of the first lines that can be a name.
pub fn name(parts: &[Part], catalogue: &Catalogue) -> Option<(String, f64)> {
    let lines = contact_lines(parts);
    if let Some(name) = labelled(&lines) {
        return Some((name, 0.95));
    }
    static INTRODUCED: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i:je m['’]appelle|my name is|i am|i['’]m)\s+((?:\p{Lu}[\p{L}'’-]+|[Ll]e|[Dd]e)(?:\s(?:\p{Lu}[\p{L}'’-]+|de|van|von|da|el)){1,3})",
        )
    });
    // A sidebar may come before the name: then it stands under a heading of another column.
    let first_page: Vec<&Line> = parts.iter().flat_map(|p| &p.lines).filter(|l| l.page == 1).collect();
    let header: Vec<&Line> = lines.iter().filter(|l| l.page == 1).collect();
    let introduced = || {
        header
            .iter()
            .find_map(|l| INTRODUCED.captures(&l.text()).and_then(|c| as_name(&c[1])))
    };
    let upper: Vec<&Line> = first_page
        .into_iter()
        .take(15)
        .filter(|l| !l.bullet && dates::periods(&l.text()).is_empty())
        .collect();
    best(&header, 0.97, catalogue)
        .or_else(|| introduced().map(|n| (n, 0.8)))
        .or_else(|| best(&upper, GUESS, catalogue))
        .or_else(|| best(&largest(parts), GUESS, catalogue))
}

/// Lines of the first page in its largest type, where that stands out: a long side bar may come before the name.
fn largest(parts: &[Part]) -> Vec<&Line> {
    let lines: Vec<&Line> = parts.iter().flat_map(|p| &p.lines).filter(|l| l.page == 1).collect();
    let mut sizes: Vec<f32> = lines.iter().map(|l| l.size).collect();
    sizes.sort_by(f32::total_cmp);
    let (usual, size) = (sizes.get(sizes.len() / 2), sizes.last());
    let (usual, size) = (usual.copied().unwrap_or(0.0), size.copied().unwrap_or(0.0));
    lines
        .into_iter()
        .filter(|l| size > 1.3 * usual && l.size >= size - 0.3)
        .collect()
}

/// `React TypeScript Node.js`: nothing but skills, which a side bar may list before the name.
fn is_of_skills(name: &str, catalogue: &Catalogue) -> bool {
    catalogue.find(name).is_some() || catalogue.tiled(name).is_some()
}

fn best(lines: &[&Line], confidence: f64, catalogue: &Catalogue) -> Option<(String, f64)> {
    let largest = lines.iter().map(|l| l.size).fold(0.0, f32::max);
    let mut best: Option<(f32, String)> = None;
    for (i, line) in lines.iter().take(40).enumerate() {
        // First and last name set in two weights may be two cells.
        let whole = line.cells.iter().map(|c| c.text.as_str()).collect::<Vec<_>>().join(" ");
        let joined = (line.cells.len() >= 2 && line.cells.iter().all(|c| !c.text.contains(' '))).then_some(whole);
        let pieces: Vec<String> = contact_pieces(std::slice::from_ref(*line))
            .iter()
            .flat_map(|p| SPLIT.split(p).map(str::to_owned).collect::<Vec<_>>())
            .chain(joined)
            .collect();
        for piece in pieces {
            let Some(name) = as_name(&piece).filter(|name| !is_of_skills(name, catalogue)) else {
                continue;
            };
            let prominence = if largest > 0.0 {
                3.0 * (line.size / largest).powi(2)
            } else {
                0.0
            };
            let score = prominence - 0.25 * i as f32;
            if best.as_ref().is_none_or(|(s, _)| score > *s) {
                best = Some((score, name));
            }
        }
    }
    // A large name wraps: `Ana` over `Silva`.
    if let Some(name) = wrapped(lines, largest).filter(|name| largest > 0.0 && !is_of_skills(name, catalogue))
        && best.as_ref().is_none_or(|(score, single)| {
            *score < 2.5 || !single.contains(' ') || fold(&name).starts_with(&fold(single))
        })
    {
        return Some((name, confidence));
    }
    best.map(|(_, name)| (name, confidence))
}

/// Consecutive lines of the largest type, each of one or two words, that make one name.
fn wrapped(lines: &[&Line], largest: f32) -> Option<String> {
    let start = lines.iter().position(|l| l.size >= largest - 0.3)?;
    let texts: Vec<String> = lines[start..]
        .iter()
        .take_while(|l| l.size >= largest - 0.3 && l.cells.len() == 1)
        .map(|l| l.text())
        .filter(|t| !TITLES.contains(&fold(t).as_str()))
        .collect();
    let short = texts.iter().all(|t| t.split_whitespace().count() <= 2);
    let mut joined = String::new();
    for text in &texts {
        if !joined.is_empty() && !joined.ends_with('-') {
            joined.push(' ');
        }
        joined.push_str(text);
    }
    ((2..=4).contains(&texts.len()) && short)
        .then(|| as_name(&joined))
        .flatten()
}

/// The text as a name, or none: two to five capitalised words without figures that mean nothing else.
fn as_name(text: &str) -> Option<String> {
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

/// Trades that are family names too, and what stands before them in a title.
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

/// `Nom : SILVA` and `Prénom : Ana`, or `Name: Ana Silva`.
fn labelled(lines: &[Line]) -> Option<String> {
    let mut value = std::collections::HashMap::new();
    for line in lines {
        let text = line.cells.iter().map(|c| c.text.as_str()).collect::<Vec<_>>().join(" ");
        let Some((label, rest)) = text.split_once(':') else {
            continue;
        };
        let key = match fold(label).trim() {
            "nom" | "last name" | "surname" | "nom de famille" | "family name" => "last",
            "prenom" | "prenoms" | "first name" | "given name" => "first",
            "name" | "full name" | "nom et prenom" | "nom complet" | "prenom et nom" | "prenom nom" | "prenom, nom"
            | "nom, prenom" | "nom & prenom" | "prenom & nom" | "nom prenom" => "full",
            _ => continue,
        };
        value.entry(key).or_insert_with(|| rest.trim().to_owned());
    }
    let mut take = |key: &str| value.remove(key).filter(|v: &String| !v.is_empty());
    take("full").or_else(|| match (take("first"), take("last")) {
        (Some(first), Some(last)) => Some(format!("{first} {last}")),
        (None, last) => last,
        (first, None) => first,
    })
}

/// The headline: a job title among the contact lines, else the line right under the name.
pub fn title(parts: &[Part], name: Option<&str>) -> Option<(String, f64)> {
    printed_title(parts, name).map(|(title, sure)| (without_years(&title).to_owned(), sure))
}

fn printed_title(parts: &[Part], name: Option<&str>) -> Option<(String, f64)> {
    let lines = contact_lines(parts);
    let pieces = contact_pieces(&lines);
    let labels = [
        "titre",
        "title",
        "poste",
        "poste recherche",
        "job title",
        "fonction",
        "metier",
        "profession",
        "position",
    ];
    for piece in &pieces {
        if let Some((label, value)) = piece.split_once(':')
            && labels.contains(&fold(label).trim())
        {
            return Some((value.trim().to_owned(), 0.9));
        }
    }
    let plain = |p: &&String| {
        !p.contains('@')
            && !p.contains(':')
            && !p.contains("www.")
            && !p.ends_with('.')
            && Some(p.as_str()) != name
            && (p.contains(' ') || p.chars().next().is_some_and(char::is_uppercase))
            && !is_address(p)
            && words(p).len() <= 9
            && !p.chars().all(|c| !c.is_alphabetic())
            && dates::periods(p).is_empty()
    };
    let is_name = |p: &String| name.is_some_and(|n| fold(p).contains(&fold(n)));
    if let Some(piece) = pieces.iter().filter(plain).find(|p| roles::score(p) > 0 && !is_name(p)) {
        return Some((without_place(piece), 0.97));
    }
    // "Name – Title" and "Name, Title" on one line.
    if let Some(rest) = pieces
        .iter()
        .filter(|p| is_name(p))
        .find_map(|p| SPLIT.splitn(p, 2).nth(1).filter(|r| roles::score(r) > 0))
    {
        return Some((rest.to_owned(), 0.8));
    }
    // "I am a platform engineer."
    static SELF: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"(?i)^(?:je suis|i am|i['’]m)\s+(?:an?\s|une?\s|currently an?\s)?([^.,;]{4,60})"));
    let said = lines.iter().find_map(|l| {
        SELF.captures(&l.text())
            .map(|c| c[1].trim().to_owned())
            .filter(|t| roles::score(t) > 0 && words(t).len() <= 6)
    });
    if let Some(said) = said {
        return Some((said, GUESS));
    }
    // "Who I am: platform engineer, ..."
    let opening = summary(parts).and_then(|s| s.split([',', '.', ';']).next().map(|p| p.trim().to_owned()));
    if let Some(opening) = opening.filter(|o| roles::score(o) > 0 && words(o).len() <= 4) {
        return Some((opening, GUESS));
    }
    let at = pieces.iter().position(is_name)?;
    let next = pieces.get(at + 1).filter(|p| {
        plain(p)
            && !places::is_place(p)
            && !p.chars().any(|c| c.is_ascii_digit())
            && !p.contains(".")
            && words(p).len() >= 2
    })?;
    Some((next.clone(), GUESS))
}

/// `Ingénieure DevOps — 8 ans d'expérience` without the years, which are no part of what somebody is.
fn without_years(text: &str) -> &str {
    static YEARS: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)(?:\s*[–—,|(:-]+\s*(?:avec\s|with\s)?|\s+(?:avec|with)\s)\s*(?:(?:plus de|over|more than|environ|about)\s+)?\d{1,2}\s?\+?\s?(?:ans?|années?|years?|yrs?)\b(?:['’]?\s(?:d['’]\s?|of\s)?(?:expériences?|experience|exp\.?)(?:\s(?:professionnelle|pro))?)?\s*\)?$",
        )
    });
    let kept = YEARS.find(text).map_or(text, |found| &text[..found.start()]);
    if roles::score(kept) > 0 { kept } else { text }
}

/// `Data engineer, Bordeaux (33)` without the town.
fn without_place(text: &str) -> String {
    match text.rsplit_once(", ") {
        Some((title, place)) if places::is_place(place) => title.to_owned(),
        _ => text.to_owned(),
    }
}

/// True for a web address or a user name of one.
fn is_address(text: &str) -> bool {
    static DOMAIN: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?i)\S\.[a-z]{2,8}(?:/|$)"));
    DOMAIN.is_match(text)
}

/// The profile paragraph.
pub fn summary(parts: &[Part]) -> Option<String> {
    let lines = lines_of(parts, Section::Summary);
    let text: Vec<String> = lines.iter().map(Line::text).collect();
    let joined = text.join(" ").replace('\t', " ");
    (!joined.trim().is_empty()).then_some(joined)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_ends_before_the_years_of_experience() {
        for (printed, title) in [
            ("Ingénieure DevOps — 8 ans d'expérience", "Ingénieure DevOps"),
            ("Architecte Cloud Azure – 15 ans d’expérience", "Architecte Cloud Azure"),
            ("Data Engineer (5+ years of experience)", "Data Engineer"),
            (
                "Développeuse Java avec plus de 10 ans d'expérience",
                "Développeuse Java",
            ),
            ("Chef de projet, 12 ans", "Chef de projet"),
            ("Java Developer | 7 years experience", "Java Developer"),
            ("Enseignante de 6 ans", "Enseignante de 6 ans"),
            ("Consultant SAP S/4", "Consultant SAP S/4"),
        ] {
            assert_eq!(without_years(printed), title);
        }
    }

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
