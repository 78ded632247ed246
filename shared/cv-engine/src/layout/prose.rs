//! Two columns without headings side by side, on one grid of lines: what tells them from a table is text that goes on below itself on both
//! sides, and begins anew at other places on either.

use super::segments::Segment;
use std::collections::HashSet;

/// Fewest lines of a side that go on from the line above.
const GOING_ON: usize = 2;
/// Part of a side's width that a line fills before its text wraps.
const FULL: f32 = 0.7;
/// Most font sizes between the baselines of a text's lines.
const LEADING: f32 = 1.8;
/// Most font sizes by which a line hangs in.
const HANGING: f32 = 2.5;

/// True for two columns of text. What stands in one row of a table begins there on both sides: where the text at the right goes on from above, the
/// label at its left has begun. A label that wraps may stand beside items of its text.
pub fn runs_down(left: &[&Segment], right: &[&Segment]) -> bool {
    let (Some(left), Some(right)) = (Rows::of(left), Rows::of(right)) else {
        return false;
    };
    let begins_beside = |one: &Rows, other: &Rows| one.begin.intersection(&other.go_on).count();
    match begins_beside(&left, &right) {
        0 => false,
        1 => begins_beside(&right, &left) >= 1,
        _ => true,
    }
}

/// Rows of one side.
struct Rows {
    begin: HashSet<usize>,
    go_on: HashSet<usize>,
}

impl Rows {
    /// None when too little goes on.
    fn of(side: &[&Segment]) -> Option<Self> {
        let mut lines = side.to_vec();
        lines.sort_by(|a, b| a.y.total_cmp(&b.y).then(a.x0.total_cmp(&b.x0)));
        let edge = lines.iter().map(|s| s.x0).fold(f32::MAX, f32::min);
        let width = lines.iter().map(|s| s.x1).fold(edge, f32::max) - edge;
        let goes_on = |pair: &&[&Segment]| {
            let [above, below] = pair else { return false };
            let wraps = above.x1 >= edge + FULL * width && below.y - above.y <= LEADING * above.size;
            let hangs = (0.0..=HANGING * below.size).contains(&(below.x0 - above.x0 + 0.5));
            let lower = below.text.starts_with(char::is_lowercase);
            wraps && hangs && !below.bullet && !below.kind.head && (lower || above.text.ends_with(','))
        };
        let go_on: HashSet<usize> = lines.windows(2).filter(goes_on).map(|pair| pair[1].row).collect();
        let begin = lines.iter().map(|s| s.row).filter(|row| !go_on.contains(row)).collect();
        (go_on.len() >= GOING_ON).then_some(Self { begin, go_on })
    }
}
