//! PDF: lopdf answers what the file is (encryption, pages, links, active content, sizes before anything is
//! inflated without bound), pdf_oxide where each character stands; the layout room makes lines of them.

mod glyphs;
mod inspect;

use super::super::layout;
use super::super::lexicon::headings;
use super::super::rejection::{Code, Rejection};
use super::{Document, Limits, Line};

/// Share of characters that may be undecodable before the text counts as lost.
const GARBAGE_SHARE: f32 = 0.3;

/// Reads a PDF into lines in reading order.
pub fn read(bytes: &[u8], limits: &Limits) -> Result<Document, Rejection> {
    let inspection = inspect::inspect(bytes, limits)?;
    let pages = glyphs::extract(bytes, limits)?;
    let mut document = Document {
        links: inspection.links,
        warnings: inspection.warnings,
        ..Document::default()
    };
    if pages.left_out > 0 {
        document.warnings.push(format!(
            "pages_left_out: {} pages beyond the first {} were not read",
            pages.left_out, limits.pages
        ));
    }
    if pages.hidden > 0 {
        document
            .warnings
            .push("hidden_text: text that no reader of the page can see was left out".to_owned());
    }
    let total: usize = pages.pages.iter().map(|p| p.glyphs.len()).sum();
    if total == 0 {
        return Err(Rejection::new(
            Code::NoText,
            "The PDF has no text layer: its pages are pictures. Export the CV from the word processor, or run text recognition over the scan.",
        ));
    }
    let lost = pages
        .pages
        .iter()
        .flat_map(|p| &p.glyphs)
        .filter(|g| is_lost(g.c))
        .count();
    if lost as f32 > total as f32 * GARBAGE_SHARE
        || !pages
            .pages
            .iter()
            .flat_map(|p| &p.glyphs)
            .any(|g| g.c.is_alphanumeric())
    {
        return Err(unmapped());
    }
    for page in pages.pages {
        for line in layout::page_lines(page) {
            document.push(line);
        }
    }
    // Without character maps the reader guesses; words that every CV has tell whether it guessed well.
    let sensible = |line: &Line| line.text().contains('@') || headings::is_heading(&line.text());
    if inspection.unmapped && !document.lines.iter().any(sensible) {
        return Err(unmapped());
    }
    Ok(document)
}

fn unmapped() -> Rejection {
    Rejection::new(
        Code::NoText,
        "The PDF's text cannot be recovered: its fonts have no character map. Export the CV again with text that can be copied.",
    )
}

/// Characters that stand for a glyph nobody can name.
fn is_lost(c: char) -> bool {
    c == '\u{FFFD}' || (c.is_control() && !c.is_whitespace()) || matches!(c, '\u{E000}'..='\u{F8FF}')
}
