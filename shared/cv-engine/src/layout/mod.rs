//! From positioned characters to lines in reading order: segments, columns, lines; then repairs that every
//! format needs (links and words broken over two lines).

mod columns;
mod hanging;
mod joints;
mod mend;
mod prose;
mod segments;
mod torn;

pub use mend::mend;

use super::text::line::Line;

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
    let bars = segments::side_bars(&mut page);
    let segments = segments::segments(&page);
    let mut lines = columns::read(segments, &page);
    for bar in bars {
        lines.extend(side_bar(&bar));
    }
    lines
}

/// Column of text that is drawn along the edge: none that a page is cut into.
const SIDE_COLUMN: u8 = 7;
/// Fewest letters of a line that was drawn sideways: less is a page number or an ornament.
const SIDE_LETTERS: usize = 3;

/// Lines of a side bar. Where they stand on the page says nothing of what stands beside them.
fn side_bar(bar: &Page) -> Vec<Line> {
    let mut lines = columns::read(segments::segments(bar), bar);
    lines.retain(|l| l.text().chars().filter(|c| c.is_alphanumeric()).count() >= SIDE_LETTERS);
    for line in &mut lines {
        line.column = SIDE_COLUMN;
        line.at = Some((0.0, f32::MIN));
        line.gap_before = true;
    }
    lines
}
