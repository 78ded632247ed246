//! Where the person lives.

use super::super::confidence::GUESS;
use super::super::lexicon::{fold, places, roles};
use super::super::text::line::Line;
use super::contact_pieces;

const LABELS: &[&str] = &[
    "adresse",
    "address",
    "lieu",
    "location",
    "ville",
    "city",
    "residence",
    "domicile",
    "localisation",
    "based in",
    "lives in",
    "habite a",
    "base a",
    "basee a",
];

/// Address or town among the contact lines, and how sure it is. A label decides, then the form of an address,
/// then a known place; last a short line among contact details that is nothing else.
pub fn location(lines: &[Line], taken: &[Option<&str>]) -> Option<(String, f64)> {
    let pieces = contact_pieces(lines);
    for piece in &pieces {
        if let Some((label, value)) = piece.split_once(':')
            && LABELS.contains(&fold(label).trim())
            && !value.trim().is_empty()
        {
            return Some((value.trim().to_owned(), 0.95));
        }
    }
    // A label in a cell of its own.
    for line in lines {
        if let [label, value, ..] = line.cells.as_slice()
            && LABELS.contains(&fold(label.text.trim_end_matches([':', ' '])).trim())
        {
            return Some((value.text.clone(), 0.9));
        }
    }
    let address = pieces.iter().position(|p| places::is_address(p) && places::is_place(p));
    if let Some(at) = address {
        let mut text = pieces[at].clone();
        // A street and its town are often two pieces.
        if let Some(next) = pieces
            .get(at + 1)
            .filter(|n| places::is_place(n) && !text.contains(n.as_str()) && n.chars().any(char::is_alphabetic))
        {
            text = format!("{text} {next}");
        }
        return Some((without_role(&text).to_owned(), 0.94));
    }
    if let Some(place) = pieces
        .iter()
        .find(|p| places::is_place(p))
        .or_else(|| pieces.iter().find(|p| places::may_be_place(p) && roles::score(p) == 0))
    {
        return Some((without_role(place).to_owned(), 0.93));
    }
    // Behind a comma, or after a dash: `Data engineer, Bordeaux (33)`.
    if let Some(place) = pieces
        .iter()
        .flat_map(|p| p.split(", ").flat_map(|q| q.split(" - ")))
        .find(|q| places::is_place(q))
    {
        return Some((place.to_owned(), GUESS));
    }
    pieces
        .iter()
        .find(|p| {
            let words = p.split_whitespace().count();
            words <= 5
                && p.contains(',')
                && p.split(',')
                    .all(|part| part.trim().chars().next().is_some_and(char::is_uppercase))
                && !p.chars().any(|c| matches!(c, '@' | '/' | ':'))
                && roles::score(p) == 0
                && !taken.contains(&Some(p.as_str()))
        })
        .map(|p| (p.clone(), GUESS))
}

/// "Electrician, Leeds LS9": the headline and the place in one piece.
fn without_role(text: &str) -> &str {
    match text.split_once(", ") {
        Some((first, rest)) if roles::score(first) > 0 && places::is_place(rest) => rest,
        _ => text,
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::text::plain::from_text;
    use super::*;

    #[test]
    fn a_headline_before_the_place_is_left_out() {
        let said = |text: &str| location(&from_text(text).lines, &[]).map(|(place, _)| place);
        assert_eq!(said("Time-served electrician, Leeds LS9"), Some("Leeds LS9".to_owned()));
        assert_eq!(said("Lyon, France"), Some("Lyon, France".to_owned()));
    }
}
