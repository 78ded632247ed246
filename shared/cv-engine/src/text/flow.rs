//! Flowing text (word processors, HTML): paragraphs, tabs and tables become lines.
//!
//! A table is read in one of two ways. Where its cells hold a few lines each it is a grid, and the
//! cells of a row share a line. Where several cells hold many lines it is a page layout, and its
//! cells are columns, read one after the other.

use super::document::Document;
use super::line::{Cell, Line};

/// Lines in a cell from which it counts as a column of text.
const COLUMN_LINES: usize = 5;
/// Deepest nesting of tables followed; deeper content goes to the last level.
const TABLES: usize = 16;

/// How a paragraph looks.
#[derive(Debug, Clone, Default)]
pub struct ParagraphStyle {
    /// Heading level of its style.
    pub heading: Option<u8>,
    /// List item.
    pub bullet: bool,
}

#[derive(Default)]
struct Paragraph {
    style: ParagraphStyle,
    lines: Vec<Line>,
    cells: Vec<Cell>,
    text: String,
    bold: usize,
    size: f32,
}

#[derive(Default)]
struct Table {
    row: Vec<Vec<Line>>,
}

/// Builds a document from the events of a flowing format.
#[derive(Default)]
pub struct Flow {
    document: Document,
    /// Lines of the open cells, outermost (the page) first.
    open: Vec<Vec<Line>>,
    tables: Vec<Table>,
    paragraphs: Vec<Paragraph>,
    gap: bool,
    page: u32,
}

impl Flow {
    /// An empty first page.
    pub fn new() -> Self {
        Self {
            open: vec![Vec::new()],
            page: 1,
            ..Self::default()
        }
    }

    /// Goes on on a new page.
    pub fn page_break(&mut self) {
        self.page += 1;
    }

    /// Opens a paragraph; inside another (a text box) it is read on its own, before its host.
    pub fn open_paragraph(&mut self, style: ParagraphStyle) {
        self.paragraphs.push(Paragraph {
            style,
            ..Paragraph::default()
        });
    }

    /// Changes the style of the open paragraph.
    pub fn restyle(&mut self, change: impl FnOnce(&mut ParagraphStyle)) {
        if let Some(paragraph) = self.paragraphs.last_mut() {
            change(&mut paragraph.style);
        }
    }

    /// Adds characters; `size` in points, 0 when unknown.
    pub fn text(&mut self, text: &str, bold: bool, size: f32) {
        if let Some(p) = self.paragraphs.last_mut() {
            p.text.push_str(text);
            p.size = p.size.max(size);
            if bold {
                p.bold += text.chars().filter(|c| !c.is_whitespace()).count();
            }
        }
    }

    /// A tab: the next words are another cell.
    pub fn tab(&mut self) {
        if let Some(p) = self.paragraphs.last_mut() {
            p.end_cell();
        }
    }

    /// A line break inside the paragraph.
    pub fn line_break(&mut self) {
        if let Some(p) = self.paragraphs.last_mut() {
            p.end_line();
        }
    }

    /// Ends the paragraph.
    pub fn close_paragraph(&mut self) {
        let Some(mut p) = self.paragraphs.pop() else {
            return;
        };
        p.end_line();
        if p.lines.is_empty() {
            self.gap = true;
            return;
        }
        for (i, line) in p.lines.iter_mut().enumerate() {
            line.heading = p.style.heading;
            line.bullet = p.style.bullet && i == 0;
            line.indent = f32::from(u8::from(p.style.bullet));
            line.size = p.size;
            line.page = self.page;
            line.gap_before = i == 0 && self.gap;
        }
        self.gap = false;
        if let Some(lines) = self.open.last_mut() {
            lines.append(&mut p.lines);
        }
    }

    /// A table begins.
    pub fn open_table(&mut self) {
        if self.tables.len() < TABLES {
            self.tables.push(Table::default());
        }
        self.gap = true;
    }

    /// A table cell begins.
    pub fn open_cell(&mut self) {
        self.open.push(Vec::new());
    }

