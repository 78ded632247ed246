//! Lines to sections: headings by their words and by the style that the document's headings share.

mod infer;

use super::fields::labels;
use super::lexicon::headings::{Section, section_of, section_of_styled};
use super::lexicon::{fold, languages, levels, roles, words};
use super::text::Line;

/// Lines between two headings.
#[derive(Debug, Clone)]
pub struct Part {
    /// What they are about.
    pub section: Section,
    /// The heading's text.
    pub heading: Option<String>,
    /// Lines without the heading.
    pub lines: Vec<Line>,
}

/// How a heading is set; a document sets all its headings alike.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Style {
    half_points: i32,
    capitals: bool,
    bold: bool,
    level: Option<u8>,
}

fn style(line: &Line) -> Style {
    let text = line.text();
    Style {
        half_points: (line.size * 2.0).round() as i32,
        capitals: is_capitals(&text),
        bold: line.bold(),
        level: line.heading,
    }
}

fn is_capitals(text: &str) -> bool {
    let letters: Vec<char> = text.chars().filter(|c| c.is_alphabetic()).collect();
    letters.len() > 2 && letters.iter().all(|c| c.is_uppercase())
}

/// Splits a document into sections. Without headings, what each line holds decides.
pub fn split(lines: &[Line]) -> Vec<Part> {
    let styles = Styles::learn(lines);
    let mut splitter = Splitter {
        styles,
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
    relabel_programming_languages(&mut parts);
    let found = |parts: &[Part], s: Section| parts.iter().any(|p| p.section == s);
    infer::relabel(&mut parts);
    if !found(&parts, Section::Experience) && found(&parts, Section::Education) {
        parts = infer::jobs_before_headings(parts);
    }
    let found = |s: Section| found(&parts, s);
    if !found(Section::Experience) && !found(Section::Education) {
        return infer::infer(parts);
    }
    parts
}

/// A "Languages" part under skills that names no spoken language holds programming languages.
fn relabel_programming_languages(parts: &mut [Part]) {
    for part in parts.iter_mut().filter(|p| p.section == Section::Languages) {
        if part.lines.iter().all(|l| languages::mentions(&l.text()).is_empty()) {
            part.section = Section::Skills;
        }
    }
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

struct Styles {
    /// How most recognised headings are set, where at least three agree.
    common: Option<Style>,
    /// Size of the running text in half points.
    body: i32,
    /// Where words tell of too few headings: the highest level that several lines of the document have.
    level: Option<u8>,
}

impl Styles {
    fn learn(lines: &[Line]) -> Self {
        let mut counts: Vec<(Style, usize)> = Vec::new();
        for line in lines
            .iter()
            .filter(|l| l.cells.len() == 1 && !l.bullet && section_of(&l.text()).is_some())
        {
            let style = style(line);
            match counts.iter_mut().find(|(s, _)| *s == style) {
                Some((_, n)) => *n += 1,
                None => counts.push((style, 1)),
            }
        }
        let common = counts
            .into_iter()
            .max_by_key(|(_, n)| *n)
            .filter(|(_, n)| *n >= 3)
            .map(|(s, _)| s);
        let mut sizes: Vec<i32> = lines.iter().map(|l| (l.size * 2.0).round() as i32).collect();
        sizes.sort_unstable();
        let at = |level: u8| lines.iter().filter(|l| l.heading == Some(level)).count();
        Self {
            level: (1..=6).find(|level| at(*level) >= 3).filter(|_| common.is_none()),
            common,
            body: sizes.get(sizes.len() / 2).copied().unwrap_or(0),
        }
    }

    /// Words of a heading in another style than the document's headings may be a label inside a section.
    fn fits(&self, line: &Line, current: Section) -> bool {
        let Some(common) = self.common else {
            // Nothing tells how headings look: inside a list of skills a word of headings may only name a group.
            let own = style(line);
            return current != Section::Skills || line.gap_before || own.level.is_some() || own.half_points > self.body;
        };
        {
            let own = style(line);
            let like = own == common
                || own.level.is_some()
                || own.half_points > common.half_points
                || (own.capitals && own.half_points == common.half_points);
            let ambiguous = current == Section::Skills || labels::is_label(&line.text());
            let stands_out = own.capitals || own.bold || line.gap_before || own.half_points > self.body;
            // Set apart in every way, a word of headings is one, also where other headings are larger (a side bar's).
            let set_apart = line.gap_before && own.half_points > self.body && (own.capitals || own.bold);
            like || (stands_out && !ambiguous) || (set_apart && current != Section::Skills)
        }
    }

    /// A heading by its style alone, whatever it says.
    fn is_unknown_heading(&self, line: &Line) -> bool {
        let text = line.text();
        let Some(common) = self.common else {
            return self.level.is_some()
                && line.heading == self.level
                && words(&text).len() <= 5
                && !text.chars().any(|c| c.is_ascii_digit())
                && roles::score(&text) == 0;
        };
        let stands_out =
            common.level.is_some() || common.half_points * 10 > self.body * 11 || (common.capitals && line.gap_before);
        let count = words(&text).len();
        style(line) == common
            && stands_out
            && line.cells.len() == 1
            && !line.bullet
            && (1..=5).contains(&count)
            && !text.chars().any(|c| c.is_ascii_digit() || matches!(c, ',' | '|'))
            && roles::score(&text) == 0
    }
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

#[cfg(test)]
mod tests {
    use super::super::text::plain::from_text;
    use super::*;

    fn sections(text: &str) -> Vec<Section> {
        split(&from_text(text).lines).into_iter().map(|p| p.section).collect()
    }

    #[test]
    fn headings_and_inline_headings() {
        let text =
            "Ana Silva\n\nWHAT I HAVE DONE\nAcme, 2019 to 2021\n\nTOOLBOX\ndaily: Rust, Go\n\nSPOKEN: English, Welsh\n";
        assert_eq!(
            sections(text),
            [
                Section::Header,
                Section::Experience,
                Section::Skills,
                Section::Languages
            ]
        );
    }

    #[test]
    fn a_heading_under_the_languages_is_no_level_of_them() {
        for (heading, section) in [
            ("EXPÉRIENCE PROFESSIONNELLE", Section::Experience),
            ("Professional experience", Section::Experience),
            ("Parcours professionnel", Section::Experience),
            ("Vie professionnelle", Section::Experience),
            ("Formation professionnelle", Section::Education),
            ("Compétences techniques", Section::Skills),
        ] {
            let text = format!(
                "Ana Silva\n\nSKILLS\nRust, Go\n\nLANGUES\nAnglais : C1\n{heading}\nEngineer, Acme, 2019 – 2021\n"
            );
            let found = sections(&text);
            assert_eq!(found.last(), Some(&section), "{heading}: {found:?}");
        }
        for level in [
            "Professionnel",
            "Technique",
            "Notions",
            "Professional working",
            "Full professional proficiency",
        ] {
            let text = format!("Ana Silva\n\nSKILLS\nRust, Go\n\nLANGUES\nAnglais\n{level}\nAllemand\nB1\n");
            assert_eq!(sections(&text).last(), Some(&Section::Languages), "{level}");
        }
    }

    #[test]
    fn a_heading_that_wraps_is_one() {
        let text = "Ana Silva\n\nEXPÉRIENCE\nPROFESSIONNELLE\nEngineer, Acme, 2019 – 2021\n\nFORMATION ET\nLANGUES\nAnglais : C1\n\nCOMPÉTENCES\nLOISIRS\nVoile\n";
        let parts = split(&from_text(text).lines);
        let found: Vec<(Section, Option<&str>)> = parts.iter().map(|p| (p.section, p.heading.as_deref())).collect();
        assert_eq!(
            found,
            [
                (Section::Header, None),
                (Section::Experience, Some("EXPÉRIENCE PROFESSIONNELLE")),
                (Section::Languages, Some("FORMATION ET LANGUES")),
                (Section::Other, Some("LOISIRS")),
            ]
        );
    }

    #[test]
    fn headings_that_no_word_explains_are_named_by_what_they_hold() {
        let text = "Ana Silva\n\n# Skills\nRust, Go\n\n# Summary\nText.\n\n# Certifications\nCKA\n\n# Adventures\nEngineer at Acme (2019 – 2021)\n\n\
                    # Ivory tower\nBSc Physics, Oxford University (2015 – 2018)\n\n# Tongues\nEnglish: native\n";
        let expected = [Section::Experience, Section::Education, Section::Languages];
        assert_eq!(sections(text)[4..], expected);
    }

    #[test]
    fn headings_by_level_and_between_signs() {
        let text = "# Ana Silva\n\n## Mon monde\nInfirmière, CHU de Lille, 2013 - 2024\n\n## Me former\nBTS Tourisme, Lycée Pasteur, 2010 - 2012\n\n## Parler\nAnglais (B1)\n";
        assert_eq!(
            sections(text),
            [
                Section::Header,
                Section::Experience,
                Section::Education,
                Section::Languages
            ]
        );
        let text = "Ana Silva\n\n=== CIVILIAN CAREER ===\n2022 - 2024 Driver, Acme\n\n=== COURSES ===\nHND Logistics, Fife College, 2022\n";
        assert_eq!(
            sections(text),
            [Section::Header, Section::Experience, Section::Education]
        );
    }

    #[test]
    fn without_headings_the_content_decides() {
        let text = "Ana Silva\nana@example.com\nRust, Go, Linux, AWS\n\nEngineer at Acme (2019 – 2021)\n- Built it.\n\nBSc Physics, Oxford University (2015 – 2018)\nEnglish: Native\n";
        assert_eq!(
            sections(text),
            [
                Section::Header,
                Section::Skills,
                Section::Experience,
                Section::Education,
                Section::Languages
            ]
        );
    }
}
