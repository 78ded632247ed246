//! The fields of a document, put together into its profile.

use std::collections::BTreeMap;

use super::fields::{
    self, certifications, contact, education, experiences, languages, links, location, name, skills, summary, title,
    years,
};
use super::lexicon::{self, headings::Section};
use super::options::Options;
use super::profile::{ParsedData, Personal};
use super::sections::part::Part;
use super::text::document::Document;
use super::text::line::Line;
use super::{confidence, evidence, warnings};

/// Name of this engine in `parsed_data`.
pub const ENGINE: &str = "native";
/// Version of its rules: raised when the same file may give another answer.
pub const ENGINE_VERSION: &str = "1.5.0";

/// Lines at the top of a document where contact details stand, whatever heading was read above them.
const TOP_LINES: usize = 12;

/// The profile of a document whose sections are these.
pub fn profile_of(document: &Document, parts: &[Part], options: &Options<'_>) -> ParsedData {
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
    let name = name::name(parts, options.catalogue);
    let title = title::title(parts, name.as_ref().map(|(n, _)| n.as_str()));
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
        summary: summary::summary(parts),
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
