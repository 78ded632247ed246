//! What a reader of a profile should know, as codes with what no language changes (`ocr: 3`): whoever shows a profile says them in words.

/// Text that nobody sees was left out.
pub const HIDDEN_TEXT: &str = "hidden_text";
/// Text that speaks to a program was left out.
pub const INSTRUCTIONS: &str = "instructions";
/// The file carries macros.
pub const MACROS: &str = "active_content: macros";
/// The file carries scripts, launch actions or attachments.
pub const SCRIPTS: &str = "active_content: scripts";
/// Nothing of a profile was found.
pub const NOTHING_RECOGNISED: &str = "nothing_recognised";

/// So many pages behind the first ones were not read.
#[must_use]
pub fn pages_left_out(left_out: usize, read: usize) -> String {
    format!("pages_left_out: {left_out} {read}")
}

/// The text is that of so many pictures.
#[must_use]
pub fn recognised(pictures: usize) -> String {
    format!("ocr: {pictures}")
}

/// Another engine said this, and the document does not.
#[must_use]
pub fn not_in_document(field: &str) -> String {
    format!("not_in_document: {field}")
}
