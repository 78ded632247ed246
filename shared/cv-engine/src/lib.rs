#![doc = include_str!("../README.md")]

mod analysis;
mod assembly;
pub mod catalogue;
mod confidence;
pub mod detect;
mod evidence;
mod fields;
pub mod grounding;
mod layout;
mod lexicon;
mod limits;
mod month;
pub mod ocr;
mod options;
pub mod profile;
#[cfg(feature = "fuzzing")]
pub mod readers;
mod rejection;
pub mod said;
mod sections;
mod text;
pub mod warnings;

pub use analysis::{Analysis, PageText};
pub use assembly::{ENGINE, ENGINE_VERSION};
pub use limits::Limits;
pub use month::YearMonth;
pub use options::Options;
pub use rejection::{Code, Rejection};

use text::document::Document;
use text::line::Line;

/// Reads a CV. Errors are refusals of the file; the engine itself has no other way to fail.
pub fn analyse(bytes: &[u8], options: &Options<'_>) -> Result<Analysis, Rejection> {
    let mut document = text::read(bytes, &options.limits, options.recogniser)?;
    leave_out_instructions(&mut document);
    let mut parts = sections::split(&document.lines);
    fields::certifications::apart(&mut parts);
    Ok(Analysis {
        parsed: assembly::profile_of(&document, &parts, options),
        pages: pages(&document.lines),
    })
}

/// Text that speaks to a program instead of a person is neither profile nor index; that it was there is said.
fn leave_out_instructions(document: &mut Document) {
    let texts: Vec<String> = document.lines.iter().map(Line::text).collect();
    let mut marked = lexicon::instructions::lines_of(&texts).into_iter();
    let before = document.lines.len();
    document.lines.retain(|_| !marked.next().unwrap_or(false));
    if document.lines.len() < before {
        document.warnings.push(warnings::INSTRUCTIONS.to_owned());
    }
}

fn pages(lines: &[Line]) -> Vec<PageText> {
    let mut out: Vec<PageText> = Vec::new();
    for line in lines {
        let text = line.text();
        match out.last_mut() {
            Some(last) if last.page == line.page => {
                last.text.push('\n');
                last.text.push_str(&text);
            }
            _ => out.push(PageText { page: line.page, text }),
        }
    }
    out
}
