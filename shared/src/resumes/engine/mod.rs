//! The CV engine: bytes in, a normalised profile out. Pure: no files, no network, no clock.
//!
//! ```text
//! bytes -> type by content -> positioned text -> lines and columns -> sections -> fields -> profile
//!          detect             text/             layout/             sections/    fields/   profile
//! ```
//!
//! Words that decide something live in `lexicon/`; the skills catalogue comes in as a value. Hostile
//! files are refused with a stable code, or stopped by the process limits of the caller: the engine
//! is meant to run in a child process with capped memory and a large stack (see the worker's sandbox).

pub mod catalogue;
mod confidence;
pub mod detect;
pub mod evidence;
pub mod fields;
pub mod grounding;
pub mod layout;
pub mod lexicon;
pub mod ocr;
pub mod profile;
pub mod rejection;
pub mod said;
pub mod sections;
pub mod text;
pub mod warnings;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use catalogue::Catalogue;
use fields::{certifications, contact, education, experiences, identity, languages, links, location, skills, years};
use lexicon::headings::Section;
use profile::{ParsedData, Personal};
pub use rejection::{Code, Rejection};
use sections::Part;
use text::{Document, Line};

/// Name of this engine in `parsed_data`.
pub const ENGINE: &str = "native";
/// Version of its rules: raised when the same file may give another answer.
pub const ENGINE_VERSION: &str = "1.5.0";

/// Lines at the top of a document where contact details stand, whatever heading was read above them.
const TOP_LINES: usize = 12;

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

/// How much of a file is read.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// Largest file, in bytes.
    pub bytes: usize,
    /// Most bytes inflated from a container or from a PDF's streams.
    pub decompressed_bytes: usize,
    /// Most pages read of a PDF; later ones are left out with a warning.
    pub pages: usize,
    /// Most bytes of text.
    pub text_bytes: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            bytes: 10 * 1024 * 1024,
            decompressed_bytes: 24 * 1024 * 1024,
            pages: 40,
            text_bytes: 1024 * 1024,
        }
    }
}

/// What an analysis needs beside the bytes.
pub struct Options<'a> {
    /// Month that stands for "present".
    pub as_of: YearMonth,
    /// Skills to recognise.
    pub catalogue: &'a Catalogue,
    /// Limits on the file.
    pub limits: Limits,
    /// Reads pages that are pictures; without one they are refused.
    pub recogniser: Option<&'a dyn ocr::Recogniser>,
}

/// Text of a page in reading order, for indexing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PageText {
    /// Page, from 1.
    pub page: u32,
    /// Its lines.
    pub text: String,
}

/// A finished analysis.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Analysis {
    /// The profile.
    pub parsed: ParsedData,
    /// The text that it was read from.
    pub pages: Vec<PageText>,
}

/// Reads a CV. Errors are refusals of the file; the engine itself has no other way to fail.
pub fn analyse(bytes: &[u8], options: &Options<'_>) -> Result<Analysis, Rejection> {
    let mut document = text::read(bytes, &options.limits, options.recogniser)?;
    leave_out_instructions(&mut document);
    let mut parts = sections::split(&document.lines);
    certifications::apart(&mut parts);
    Ok(Analysis {
        parsed: profile_of(&document, &parts, options),
        pages: pages(&document.lines),
    })
}

