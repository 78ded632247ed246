//! Skills: lists, tables and rated lines become skills with their level and years.

use std::collections::HashMap;
use std::ops::Range;

use super::super::catalogue::{Catalogue, key};
use super::super::lexicon::{headings, levels, words};
use super::super::profile::{Evidence, Skill};
use super::super::sections::part::Part;
use super::super::text::line::Line;
use super::skill_items::{Item, is_skill, items, level_in_label, split_list, trim};

/// Fewest items of a line that lists skills.
const LIST_ITEMS: usize = 4;
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

#[cfg(test)]
mod tests {
    use super::super::super::lexicon::headings::Section;
    use super::super::super::profile::Proficiency;
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
