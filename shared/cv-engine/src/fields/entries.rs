//! A section of dated entries (jobs, degrees) cut into entries: each is announced by a line with its period.
//!
//! Templates differ in what stands above that line (a company, a title) and what below; but one document
//! does it the same way throughout, so the first entry tells how many lines above belong to the heading.

use super::super::lexicon::dates::{self, Period};
use super::super::lexicon::{degrees, fold, organisations, roles};
use super::super::text::line::Line;
use super::labels::{self, Label};
use super::pieces::ends_in_legal_form;

/// Most lines of heading above the line with the period.
const LINES_ABOVE: usize = 3;
/// Longest line of a heading, in characters.
const HEAD_CHARS: usize = 90;
/// Longest line with a single date that still announces an entry.
const SINGLE_DATE_CHARS: usize = 75;

/// An entry: its heading lines, the period, and the lines under it.
#[derive(Debug)]
pub struct Entry {
    /// Lines above the one with the period.
    pub above: Vec<Line>,
    /// The line with the period.
    pub anchor: Line,
    /// Its period.
    pub period: Period,
    /// Lines below, up to the next entry.
    pub below: Vec<Line>,
}

/// The entries of a section, in order.
pub fn entries(lines: &[Line]) -> Vec<Entry> {
    let mut anchors: Vec<(usize, Period)> = positions(lines, false);
    if anchors.is_empty() {
        anchors = positions(lines, true);
    }
    // A second date right under an announced entry belongs to it: "expected March 2016".
    let mut kept: Vec<(usize, Period)> = Vec::new();
    for (at, period) in anchors {
        let expected = ["expected", "anticipated", "prevu", "graduation"]
            .iter()
            .any(|w| fold(&lines[at].text()).contains(w));
        if !(period.single && expected && kept.last().is_some_and(|(before, p)| before + 1 == at && !p.single)) {
            kept.push((at, period));
        }
    }
    let anchors = kept;
    let first_above = anchors.first().map_or(0, |(at, _)| heading_lines(&lines[..*at]));
    let mut starts: Vec<usize> = Vec::new();
    for (i, (at, _)) in anchors.iter().enumerate() {
        let floor = if i == 0 { 0 } else { anchors[i - 1].0 + 1 };
        let between = &lines[floor..*at];
        let above = match paragraph_above(between, &lines[*at]) {
            Some(above) => above,
            None => heading_lines(between).min(first_above.max(labelled_above(between))),
        };
        starts.push(at - above);
    }
    anchors
        .iter()
        .enumerate()
        .map(|(i, (at, period))| {
            let end = starts.get(i + 1).copied().unwrap_or(lines.len());
            Entry {
                above: lines[starts[i]..*at].to_vec(),
                anchor: lines[*at].clone(),
                period: *period,
                below: lines[(at + 1).min(end)..end].to_vec(),
            }
        })
        .collect()
}

fn positions(lines: &[Line], bullets: bool) -> Vec<(usize, Period)> {
    lines
        .iter()
        .enumerate()
        .filter(|(_, l)| bullets || !l.bullet)
        .filter_map(|(i, l)| anchor_period(l).map(|p| (i, p)))
        .collect()
}

/// The period of a line that announces an entry: at its start, at its end, in brackets or in a cell of its own.
fn anchor_period(line: &Line) -> Option<Period> {
    if let Some((label, value)) = labels::labelled(line) {
        return match label {
            Label::Period => dates::periods(&value).first().copied().map(|p| Period {
                from: 0,
                to: usize::MAX,
                ..p
            }),
            Label::Technologies | Label::Description => None,
            _ => outer_period(line),
        };
    }
    outer_period(line)
}

