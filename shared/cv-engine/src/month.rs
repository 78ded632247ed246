//! The month that an analysis stands in.

use serde::{Deserialize, Serialize};

/// A month of a year: what "present" means for a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct YearMonth {
    /// Four figures.
    pub year: u16,
    /// 1 to 12.
    pub month: u8,
}

impl std::str::FromStr for YearMonth {
    type Err = String;

    /// Reads `2026-11`.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let wrong = || format!("{text:?} is not a month like 2026-11");
        let (year, month) = text.split_once('-').ok_or_else(wrong)?;
        let month: u8 = month.parse().map_err(|_| wrong())?;
        let year: u16 = year.parse().map_err(|_| wrong())?;
        ((1..=12).contains(&month) && (1900..=2999).contains(&year))
            .then_some(Self { year, month })
            .ok_or_else(wrong)
    }
}
