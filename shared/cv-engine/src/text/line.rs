//! A line as a person sees it.

/// A stretch of a line without a wide gap inside.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Cell {
    /// Clean text, never empty.
    pub text: String,
    /// True when most of it is bold.
    pub bold: bool,
    /// True when most of it is italic.
    pub italic: bool,
}

impl Cell {
    /// A cell in the body style.
    pub fn plain(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            ..Self::default()
        }
    }
}

/// A line in reading order.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Line {
    /// Page, from 1.
    pub page: u32,
    /// Position on its page, from 1.
    pub number: u32,
    /// Never empty.
    pub cells: Vec<Cell>,
    /// Font size in points; 0 where the format has none.
    pub size: f32,
    /// Heading level from the document's own styles, 1 the highest.
    pub heading: Option<u8>,
    /// Starts a list item; the bullet itself is taken off.
    pub bullet: bool,
    /// Left edge: points, or columns of text.
    pub indent: f32,
    /// Follows an empty line or a larger gap than its neighbours.
    pub gap_before: bool,
    /// Centre of the line on its page (x, y from the top, in points), where the format has positions.
    pub at: Option<(f32, f32)>,
    /// Column of text that it stands in, from 0 at the left; whole-width lines are in 0.
    pub column: u8,
}

impl Line {
    /// The whole line, cells separated by a tab.
    pub fn text(&self) -> String {
        let parts: Vec<&str> = self.cells.iter().map(|c| c.text.as_str()).collect();
        parts.join("\t")
    }

    /// True when every cell is bold.
    pub fn bold(&self) -> bool {
        self.cells.iter().all(|c| c.bold)
    }
}
