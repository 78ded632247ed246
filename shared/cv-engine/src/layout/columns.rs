//! Segments to lines in reading order.
//!
//! A page is cut at its widest vertical gutter, where one runs through enough rows (a recursive cut in the
//! spirit of Nagy and Seth's XY-cut, 1984). What stands on either side decides how it is read:
//! two columns of their own are read one after the other; a margin of headings or dates beside the text
//! (and dates at the right edge) is read row by row.

use std::collections::HashSet;

use super::super::text::line::{Cell, Line};
use super::Page;
use super::prose;
use super::segments::{Segment, median};

/// Fewest segments that make a column.
const COLUMN_SEGMENTS: usize = 4;
/// Fewest rows of a table of periods.
const TABLE_ROWS: usize = 2;
/// Deepest recursion: a page, its columns, columns within them.
const DEPTH: usize = 4;
/// Steps between gutters tried, in points, and how many of them at most.
const STEP: f32 = 3.0;
const STEPS: usize = 600;

/// Lines of a page.
pub fn read(segments: Vec<Segment>, page: &Page) -> Vec<Line> {
    let mut lines = Vec::new();
    read_region(segments, page, DEPTH, &mut lines);
    lines
}

fn read_region(segments: Vec<Segment>, page: &Page, depth: usize, out: &mut Vec<Line>) {
    let cut = if depth > 0 { best_cut(&segments, page) } else { None };
    let Some(cut) = cut else {
        rows(segments, page, out);
        return;
    };
    let (mut above, mut left, mut right, mut below) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for segment in segments {
        if segment.y < cut.top {
            above.push(segment);
        } else if segment.y > cut.bottom {
            below.push(segment);
        } else if segment.x1 <= cut.x + 1.0 {
            left.push(segment);
        } else {
            right.push(segment);
        }
    }
    read_region(above, page, depth - 1, out);
    match cut.reading {
        Reading::Columns => {
            read_region(left, page, depth - 1, out);
            let start = out.len();
            read_region(right, page, depth - 1, out);
            for line in &mut out[start..] {
                line.column = line.column.saturating_add(1);
            }
        }
        Reading::Margin => margin(left, right, page, out),
    }
    read_region(below, page, depth - 1, out);
}

enum Reading {
    /// One after the other.
    Columns,
    /// Headings at the left of what they head.
    Margin,
}

struct Cut {
    x: f32,
    top: f32,
    bottom: f32,
    reading: Reading,
}

fn best_cut(segments: &[Segment], page: &Page) -> Option<Cut> {
    if segments.len() < 2 * COLUMN_SEGMENTS {
        return None;
    }
    let left_edge = segments.iter().map(|s| s.x0).fold(f32::MAX, f32::min);
    let right_edge = segments.iter().map(|s| s.x1).fold(0.0, f32::max);
    let mut best: Option<(f32, Cut)> = None;
    let (first, last) = (
        left_edge + 0.12 * (right_edge - left_edge),
        right_edge - 0.1 * (right_edge - left_edge),
    );
    for step in 0..STEPS {
        let x = first + step as f32 * STEP;
        if x >= last {
            break;
        }
        if let Some((score, cut)) = try_cut(segments, x, page)
            && best.as_ref().is_none_or(|(s, _)| score > *s)
        {
            best = Some((score, cut));
        }
    }
    best.map(|(_, cut)| cut)
}

/// The longest run of rows that leave `x` free, and how its two sides would be read.
fn try_cut(segments: &[Segment], x: f32, page: &Page) -> Option<(f32, Cut)> {
    let crossing = |s: &Segment| s.x0 < x - 0.5 && s.x1 > x + 0.5;
    let mut blocked: Vec<f32> = segments.iter().filter(|s| crossing(s)).map(|s| s.y).collect();
    blocked.sort_by(f32::total_cmp);
    let mut edges = vec![-1.0];
    edges.extend(blocked);
    edges.push(page.height.max(page.width) * 2.0);
    let mut bands: Vec<[f32; 2]> = edges.windows(2).map(|band| [band[0], band[1]]).collect();
    // Columns begin where headings stand side by side, whatever short lines stand above them.
    for band in bands.clone() {
        let heads: Vec<&Segment> = segments
            .iter()
            .filter(|s| s.y > band[0] && s.y < band[1] && s.kind.head)
            .collect();
        let side_by_side = heads
            .iter()
            .filter(|s| s.x1 <= x + 0.5 && heads.iter().any(|t| t.x1 > x + 0.5 && t.row == s.row))
            .map(|s| s.y)
            .min_by(f32::total_cmp);
        bands.extend(side_by_side.map(|y| [y - 1.0, band[1]]));
    }
    bands
        .iter()
        .filter_map(|band| {
            let inside: Vec<&Segment> = segments.iter().filter(|s| s.y > band[0] && s.y < band[1]).collect();
            let (left, right): (Vec<&Segment>, Vec<&Segment>) = inside.into_iter().partition(|s| s.x1 <= x + 0.5);
            let reading = reading(&left, &right)?;
            let edge = left.iter().map(|s| s.x1).fold(0.0, f32::max);
            let start = right.iter().map(|s| s.x0).fold(f32::MAX, f32::min);
            let gutter = (start - edge).clamp(0.0, 40.0);
            let y = |f: fn(f32, f32) -> f32, initial: f32| left.iter().chain(&right).map(|s| s.y).fold(initial, f);
            let (top, bottom) = (y(f32::min, f32::MAX) - 0.1, y(f32::max, 0.0) + 0.1);
            let score = (left.len().min(right.len()) as f32).sqrt() * (bottom - top) * (10.0 + gutter);
            Some((
                score,
                Cut {
                    x,
                    top,
                    bottom,
                    reading,
                },
            ))
        })
        .max_by(|a, b| a.0.total_cmp(&b.0))
}

