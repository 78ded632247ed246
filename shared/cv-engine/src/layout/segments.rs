//! Characters to segments: stretches of one line without a wide gap inside.

use super::super::lexicon::{dates, headings, levels};
use super::{Glyph, Page, torn};

/// Part of the font size by which baselines of one row may differ.
const SAME_ROW: f32 = 0.45;
/// Gap, in font sizes, that separates words.
const WORD_GAP: f32 = 0.17;
/// The same, where a space is printed too: justified lines squeeze them.
const NARROW_GAP: f32 = 0.05;
/// Gap, in font sizes, that separates cells.
const CELL_GAP: f32 = 1.3;
/// The same, where weight or size of the type changes.
const CHANGE_GAP: f32 = 0.75;

/// Longest level of a language, in characters.
const LEVEL_CHARS: usize = 24;
/// Gap, in usual gaps of letter-spaced text, that separates its words.
const WIDE_LETTER_GAP: f32 = 1.6;

/// Words on one line between two wide gaps.
#[derive(Debug, Clone)]
pub struct Segment {
    /// Text, words separated by one space.
    pub text: String,
    /// Left edge in points.
    pub x0: f32,
    /// Right edge in points.
    pub x1: f32,
    /// Baseline, from the page's upper edge.
    pub y: f32,
    /// Font size in points.
    pub size: f32,
    /// Most of it is bold.
    pub bold: bool,
    /// Most of it is italic.
    pub italic: bool,
    /// Row on the page: segments on one baseline share it.
    pub row: usize,
    /// Starts a list item.
    pub bullet: bool,
    /// What its words are, looked up once: a page is cut in many places before one is chosen.
    pub kind: Kind,
}

/// What the words of a segment are.
#[derive(Debug, Clone, Copy, Default)]
pub struct Kind {
    /// A heading, and no level of a table.
    pub head: bool,
    /// A heading or a line of one that wraps.
    pub head_piece: bool,
    /// Mostly a date, or a piece of one.
    pub dated: bool,
    /// A level of skills or languages, or a rating.
    pub level: bool,
}

impl Kind {
    fn of(text: &str) -> Self {
        // Levels ("notions", "bases") are words of headings too, and stand in tables.
        let proficiency = levels::proficiency(text).is_some();
        Self {
            head: !proficiency && headings::is_heading(text),
            head_piece: headings::is_heading_piece(text),
            dated: dates::is_mostly_date(text) || torn::is_piece(text),
            level: proficiency
                || levels::is_rating(text)
                || text.chars().count() <= LEVEL_CHARS && levels::language_level(text).is_some(),
        }
    }
}

/// Turns a page whose text is drawn sideways upright.
pub fn upright(page: &mut Page) {
    let sideways = page.glyphs.iter().filter(|g| turn(g) != 0).count();
    if sideways * 2 <= page.glyphs.len() {
        return;
    }
    let turned = page.glyphs.iter().find(|g| turn(g) != 0).map_or(0, turn);
    let (width, height) = (page.width, page.height);
    for glyph in &mut page.glyphs {
        let (x, y) = (glyph.x, glyph.y);
        (glyph.x, glyph.y) = match turned {
            90 => (height - y, x),
            270 => (y, width - x),
            _ => (width - x, height - y),
        };
        glyph.rotation = 0.0;
    }
    if turned != 180 {
        std::mem::swap(&mut page.width, &mut page.height);
    }
}

/// Takes text that is drawn along the edge of an upright page off it: a page of its own for each direction, turned upright.
pub fn side_bars(page: &mut Page) -> Vec<Page> {
    let mut bars = Vec::new();
    for direction in [90, 270] {
        let (turned, rest): (Vec<Glyph>, Vec<Glyph>) = std::mem::take(&mut page.glyphs)
            .into_iter()
            .partition(|g| turn(g) == direction);
        page.glyphs = rest;
        if !turned.is_empty() {
            let mut bar = Page {
                glyphs: turned,
                ..*page
            };
            upright(&mut bar);
            bars.push(bar);
        }
    }
    bars
}

