//! Skills: lists, tables and rated lines become skills with their level and years.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::super::catalogue::{Catalogue, key};
use super::super::lexicon::pattern::pattern;
use super::super::lexicon::{dates, headings, languages, levels, words};
use super::super::profile::{Evidence, Proficiency, Skill};
use super::super::sections::Part;
use super::super::text::Line;

/// Longest skill, in words and characters.
const SKILL_WORDS: usize = 6;
const SKILL_CHARS: usize = 48;
/// Fewest items of a line that lists skills.
const LIST_ITEMS: usize = 4;
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

/// Skills of the skills parts, each once.
pub fn skills(parts: &[&Part], catalogue: &Catalogue) -> Vec<Skill> {
    let mut out: Vec<Skill> = Vec::new();
    let mut seen: HashMap<String, Range<usize>> = HashMap::new();
    for part in parts {
        let of_heading = part.heading.as_deref().and_then(level_in_label);
        let mut counted = false;
        for line in joined(&part.lines, catalogue) {
            if let Some(years) = table_head(&line) {
                counted = years;
                continue;
            }
            let evidence = Evidence {
                page: line.page,
                line: line.number,
            };
            let text = line.text();
            let language = text
                .split_once(':')
                .and_then(|(label, _)| catalogue.find_language(label.trim()));
            let labelled = language.map(|name| Item {
                text: name.to_owned(),
                level: None,
                years: None,
            });
            for mut item in labelled.into_iter().chain(items(&line, counted, catalogue)) {
                item.level = item.level.or(of_heading);
                let known = catalogue.find(&item.text);
                // "C ++" and "C++" are one, and so are "Foo Bar" and "FooBar" that no catalogue knows.
                let spelled = key(&item.text);
                if let Some(twins) = seen.get(&spelled) {
                    for twin in &mut out[twins.clone()] {
                        twin.proficiency_level = twin.proficiency_level.or(item.level);
                        twin.years = twin.years.or(item.years);
                    }
                } else if is_skill(&item.text, known.is_some()) {
                    let parts = catalogue.parts(&item.text).unwrap_or_default();
                    let names = if parts.is_empty() {
                        vec![known]
                    } else {
                        parts.into_iter().map(Some).collect()
                    };
                    seen.insert(spelled, out.len()..out.len() + names.len());
                    out.extend(names.into_iter().map(|name| Skill {
                        name: name.map(str::to_owned),
                        raw: item.text.clone(),
                        suggestion: None,
                        proficiency_level: item.level,
                        years: item.years,
                        evidence,
                    }));
                }
            }
        }
    }
    out
}

/// Catalogue skills that the text names, for documents without a skills section: those of lines that list skills, else those
/// that any line mentions.
pub fn mentioned(lines: &[Line], catalogue: &Catalogue) -> Vec<Skill> {
    let list = |line: &&Line| {
        let items = split_list(&line.text());
        let known = items.iter().filter(|i| catalogue.find(trim(i)).is_some()).count();
        items.len() >= LIST_ITEMS && known * 2 >= items.len()
    };
    let listed: Vec<Line> = lines.iter().filter(list).cloned().collect();
    if !listed.is_empty() {
        let part = Part {
            section: headings::Section::Skills,
            heading: None,
            lines: listed,
        };
        return skills(&[&part], catalogue);
    }
    let mut out: Vec<Skill> = Vec::new();
    for line in lines {
        for (name, printed) in catalogue.mentions_as_printed(&line.text()) {
            if !out.iter().any(|s| s.name.as_deref() == Some(name)) {
                out.push(Skill {
                    name: Some(name.to_owned()),
                    raw: printed,
                    suggestion: None,
                    proficiency_level: None,
                    years: None,
                    evidence: Evidence {
                        page: line.page,
                        line: line.number,
                    },
                });
            }
        }
    }
    out
}

