//! What another engine says about a CV, held against the CV's own text: a value that the document does not hold is dropped and
//! reported. Pure: the answer comes in as JSON, however it was made.

use std::collections::BTreeMap;

use serde_json::Value;

use super::catalogue::Catalogue;
use super::fields::years;
use super::lexicon::{fold, levels};
use super::profile::{Education, Evidence, Experience, Language, Link, ParsedData, Personal, Skill};
use super::{analysis::PageText, month::YearMonth, warnings};

/// Confidence of a value that a model gave and the text holds.
const CONFIDENCE: f64 = 0.8;
/// Most entries of a list.
const ENTRIES: usize = 200;
/// Longest value, in characters.
const VALUE_CHARS: usize = 4_000;
/// How much of a dropped value a warning shows, in characters.
const SHOWN_CHARS: usize = 60;

/// The document's text, ready to be searched.
struct Source {
    /// Folded, white space made one space.
    whole: String,
    /// Folded lines with their place.
    lines: Vec<(Evidence, String)>,
    dropped: Vec<String>,
}

/// What reading the file itself warned of: that nothing was recognised is the native engine's own affair.
fn of_the_file(native: &[String]) -> Vec<String> {
    let kept = native.iter().filter(|w| *w != warnings::NOTHING_RECOGNISED);
    kept.cloned().collect()
}

/// The profile of `said`, without what `pages` do not hold. Addresses and warnings that reading the file itself gave come from `native`.
pub fn ground(
    said: &Value,
    native: &ParsedData,
    pages: &[PageText],
    catalogue: &Catalogue,
    as_of: YearMonth,
) -> ParsedData {
    let mut source = Source::new(pages);
    let personal = &said["personal"];
    let experiences: Vec<Experience> = list(&said["experiences"])
        .filter_map(|v| experience(v, &mut source, catalogue))
        .collect();
    let title = source.text("title", &said["title"]);
    let suggested = title
        .clone()
        .or_else(|| experiences.iter().find_map(|e| e.title.clone()));
    let mut parsed = ParsedData {
        personal: Personal {
            full_name: source.text("personal.full_name", &personal["full_name"]),
            emails: source.texts("personal.emails", &personal["emails"]),
            phones: source.texts("personal.phones", &personal["phones"]),
            phones_e164: Vec::new(),
            location: source.text("personal.location", &personal["location"]),
            links: links(&personal["links"], &mut source, native),
        },
        title,
        summary: source.text("summary", &said["summary"]),
        skills: skills(&said["skills"], &mut source, catalogue),
        suggested_title: suggested,
        suggested_years_experience: years::worked(&experiences, as_of),
        educations: list(&said["educations"])
            .filter_map(|v| education(v, &mut source))
            .collect(),
        languages: languages(&said["languages"], &mut source),
        certifications: source.texts("certifications", &said["certifications"]),
        experiences,
        language: native.language.clone(),
        confidence: BTreeMap::new(),
        warnings: of_the_file(&native.warnings),
        ..ParsedData::default()
    };
    let known = |p: &str| native.personal.phones.iter().position(|n| digits(n) == digits(p));
    parsed.personal.phones_e164 = parsed
        .personal
        .phones
        .iter()
        .map(|p| known(p).and_then(|at| native.personal.phones_e164.get(at).cloned().flatten()))
        .collect();
    for (field, is_there) in [
        ("full_name", parsed.personal.full_name.is_some()),
        ("emails", !parsed.personal.emails.is_empty()),
        ("phones", !parsed.personal.phones.is_empty()),
        ("location", parsed.personal.location.is_some()),
        ("title", parsed.title.is_some()),
        ("skills", !parsed.skills.is_empty()),
        ("experiences", !parsed.experiences.is_empty()),
        ("educations", !parsed.educations.is_empty()),
        ("languages", !parsed.languages.is_empty()),
    ] {
        if is_there {
            parsed.confidence.insert(field.to_owned(), CONFIDENCE);
        }
    }
    for dropped in source.dropped.into_iter().take(ENTRIES) {
        parsed.warnings.push(warnings::not_in_document(&dropped));
    }
    parsed
}