    /// A table cell ends.
    pub fn close_cell(&mut self) {
        if self.open.len() > 1
            && let (Some(lines), Some(table)) = (self.open.pop(), self.tables.last_mut())
        {
            table.row.push(lines);
        }
    }

    /// A table row ends: its cells become lines.
    pub fn close_row(&mut self) {
        let Some(table) = self.tables.last_mut() else {
            return;
        };
        let row = std::mem::take(&mut table.row);
        if let Some(lines) = self.open.last_mut() {
            lines.extend(lay_out_row(row));
        }
    }

    /// A table ends.
    pub fn close_table(&mut self) {
        self.close_row();
        self.tables.pop();
        self.gap = true;
    }

    /// The document, with whatever was left open closed.
    pub fn finish(mut self) -> Document {
        while !self.paragraphs.is_empty() {
            self.close_paragraph();
        }
        for line in std::mem::take(&mut self.open).into_iter().flatten() {
            self.document.push(line);
        }
        self.document
    }

    /// Links and warnings are kept beside the lines.
    pub fn document(&mut self) -> &mut Document {
        &mut self.document
    }

    /// Page that is being written, from 1.
    pub fn page(&self) -> u32 {
        self.page
    }
}

impl Paragraph {
    fn end_cell(&mut self) {
        let text = std::mem::take(&mut self.text);
        let visible = text.chars().filter(|c| !c.is_whitespace()).count();
        if visible > 0 {
            let bold = self.bold * 2 > visible;
            // Runs of spaces align words too: they separate cells as tabs do.
            self.cells
                .extend(super::plain::split_cells(&text).into_iter().map(|c| Cell {
                    bold: bold || c.bold,
                    ..c
                }));
        }
        self.bold = 0;
    }

    fn end_line(&mut self) {
        self.end_cell();
        if !self.cells.is_empty() {
            self.lines.push(Line {
                cells: std::mem::take(&mut self.cells),
                ..Line::default()
            });
        }
    }
}

fn lay_out_row(row: Vec<Vec<Line>>) -> Vec<Line> {
    let filled: Vec<Vec<Line>> = row.into_iter().filter(|c| !c.is_empty()).collect();
    let columns = filled.iter().filter(|c| c.len() >= COLUMN_LINES).count();
    let headed = filled.iter().filter(|c| c.iter().any(|l| l.heading.is_some())).count();
    if filled.len() < 2 || columns >= 2 || headed >= 2 {
        return filled
            .into_iter()
            .zip(0u8..)
            .flat_map(|(mut cell, column)| {
                if let Some(first) = cell.first_mut() {
                    first.gap_before = true;
                }
                for line in &mut cell {
                    line.column = column;
                }
                cell
            })
            .collect();
    }
    let mut cells = filled.into_iter();
    let mut lines = cells.next().unwrap_or_default();
    for cell in cells {
        for (i, line) in cell.into_iter().enumerate() {
            match lines.get_mut(i) {
                Some(host) => host.cells.extend(line.cells),
                None => lines.push(line),
            }
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cell(flow: &mut Flow, lines: &[&str]) {
        flow.open_cell();
        for line in lines {
            flow.open_paragraph(ParagraphStyle::default());
            flow.text(line, false, 0.0);
            flow.close_paragraph();
        }
        flow.close_cell();
    }

    #[test]
    fn grids_share_lines_and_layout_tables_are_columns() {
        let mut flow = Flow::new();
        flow.open_table();
        cell(&mut flow, &["2018 à 2020"]);
        cell(&mut flow, &["Analyste", "Acme"]);
        flow.close_row();
        cell(&mut flow, &["a", "b", "c", "d", "e"]);
        cell(&mut flow, &["1", "2", "3", "4", "5"]);
        flow.close_row();
        flow.close_table();
        let texts: Vec<String> = flow.finish().lines.iter().map(Line::text).collect();
        assert_eq!(
            texts,
            [
                "2018 à 2020\tAnalyste",
                "Acme",
                "a",
                "b",
                "c",
                "d",
                "e",
                "1",
                "2",
                "3",
                "4",
                "5"
            ]
        );
    }
}