fn turn(glyph: &Glyph) -> i32 {
    let degrees = glyph.rotation.rem_euclid(360.0).round() as i32;
    [0, 90, 180, 270, 360]
        .into_iter()
        .min_by_key(|d| (d - degrees).abs())
        .unwrap_or(0)
        % 360
}

/// True for a character of a place and size that a page can have: damaged files give any number, and none at all.
fn is_on(page: &Page, glyph: &Glyph) -> bool {
    let near = |at: f32, length: f32| (-length..=2.0 * length).contains(&at);
    let fits = |size: f32| (0.0..=page.width.max(page.height)).contains(&size);
    near(glyph.x, page.width) && near(glyph.y, page.height) && fits(glyph.width) && fits(glyph.size)
}

/// Segments of a page, row by row from the top, left to right within a row.
pub fn segments(page: &Page) -> Vec<Segment> {
    let mut glyphs: Vec<&Glyph> = page.glyphs.iter().filter(|g| turn(g) == 0 && is_on(page, g)).collect();
    glyphs.sort_by(|a, b| a.y.total_cmp(&b.y));
    let mut rows: Vec<Vec<&Glyph>> = Vec::new();
    let mut row_y = f32::MIN;
    for glyph in glyphs {
        match rows.last_mut() {
            Some(row) if glyph.y - row_y <= SAME_ROW * row[0].size.min(glyph.size) => row.push(glyph),
            _ => {
                row_y = glyph.y;
                rows.push(vec![glyph]);
            }
        }
    }
    let mut out = Vec::new();
    for (index, mut row) in rows.into_iter().enumerate() {
        row.sort_by(|a, b| a.x.total_cmp(&b.x));
        // Bold is often drawn by printing twice, a little apart.
        row.dedup_by(|b, a| {
            a.run != b.run && a.c == b.c && (b.x - a.x).abs() < 0.15 * a.size && (b.y - a.y).abs() < 0.15 * a.size
        });
        split(&row, index, &mut out);
    }
    out
}

fn split(row: &[&Glyph], index: usize, out: &mut Vec<Segment>) {
    let mut start = 0;
    let mut bullet = false;
    for i in 0..row.len() {
        let glyph = row[i];
        let icon = glyph.icon || matches!(glyph.c, '\u{E000}'..='\u{F8FF}');
        let wide = i > start && is_cell_border(row[i - 1], glyph);
        if icon || wide {
            push(&row[start..i], index, bullet, out);
            bullet = false;
            start = i;
        }
        if icon {
            // A pictured dot before the text is its bullet; anything else is decoration.
            bullet = matches!(glyph.c, '•' | '·' | '∙' | '\u{F0B7}' | '▪' | '◦');
            start = i + 1;
        }
    }
    push(&row[start.min(row.len())..], index, bullet, out);
}

/// A gap between cells: wide, or of a few spaces where the type changes too.
fn is_cell_border(before: &Glyph, after: &Glyph) -> bool {
    let gap = after.x - (before.x + before.width);
    let size = before.size.min(after.size);
    let changes = before.bold != after.bold || before.size.max(after.size) > 1.2 * size;
    gap > if changes { CHANGE_GAP } else { CELL_GAP } * size
}

