//! Lists whose marks are drawn, not written (browsers do so): their items are told by their indent.

use super::super::lexicon::{dates, headings};
use super::super::text::document::Document;
use super::super::text::line::Line;

/// Lines looked back for what a list hangs under.
const LINES_BACK: usize = 8;
/// Indent of a list, in font sizes.
const INDENT: std::ops::Range<f32> = 0.7..4.0;
/// Width of a letter, in font sizes, for a guess at the room that a word needs.
const LETTER: f32 = 0.5;

/// Marks the first lines of items in a document that has positions and no written mark anywhere.
pub fn mark(document: &mut Document) {
    if document.lines.iter().any(|l| l.bullet || l.at.is_none()) {
        return;
    }
    let bullets: Vec<bool> = (0..document.lines.len()).map(|i| hangs(&document.lines, i)).collect();
    for (line, bullet) in document.lines.iter_mut().zip(bullets) {
        line.bullet = bullet;
    }
}

fn hangs(lines: &[Line], i: usize) -> bool {
    let line = &lines[i];
    let near = |l: &&Line| l.page == line.page && l.column == line.column;
    let Some(before) = i.checked_sub(1).map(|b| &lines[b]).filter(near) else {
        return false;
    };
    let above = lines[..i].iter().rev().take(LINES_BACK).take_while(near);
    let Some(base) = above.into_iter().find(|l| l.indent < line.indent - 2.0) else {
        return false;
    };
    let shared = |x: f32| lines.iter().filter(near).filter(|l| (l.indent - x).abs() < 1.0).count() >= 2;
    let text = line.text();
    let starts = text
        .chars()
        .next()
        .is_some_and(|c| c.is_uppercase() || c.is_ascii_digit());
    // A line under a full one of the same indent goes on with it.
    let same = (before.indent - line.indent).abs() < 1.0;
    let right = lines.iter().filter(near).map(right_edge).fold(0.0, f32::max);
    let word = text.split(' ').next().map_or(0.0, |w| w.chars().count() as f32) * LETTER * line.size;
    let heads =
        line.bold() || line.size > base.size + 0.3 || dates::is_mostly_date(&text) || headings::is_heading(&text);
    starts
        && !heads
        && line.cells.len() == 1
        && INDENT.contains(&((line.indent - base.indent) / line.size.max(1.0)))
        && shared(line.indent)
        && shared(base.indent)
        && (!same || right - right_edge(before) > word)
}

/// Right edge of a line, from its centre and its left edge.
fn right_edge(line: &Line) -> f32 {
    line.at.map_or(0.0, |(centre, _)| 2.0 * centre - line.indent)
}
