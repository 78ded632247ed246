//! Each format's reader by itself: what the fuzzer calls with bytes of its own, past the look at the file's type.

use super::limits::Limits;
use super::text::{archive, html, pdf, plain, rtf};

/// A ZIP container, DOCX or ODT by its parts.
pub fn container(bytes: &[u8], limits: &Limits) {
    let _ = archive::read(bytes, limits);
}

/// HTML in any encoding.
pub fn html(bytes: &[u8]) {
    let _ = html::read_bytes(bytes);
}

/// A PDF, without a recogniser of pictures.
pub fn pdf(bytes: &[u8], limits: &Limits) {
    let _ = pdf::read(bytes, limits, None);
}

/// Text in any encoding.
pub fn plain(bytes: &[u8]) {
    let _ = plain::from_text(&plain::decode(bytes));
}

/// Rich text.
pub fn rtf(bytes: &[u8]) {
    let _ = plain::from_text(&rtf::to_text(bytes).0);
}