/// How two sides are read, or none when the right one only annotates the left one's rows.
fn reading(left: &[&Segment], right: &[&Segment]) -> Option<Reading> {
    let head = |s: &&&Segment| s.kind.head;
    let heads = |side: &[&Segment]| side.iter().filter(head).count();
    let (left_heads, right_heads) = (heads(left), heads(right));
    // A margin of headings is short: few lines, nearly all of them headings (or pieces of them).
    let labels = left.iter().filter(|s| s.kind.head_piece).count();
    if left_heads >= 1 && labels * 10 >= left.len() * 8 && right.len() >= 2 * left.len() && right_heads <= left_heads {
        return Some(Reading::Margin);
    }
    let top = |side: &[&Segment]| side.iter().map(|s| s.row).min();
    let heads_top = |side: &[&Segment]| side.iter().any(|s| Some(s.row) == top(side) && s.kind.head);
    if left.len() >= 2 && right.len() >= 2 && top(left) == top(right) && heads_top(left) && heads_top(right) {
        return Some(Reading::Columns);
    }
    if left.len() < COLUMN_SEGMENTS || right.len() < COLUMN_SEGMENTS {
        return None;
    }
    let dated = |side: &[&Segment]| side.iter().filter(|s| s.kind.dated).count();
    if dated(left) * 10 >= left.len() * 6 || dated(right) * 10 >= right.len() * 4 {
        return None;
    }
    let rows: HashSet<usize> = left.iter().map(|s| s.row).collect();
    // Headings that all stand side by side are the first row of a table, unless paragraphs follow.
    let level_cells = |side: &[&Segment]| side.iter().filter(|s| s.kind.level).count();
    if level_cells(right) * 2 > right.len() {
        return None;
    }
    // All that has a partner at its right is a period: the rows are those of a table, whatever stands between them at the left.
    let beside_right: HashSet<usize> = right.iter().map(|s| s.row).collect();
    let partnered: Vec<&Segment> = left.iter().filter(|s| beside_right.contains(&s.row)).copied().collect();
    if partnered.len() >= TABLE_ROWS && dated(&partnered) * 10 >= partnered.len() * 9 {
        return None;
    }
    if left_heads >= 1 && right_heads >= 1 || prose::runs_down(left, right) {
        return Some(Reading::Columns);
    }
    // Without headings on both sides, columns are told by lines that do not stand on common rows.
    let beside = |side: &[&Segment], other: &HashSet<usize>| {
        side.iter().filter(|s| other.contains(&s.row) && s.kind.dated).count()
    };
    // Dates that stand beside text annotate it.
    if beside(left, &beside_right) >= 2 || beside(right, &rows) >= 2 {
        return None;
    }
    let aligned = right.iter().filter(|s| rows.contains(&s.row)).count();
    let (small, large) = (left.len().min(right.len()), left.len().max(right.len()));
    (left_heads + right_heads >= 1 && aligned * 10 < small * 6 && small * 8 >= large).then_some(Reading::Columns)
}

/// Headings in the margin go before the first row that stands beside them.
fn margin(mut left: Vec<Segment>, right: Vec<Segment>, page: &Page, out: &mut Vec<Line>) {
    left.sort_by(|a, b| a.y.total_cmp(&b.y));
    let mut blocks: Vec<Segment> = Vec::new();
    let mut reached = 0.0;
    for segment in left {
        match blocks.last_mut() {
            // A heading that wraps: two headings of their own would not stand that close.
            Some(last) if segment.y - reached < 1.6 * segment.size => {
                last.text.push(' ');
                last.text.push_str(&segment.text);
                last.size = last.size.max(segment.size);
                reached = segment.y;
            }
            _ => {
                reached = segment.y;
                blocks.push(segment);
            }
        }
    }
    let mut rest = right;
    for (i, block) in blocks.iter().enumerate() {
        let top = block.y - block.size;
        let (before, after): (Vec<Segment>, Vec<Segment>) = rest.into_iter().partition(|s| s.y < top - 2.0);
        if i > 0 || !before.is_empty() {
            rows(before, page, out);
        }
        rows(vec![block.clone()], page, out);
        rest = after;
    }
    rows(rest, page, out);
}

/// Row by row: the segments of a row are the cells of a line.
fn rows(mut segments: Vec<Segment>, page: &Page, out: &mut Vec<Line>) {
    segments.sort_by(|a, b| a.row.cmp(&b.row).then(a.x0.total_cmp(&b.x0)));
    let mut lines: Vec<Vec<Segment>> = Vec::new();
    for segment in segments {
        match lines.last_mut() {
            Some(line) if line[0].row == segment.row => line.push(segment),
            _ => lines.push(vec![segment]),
        }
    }
    let steps: Vec<f32> = lines.windows(2).map(|w| w[1][0].y - w[0][0].y).collect();
    let usual = median(&steps);
    for (i, line) in lines.iter().enumerate() {
        let last = &line[line.len() - 1];
        let gap = i == 0 || steps[i - 1] > usual * 1.25;
        out.push(Line {
            page: page.number,
            cells: line
                .iter()
                .map(|s| Cell {
                    text: s.text.clone(),
                    bold: s.bold,
                    italic: s.italic,
                })
                .collect(),
            size: line.iter().map(|s| s.size).fold(0.0, f32::max),
            bullet: line[0].bullet,
            indent: line[0].x0,
            gap_before: gap,
            at: Some(((line[0].x0 + last.x1) / 2.0, line[0].y)),
            ..Line::default()
        });
    }
}