impl Source {
    fn new(pages: &[PageText]) -> Self {
        let mut lines = Vec::new();
        for page in pages {
            for (number, text) in (1u32..).zip(page.text.lines()) {
                lines.push((
                    Evidence {
                        page: page.page,
                        line: number,
                    },
                    squeeze(text),
                ));
            }
        }
        let whole = lines
            .iter()
            .map(|(_, text)| text.as_str())
            .collect::<Vec<_>>()
            .join(" ");
        Self {
            whole,
            lines,
            dropped: Vec::new(),
        }
    }

    /// The text of a value that the document holds.
    fn text(&mut self, field: &str, value: &Value) -> Option<String> {
        let text: String = value.as_str()?.trim().chars().take(VALUE_CHARS).collect();
        if text.is_empty() {
            return None;
        }
        if self.holds(&text) {
            return Some(text);
        }
        let shown: String = text.chars().take(SHOWN_CHARS).collect();
        self.dropped.push(format!("{field}: {shown}"));
        None
    }

    fn texts(&mut self, field: &str, value: &Value) -> Vec<String> {
        let mut out: Vec<String> = Vec::new();
        for text in list(value).filter_map(|v| self.text(field, v)) {
            if !out.contains(&text) {
                out.push(text);
            }
        }
        out
    }

    /// The words stand in the text as they are, but for case, accents, line ends and list marks.
    fn holds(&self, text: &str) -> bool {
        let wanted = squeeze(text);
        if wanted.is_empty() {
            return false;
        }
        self.whole.contains(&wanted) || {
            // Line by line: what the document parts by a mark or a cell.
            let parts: Vec<String> = text.lines().map(squeeze).filter(|p| !p.is_empty()).collect();
            parts.len() > 1 && parts.iter().all(|p| self.whole.contains(p.as_str()))
        }
    }

    fn evidence(&self, text: &str) -> Option<Evidence> {
        let wanted = squeeze(text);
        self.lines
            .iter()
            .find(|(_, line)| line.contains(&wanted))
            .map(|(at, _)| *at)
    }

    /// A month or year that the document's figures allow.
    fn date(&mut self, field: &str, value: &Value) -> Option<String> {
        let text = value.as_str()?.trim();
        let (year, month) = text.split_once('-').map_or((text, None), |(y, m)| (y, Some(m)));
        let shaped = year.len() == 4
            && year.bytes().all(|b| b.is_ascii_digit())
            && month.is_none_or(|m| m.parse::<u8>().is_ok_and(|m| (1..=12).contains(&m)));
        if shaped && (self.whole.contains(year) || self.whole.contains(&format!("'{}", &year[2..]))) {
            return Some(text.to_owned());
        }
        let shown: String = text.chars().take(SHOWN_CHARS).collect();
        self.dropped.push(format!("{field}: {shown}"));
        None
    }
}

fn list(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten().take(ENTRIES)
}

fn squeeze(text: &str) -> String {
    fold(text)
        .replace(['•', '·', '▪', '●', '\t'], " ")
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
}

fn digits(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).collect()
}

fn links(value: &Value, source: &mut Source, native: &ParsedData) -> Vec<Link> {
    let mut out: Vec<Link> = Vec::new();
    for value in list(value) {
        let url = if value.is_string() { value } else { &value["url"] };
        let bare = |u: &str| {
            u.trim_start_matches("https://")
                .trim_start_matches("http://")
                .trim_end_matches('/')
                .to_owned()
        };
        let Some(said) = url.as_str() else { continue };
        // Links that live only in annotations were read from the file itself.
        if let Some(known) = native.personal.links.iter().find(|l| bare(&l.url) == bare(said)) {
            out.push(known.clone());
        } else if let Some(url) = source.text("personal.links", url) {
            out.push(Link {
                url,
                kind: "website".to_owned(),
            });
        }
    }
    out.dedup();
    out
}

fn skills(value: &Value, source: &mut Source, catalogue: &Catalogue) -> Vec<Skill> {
    let mut out: Vec<Skill> = Vec::new();
    for value in list(value) {
        let printed = ["raw", "name"]
            .iter()
            .map(|k| &value[*k])
            .find(|v| v.is_string())
            .unwrap_or(value);
        let Some(raw) = source.text("skills", printed) else {
            continue;
        };
        let evidence = source.evidence(&raw).unwrap_or(Evidence { page: 1, line: 1 });
        if out.iter().all(|s| !s.raw.eq_ignore_ascii_case(&raw)) {
            out.push(Skill {
                name: catalogue.find(&raw).map(str::to_owned),
                proficiency_level: value["proficiency_level"].as_str().and_then(levels::proficiency),
                years: value["years"].as_f64().filter(|y| (0.0..60.0).contains(y)),
                suggestion: None,
                raw,
                evidence,
            });
        }
    }
    out
}

