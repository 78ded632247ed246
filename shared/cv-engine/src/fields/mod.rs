//! Sections to fields: one file a field, each a function of lines that can be tested alone.

mod assignments;
pub mod certifications;
pub mod contact;
mod contact_pieces;
pub mod education;
pub mod entries;
pub mod experiences;
pub mod labels;
pub mod languages;
pub mod links;
pub mod location;
pub mod name;
mod name_words;
pub mod pieces;
mod skill_items;
pub mod skills;
pub mod summary;
pub mod title;
mod wrapped;
pub mod years;

pub use contact_pieces::contact_pieces;

use super::lexicon::headings::Section;
use super::sections::part::Part;
use super::text::line::Line;

/// All lines of the parts of one section, in order.
pub fn lines_of(parts: &[Part], section: Section) -> Vec<Line> {
    parts
        .iter()
        .filter(|p| p.section == section)
        .flat_map(|p| p.lines.clone())
        .collect()
}

/// Lines of the entries of one section, names that go on in the next line put together.
pub fn entry_lines(parts: &[Part], section: Section) -> Vec<Line> {
    wrapped::rejoin_names(&lines_of(parts, section))
}

/// Lines where contact details stand: before the first heading, and under "Contact".
pub fn contact_lines(parts: &[Part]) -> Vec<Line> {
    let lines: Vec<Line> = parts
        .iter()
        .filter(|p| matches!(p.section, Section::Header | Section::Contact))
        .flat_map(|p| p.lines.clone())
        .collect();
    wrapped::rejoin(&lines)
}
