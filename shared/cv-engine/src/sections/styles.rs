//! How headings of a document are set, by which those are told that no word explains.

use super::super::fields::labels;
use super::super::lexicon::headings::{Section, section_of};
use super::super::lexicon::{roles, words};
use super::super::text::line::Line;

/// How a heading is set; a document sets all its headings alike.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Style {
    half_points: i32,
    capitals: bool,
    bold: bool,
    level: Option<u8>,
}

/// How a line is set.
pub(super) fn style(line: &Line) -> Style {
    let text = line.text();
    Style {
        half_points: (line.size * 2.0).round() as i32,
        capitals: is_capitals(&text),
        bold: line.bold(),
        level: line.heading,
    }
}

fn is_capitals(text: &str) -> bool {
    let letters: Vec<char> = text.chars().filter(|c| c.is_alphabetic()).collect();
    letters.len() > 2 && letters.iter().all(|c| c.is_uppercase())
}

/// What a document's headings have in common.
pub(super) struct Styles {
    /// How most recognised headings are set, where at least three agree.
    common: Option<Style>,
    /// Size of the running text in half points.
    body: i32,
    /// Where words tell of too few headings: the highest level that several lines of the document have.
    pub(super) level: Option<u8>,
}

impl Styles {
    /// Looks at the lines whose words are those of a heading.
    pub(super) fn learn(lines: &[Line]) -> Self {
        let mut counts: Vec<(Style, usize)> = Vec::new();
        for line in lines
            .iter()
            .filter(|l| l.cells.len() == 1 && !l.bullet && section_of(&l.text()).is_some())
        {
            let style = style(line);
            match counts.iter_mut().find(|(s, _)| *s == style) {
                Some((_, n)) => *n += 1,
                None => counts.push((style, 1)),
            }
        }
        let common = counts
            .into_iter()
            .max_by_key(|(_, n)| *n)
            .filter(|(_, n)| *n >= 3)
            .map(|(s, _)| s);
        let mut sizes: Vec<i32> = lines.iter().map(|l| (l.size * 2.0).round() as i32).collect();
        sizes.sort_unstable();
        let at = |level: u8| lines.iter().filter(|l| l.heading == Some(level)).count();
        Self {
            level: (1..=6).find(|level| at(*level) >= 3).filter(|_| common.is_none()),
            common,
            body: sizes.get(sizes.len() / 2).copied().unwrap_or(0),
        }
    }

    /// Words of a heading in another style than the document's headings may be a label inside a section.
    pub(super) fn fits(&self, line: &Line, current: Section) -> bool {
        let Some(common) = self.common else {
            // Nothing tells how headings look: inside a list of skills a word of headings may only name a group.
            let own = style(line);
            return current != Section::Skills || line.gap_before || own.level.is_some() || own.half_points > self.body;
        };
        {
            let own = style(line);
            let like = own == common
                || own.level.is_some()
                || own.half_points > common.half_points
                || (own.capitals && own.half_points == common.half_points);
            let ambiguous = current == Section::Skills || labels::is_label(&line.text());
            let stands_out = own.capitals || own.bold || line.gap_before || own.half_points > self.body;
            // Set apart in every way, a word of headings is one, also where other headings are larger (a side bar's).
            let set_apart = line.gap_before && own.half_points > self.body && (own.capitals || own.bold);
            like || (stands_out && !ambiguous) || (set_apart && current != Section::Skills)
        }
    }

    /// A heading by its style alone, whatever it says.
    pub(super) fn is_unknown_heading(&self, line: &Line) -> bool {
        let text = line.text();
        let Some(common) = self.common else {
            return self.level.is_some()
                && line.heading == self.level
                && words(&text).len() <= 5
                && !text.chars().any(|c| c.is_ascii_digit())
                && roles::score(&text) == 0;
        };
        let stands_out =
            common.level.is_some() || common.half_points * 10 > self.body * 11 || (common.capitals && line.gap_before);
        let count = words(&text).len();
        style(line) == common
            && stands_out
            && line.cells.len() == 1
            && !line.bullet
            && (1..=5).contains(&count)
            && !text.chars().any(|c| c.is_ascii_digit() || matches!(c, ',' | '|'))
            && roles::score(&text) == 0
    }
}
