//! A part of a document.

use super::super::lexicon::headings::Section;
use super::super::text::line::Line;

/// Lines between two headings.
#[derive(Debug, Clone)]
pub struct Part {
    /// What they are about.
    pub section: Section,
    /// The heading's text.
    pub heading: Option<String>,
    /// Lines without the heading.
    pub lines: Vec<Line>,
}
