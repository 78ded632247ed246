//! Spoken languages and their level.

use super::super::lexicon::headings::Section;
use super::super::lexicon::{languages as names, levels, slice};
use super::super::profile::{Evidence, Language};
use super::super::sections::Part;
use super::super::text::Line;

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
    for (i, line) in lines.iter().enumerate() {
        let next = lines.get(i + 1).filter(|n| names::mentions(&n.text()).is_empty());
        let text = line.text();
        let mentions = names::mentions(&text);
        for (m, (from, length, code)) in mentions.iter().enumerate() {
            let end = mentions.get(m + 1).map_or(text.chars().count(), |n| n.0);
            let own = slice(&text, from + length, end);
            let before = if m == 0 { slice(&text, 0, *from) } else { "" };
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
