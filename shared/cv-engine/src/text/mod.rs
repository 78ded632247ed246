//! From bytes to lines: one reader a format, one model of a line for all of them.
//!
//! A [`Line`] is what a person sees as a line: cells separated by wide gaps, tabs or table borders, with
//! the style that headings are told by. Everything after this room is the same for every format.

pub mod archive;
pub mod clean;
mod css;
pub mod docx;
mod docx_looks;
pub mod flow;
pub mod html;
pub mod odt;
mod paint;
pub mod pdf;
pub mod plain;
pub mod rtf;
mod rtf_letters;
mod rtf_looks;
mod rtf_place;
pub mod xml;

use super::detect::{FileKind, detect};
use super::lexicon::headings;
use super::ocr::Recogniser;
use super::rejection::Rejection;
use super::{layout, limits::Limits, warnings};

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

/// A link of the document itself (an annotation, a hyperlink), which may stand under other words.
#[derive(Debug, Clone, PartialEq)]
pub struct Hyperlink {
    /// Target, http(s) only.
    pub url: String,
    /// Page, from 1.
    pub page: u32,
    /// Centre of its rectangle (x, y from the top, in points), where the format has positions.
    pub at: Option<(f32, f32)>,
    /// Words that it stands under, where the format says so.
    pub text: String,
}

/// A document as lines in reading order.
#[derive(Debug, Clone, Default)]
pub struct Document {
    /// Lines in reading order, pages ascending.
    pub lines: Vec<Line>,
    /// Links of the document itself.
    pub links: Vec<Hyperlink>,
    /// What a reader should know about the file.
    pub warnings: Vec<String>,
}

impl Document {
    /// Appends a line of cells, dropping empty ones; remembers the gap when nothing is left.
    fn push(&mut self, mut line: Line) {
        join_letter_spaced(&mut line);
        for cell in &mut line.cells {
            cell.text = clean::clean(&cell.text);
        }
        line.cells.retain(|c| !c.text.is_empty());
        if let Some(first) = line.cells.first_mut()
            && let Some(rest) = clean::strip_bullet(&first.text)
        {
            first.text = rest.to_owned();
            line.bullet = true;
            line.cells.retain(|c| !c.text.is_empty());
        }
        if !line.cells.is_empty() {
            self.lines.push(line);
        }
    }

    /// Warns, once, that text was left out that a person would not see.
    fn note_hidden_text(&mut self) {
        if !self.warnings.iter().any(|w| w == warnings::HIDDEN_TEXT) {
            self.warnings.push(warnings::HIDDEN_TEXT.to_owned());
        }
    }

    /// Numbers the lines within their pages.
    fn number(&mut self) {
        let mut page = 0;
        let mut number = 0;
        for line in &mut self.lines {
            if line.page != page {
                page = line.page;
                number = 0;
            }
            number += 1;
            line.number = number;
        }
    }
}

/// `E X P   D A T A`, with wider gaps between its words, becomes one cell of words. Wide gaps made them cells.
fn join_letter_spaced(line: &mut Line) {
    let whole: Vec<&str> = line.cells.iter().map(|c| c.text.as_str()).collect();
    if !headings::is_letter_spaced(&whole.join(" ")) {
        return;
    }
    let words: Vec<String> = whole
        .iter()
        .flat_map(|cell| cell.split("  "))
        .map(|word| word.split_whitespace().collect())
        .collect();
    line.cells = vec![Cell {
        text: words.join(" "),
        ..line.cells[0].clone()
    }];
}

/// Reads `bytes` into lines, whatever their format.
pub fn read(bytes: &[u8], limits: &Limits, recogniser: Option<&dyn Recogniser>) -> Result<Document, Rejection> {
    if bytes.len() > limits.bytes {
        return Err(Rejection::too_large(format!(
            "{} bytes, at most {} are read",
            bytes.len(),
            limits.bytes
        )));
    }
    let mut document = match detect(bytes)? {
        FileKind::Pdf => pdf::read(bytes, limits, recogniser)?,
        FileKind::Zip => archive::read(bytes, limits)?,
        FileKind::Rtf => {
            let (text, left_out) = rtf::to_text(bytes);
            let mut document = plain::from_text(&text);
            if left_out {
                document.note_hidden_text();
            }
            document
        }
        FileKind::Html => html::read_bytes(bytes)?,
        FileKind::Plain => plain::from_text(&plain::decode(bytes)),
    };
    layout::mend(&mut document);
    document.number();
    let visible: usize = document
        .lines
        .iter()
        .flat_map(|l| &l.cells)
        .flat_map(|c| c.text.chars())
        .filter(|c| c.is_alphanumeric())
        .count();
    if visible == 0 {
        return Err(Rejection::empty());
    }
    let characters: usize = document.lines.iter().flat_map(|l| &l.cells).map(|c| c.text.len()).sum();
    if characters > limits.text_bytes {
        return Err(Rejection::too_large(format!(
            "{characters} bytes of text, at most {} are read",
            limits.text_bytes
        )));
    }
    Ok(document)
}
