//! The name: labelled, introduced, or the most prominent of the first lines that can be one.

use std::sync::LazyLock;

use regex::Regex;

use super::super::catalogue::Catalogue;
use super::super::confidence::GUESS;
use super::super::lexicon::pattern::pattern;
use super::super::lexicon::{dates, fold};
use super::super::sections::part::Part;
use super::super::text::line::Line;
use super::name_words::{TITLES, as_name};
use super::{contact_lines, contact_pieces};

/// What stands between a name and the title or town beside it.
pub(super) static BESIDE: LazyLock<Regex> = LazyLock::new(|| pattern(r"\s+[–—-]\s+|,\s+"));

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
            .flat_map(|p| BESIDE.split(p).map(str::to_owned).collect::<Vec<_>>())
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
