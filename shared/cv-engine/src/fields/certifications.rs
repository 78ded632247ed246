//! Certificates, as printed.

use super::super::lexicon::headings::{self, Section};
use super::super::lexicon::{certificates, dates, degrees, organisations};
use super::super::sections::part::Part;
use super::super::text::line::Line;

/// Longest certificate, in characters.
const CHARS: usize = 140;

/// Moves the certificates that stand among degrees under one heading for both ("Formation et certifications") to a part of their own.
pub fn apart(parts: &mut Vec<Part>) {
    let mut out: Vec<Part> = Vec::with_capacity(parts.len());
    for mut part in std::mem::take(parts) {
        let both =
            part.section == Section::Education && part.heading.as_deref().is_some_and(headings::names_certificates);
        let (certificates, rest): (Vec<Line>, Vec<Line>) = std::mem::take(&mut part.lines)
            .into_iter()
            .partition(|line| both && is_certificate(&line.text()));
        if !rest.is_empty() || !both {
            out.push(Part { lines: rest, ..part });
        }
        if !certificates.is_empty() {
            out.push(Part {
                section: Section::Certifications,
                heading: None,
                lines: certificates,
            });
        }
    }
    *parts = out;
}

/// Says so or names a scheme, and is of no school.
fn is_certificate(text: &str) -> bool {
    let text = dates::without_periods(text, &dates::periods(text));
    let first = text
        .split(|c: char| !c.is_alphanumeric())
        .find(|w| !w.is_empty())
        .unwrap_or_default();
    certificates::is_named(&text) && organisations::school_score(&text) == 0 && degrees::score(first) == 0
}

/// Certificates of their section: one a line, wrapped lines put together.
pub fn certifications(lines: &[Line]) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    let listed = lines.iter().any(|l| l.bullet);
    for line in lines {
        let whole = line.text();
        let text = dates::without_periods(&whole, &dates::periods(&whole)).replace('\t', " ");
        let text = text
            .trim()
            .trim_matches(|c: char| matches!(c, '-' | '–' | ',' | ':' | '(' | '|'))
            .trim()
            .to_owned();
        match out.last_mut() {
            Some(last) if listed && !line.bullet => {
                last.push(' ');
                last.push_str(&text);
            }
            _ if text.chars().any(char::is_alphabetic) && text.chars().count() <= CHARS => out.push(text),
            _ => {}
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::super::super::sections::split;
    use super::super::super::text::plain::from_text;
    use super::super::lines_of;
    use super::*;

    #[test]
    fn certificates_among_degrees_are_none() {
        let text = "Ana Silva\n\nEXPÉRIENCES\nDéveloppeuse, Acme, 2019 – 2021\n\nFORMATION ET CERTIFICATIONS\n\
                    2022 : Microsoft Certified: Azure Solutions Architect Expert (AZ-305)\n2019 : Professional Scrum Master I\n\
                    2018 : ITIL Foundation v4\n2014 : Master informatique, Université de Nantes\n2013 : Certificat d'anglais, CNAM\n";
        let mut parts = split(&from_text(text).lines);
        apart(&mut parts);
        assert_eq!(
            certifications(&lines_of(&parts, Section::Certifications)),
            [
                "Microsoft Certified: Azure Solutions Architect Expert (AZ-305)",
                "Professional Scrum Master I",
                "ITIL Foundation v4"
            ]
        );
        let degrees: Vec<String> = lines_of(&parts, Section::Education).iter().map(Line::text).collect();
        assert_eq!(
            degrees,
            [
                "2014 : Master informatique, Université de Nantes",
                "2013 : Certificat d'anglais, CNAM"
            ]
        );
    }
}
