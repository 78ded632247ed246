//! What a line of skills lists: each item with the level and the years that stand beside it.

use std::sync::LazyLock;

use regex::Regex;

use super::super::catalogue::Catalogue;
use super::super::lexicon::pattern::pattern;
use super::super::lexicon::{dates, headings, languages, levels, words};
use super::super::profile::Proficiency;
use super::super::text::line::Line;

/// Longest skill, in words and characters.
const SKILL_WORDS: usize = 6;
const SKILL_CHARS: usize = 48;
/// Longest label before a colon, in words.
const LABEL_WORDS: usize = 5;

static YEARS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)\b(\d{1,2})(?:[.,](\d))?\s?\+?\s?(?:ans?|années?|years?|yrs?)\b(?:\s(?:d['’]expérience|of experience|experience))?",
    )
});
static LEAD: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)^(?:bonnes? |solides? |excellentes? |good |solid |strong |basic |working )?(?:(?:highly )?proficient (?:in|with)|experienced? (?:in|with)|knowledge of|familiar with|skilled in|fluent in|maîtrise (?:de |des |du |d['’])?|connaissances? (?:en |de |des |du |d['’])?|utilisation (?:de |des |du |d['’])|notions (?:de |d['’]|en )|using\s|and\s|et\s|a bit of\s|some\s|a little\s|un peu de\s|un peu d['’])\s*",
    )
});
static RATING: LazyLock<Regex> = LazyLock::new(|| pattern(r"[●○★☆■□⋆▪▫█░⚫⚪]+|\b\d{1,3}\s?%|\b[1-9]/(?:5|10)\b"));

/// The level that a label names: "Avancé", or "Notions en". "Bases de données" are no bases of anything.
pub(super) fn level_in_label(label: &str) -> Option<Proficiency> {
    let words = words(label);
    if words.windows(3).any(|w| w == ["bases", "de", "donnees"]) {
        return None;
    }
    levels::proficiency(label).or_else(|| level_in_words(&words))
}

pub(super) fn level_in_words(words: &[String]) -> Option<Proficiency> {
    words
        .iter()
        .find_map(|w| levels::proficiency(w).filter(|l| *l == Proficiency::Beginner || *l == Proficiency::Expert))
}

/// An item of a list.
#[derive(Debug, PartialEq)]
pub(super) struct Item {
    pub text: String,
    pub level: Option<Proficiency>,
    pub years: Option<f64>,
}

pub(super) fn items(line: &Line, counted: bool, catalogue: &Catalogue) -> Vec<Item> {
    let all: Vec<&str> = line.cells.iter().map(|c| c.text.as_str()).collect();
    // A table row: the skill, then its level and years, in cells of their own or in one.
    let number = |t: &str| {
        t.trim()
            .parse::<f64>()
            .ok()
            .filter(|n| counted && (0.0..60.0).contains(n))
    };
    let level = |t: &str| {
        levels::proficiency(t)
            .or_else(|| levels::proficiency(t.trim_end_matches(|c: char| c.is_ascii_digit() || c == ' ')))
    };
    let detail = |t: &str| {
        levels::is_rating(t)
            || number(t).is_some()
            || level(YEARS.replace(t, "").trim()).is_some()
            || YEARS.find(t).is_some_and(|m| m.as_str().len() + 1 >= t.len())
    };
    if all.len() >= 2 && all[1..].iter().all(|t| detail(t)) && !detail(all[0]) {
        let last_number = |t: &str| t.rsplit(' ').next().and_then(number);
        return item(all[0], catalogue)
            .into_iter()
            .map(|own| Item {
                level: own
                    .level
                    .or_else(|| all[1..].iter().find_map(|t| level(YEARS.replace(t, "").trim()))),
                years: own
                    .years
                    .or_else(|| all[1..].iter().find_map(|t| years(t).or_else(|| last_number(t)))),
                ..own
            })
            .collect();
    }
    let mut cells: Vec<&str> = all.into_iter().filter(|t| !levels::is_rating(t)).collect();
    // A label in a cell of its own, before a list.
    let lists = |t: &&str| t.contains(", ");
    if cells.len() == 2
        && line.cells[0].text == cells[0]
        && !lists(&cells[0])
        && (lists(&cells[1]) || line.cells[0].bold && !line.cells[1].bold || headings::is_heading_piece(cells[0]))
        && catalogue.find(cells[0]).is_none()
    {
        cells.remove(0);
    }
    let mut out = Vec::new();
    for segment in cells.iter().flat_map(|c| c.split('|')) {
        let (list, level) = without_label(segment.trim());
        for part in split_list(list) {
            out.extend(item(&part, catalogue).into_iter().map(|mut i| {
                i.level = i.level.or(level);
                i
            }));
        }
    }
    out
}

/// Takes a category off the front: `Frameworks : Spring, Angular`. `Linux : 7 ans` has none.
pub(super) fn without_label(text: &str) -> (&str, Option<Proficiency>) {
    if let Some((label, rest)) = text.split_once(':') {
        let rest = rest.trim();
        let detail = levels::proficiency(rest.split(',').next().unwrap_or(rest)).is_some()
            || YEARS.find(rest).is_some_and(|m| m.start() == 0);
        if !rest.is_empty()
            && !detail
            && !label.contains(',')
            && words(label).len() <= LABEL_WORDS
            && !rest.starts_with("//")
        {
            return (rest, level_in_label(label));
        }
    }
    // `Automation - Selenium, Cypress`
    if let Some((label, rest)) = text.split_once(" - ").or_else(|| text.split_once(" – "))
        && !label.contains([',', '(', ':'])
        && words(label).len() <= 3
        && rest.split(',').count() >= 2
        && levels::proficiency(rest.split(',').next().unwrap_or(rest)).is_none()
    {
        return (rest.trim(), level_in_label(label));
    }
    (text, None)
}

