//! Degrees: degree, school, place, years.

use std::sync::LazyLock;

use regex::Regex;

use super::super::lexicon::pattern::pattern;
use super::super::lexicon::{dates, degrees, organisations};
use super::super::profile::{Education, Evidence};
use super::super::text::line::Line;
use super::entries::{self, is_heading_line};
use super::labels::{self, Label};
use super::pieces::Pieces;

static NOISE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)(?:,?\s*\bexpected\b.*$|[\s,–-]*\b\d(?:\.\d+)?(?:/\d(?:\.\d+)?)?\s*GPA\b|[\s,–-]*\bGPA:?.*$|^graduated as\s+|^obtention d['’]une?\s+|\(part[- ]time\)|\(temps partiel\))",
    )
});

/// Degrees of the education section, in its order.
pub fn educations(lines: &[Line]) -> Vec<Education> {
    let dated: Vec<Education> = entries::entries(lines)
        .into_iter()
        .map(education)
        .filter(|e| e.degree.is_some() || e.institution.is_some())
        .collect();
    if dated.is_empty() { undated(lines) } else { dated }
}

fn education(entry: entries::Entry) -> Education {
    let mut head: Vec<Line> = entry.above.clone();
    head.push(entry.anchor.clone());
    let mut below = entry.below.iter().filter(|l| is_heading_line(l));
    let mut found = assign(&head, false);
    let complete =
        |e: &Education| e.institution.is_some() && e.degree.as_deref().is_some_and(|d| degrees::score(d) > 0);
    if !complete(&found) {
        let mut longer = head.clone();
        for line in below.by_ref().take(2) {
            longer.push(line.clone());
            let next = assign(&longer, false);
            if complete(&next) || (found.institution.is_none() && next.institution.is_some()) || found.degree.is_none()
            {
                found = next;
                head = longer.clone();
            }
            if complete(&found) {
                break;
            }
        }
    }
    if found.institution.is_none() {
        found = assign(&head, true);
    }
    for line in &entry.below {
        match labels::labelled(line) {
            Some((Label::Degree, value)) => found.degree = Some(value),
            Some((Label::School | Label::Company, value)) => found.institution = Some(value),
            _ => {}
        }
    }
    let year = |d: dates::Date| d.year.to_string();
    let period = entry.period;
    Education {
        start: period.start.filter(|_| !period.single).map(year),
        end: period.end.map(year),
        evidence: Some(Evidence {
            page: entry.anchor.page,
            line: entry.anchor.number,
        }),
        ..found
    }
}

/// Without any date, each line or pair of lines with a degree or a school is one.
fn undated(lines: &[Line]) -> Vec<Education> {
    let mut out = Vec::new();
    let mut at = 0;
    while at < lines.len() {
        let text = lines[at].text();
        if degrees::score(&text) + organisations::school_score(&text) == 0
            || !is_heading_line(&lines[at]) && !lines[at].bullet
        {
            at += 1;
            continue;
        }
        let evidence = Some(Evidence {
            page: lines[at].page,
            line: lines[at].number,
        });
        let mut found = assign(&lines[at..=at], true);
        at += 1;
        if (found.degree.is_none() || found.institution.is_none())
            && let Some(next) = lines.get(at).filter(|l| is_heading_line(l) && !l.gap_before)
        {
            found = assign(&[lines[at - 1].clone(), next.clone()], true);
            at += 1;
        }
        if found.degree.is_some() || found.institution.is_some() {
            out.push(Education { evidence, ..found });
        }
    }
    out
}