fn push(glyphs: &[&Glyph], row: usize, bullet: bool, out: &mut Vec<Segment>) {
    let (Some(first), Some(last)) = (glyphs.first(), glyphs.last()) else {
        return;
    };
    let gaps: Vec<f32> = glyphs.windows(2).map(|w| w[1].x - (w[0].x + w[0].width)).collect();
    // Letter-spaced headings: the usual gap between letters is not a word's.
    let usual = quartile(&gaps).max(0.0);
    let mut text = String::new();
    for (i, glyph) in glyphs.iter().enumerate() {
        if i > 0 {
            let (before, gap) = (glyphs[i - 1], gaps[i - 1]);
            // Within a run the printed spaces are right; between runs the gap tells, a narrow one with a space.
            let apart = match (before.run == glyph.run, before.space_after || glyph.space) {
                (true, printed) => printed,
                (false, true) => gap > NARROW_GAP * glyph.size,
                (false, false) => gap > WORD_GAP * glyph.size + usual,
            };
            if apart {
                text.push(' ');
            }
        }
        text.push(glyph.c);
    }
    if let Some(joined) = letter_spaced(glyphs, &gaps, &text) {
        text = joined;
    }
    let count = |test: fn(&Glyph) -> bool| glyphs.iter().filter(|g| test(g)).count() * 2 > glyphs.len();
    out.push(Segment {
        kind: Kind::of(&text),
        text,
        x0: first.x,
        x1: last.x + last.width,
        y: median(&glyphs.iter().map(|g| g.y).collect::<Vec<_>>()),
        size: median(&glyphs.iter().map(|g| g.size).collect::<Vec<_>>()),
        bold: count(|g| g.bold),
        italic: count(|g| g.italic),
        row,
        bullet,
    });
}

/// `E X P E R I E N C E` set with spaces between its letters, as words: the gap between words is wider.
fn letter_spaced(glyphs: &[&Glyph], gaps: &[f32], text: &str) -> Option<String> {
    if !headings::is_letter_spaced(text) {
        return None;
    }
    let usual = median(gaps).max(0.1 * glyphs[0].size);
    let mut out = String::new();
    for (i, glyph) in glyphs.iter().enumerate() {
        if i > 0 && gaps[i - 1] > WIDE_LETTER_GAP * usual {
            out.push(' ');
        }
        out.push(glyph.c);
    }
    // Some producers lose the wider gap: the words of a heading are found without it.
    let joined: String = glyphs.iter().map(|g| g.c).collect();
    Some(
        if headings::section_of(&out).is_none() && headings::is_heading(&joined) {
            joined
        } else {
            out
        },
    )
}

/// First quartile; 0 of nothing.
fn quartile(values: &[f32]) -> f32 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f32::total_cmp);
    sorted.get(sorted.len() / 4).copied().unwrap_or(0.0)
}

/// Median; 0 of nothing.
pub fn median(values: &[f32]) -> f32 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f32::total_cmp);
    sorted.get(sorted.len() / 2).copied().unwrap_or(0.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn word(text: &str, x: f32, y: f32) -> Vec<Glyph> {
        let glyph = |(i, c): (usize, char)| Glyph {
            c,
            x: x + i as f32 * 5.0,
            y,
            width: 5.0,
            size: 10.0,
            bold: false,
            italic: false,
            icon: false,
            rotation: 0.0,
            run: 0,
            space: i == 4,
            space_after: false,
        };
        text.chars().enumerate().filter(|(_, c)| *c != ' ').map(glyph).collect()
    }

    #[test]
    fn characters_at_impossible_places_are_left_out() {
        let mut glyphs = word("Web Developer", 40.0, 100.0);
        for (i, number) in [f32::NAN, 1e30, f32::INFINITY, -1e9].into_iter().enumerate() {
            glyphs.extend(word("x", number, 100.0 + i as f32));
            glyphs.extend(word("y", 50.0, number));
            glyphs.extend(word("z", 50.0, 100.0).into_iter().map(|g| Glyph { width: number, ..g }));
        }
        let page = Page {
            number: 1,
            width: 600.0,
            height: 800.0,
            glyphs,
        };
        let lines: Vec<String> = super::super::page_lines(page)
            .iter()
            .map(super::super::Line::text)
            .collect();
        assert_eq!(lines, ["Web Developer"]);
    }

    #[test]
    fn a_wide_gap_separates_and_a_narrow_one_spaces() {
        let glyphs = [word("Web Developer", 40.0, 100.0), word("2020", 300.0, 101.0)].concat();
        let page = Page {
            number: 1,
            width: 600.0,
            height: 800.0,
            glyphs,
        };
        let segments = segments(&page);
        let texts: Vec<&str> = segments.iter().map(|s| s.text.as_str()).collect();
        assert_eq!(texts, ["Web Developer", "2020"]);
        assert_eq!(segments[0].row, segments[1].row);
    }
}