/// Splits at separators outside brackets.
pub(super) fn split_list(text: &str) -> Vec<String> {
    // `SQL - Kubernetes - Git -`: dashes separate where there are several.
    let dashed = [" - ", " – ", " — "]
        .into_iter()
        .find(|dash| text.matches(dash).count() >= 3 && !text.contains(','));
    if let Some(dash) = dashed {
        return text
            .split(dash)
            .map(str::to_owned)
            .filter(|s| s.chars().any(char::is_alphanumeric))
            .collect();
    }
    let chars: Vec<char> = text.chars().collect();
    let mut out = vec![String::new()];
    let mut depth = 0usize;
    for (i, c) in chars.iter().enumerate() {
        let spaced = i > 0 && chars[i - 1] == ' ' && chars.get(i + 1) == Some(&' ');
        match c {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        let separates = match c {
            ',' => !(i > 0 && chars[i - 1].is_ascii_digit() && chars.get(i + 1).is_some_and(char::is_ascii_digit)),
            ';' | '|' | '•' | '\t' | '·' => true,
            '/' | '>' | '=' => {
                spaced || (*c == '=' && chars.get(i + 1) == Some(&'=')) || (*c == '=' && i > 0 && chars[i - 1] == '=')
            }
            _ => false,
        };
        if separates && depth == 0 {
            out.push(String::new());
        } else if let Some(last) = out.last_mut() {
            last.push(*c);
        }
    }
    out.retain(|s| s.chars().any(char::is_alphanumeric));
    out
}

pub(super) fn item(text: &str, catalogue: &Catalogue) -> Vec<Item> {
    let years = years(text);
    let without_years = YEARS.replace_all(text, "");
    let without = RATING.replace_all(&without_years, "").into_owned();
    let mut name = without.as_str();
    let mut level = None;
    // Level in brackets, after a dash or a colon.
    if let Some((before, inner)) = name.split_once('(') {
        let inner = inner.trim_end().trim_end_matches(')');
        level = inner.split([',', ';']).find_map(levels::proficiency);
        if level.is_some() || inner.trim_matches(|c: char| !c.is_alphanumeric()).is_empty() || inner.contains(',') {
            name = before;
        }
    }
    for separator in [" – ", " - ", " — ", ":", " : "] {
        if let Some((before, after)) = name.rsplit_once(separator) {
            let found = levels::proficiency(after);
            if found.is_some() || !after.chars().any(char::is_alphanumeric) {
                level = level.or(found);
                name = before;
            }
        }
    }
    let mut name = trim(name);
    // `Excel avancé`
    if let Some((before, last)) = name.rsplit_once(' ')
        && let Some(found) = levels::proficiency(last)
        && catalogue.find(name).is_none()
    {
        level = level.or(Some(found));
        name = before;
    }
    let name = LEAD.replace(name, "");
    let name = trim(&name);
    if let Some(names) = catalogue.tiled(name) {
        return names.into_iter().map(|text| Item { text, level, years }).collect();
    }
    if catalogue.find(name).is_none() {
        for joint in [" and ", " et ", " & "] {
            if let Some((a, b)) = name.split_once(joint)
                && (catalogue.find(a).is_some() || catalogue.find(b).is_some())
            {
                let part = |t: &str| Item {
                    text: trim(t).to_owned(),
                    level,
                    years,
                };
                return [a, b].map(part).into();
            }
        }
    }
    vec![Item {
        text: name.to_owned(),
        level,
        years,
    }]
}

pub(super) fn years(text: &str) -> Option<f64> {
    let found = YEARS.captures(text)?;
    let whole: f64 = found.get(1)?.as_str().parse().ok()?;
    let tenths: f64 = found.get(2).and_then(|m| m.as_str().parse().ok()).unwrap_or(0.0);
    Some(whole + tenths / 10.0)
}

pub(super) fn trim(text: &str) -> &str {
    text.trim()
        .trim_matches(|c: char| {
            matches!(
                c,
                ',' | ';' | ':' | '-' | '–' | '—' | '|' | '•' | '*' | '"' | '“' | '”' | '/' | '·'
            )
        })
        .trim()
        .trim_end_matches('.')
        .trim()
}

pub(super) fn is_skill(text: &str, known: bool) -> bool {
    let count = text.split_whitespace().count();
    let chars = text.chars().count();
    let spoken = !known
        && languages::mentions(text)
            .first()
            .is_some_and(|m| m.0 == 0 && (count == 1 || levels::language_level(text).is_some()));
    let letters = text.chars().any(char::is_alphabetic);
    known
        || (letters
            && (1..=SKILL_WORDS).contains(&count)
            && chars <= SKILL_CHARS
            && !spoken
            && levels::proficiency(text).is_none()
            && dates::periods(text).is_empty()
            && !text.contains('@')
            && !text.contains("www.")
            && !text.contains("://")
            && chars != 1)
}
