//! What an analysis needs beside the bytes.

use super::catalogue::Catalogue;
use super::limits::Limits;
use super::month::YearMonth;
use super::ocr::Recogniser;

/// What an analysis needs beside the bytes.
pub struct Options<'a> {
    /// Month that stands for "present".
    pub as_of: YearMonth,
    /// Skills to recognise.
    pub catalogue: &'a Catalogue,
    /// Limits on the file.
    pub limits: Limits,
    /// Reads pages that are pictures; without one they are refused.
    pub recogniser: Option<&'a dyn Recogniser>,
}