fn experience(value: &Value, source: &mut Source, catalogue: &Catalogue) -> Option<Experience> {
    let title = source.text("experiences.title", &value["title"]);
    let company = source.text("experiences.company", &value["company"]);
    if title.is_none() && company.is_none() {
        return None;
    }
    let description = source.text("experiences.description", &value["description"]);
    let evidence = title.as_deref().or(company.as_deref()).and_then(|t| source.evidence(t));
    let end = source.date("experiences.end", &value["end"]);
    Some(Experience {
        client: source.text("experiences.client", &value["client"]),
        location: source.text("experiences.location", &value["location"]),
        start: source.date("experiences.start", &value["start"]),
        is_current: end.is_none() && value["is_current"].as_bool().unwrap_or(false),
        skills: catalogue
            .mentions(description.as_deref().unwrap_or_default())
            .into_iter()
            .map(str::to_owned)
            .collect(),
        title,
        company,
        end,
        description,
        evidence,
    })
}

fn education(value: &Value, source: &mut Source) -> Option<Education> {
    let degree = source.text("educations.degree", &value["degree"]);
    let institution = source.text("educations.institution", &value["institution"]);
    if degree.is_none() && institution.is_none() {
        return None;
    }
    let evidence = degree
        .as_deref()
        .or(institution.as_deref())
        .and_then(|t| source.evidence(t));
    Some(Education {
        location: source.text("educations.location", &value["location"]),
        start: source.date("educations.start", &value["start"]),
        end: source.date("educations.end", &value["end"]),
        degree,
        institution,
        evidence,
    })
}

fn languages(value: &Value, source: &mut Source) -> Vec<Language> {
    let mut out: Vec<Language> = Vec::new();
    for value in list(value) {
        let Some(name) = source.text("languages", &value["name"]) else {
            continue;
        };
        let Some((_, _, code)) = super::lexicon::languages::mentions(&name).first().copied() else {
            continue;
        };
        let level = value["level"]
            .as_str()
            .and_then(levels::language_level)
            .map(str::to_owned);
        let evidence = source.evidence(&name).unwrap_or(Evidence { page: 1, line: 1 });
        if out.iter().all(|l| l.code != code) {
            out.push(Language {
                code: code.to_owned(),
                name,
                level,
                evidence,
            });
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_the_document_does_not_hold_is_dropped_and_reported() {
        let pages = [PageText {
            page: 1,
            text: "Ana Silva\nDéveloppeuse Rust\nAcme, 2019 - 2021\nRust, Go\nAnglais : courant".to_owned(),
        }];
        let said = json!({
            "personal": {"full_name": "ANA SILVA", "emails": ["ana@invented.example"]},
            "title": "Développeuse Rust",
            "skills": [{"raw": "Rust"}, {"raw": "Kubernetes"}],
            "experiences": [
                {"title": "Développeuse Rust", "company": "Acme", "start": "2019", "end": "2021"},
                {"title": "CEO", "company": "Nowhere", "start": "2001"}
            ],
            "languages": [{"name": "Anglais", "level": "courant"}]
        });
        let as_of = YearMonth { year: 2026, month: 11 };
        let parsed = ground(&said, &ParsedData::default(), &pages, &Catalogue::default(), as_of);
        assert_eq!(parsed.personal.full_name.as_deref(), Some("ANA SILVA"));
        assert!(parsed.personal.emails.is_empty());
        assert_eq!(parsed.skills.len(), 1);
        assert_eq!(parsed.skills[0].evidence, Evidence { page: 1, line: 2 });
        assert_eq!(parsed.experiences.len(), 1);
        assert_eq!(parsed.suggested_years_experience, Some(2.0));
        assert_eq!(parsed.languages[0].level.as_deref(), Some("C1"));
        for dropped in ["ana@invented.example", "Kubernetes", "CEO"] {
            assert!(
                parsed
                    .warnings
                    .iter()
                    .any(|w| w.starts_with("not_in_document") && w.contains(dropped)),
                "{dropped}"
            );
        }
    }
}
