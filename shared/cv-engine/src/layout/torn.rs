//! Periods that a narrow cell tears over several rows: `1er`, `octobre 2019`, `au 1er`, `avril 2026` beside a job.

use super::super::lexicon::{dates, fold};
use super::super::text::line::Line;
use super::joints::{ends_in_joint, ends_in_month};

/// Most rows of one period.
const ROWS: usize = 6;
/// Words that lead from one date to the next.
const JOINTS: &[&str] = &[
    "to", "until", "till", "a", "au", "jusqu'a", "jusqu'au", "through", "-", "–", "—", "→", ">",
];
/// Words that lead to a date that nothing ended.
const LEADS: &[&str] = &["depuis", "since"];
/// Figures of a year, and most of a day.
const YEAR: usize = 4;
const DAY: usize = 2;
/// Longest piece of a period, in bytes.
const FRAGMENT_BYTES: usize = 32;

/// The cell of a row that is looked at.
#[derive(Clone, Copy)]
enum Edge {
    Left,
    Right,
}

impl Edge {
    fn of(self, line: &Line) -> Option<usize> {
        let last = line.cells.len().checked_sub(1)?;
        Some(match self {
            Self::Left => 0,
            Self::Right => last,
        })
    }
}

/// Puts each such period together in its first row. Rows that held nothing else are gone.
pub fn rejoin(lines: &mut Vec<Line>) {
    let mut at = 0;
    while at < lines.len() {
        let found = [Edge::Left, Edge::Right]
            .into_iter()
            .find_map(|edge| period(lines, at, edge));
        if let Some((edge, rows, whole)) = found
            && let Some(cell) = edge.of(&lines[at])
        {
            lines[at].cells[cell].text = whole;
            for line in &mut lines[at + 1..at + rows] {
                if let Some(cell) = edge.of(line) {
                    line.cells.remove(cell);
                }
            }
            lines.retain(|line| !line.cells.is_empty());
        }
        at += 1;
    }
}

/// The rows from `at` on whose cells at this edge make up one period, and the whole of it.
fn period(lines: &[Line], at: usize, edge: Edge) -> Option<(Edge, usize, String)> {
    let first = &lines[at];
    let mut whole = first.cells[edge.of(first)?].text.trim().to_owned();
    if !is_fragment(&whole) || is_whole(&whole) {
        return None;
    }
    // A word or a dash has led on to the second date.
    let mut led = false;
    for (row, line) in lines.iter().enumerate().skip(at + 1).take(ROWS - 1) {
        let text = line.cells[edge.of(line)?].text.trim();
        if line.page != first.page || line.column != first.column || line.bullet || !is_fragment(text) {
            return None;
        }
        // A date of its own goes on only where a word or a dash says so.
        let begins = text
            .split(' ')
            .next()
            .is_some_and(|word| JOINTS.contains(&fold(word).as_str()));
        let ends = (ends_in_joint(&whole) || whole.ends_with(['-', '–', '—', '→', '>'])) && first.cells.len() > 1;
        led |= begins || ends;
        if is_one_date(&whole) && !led {
            return None;
        }
        whole = format!("{whole} {text}");
        if is_whole(&whole) {
            return Some((edge, row + 1 - at, whole));
        }
    }
    None
}

/// A piece of a torn date that is none by itself: `1er`, `au 1er`, `octobre`. A figure alone may be anything.
pub fn is_piece(text: &str) -> bool {
    text.contains(char::is_alphabetic) && is_fragment(text)
}

/// Only words of dates: days, months, years, and what stands between two of them.
fn is_fragment(text: &str) -> bool {
    let is_part = |word: &str| {
        let bare = word.trim_matches(['(', ')', ',']);
        let figures = bare.chars().take_while(char::is_ascii_digit).count();
        let day = (1..=DAY).contains(&figures)
            && matches!(&fold(&bare[figures..])[..], "" | "er" | "st" | "nd" | "rd" | "th");
        let year = figures == YEAR && bare.len() == YEAR;
        let month = bare.len() > YEAR && bare.starts_with(|c: char| c.is_ascii_digit()) && is_one_date(bare);
        month
            || LEADS.contains(&fold(bare).as_str())
            || day
            || year
            || JOINTS.contains(&fold(bare).as_str())
            || ends_in_month(bare)
    };
    (1..=FRAGMENT_BYTES).contains(&text.len()) && text.split_whitespace().all(is_part)
}