/// Degree and school of a heading. Without a word that names a school, commas part them only as a last resort.
fn assign(head: &[Line], last_resort: bool) -> Education {
    let mut texts: Vec<String> = Vec::new();
    let mut places: Vec<String> = Vec::new();
    for line in head {
        let whole = line.text();
        let rest = dates::without_periods(&whole, &dates::periods(&whole));
        for cell in rest.split('\t') {
            let mut pieces = Pieces::default();
            pieces.add_school(&NOISE.replace_all(cell, ""));
            texts.extend(pieces.texts);
            places.extend(pieces.places);
        }
    }
    let school = |t: &str| organisations::school_score(t);
    // "High School Diploma" is a degree although it names a school.
    let surely = |t: &str| school(t) as i32 - degrees::score(t).min(2) as i32;
    let mut at = texts
        .iter()
        .enumerate()
        .max_by_key(|(i, t)| (surely(t), school(t), -(*i as i32)))
        .filter(|(_, t)| school(t) > 0)
        .map(|(i, _)| i);
    // One piece with both: the part with the school's word and what stands before it.
    if texts.len() == 1
        || at.is_some_and(|i| {
            degrees::score(&texts[i]) > 0
                && texts[i].contains(", ")
                && texts
                    .iter()
                    .enumerate()
                    .all(|(j, t)| j == i || degrees::score(t) == 0 || !t.contains(' '))
        })
    {
        let i = at.unwrap_or(0);
        if let Some((degree, institution)) = texts
            .get(i)
            .filter(|t| last_resort || school(t) > 0)
            .and_then(|t| split_school(t))
        {
            texts.splice(i..=i, [degree, institution]);
            at = Some(i + 1);
        }
    }
    if at.is_none() && texts.len() >= 2 && (last_resort || texts.len() == 2) {
        let degree = texts
            .iter()
            .enumerate()
            .max_by_key(|(i, t)| (degrees::score(t), -(*i as i32)))
            .map_or(0, |(i, _)| i);
        at = (0..texts.len()).find(|i| *i != degree);
    }
    let rest: Vec<&String> = texts
        .iter()
        .enumerate()
        .filter(|(i, _)| Some(*i) != at)
        .map(|(_, t)| t)
        .collect();
    let degree = rest
        .iter()
        .max_by_key(|t| degrees::score(t))
        .filter(|t| degrees::score(t) > 0)
        .or(rest.first());
    // A course goes on after a dash: "Master Studies - Digital Media".
    Education {
        degree: degree.map(|d| (*d).clone()),
        institution: at.map(|i| texts[i].clone()),
        location: places.into_iter().next(),
        ..Education::default()
    }
}

/// `BSc Computing, The Open University, Milton Keynes` at the commas: degree and school.
fn split_school(text: &str) -> Option<(String, String)> {
    let parts: Vec<&str> = text.split(", ").collect();
    if parts.len() < 2 {
        return None;
    }
    let best = parts
        .iter()
        .enumerate()
        .max_by_key(|(i, p)| (organisations::school_score(p), -(*i as i32)))
        .filter(|(_, p)| organisations::school_score(p) > 0)
        .map(|(i, _)| i);
    let at = best.unwrap_or(parts.len() - 1);
    if at == 0 {
        // School first: what follows is the degree, unless it is a place.
        let rest = parts[1..].join(", ");
        return (degrees::score(&rest) > 0).then(|| (rest, parts[0].to_owned()));
    }
    Some((parts[..at].join(", "), parts[at].to_owned()))
}

#[cfg(test)]
mod tests {
    use super::super::super::text::plain::from_text;
    use super::*;

    #[test]
    fn degree_and_school_in_either_order() {
        for text in [
            "2013 – 2016 : Diplôme d'ingénieur statisticien, ENSAI Rennes (Rennes)",
            "Diplôme d'ingénieur statisticien    2013 – 2016\nENSAI Rennes, Rennes",
            "ENSAI Rennes    2013 – 2016\nDiplôme d'ingénieur statisticien",
        ] {
            let found = educations(&from_text(text).lines);
            assert_eq!(
                found[0].degree.as_deref(),
                Some("Diplôme d'ingénieur statisticien"),
                "{text}"
            );
            assert_eq!(found[0].institution.as_deref(), Some("ENSAI Rennes"), "{text}");
            assert_eq!(
                (found[0].start.as_deref(), found[0].end.as_deref()),
                (Some("2013"), Some("2016"))
            );
        }
    }
}
