//! The profile paragraph.

use super::super::lexicon::headings::Section;
use super::super::sections::part::Part;
use super::super::text::line::Line;
use super::lines_of;

/// The profile paragraph.
pub fn summary(parts: &[Part]) -> Option<String> {
    let lines = lines_of(parts, Section::Summary);
    let text: Vec<String> = lines.iter().map(Line::text).collect();
    let joined = text.join(" ").replace('\t', " ");
    (!joined.trim().is_empty()).then_some(joined)
}
