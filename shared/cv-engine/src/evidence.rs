//! Where the fields of a profile stand: the line that holds what was read, or where it begins when it wraps.

use std::collections::BTreeMap;

use super::lexicon::fold;
use super::profile::{Evidence, ParsedData};
use super::text::line::Line;

/// Letters and figures of a value's beginning that are enough to know it by, where it goes on in the next line.
const BEGINNING: usize = 10;

/// For each field that is found as printed, where: a list has one place for each of its values, in their order.
pub fn of(parsed: &ParsedData, lines: &[Line]) -> BTreeMap<String, Vec<Option<Evidence>>> {
    let pages: Vec<(String, Evidence)> = lines
        .iter()
        .map(|line| {
            let evidence = Evidence {
                page: line.page,
                line: line.number,
            };
            (squeezed(&line.text()), evidence)
        })
        .collect();
    let personal = &parsed.personal;
    let links: Vec<&str> = personal.links.iter().map(|l| l.url.as_str()).collect();
    let fields: [(&str, Vec<&str>); 8] = [
        ("full_name", personal.full_name.iter().map(String::as_str).collect()),
        ("emails", personal.emails.iter().map(String::as_str).collect()),
        ("phones", personal.phones.iter().map(String::as_str).collect()),
        ("location", personal.location.iter().map(String::as_str).collect()),
        ("links", links),
        ("title", parsed.title.iter().map(String::as_str).collect()),
        ("summary", parsed.summary.iter().map(String::as_str).collect()),
        (
            "certifications",
            parsed.certifications.iter().map(String::as_str).collect(),
        ),
    ];
    fields
        .into_iter()
        .filter(|(_, values)| !values.is_empty())
        .map(|(name, values)| (name.to_owned(), values.into_iter().map(|v| find(&pages, v)).collect()))
        .collect()
}

fn find(lines: &[(String, Evidence)], value: &str) -> Option<Evidence> {
    let value = squeezed(value);
    if value.is_empty() {
        return None;
    }
    let holds = |part: &str| lines.iter().find(|(text, _)| text.contains(part)).map(|(_, at)| *at);
    let beginning = || {
        let end = value.char_indices().nth(BEGINNING).map_or(value.len(), |(i, _)| i);
        holds(&value[..end])
    };
    // Narrow columns leave a few letters of a long word on a line.
    let part = || {
        let starts = |text: &str| text.len() >= 4 && value.starts_with(text);
        lines.iter().find(|(text, _)| starts(text)).map(|(_, at)| *at)
    };
    holds(&value).or_else(beginning).or_else(part)
}

/// Letters and figures alone: what line ends, hyphens and spaces do not change.
fn squeezed(text: &str) -> String {
    fold(text).chars().filter(|c| c.is_alphanumeric()).collect()
}

#[cfg(test)]
mod tests {
    use super::super::text::plain::from_text;
    use super::*;

    #[test]
    fn fields_are_found_whole_or_by_their_beginning() {
        let mut document =
            from_text("ANA SILVA\nana@example.org\nPorto\nProfile\nTen years of care for\nsmall systems.");
        for (line, number) in document.lines.iter_mut().zip(1..) {
            line.number = number;
        }
        let mut parsed = ParsedData {
            summary: Some("Ten years of care for small systems.".to_owned()),
            certifications: vec!["Nowhere".to_owned()],
            ..ParsedData::default()
        };
        parsed.personal.full_name = Some("Ana Silva".to_owned());
        parsed.personal.emails = vec!["ana@example.org".to_owned()];
        let evidence = of(&parsed, &document.lines);
        let line = |field: &str| evidence[field][0].map(|e| e.line);
        assert_eq!(
            (line("full_name"), line("emails"), line("summary")),
            (Some(1), Some(2), Some(5))
        );
        assert_eq!((line("certifications"), evidence.contains_key("title")), (None, false));
    }
}