fn outer_period(line: &Line) -> Option<Period> {
    let text = line.text();
    let length = text.chars().count();
    let periods = dates::periods(&text);
    let period = periods.iter().find(|p| !p.single).or(periods.first()).copied()?;
    if line.cells.iter().any(|c| dates::is_mostly_date(&c.text)) {
        return Some(period);
    }
    let chars: Vec<char> = text.chars().collect();
    let closes = |at: usize| chars[at.min(length)..].iter().all(|c| !c.is_alphanumeric());
    let at_end = closes(period.to);
    let at_start = chars[..period.from.min(length)].iter().all(|c| !c.is_alphanumeric());
    let bracketed = period.from > 0 && chars.get(period.from - 1).is_some_and(|c| matches!(c, '(' | '[' | '|'));
    let before: String = chars[..period.from.min(length)].iter().collect();
    let tail: String = chars[period.to.min(length)..].iter().collect();
    // "2017 — Diplôme ...": a dash behind the date at the start of a line makes it a heading, however long.
    let headed = at_start && tail.trim_start().starts_with(['–', '—', '-', ':', '|', '\t']);
    // Prose that happens to end in a year: "... launched in 2019".
    let prose = period.single && (length > SINGLE_DATE_CHARS && !headed || text.starts_with(char::is_lowercase));
    let tail_is_place = tail.chars().count() < 30 && !before.trim().is_empty() && opens_with_name(&tail);
    let prose = prose || is_prose(&before, &text, &period);
    ((at_start || at_end || bracketed || tail_is_place && !period.single) && !prose).then_some(period)
}

/// What follows a period in a heading is a name, not the rest of a sentence.
fn opens_with_name(tail: &str) -> bool {
    let tail = tail.trim_start_matches(|c: char| !c.is_alphanumeric());
    let mut words = tail.split_whitespace();
    let first = words.next().unwrap_or_default();
    let named = |w: &str| w.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit());
    named(first) || first.is_empty() || matches!(first, "à" | "in" | "at" | "chez") && words.next().is_some_and(named)
}

/// A sentence that mentions a date: a small word leads to it, and nothing in the line names a job or a degree.
fn is_prose(before: &str, text: &str, period: &Period) -> bool {
    let before = before.trim_end();
    let last = before.rsplit(|c: char| c.is_whitespace()).next().unwrap_or_default();
    if matches!(
        fold(last).as_str(),
        "between" | "entre" | "during" | "durant" | "pendant"
    ) {
        return true;
    }
    let small = last.len() > 1 && last.chars().all(char::is_lowercase);
    // "The team grew between 2019 and 2021": a period, told and not printed.
    let told = fold(super::super::lexicon::slice(text, period.from, period.to));
    if (told.starts_with("between") || told.starts_with("entre")) && small && roles::score(before) == 0 {
        return true;
    }
    period.single && small && roles::score(text) + degrees::score(text) + organisations::school_score(text) == 0
}

/// Number of heading-like lines at the end of `lines`.
fn heading_lines(lines: &[Line]) -> usize {
    lines
        .iter()
        .rev()
        .take(LINES_ABOVE)
        .take_while(|l| is_heading_line(l))
        .count()
}

/// Lines above the anchor back to the gap that opens its paragraph, where all of them can be headings.
fn paragraph_above(between: &[Line], anchor: &Line) -> Option<usize> {
    if anchor.gap_before {
        return None;
    }
    let opening = between.iter().rev().take(LINES_ABOVE).position(|l| l.gap_before)? + 1;
    (heading_lines(between) >= opening).then_some(opening)
}

fn labelled_above(lines: &[Line]) -> usize {
    lines
        .iter()
        .rev()
        .take(LINES_ABOVE)
        .take_while(|l| {
            matches!(
                labels::labelled(l),
                Some((Label::Title | Label::Company | Label::Client | Label::Place, _))
            )
        })
        .count()
}

/// Short, no list item, no sentence, no list of tools.
pub fn is_heading_line(line: &Line) -> bool {
    let text = line.text();
    let label = labels::labelled(line).map(|(l, _)| l);
    let sentence = text.ends_with('.') && text.split_whitespace().count() > 2 && !ends_in_legal_form(&text);
    let long = text.chars().count() > HEAD_CHARS;
    let content = matches!(label, Some(Label::Technologies | Label::Description));
    // "iOS Developer" starts a line, "and so on" goes on with one.
    let first = text.split_whitespace().next().unwrap_or_default();
    let goes_on = first.starts_with(char::is_lowercase) && !first.chars().any(char::is_uppercase);
    !(line.bullet || long || sentence || goes_on || content)
}