fn is_whole(text: &str) -> bool {
    let periods = dates::periods(text);
    let leads = LEADS.contains(&fold(text.split(' ').next().unwrap_or_default()).as_str());
    periods.len() == 1 && !periods[0].single && (!periods[0].current || leads) && dates::is_mostly_date(text)
}

fn is_one_date(text: &str) -> bool {
    let periods = dates::periods(text);
    periods.len() == 1 && periods[0].single
}

#[cfg(test)]
mod tests {
    use super::super::super::text::line::Cell;
    use super::*;

    fn rejoined(rows: &[&[&str]]) -> Vec<Vec<String>> {
        let line = |cells: &&[&str]| Line {
            cells: cells.iter().map(|text| Cell::plain(*text)).collect(),
            ..Line::default()
        };
        let mut lines: Vec<Line> = rows.iter().map(line).collect();
        rejoin(&mut lines);
        let texts = |line: &Line| line.cells.iter().map(|cell| cell.text.clone()).collect();
        lines.iter().map(texts).collect()
    }

    #[test]
    fn a_period_torn_in_a_narrow_cell_is_one_again() {
        assert_eq!(
            rejoined(&[
                &["1er octobre 2019", "Chef de chantier"],
                &["au 1er avril 2026", "Armor Construction"]
            ]),
            [
                vec!["1er octobre 2019 au 1er avril 2026", "Chef de chantier"],
                vec!["Armor Construction"]
            ]
        );
        assert_eq!(
            rejoined(&[&["Chef de chantier", "Mars 2014"], &["Acme", "– septembre 2019"]]),
            [vec!["Chef de chantier", "Mars 2014 – septembre 2019"], vec!["Acme"]]
        );
        assert_eq!(
            rejoined(&[
                &["Depuis mars", "Chef de projet – Orange"],
                &["2022", "Refonte du portail"],
                &["06/2016 -", "Développeur – Atos"],
                &["12/2017", "Java, Oracle"]
            ]),
            [
                vec!["Depuis mars 2022", "Chef de projet – Orange"],
                vec!["Refonte du portail"],
                vec!["06/2016 - 12/2017", "Développeur – Atos"],
                vec!["Java, Oracle"]
            ]
        );
        assert_eq!(
            rejoined(&[&["2007 –", "BTS"], &["2009", "Lycée Pasteur"]]),
            [vec!["2007 – 2009", "BTS"], vec!["Lycée Pasteur"]]
        );
        assert_eq!(
            rejoined(&[
                &["1er", "Chef"],
                &["octobre", "Armor"],
                &["2019", "Logements"],
                &["au 1er"],
                &["avril 2026"],
                &["Mars 2014", "Maçon"]
            ]),
            [
                vec!["1er octobre 2019 au 1er avril 2026", "Chef"],
                vec!["Armor"],
                vec!["Logements"],
                vec!["Mars 2014", "Maçon"]
            ]
        );
    }

    #[test]
    fn dates_of_their_own_stay_apart() {
        for rows in [
            [["2015", "Chef de chantier"], ["2018", "Maçon"]],
            [["Mars 2014", "Chef de chantier"], ["2018", "Maçon"]],
            [["2014 – 2016", "Chef de chantier"], ["2018", "Maçon"]],
            [["Chef", "Mars"], ["Maçon", "Acme"]],
        ] {
            let rows: Vec<&[&str]> = rows.iter().map(<[&str; 2]>::as_slice).collect();
            assert_eq!(rejoined(&rows), rows);
        }
    }
}
