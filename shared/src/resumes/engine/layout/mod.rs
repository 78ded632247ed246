//! From positioned characters to lines in reading order: segments, columns, lines; then repairs that every
//! format needs (links and words broken over two lines).

mod columns;
mod hanging;
mod mend;
mod segments;

pub use mend::mend;

use super::text::Line;

/// A character on a page. Lengths in points, y grows downwards from the page's upper edge.
#[derive(Debug, Clone)]
pub struct Glyph {
    /// The character.
    pub c: char,
    /// Left edge.
    pub x: f32,
    /// Baseline.
    pub y: f32,
    /// Advance width.
    pub width: f32,
    /// Font size.
    pub size: f32,
    /// Bold font.
    pub bold: bool,
    /// Italic font.
    pub italic: bool,
    /// Drawn with a font of pictures: it separates words and is not text.
    pub icon: bool,
    /// Degrees, 0 for upright text.
    pub rotation: f32,
    /// Run of text that it was drawn in.
    pub run: usize,
    /// A space was printed before it in its run.
    pub space: bool,
    /// A space was printed after it, at the end of its run.
    pub space_after: bool,
}

/// A page of characters.
#[derive(Debug, Clone)]
pub struct Page {
    /// From 1.
    pub number: u32,
    /// Width in points.
    pub width: f32,
    /// Height in points.
    pub height: f32,
    /// Visible characters, in no particular order.
    pub glyphs: Vec<Glyph>,
}

/// Lines of a page in reading order.
pub fn page_lines(mut page: Page) -> Vec<Line> {
    segments::upright(&mut page);
    let segments = segments::segments(&page);
    columns::read(segments, &page)
}