/// The first row of a table, `Skill | Level | Years`: whether it announces years.
fn table_head(line: &Line) -> Option<bool> {
    const HEAD: &[&str] = &[
        "skill",
        "skills",
        "level",
        "years",
        "year",
        "competence",
        "competences",
        "niveau",
        "annees",
        "annee",
        "outil",
        "outils",
        "tool",
        "tools",
        "technologie",
        "technology",
        "experience",
        "maitrise",
        "duree",
        "domaine",
        "pratique",
        "usage",
    ];
    let words = words(&line.text());
    let head = words.len() >= 2 && words.iter().all(|w| HEAD.contains(&w.as_str()));
    head.then(|| {
        words
            .iter()
            .any(|w| w.starts_with("year") || w.starts_with("annee") || w == "duree")
    })
}

/// The level that a label names: "Avancé", or "Notions en". "Bases de données" are no bases of anything.
fn level_in_label(label: &str) -> Option<Proficiency> {
    let words = words(label);
    if words.windows(3).any(|w| w == ["bases", "de", "donnees"]) {
        return None;
    }
    levels::proficiency(label).or_else(|| level_in_words(&words))
}

fn level_in_words(words: &[String]) -> Option<Proficiency> {
    words
        .iter()
        .find_map(|w| levels::proficiency(w).filter(|l| *l == Proficiency::Beginner || *l == Proficiency::Expert))
}

/// Puts wrapped lists together and drops lines that only name a category.
fn joined(lines: &[Line], catalogue: &Catalogue) -> Vec<Line> {
    let mut out: Vec<Line> = Vec::new();
    for (i, line) in lines.iter().enumerate() {
        let text = line.text();
        let next_differs = lines
            .get(i + 1)
            .is_some_and(|n| !n.bold() && !n.bullet || n.bullet && !line.bullet);
        if line.cells.len() == 1
            && !line.bullet
            && line.bold()
            && next_differs
            && !text.contains(',')
            && !text.contains(':')
        {
            continue;
        }
        match out.last_mut() {
            Some(last)
                if !line.bullet
                    && line.cells.len() == 1
                    && (continues(&last.text(), &text, catalogue) || splits_a_name(&last.text(), &text, catalogue)) =>
            {
                if let Some(cell) = last.cells.last_mut() {
                    // A hyphenated word, or the next one.
                    match cell.text.strip_suffix('-').filter(|t| t.ends_with(char::is_alphabetic)) {
                        Some(start) if text.starts_with(char::is_lowercase) => cell.text = format!("{start}{text}"),
                        _ => cell.text = format!("{} {text}", cell.text),
                    }
                }
            }
            _ => out.push(line.clone()),
        }
    }
    out
}

/// The last item of a line and the first of the next are one name of the catalogue: `Google` / `Analytics`.
fn splits_a_name(before: &str, text: &str, catalogue: &Catalogue) -> bool {
    const BORDERS: &[char] = &[',', ':', ';', '|', '/', '·', '•'];
    let (Some(last), Some(first)) = (
        before.rsplit(BORDERS).next(),
        text.split([',', '(', ';', '|', '/', '·']).next(),
    ) else {
        return false;
    };
    catalogue.find(&format!("{last} {first}")).is_some()
        && (before.contains(BORDERS) || catalogue.find(first).is_none())
}

fn continues(before: &str, text: &str, catalogue: &Catalogue) -> bool {
    let open = before.matches('(').count() > before.matches(')').count();
    let list = before.contains(',') || before.contains(';');
    if text
        .split_once(':')
        .is_some_and(|(label, _)| words(label).len() <= 3 && !label.contains([',', '(']))
        && !open
    {
        return false;
    }
    let hyphen = before.ends_with('-') && text.starts_with(char::is_lowercase);
    hyphen
        || open
        || before.ends_with([',', ';', ':', '&'])
        || text.starts_with('(')
        || (list && text.starts_with(char::is_lowercase))
        // "Stakeholder" over "management"; "dbt" is a skill of its own.
        || (text.starts_with(char::is_lowercase) && !text.contains(',') && before.split_whitespace().count() <= 3
            && levels::proficiency(text).is_none() && catalogue.find(text).is_none() && catalogue.find(before).is_none())
}

