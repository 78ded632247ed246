//! The headline: what somebody is by their own words, under the name.

use std::sync::LazyLock;

use regex::Regex;

use super::super::confidence::GUESS;
use super::super::lexicon::pattern::pattern;
use super::super::lexicon::{dates, fold, places, roles, words};
use super::super::sections::part::Part;
use super::name::BESIDE;
use super::summary::summary;
use super::{contact_lines, contact_pieces};

/// The headline: a job title among the contact lines, else the line right under the name.
pub fn title(parts: &[Part], name: Option<&str>) -> Option<(String, f64)> {
    printed_title(parts, name).map(|(title, sure)| (without_years(&title).to_owned(), sure))
}

fn printed_title(parts: &[Part], name: Option<&str>) -> Option<(String, f64)> {
    let lines = contact_lines(parts);
    let pieces = contact_pieces(&lines);
    let labels = [
        "titre",
        "title",
        "poste",
        "poste recherche",
        "job title",
        "fonction",
        "metier",
        "profession",
        "position",
    ];
    for piece in &pieces {
        if let Some((label, value)) = piece.split_once(':')
            && labels.contains(&fold(label).trim())
        {
            return Some((value.trim().to_owned(), 0.9));
        }
    }
    let plain = |p: &&String| {
        !p.contains('@')
            && !p.contains(':')
            && !p.contains("www.")
            && !p.ends_with('.')
            && Some(p.as_str()) != name
            && (p.contains(' ') || p.chars().next().is_some_and(char::is_uppercase))
            && !is_address(p)
            && words(p).len() <= 9
            && !p.chars().all(|c| !c.is_alphabetic())
            && dates::periods(p).is_empty()
    };
    let is_name = |p: &String| name.is_some_and(|n| fold(p).contains(&fold(n)));
    if let Some(piece) = pieces.iter().filter(plain).find(|p| roles::score(p) > 0 && !is_name(p)) {
        return Some((without_place(piece), 0.97));
    }
    // "Name – Title" and "Name, Title" on one line.
    if let Some(rest) = pieces
        .iter()
        .filter(|p| is_name(p))
        .find_map(|p| BESIDE.splitn(p, 2).nth(1).filter(|r| roles::score(r) > 0))
    {
        return Some((rest.to_owned(), 0.8));
    }
    // "I am a platform engineer."
    static SELF: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"(?i)^(?:je suis|i am|i['’]m)\s+(?:an?\s|une?\s|currently an?\s)?([^.,;]{4,60})"));
    let said = lines.iter().find_map(|l| {
        SELF.captures(&l.text())
            .map(|c| c[1].trim().to_owned())
            .filter(|t| roles::score(t) > 0 && words(t).len() <= 6)
    });
    if let Some(said) = said {
        return Some((said, GUESS));
    }
    // "Who I am: platform engineer, ..."
    let opening = summary(parts).and_then(|s| s.split([',', '.', ';']).next().map(|p| p.trim().to_owned()));
    if let Some(opening) = opening.filter(|o| roles::score(o) > 0 && words(o).len() <= 4) {
        return Some((opening, GUESS));
    }
    let at = pieces.iter().position(is_name)?;
    let next = pieces.get(at + 1).filter(|p| {
        plain(p)
            && !places::is_place(p)
            && !p.chars().any(|c| c.is_ascii_digit())
            && !p.contains(".")
            && words(p).len() >= 2
    })?;
    Some((next.clone(), GUESS))
}

/// `Ingénieure DevOps — 8 ans d'expérience` without the years, which are no part of what somebody is.
fn without_years(text: &str) -> &str {
    static YEARS: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)(?:\s*[–—,|(:-]+\s*(?:avec\s|with\s)?|\s+(?:avec|with)\s)\s*(?:(?:plus de|over|more than|environ|about)\s+)?\d{1,2}\s?\+?\s?(?:ans?|années?|years?|yrs?)\b(?:['’]?\s(?:d['’]\s?|of\s)?(?:expériences?|experience|exp\.?)(?:\s(?:professionnelle|pro))?)?\s*\)?$",
        )
    });
    let kept = YEARS.find(text).map_or(text, |found| &text[..found.start()]);
    if roles::score(kept) > 0 { kept } else { text }
}

/// `Data engineer, Bordeaux (33)` without the town.
fn without_place(text: &str) -> String {
    match text.rsplit_once(", ") {
        Some((title, place)) if places::is_place(place) => title.to_owned(),
        _ => text.to_owned(),
    }
}

/// True for a web address or a user name of one.
fn is_address(text: &str) -> bool {
    static DOMAIN: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?i)\S\.[a-z]{2,8}(?:/|$)"));
    DOMAIN.is_match(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_ends_before_the_years_of_experience() {
        for (printed, title) in [
            ("Ingénieure DevOps — 8 ans d'expérience", "Ingénieure DevOps"),
            ("Architecte Cloud Azure – 15 ans d’expérience", "Architecte Cloud Azure"),
            ("Data Engineer (5+ years of experience)", "Data Engineer"),
            (
                "Développeuse Java avec plus de 10 ans d'expérience",
                "Développeuse Java",
            ),
            ("Chef de projet, 12 ans", "Chef de projet"),
            ("Java Developer | 7 years experience", "Java Developer"),
            ("Enseignante de 6 ans", "Enseignante de 6 ans"),
            ("Consultant SAP S/4", "Consultant SAP S/4"),
        ] {
            assert_eq!(without_years(printed), title);
        }
    }
}
