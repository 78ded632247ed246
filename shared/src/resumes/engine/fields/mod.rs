//! Sections to fields: one file a field, each a function of lines that can be tested alone.

pub mod certifications;
pub mod contact;
pub mod education;
pub mod entries;
pub mod experiences;
pub mod identity;
pub mod labels;
pub mod languages;
pub mod links;
pub mod location;
pub mod pieces;
pub mod skills;
pub mod years;

use super::lexicon::headings::Section;
use super::sections::Part;
use super::text::Line;

/// All lines of the parts of one section, in order.
pub fn lines_of(parts: &[Part], section: Section) -> Vec<Line> {
    parts
        .iter()
        .filter(|p| p.section == section)
        .flat_map(|p| p.lines.clone())
        .collect()
}

/// Lines where contact details stand: before the first heading, and under "Contact".
pub fn contact_lines(parts: &[Part]) -> Vec<Line> {
    parts
        .iter()
        .filter(|p| matches!(p.section, Section::Header | Section::Contact))
        .flat_map(|p| p.lines.clone())
        .collect()
}

/// Parts of contact lines: cells, and what bars, dots and diamonds separate.
pub fn contact_pieces(lines: &[Line]) -> Vec<String> {
    lines
        .iter()
        .flat_map(|l| &l.cells)
        .flat_map(|c| c.text.split(['|', '•', '⋄', '◇', '▪', '\t']))
        .flat_map(|p| p.split(" · "))
        .flat_map(split_contacts)
        .map(|p| {
            p.trim()
                .trim_matches(|c: char| matches!(c, ',' | ';' | '-' | '–'))
                .trim()
                .to_owned()
        })
        .filter(|p| !p.is_empty())
        .collect()
}

/// `Portable : 06 ... / Mail : a@b.example` comes apart at the slash, `Java / Spring Boot` does not.
fn split_contacts(text: &str) -> Vec<&str> {
    let contact = |part: &str| part.contains('@') || part.chars().filter(char::is_ascii_digit).count() >= 6;
    if text.split(" / ").any(contact) {
        text.split(" / ").collect()
    } else {
        vec![text]
    }
}
