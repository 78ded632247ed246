//! Spoken languages and their level.

use super::super::lexicon::headings::Section;
use super::super::lexicon::{languages as names, levels, slice};
use super::super::profile::{Evidence, Language};
use super::super::sections::part::Part;
use super::super::text::line::Line;

/// Longest rest of a level in the next line, in characters.
const LEVEL_CHARS: usize = 40;
/// Longest line about languages outside their section, in characters.
const STRAY_CHARS: usize = 90;

/// Languages of their section; without one, of short lines that start with a language or label one.
pub fn languages(parts: &[Part]) -> Vec<Language> {
    let section: Vec<&Line> = parts
        .iter()
        .filter(|p| p.section == Section::Languages)
        .flat_map(|p| &p.lines)
        .collect();
    let mut out = Vec::new();
    read(&section, &mut out);
    if out.is_empty() {
        let stray: Vec<&Line> = parts
            .iter()
            .filter(|p| !matches!(p.section, Section::Experience | Section::Summary))
            .flat_map(|p| &p.lines)
            .filter(|l| is_stray(&l.text()))
            .collect();
        read(&stray, &mut out);
    }
    out
}

fn is_stray(text: &str) -> bool {
    let folded = super::super::lexicon::fold(text);
    let starts = names::mentions(text).first().is_some_and(|m| m.0 == 0);
    let labelled = folded.starts_with("language") || folded.starts_with("langue");
    let speaks = folded.starts_with("i speak") || folded.starts_with("je parle");
    let reads = ["lu", "ecrit", "parle", "scolaire", "spoken", "written"]
        .iter()
        .any(|w| folded.split(|c: char| !c.is_alphabetic()).any(|t| t == *w));
    text.chars().count() <= STRAY_CHARS
        && (labelled || speaks || (starts && (levels::language_level(text).is_some() || reads)))
}

fn read(lines: &[&Line], out: &mut Vec<Language>) {
    // The level of a line's last language may stand in the next line; then it is not the one before that line's first.
    let mut taken = false;
    for (i, line) in lines.iter().enumerate() {
        let follow = lines.get(i + 1);
        let next = lines.get(i + 1).filter(|n| names::mentions(&n.text()).is_empty());
        let text = line.text();
        let mentions = names::mentions(&text);
        for (m, (from, length, code)) in mentions.iter().enumerate() {
            let end = mentions.get(m + 1).map_or(text.chars().count(), |n| n.0);
            let mut own = slice(&text, from + length, end).to_owned();
            let before = if m == 0 && !taken { slice(&text, 0, *from) } else { "" };
            if m + 1 == mentions.len() {
                taken = false;
                if let Some(rest) = follow.filter(|_| is_unfinished(&own)).map(|n| wrapped_level(&n.text())) {
                    taken = !rest.is_empty();
                    own = format!("{own} {rest}");
                }
            }
            let own = own.as_str();
            // A level may stand under its language, in the same cell of the next line.
            let under = next.and_then(|n| {
                if n.cells.len() == mentions.len() {
                    n.cells.get(m)
                } else {
                    n.cells.first().filter(|_| mentions.len() == 1)
                }
            });
            let level = levels::language_level(own)
                .or_else(|| levels::language_level(before))
                .or_else(|| under.and_then(|c| levels::language_level(&c.text)));
            if out.iter().all(|l| l.code != *code) {
                out.push(Language {
                    code: (*code).to_owned(),
                    name: slice(&text, *from, from + length).to_owned(),
                    level: level.map(str::to_owned),
                    evidence: Evidence {
                        page: line.page,
                        line: line.number,
                    },
                });
            }
        }
    }
}

/// Nothing, an open bracket or half of a wording stands after the language: the line was too short.
fn is_unfinished(own: &str) -> bool {
    let words = own.split_whitespace().count();
    let open = own.matches('(').count() > own.matches(')').count();
    open || words == 0
        || !own.chars().any(char::is_alphanumeric)
        || words <= 3 && own.trim_end().ends_with("working")
        || words <= 2 && own.trim_end().ends_with("professional")
}

/// What stands before the next line's first language, where it can be the rest of a level.
fn wrapped_level(text: &str) -> String {
    let rest = match names::mentions(text).first() {
        Some((0, ..)) => "",
        Some((from, ..)) => slice(text, 0, *from),
        None => text,
    };
    if rest.chars().count() <= LEVEL_CHARS {
        rest.to_owned()
    } else {
        String::new()
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::text::plain::from_text;
    use super::*;

    #[test]
    fn levels_beside_and_below() {
        let part = Part {
            section: Section::Languages,
            heading: None,
            lines: from_text("English (mother tongue), Welsh (fluent)\nFrançais    Allemand\nnatif    B2").lines,
        };
        let said: Vec<(String, Option<String>)> = languages(&[part]).into_iter().map(|l| (l.code, l.level)).collect();
        let level = |l: &str| Some(l.to_owned());
        let wrapped = Part {
            section: Section::Languages,
            heading: None,
            lines: from_text("Français (langue\nmaternelle), Breton (lu,\nécrit), Espagnol\n(intermédiaire)").lines,
        };
        let levels: Vec<Option<String>> = languages(&[wrapped]).into_iter().map(|l| l.level).collect();
        assert_eq!(levels, [level("native"), None, level("B1")]);
        assert_eq!(
            said,
            [
                ("en".into(), level("native")),
                ("cy".into(), level("C1")),
                ("fr".into(), level("native")),
                ("de".into(), level("B2"))
            ]
        );
    }
}
