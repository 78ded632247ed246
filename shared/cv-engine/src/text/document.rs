//! A document as its reader gives it: lines, links, and what is to be said of the file.

use super::super::lexicon::headings;
use super::super::warnings;
use super::clean;
use super::line::{Cell, Line};

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
    pub(super) fn push(&mut self, mut line: Line) {
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
    pub(super) fn note_hidden_text(&mut self) {
        if !self.warnings.iter().any(|w| w == warnings::HIDDEN_TEXT) {
            self.warnings.push(warnings::HIDDEN_TEXT.to_owned());
        }
    }

    /// Numbers the lines within their pages.
    pub(super) fn number(&mut self) {
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
