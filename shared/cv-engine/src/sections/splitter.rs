//! Line by line: is it a heading, a heading with its content, or content of what is open?

use super::super::lexicon::headings::{Section, section_of, section_of_styled};
use super::super::lexicon::{fold, languages, levels, words};
use super::super::text::line::Line;
use super::part::Part;
use super::styles::{Styles, style};

/// Parts as their headings divide a document, none without lines.
pub(super) fn by_headings(lines: &[Line]) -> Vec<Part> {
    let mut splitter = Splitter {
        styles: Styles::learn(lines),
        parts: vec![Part {
            section: Section::Header,
            heading: None,
            lines: Vec::new(),
        }],
        columns: vec![None; 8],
    };
    let mut column = 0;
    for (i, line) in lines.iter().enumerate() {
        if line.column != column {
            splitter.change_column(column, line.column);
            column = line.column;
        }
        splitter.take(line, i.checked_sub(1).map(|p| &lines[p]));
    }
    let mut parts = splitter.parts;
    parts.retain(|p| !p.lines.is_empty());
    parts
}

/// Words that name a section in a heading and belong to a level under a language: "professional working proficiency".
const LEVEL_WORDS: &[&str] = &["working", "proficiency", "technique", "school"];

/// "scolaire", "notions": under a language they are its level. A heading that a word names which is none of a level is one:
/// "Expérience professionnelle", "Compétences techniques".
fn is_level(text: &str) -> bool {
    let words = words(text);
    let of_level = |word: &str| {
        LEVEL_WORDS.contains(&word) || levels::language_level(word).is_some() || levels::proficiency(word).is_some()
    };
    let headed = words.iter().any(|w| section_of(w).is_some() && !of_level(w));
    let life = section_of(text) == Some(Section::Experience) && !words.iter().any(|w| w == "working");
    (words.len() <= 2 || words.last().is_some_and(|w| w == "proficiency"))
        && !headed
        && !life
        && (levels::language_level(text).is_some()
            || levels::proficiency(text).is_some()
            || matches!(fold(text).trim(), "scolaire" | "technique" | "school"))
}

/// `Resume` over everything names the document; further down it heads a summary.
fn is_banner(text: &str) -> bool {
    matches!(fold(text).trim(), "resume" | "cv" | "curriculum vitae" | "curriculum")
}

struct Splitter {
    styles: Styles,
    parts: Vec<Part>,
    /// Section that each column was left in.
    columns: Vec<Option<Section>>,
}

impl Splitter {
    fn current(&self) -> Section {
        self.parts.last().map_or(Section::Header, |p| p.section)
    }

    fn open(&mut self, section: Section, heading: Option<String>) {
        self.parts.push(Part {
            section,
            heading,
            lines: Vec::new(),
        });
    }

    /// Another column starts afresh, or goes on where its part on the last page ended.
    fn change_column(&mut self, from: u8, to: u8) {
        let current = self.current();
        if let Some(slot) = self.columns.get_mut(usize::from(from)) {
            *slot = Some(current);
        }
        let section = self
            .columns
            .get(usize::from(to))
            .copied()
            .flatten()
            .unwrap_or(Section::Header);
        self.open(section, None);
    }

    fn push(&mut self, line: Line) {
        if let Some(part) = self.parts.last_mut() {
            part.lines.push(line);
        }
    }

    /// `EXPÉRIENCE` over `PROFESSIONNELLE` in a narrow column: the rest of the heading right above, which is none by itself.
    fn rest_of_heading(&self, line: &Line, previous: Option<&Line>) -> Option<(Section, String)> {
        let (part, above, text) = (self.parts.last()?, previous?, line.text());
        let heading = part
            .heading
            .as_deref()
            .filter(|h| part.lines.is_empty() && *h == above.text())?;
        let near = above.page == line.page && above.column == line.column && !line.gap_before;
        let open = heading.ends_with('&') || words(heading).last().is_some_and(|w| w == "et" || w == "and");
        if !near || style(above) != style(line) || !open && section_of(&text).is_some() {
            return None;
        }
        let whole = format!("{heading} {text}");
        section_of(&whole).map(|section| (section, whole))
    }

    fn take(&mut self, line: &Line, previous: Option<&Line>) {
        let text = line.text();
        if !line.bullet && line.cells.len() == 1 {
            if is_banner(&text) && self.parts.iter().all(|p| p.lines.is_empty()) {
                return self.push(line.clone());
            }
            if let Some((section, whole)) = self.rest_of_heading(line, previous) {
                if let Some(part) = self.parts.last_mut() {
                    part.section = section;
                    part.heading = Some(whole);
                }
                return;
            }
            if let Some(section) = section_of(&text)
                && (self.styles.fits(line, self.current()) || self.current() == Section::Header)
                && !(self.current() == Section::Languages && is_level(&text))
            {
                return self.open(section, Some(text));
            }
            let told = self.current() != Section::Header || self.styles.level.is_some();
            if told && self.styles.is_unknown_heading(line) {
                return self.open(section_of_styled(&text), Some(text));
            }
        }
        if let Some((section, rest)) = self.inline(line) {
            let before = self.current();
            if section == before && section == Section::Skills {
                return self.push(line.clone());
            }
            let heading = text.split(':').next().map(str::to_owned);
            self.open(section, heading);
            self.push(rest);
            // A label heads its own line; what follows goes on as before, unless the line is unfinished.
            return self.open(before, None);
        }
        // The rest of an inline list that wrapped.
        if let [.., labelled, last] = self.parts.as_mut_slice()
            && last.lines.is_empty()
            && last.heading.is_none()
            && previous.is_some_and(|p| {
                labelled
                    .lines
                    .last()
                    .is_some_and(|l| l.number == p.number && l.page == p.page)
            })
            && !line.gap_before
            && (text.starts_with(char::is_lowercase) || labelled.lines.last().is_some_and(|l| l.text().ends_with(',')))
        {
            return labelled.lines.push(line.clone());
        }
        self.push(line.clone());
    }

    /// `SPOKEN: English, Welsh`: a heading and its content on one line.
    fn inline(&self, line: &Line) -> Option<(Section, Line)> {
        let current = self.current();
        let mut rest = line.clone();
        let label = if line.cells.len() >= 2 && section_of(&line.cells[0].text).is_some() {
            rest.cells.remove(0).text
        } else {
            let (label, content) = line.cells[0].text.split_once(':')?;
            let label = label.trim().to_owned();
            let content = content.trim().to_owned();
            if content.is_empty() && rest.cells.len() == 1 {
                return None;
            }
            if content.is_empty() {
                rest.cells.remove(0);
            } else {
                rest.cells[0].text = content;
            }
            label
        };
        let section = section_of(&label)?;
        let content = rest.text();
        let spoken = || !languages::mentions(&content).is_empty();
        let accepted = match section {
            Section::Languages => spoken(),
            Section::Skills => {
                !matches!(current, Section::Experience | Section::Education)
                    || words(&label).iter().any(|w| w == "je" || w == "j" || w == "i")
            }
            Section::Summary => matches!(current, Section::Header | Section::Contact),
            Section::Other => current != Section::Experience && current != Section::Skills,
            Section::Certifications => current != Section::Experience,
            _ => false,
        };
        accepted.then_some((section, rest))
    }
}