fn profile_of(document: &Document, parts: &[Part], options: &Options<'_>) -> ParsedData {
    let all: String = document.lines.iter().map(|l| l.text() + "\n").collect();
    let language = lexicon::languages::of_document(&all);
    let contact_lines = fields::contact_lines(parts);
    let mut emails = contact::emails(&contact_lines);
    if emails.is_empty() {
        emails = contact::emails(&document.lines);
    }
    // Printed as "E-mail", the address only behind it.
    if emails.is_empty() {
        emails = contact::linked_emails(&document.links);
    }
    let name = identity::name(parts, options.catalogue);
    let title = identity::title(parts, name.as_ref().map(|(n, _)| n.as_str()));
    let taken = [
        name.as_ref().map(|(n, _)| n.as_str()),
        title.as_ref().map(|(t, _)| t.as_str()),
    ];
    // A page's footer is read last: its contact lines stand under whatever section was the last one.
    let location = location::location(&contact_lines, &taken)
        .or_else(|| location::location(&contact::lines_with_contacts(&document.lines), &taken));
    let place = location.as_ref().map(|(l, _)| l.as_str());
    let mut phones = contact::phones(&contact_lines, language, place);
    if phones.is_empty() {
        let elsewhere: Vec<Line> = parts
            .iter()
            .filter(|p| !matches!(p.section, Section::Experience | Section::Education))
            .flat_map(|p| p.lines.clone())
            .collect();
        phones = contact::phones(&elsewhere, language, place);
    }
    if phones.is_empty() {
        phones = contact::phones(&document.lines[..document.lines.len().min(TOP_LINES)], language, place);
    }
    let skill_parts: Vec<&Part> = parts.iter().filter(|p| p.section == Section::Skills).collect();
    let mut skills = skills::skills(&skill_parts, options.catalogue);
    let listed_skills = !skills.is_empty();
    if !listed_skills {
        skills = skills::mentioned(&document.lines, options.catalogue);
    }
    let experiences = experiences::experiences(&fields::entry_lines(parts, Section::Experience), options.catalogue);
    let educations = education::educations(&fields::entry_lines(parts, Section::Education));
    let languages = languages::languages(parts);
    let suggested_title = title
        .as_ref()
        .filter(|(_, sure)| *sure >= 0.8)
        .map(|(t, _)| t.clone())
        .or_else(|| experiences.iter().find_map(|e| e.title.clone()))
        .or_else(|| title.as_ref().map(|(t, _)| t.clone()));
    let worked = years::worked(&experiences, options.as_of);
    let declared = years::declared(&all);

    let mut sure = BTreeMap::new();
    let mut note = |field: &str, value: Option<f64>| {
        if let Some(value) = value {
            sure.insert(field.to_owned(), value);
        }
    };
    note("full_name", name.as_ref().map(|(_, c)| *c));
    note("title", title.as_ref().map(|(_, c)| *c));
    note("location", location.as_ref().map(|(_, c)| *c));
    note("emails", (!emails.is_empty()).then_some(0.98));
    note(
        "phones",
        (!phones.is_empty()).then(|| {
            if phones.iter().all(|p| p.e164.is_some()) {
                0.98
            } else {
                0.93
            }
        }),
    );
    note("skills", confidence::of_skills(&skills, listed_skills));
    note("experiences", confidence::of_experiences(&experiences));
    note("educations", confidence::of_educations(&educations));
    note("languages", confidence::of_languages(&languages));
    note(
        "suggested_years_experience",
        worked
            .map(|_| confidence::of_years(&experiences))
            .or(declared.map(|_| confidence::GUESS)),
    );

    let mut parsed = ParsedData {
        personal: Personal {
            full_name: name.map(|(n, _)| n),
            emails,
            phones_e164: phones.iter().map(|p| p.e164.clone()).collect(),
            phones: phones.into_iter().map(|p| p.printed).collect(),
            location: location.map(|(l, _)| l),
            links: links::links(parts, &document.links, options.catalogue),
        },
        title: title.map(|(t, _)| t),
        summary: identity::summary(parts),
        skills,
        suggested_title,
        suggested_years_experience: worked.or(declared),
        experiences,
        educations,
        languages,
        certifications: certifications::certifications(&fields::lines_of(parts, Section::Certifications)),
        language: language.map(str::to_owned),
        confidence: sure,
        warnings: document.warnings.clone(),
        engine: ENGINE.to_owned(),
        engine_version: ENGINE_VERSION.to_owned(),
        evidence: BTreeMap::new(),
    };
    if parsed.is_empty() {
        parsed.warnings.push(warnings::NOTHING_RECOGNISED.to_owned());
    }
    parsed.evidence = evidence::of(&parsed, &document.lines);
    parsed
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
