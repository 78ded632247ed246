//! Sections of a document without headings: each line is placed by what it holds.

use super::super::lexicon::headings::{Section, section_of};
use super::super::lexicon::{dates, degrees, languages, levels, organisations, roles};
use super::super::text::line::Line;
use super::part::Part;

/// Shortest prose that counts as a profile paragraph, in characters.
const PROSE_CHARS: usize = 70;

/// Places the lines of the parts that no heading named.
pub fn infer(parts: Vec<Part>) -> Vec<Part> {
    let mut out: Vec<Part> = Vec::new();
    for part in parts {
        if part.section != Section::Header {
            out.push(part);
            continue;
        }
        let mut current = Section::Header;
        for line in part.lines {
            current = place(&line, current);
            match out.last_mut() {
                Some(last) if last.section == current => last.lines.push(line),
                _ => out.push(Part {
                    section: current,
                    heading: None,
                    lines: vec![line],
                }),
            }
        }
    }
    out
}

/// Names the parts under headings that no word explains by what they hold: a section that the document is not yet known to have.
pub fn relabel(parts: &mut [Part]) {
    let missing: Vec<Section> = [Section::Experience, Section::Education, Section::Languages]
        .into_iter()
        .filter(|s| parts.iter().all(|p| p.section != *s))
        .collect();
    for part in parts.iter_mut().filter(|p| p.section == Section::Other) {
        let unexplained = part.heading.as_deref().is_none_or(|h| section_of(h).is_none());
        if let Some(section) = held(&part.lines).filter(|s| unexplained && missing.contains(s)) {
            part.section = section;
        }
    }
}

/// What most of the dated lines are about; without dates, spoken languages.
fn held(lines: &[Line]) -> Option<Section> {
    let dated: Vec<usize> = (0..lines.len())
        .filter(|i| !lines[*i].bullet && !dates::periods(&lines[*i].text()).is_empty())
        .collect();
    if dated.is_empty() {
        let spoken = |l: &&Line| {
            let text = l.text();
            languages::mentions(&text).first().is_some_and(|m| m.0 == 0) && text.chars().count() < 60
        };
        let count = lines.iter().filter(spoken).count();
        return (count >= 1 && count * 3 >= lines.len() * 2).then_some(Section::Languages);
    }
    let around = |i: usize, is: &dyn Fn(&str) -> bool| {
        lines[i.saturating_sub(1)..(i + 3).min(lines.len())]
            .iter()
            .any(|l| !l.bullet && is(&l.text()))
    };
    let schooling = |t: &str| degrees::score(t) + organisations::school_score(t);
    let share = |is: &dyn Fn(&str) -> bool| dated.iter().filter(|i| around(**i, is)).count();
    let jobs = share(&|t| roles::score(t) > schooling(t));
    let studies = share(&|t| schooling(t) > roles::score(t));
    if studies > jobs && studies * 2 >= dated.len() {
        return Some(Section::Education);
    }
    (jobs >= 1 && jobs * 2 >= dated.len()).then_some(Section::Experience)
}

/// Jobs that stand before the first heading, or under one that was not told from text.
pub fn jobs_before_headings(parts: Vec<Part>) -> Vec<Part> {
    let mut out: Vec<Part> = Vec::new();
    for mut part in parts {
        let first = (part.section == Section::Header)
            .then(|| {
                part.lines.iter().position(|l| {
                    let text = l.text();
                    !l.bullet && !text.contains('@') && dates::periods(&text).iter().any(|p| !p.single)
                })
            })
            .flatten();
        match first {
            Some(at) => {
                let above = part.lines[..at]
                    .iter()
                    .rev()
                    .take_while(|l| !l.gap_before)
                    .count()
                    .min(2);
                let jobs = part.lines.split_off(at - above.min(at));
                out.push(part);
                out.push(Part {
                    section: Section::Experience,
                    heading: None,
                    lines: jobs,
                });
            }
            None => out.push(part),
        }
    }
    out.retain(|p| !p.lines.is_empty());
    out
}

fn place(line: &Line, current: Section) -> Section {
    let text = line.text();
    if line.bullet {
        return match current {
            Section::Experience | Section::Certifications => current,
            Section::Header => Section::Header,
            _ => Section::Certifications,
        };
    }
    if !dates::periods(&text).is_empty() && !text.contains('@') {
        let schooling = degrees::score(&text) + organisations::school_score(&text);
        // "Master of Business Administration" begins with a degree, "Scrum Master" does not.
        let opening = text.split_whitespace().next().unwrap_or_default();
        let roles = roles::score(&text);
        return if schooling > roles || schooling == roles && degrees::score(opening) > 0 {
            Section::Education
        } else {
            Section::Experience
        };
    }
    let starts_with_language = languages::mentions(&text).first().is_some_and(|m| m.0 == 0);
    if starts_with_language && (levels::language_level(&text).is_some() || text.chars().count() < 60) {
        return Section::Languages;
    }
    let items = text.split([',', ';']).count();
    if items >= 4 && text.chars().count() / items < 25 && !text.ends_with('.') && !text.contains('@') {
        return Section::Skills;
    }
    if current == Section::Header && text.chars().count() > PROSE_CHARS && text.ends_with('.') {
        return Section::Summary;
    }
    match current {
        Section::Skills | Section::Summary if line.gap_before => Section::Header,
        other => other,
    }
}