#[derive(Debug, PartialEq)]
struct Item {
    text: String,
    level: Option<Proficiency>,
    years: Option<f64>,
}

fn items(line: &Line, counted: bool, catalogue: &Catalogue) -> Vec<Item> {
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
fn without_label(text: &str) -> (&str, Option<Proficiency>) {
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
fn split_list(text: &str) -> Vec<String> {
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

fn item(text: &str, catalogue: &Catalogue) -> Vec<Item> {
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

fn years(text: &str) -> Option<f64> {
    let found = YEARS.captures(text)?;
    let whole: f64 = found.get(1)?.as_str().parse().ok()?;
    let tenths: f64 = found.get(2).and_then(|m| m.as_str().parse().ok()).unwrap_or(0.0);
    Some(whole + tenths / 10.0)
}

fn trim(text: &str) -> &str {
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

fn is_skill(text: &str, known: bool) -> bool {
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

#[cfg(test)]
mod tests {
    use super::super::super::lexicon::headings::Section;
    use super::super::super::text::plain::from_text;
    use super::*;

    fn said(text: &str) -> Vec<(String, Option<Proficiency>, Option<f64>)> {
        let part = Part {
            section: Section::Skills,
            heading: None,
            lines: from_text(text).lines,
        };
        skills(&[&part], &Catalogue::default())
            .into_iter()
            .map(|s| (s.raw, s.proficiency_level, s.years))
            .collect()
    }

    #[test]
    fn a_label_tells_a_level_where_it_names_one() {
        for (line, level) in [
            ("Bases de données : PostgreSQL, MongoDB", None),
            ("BASES DE DONNÉES : Oracle", None),
            ("Bases : Python", Some(Proficiency::Beginner)),
            ("Notions en : Python", Some(Proficiency::Beginner)),
            ("Avancé : Angular", Some(Proficiency::Advanced)),
            ("Intermédiaire : Python", Some(Proficiency::Intermediate)),
            ("Expert : Java, Kotlin", Some(Proficiency::Expert)),
        ] {
            assert!(
                said(line).iter().all(|(_, found, _)| *found == level),
                "{line}: {:?}",
                said(line)
            );
        }
    }

    #[test]
    fn a_skill_that_is_spelled_in_two_ways_is_one() {
        let one = |raw: &str, level, years| (raw.to_owned(), level, years);
        assert_eq!(
            said("C ++, Node JS, Foo++ (expert), Java\nC++ : 5 ans\nNodeJS, Node.js, FOO ++, C #"),
            [
                one("C ++", None, Some(5.0)),
                one("Node JS", None, None),
                one("Foo++", Some(Proficiency::Expert), None),
                one("Java", None, None),
                one("C #", None, None),
            ]
        );
    }

    #[test]
    fn lists_levels_years_and_wraps() {
        assert_eq!(
            said("Modules : SAP PM (Expert, 14 ans), SAP QM\n(Avancé, 5 ans), COBOL – Débutant"),
            [
                ("SAP PM".to_owned(), Some(Proficiency::Expert), Some(14.0)),
                ("SAP QM".to_owned(), Some(Proficiency::Advanced), Some(5.0)),
                ("COBOL".to_owned(), Some(Proficiency::Beginner), None),
            ]
        );
        assert_eq!(
            said("Systèmes : AIX : 9 ans, Linux : 7 ans")[1],
            ("Linux".to_owned(), None, Some(7.0))
        );
        assert_eq!(
            said("Excel (pivots, macros), Word")
                .iter()
                .map(|s| s.0.as_str())
                .collect::<Vec<_>>(),
            ["Excel", "Word"]
        );
    }
}
