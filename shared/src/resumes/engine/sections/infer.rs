//! Sections of a document without headings: each line is placed by what it holds.

use super::super::lexicon::headings::Section;
use super::super::lexicon::{dates, degrees, languages, levels, organisations, roles};
use super::super::text::Line;
use super::Part;

/// Shortest prose that counts as a profile paragraph, in characters.
const PROSE_CHARS: usize = 70;

/// Places the lines of the parts that no heading named.
pub fn infer(parts: Vec<Part>) -> Vec<Part> {
    let mut out: Vec<Part> = Vec::new();
    for part in parts {
        if part.section != Section::Header {
            out.push(part);
            continue;
        }
        let mut current = Section::Header;
        for line in part.lines {
            current = place(&line, current);
            match out.last_mut() {
                Some(last) if last.section == current => last.lines.push(line),
                _ => out.push(Part {
                    section: current,
                    heading: None,
                    lines: vec![line],
                }),
            }
        }
    }
    out
}

fn place(line: &Line, current: Section) -> Section {
    let text = line.text();
    if line.bullet {
        return match current {
            Section::Experience | Section::Certifications => current,
            Section::Header => Section::Header,
            _ => Section::Certifications,
        };
    }
    if !dates::periods(&text).is_empty() && !text.contains('@') {
        let schooling = degrees::score(&text) + organisations::school_score(&text);
        return if schooling > roles::score(&text) {
            Section::Education
        } else {
            Section::Experience
        };
    }
    let starts_with_language = languages::mentions(&text).first().is_some_and(|m| m.0 == 0);
    if starts_with_language && (levels::language_level(&text).is_some() || text.chars().count() < 60) {
        return Section::Languages;
    }
    let items = text.split([',', ';']).count();
    if items >= 4 && text.chars().count() / items < 25 && !text.ends_with('.') && !text.contains('@') {
        return Section::Skills;
    }
    if current == Section::Header && text.chars().count() > PROSE_CHARS && text.ends_with('.') {
        return Section::Summary;
    }
    match current {
        Section::Skills | Section::Summary if line.gap_before => Section::Header,
        other => other,
    }
}
