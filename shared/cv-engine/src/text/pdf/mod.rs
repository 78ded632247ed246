//! PDF: lopdf answers what the file is (encryption, pages, links, active content, sizes before anything is
//! inflated without bound), pdf_oxide where each character stands; the layout room makes lines of them.

mod colour;
mod geometry;
mod glyphs;
mod inspect;
mod layers;
mod objects;
mod operators;
mod scans;
mod state;
mod visibility;

use super::super::layout::{self, Page};
use super::super::lexicon::headings;
use super::super::limits::Limits;
use super::super::ocr::{self, Recogniser};
use super::super::rejection::{Code, Rejection};
use super::super::warnings;
use super::document::Document;
use super::line::Line;

/// Share of characters that may be undecodable before the text counts as lost.
const GARBAGE_SHARE: f32 = 0.3;

/// Reads a PDF into lines in reading order; pages that are pictures by the recogniser, where there is one.
pub fn read(bytes: &[u8], limits: &Limits, recogniser: Option<&dyn Recogniser>) -> Result<Document, Rejection> {
    let inspection = contained(|| inspect::inspect(bytes, limits))?;
    let readable = inspection.plain.as_deref().unwrap_or(bytes);
    let mut pages = contained(|| glyphs::extract(readable, limits, &inspection.visible))?;
    let mut document = Document {
        links: inspection.links,
        warnings: inspection.warnings,
        ..Document::default()
    };
    if pages.left_out > 0 {
        let warning = warnings::pages_left_out(pages.left_out, limits.pages);
        document.warnings.push(warning);
    }
    let outside = |v: &Option<visibility::Visibility>| v.as_ref().is_some_and(|v| v.has_text_outside());
    if pages.hidden > 0 || inspection.visible.iter().any(outside) {
        document.note_hidden_text();
    }
    let count = |pages: &[Page]| pages.iter().map(|p| p.glyphs.len()).sum::<usize>();
    if count(&pages.pages) == 0
        && let Some(recogniser) = recogniser.filter(|r| r.is_there())
    {
        let scans = contained(|| Ok(scans::scans(bytes, limits)))?;
        pages.pages = scans
            .iter()
            .map(|s| ocr::page_of(s, &recogniser.words(&s.picture)))
            .collect();
        document.warnings.push(warnings::recognised(scans.len()));
    }
    let total = count(&pages.pages);
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

/// The libraries panic on some damaged files (a cut inside a character, an index past the end): those are unreadable, and nothing of
/// theirs is used again.
fn contained<T>(read: impl FnOnce() -> Result<T, Rejection>) -> Result<T, Rejection> {
    std::panic::catch_unwind(std::panic::AssertUnwindSafe(read))
        .unwrap_or_else(|_| Err(Rejection::unreadable("its PDF structure does not parse")))
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
