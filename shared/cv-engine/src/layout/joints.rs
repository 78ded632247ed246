//! How a line ends that goes on in the next one.

use super::super::lexicon::{dates, fold};

/// `Feb 2023 until`, `de 2019 à`: the period goes on.
pub(super) fn ends_in_joint(text: &str) -> bool {
    let folded = fold(text);
    let last = folded.rsplit(' ').next().unwrap_or_default();
    matches!(last, "to" | "until" | "till" | "a" | "au" | "jusqu'a" | "through")
}

/// `Feb`, `de mai`: a year belongs to it.
pub(super) fn ends_in_month(text: &str) -> bool {
    let last = text.rsplit(' ').next().unwrap_or_default();
    !last.is_empty()
        && !last.ends_with(|c: char| c.is_ascii_digit())
        && dates::periods(&format!("{last} 2000"))
            .first()
            .is_some_and(|p| p.start.is_some_and(|d| d.month.is_some()))
}
