//! From bytes to lines: one reader a format, one model of a line for all of them.
//!
//! A [`line::Line`] is what a person sees as a line: cells separated by wide gaps, tabs or table borders, with
//! the style that headings are told by. Everything after this room is the same for every format.

pub mod archive;
pub mod clean;
mod container;
mod css;
pub mod document;
pub mod docx;
mod docx_looks;
pub mod flow;
pub mod html;
pub mod line;
pub mod odt;
mod paint;
pub mod pdf;
pub mod plain;
pub mod rtf;
mod rtf_letters;
mod rtf_looks;
mod rtf_place;
pub mod xml;

use super::detect::{FileKind, detect};
use super::ocr::Recogniser;
use super::rejection::Rejection;
use super::{layout, limits::Limits};
use document::Document;

/// Reads `bytes` into lines, whatever their format.
pub fn read(bytes: &[u8], limits: &Limits, recogniser: Option<&dyn Recogniser>) -> Result<Document, Rejection> {
    if bytes.len() > limits.bytes {
        return Err(Rejection::too_large(format!(
            "{} bytes, at most {} are read",
            bytes.len(),
            limits.bytes
        )));
    }
    let mut document = match detect(bytes)? {
        FileKind::Pdf => pdf::read(bytes, limits, recogniser)?,
        FileKind::Zip => archive::read(bytes, limits)?,
        FileKind::Rtf => {
            let (text, left_out) = rtf::to_text(bytes);
            let mut document = plain::from_text(&text);
            if left_out {
                document.note_hidden_text();
            }
            document
        }
        FileKind::Html => html::read_bytes(bytes)?,
        FileKind::Plain => plain::from_text(&plain::decode(bytes)),
    };
    layout::mend(&mut document);
    document.number();
    let visible: usize = document
        .lines
        .iter()
        .flat_map(|l| &l.cells)
        .flat_map(|c| c.text.chars())
        .filter(|c| c.is_alphanumeric())
        .count();
    if visible == 0 {
        return Err(Rejection::empty());
    }
    let characters: usize = document.lines.iter().flat_map(|l| &l.cells).map(|c| c.text.len()).sum();
    if characters > limits.text_bytes {
        return Err(Rejection::too_large(format!(
            "{characters} bytes of text, at most {} are read",
            limits.text_bytes
        )));
    }
    Ok(document)
}
