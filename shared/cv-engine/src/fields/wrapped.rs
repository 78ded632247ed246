//! Contact details of narrow columns, put together where they go on in the next line: numbers, places, headlines.

use super::super::lexicon::headings::is_heading;
use super::super::lexicon::{dates, fold, organisations, places, roles, words};
use super::super::text::line::Line;
use super::{contact, contact_pieces};

/// Words after which a name or an address goes on.
const OPEN: &[&str] = &[
    "de", "du", "des", "la", "le", "les", "d'", "l'", "of", "the", "and", "et", "&", "en", "in", "for", "pour",
    "saint", "st",
];
/// Longest rest of a headline, in words.
const REST_WORDS: usize = 3;
/// Figures of a number that has no rest.
const WHOLE_NUMBER: usize = 12;

/// The lines, each with what goes on of it in the next one.
pub fn rejoin(lines: &[Line]) -> Vec<Line> {
    let mut out: Vec<Line> = Vec::with_capacity(lines.len());
    for line in lines {
        if let Some(last) = out.last_mut()
            && let Some(joint) = joint(last, line)
            && let (Some(end), Some(first)) = (last.cells.last_mut(), line.cells.first())
        {
            end.text = format!("{}{joint}{}", end.text, first.text);
            last.cells.extend(line.cells.iter().skip(1).cloned());
        } else {
            out.push(line.clone());
        }
    }
    out
}

/// Words that name no organisation by themselves.
const GENERIC: &[&str] = &[
    "societe",
    "universite",
    "university",
    "ecole",
    "institut",
    "institute",
    "groupe",
    "group",
    "banque",
    "lycee",
    "college",
    "faculte",
    "academie",
    "hopital",
    "ministere",
    "mairie",
    "agence",
    "cabinet",
    "compagnie",
    "association",
    "fondation",
    "caisse",
    "iut",
    "centre",
];
/// Longest rest of a name, in words.
const NAME_WORDS: usize = 6;
/// Most font sizes between the baselines of a text's lines.
const LEADING: f32 = 1.8;

/// Entries of a page, each name that goes on in the next line put together: `Chef de projet – Société` over `Générale`, `BSc, University` over
/// `of Lagos`.
pub fn rejoin_names(lines: &[Line]) -> Vec<Line> {
    let mut out: Vec<Line> = Vec::with_capacity(lines.len());
    for line in lines {
        if let Some(last) = out.last_mut()
            && goes_on_as_name(last, line)
            && let (Some(end), Some(rest)) = (last.cells.last_mut(), line.cells.first())
        {
            end.text = format!("{} {}", end.text, rest.text);
        } else {
            out.push(line.clone());
        }
    }
    out
}

fn goes_on_as_name(above: &Line, below: &Line) -> bool {
    let (Some((_, upper_y)), Some((_, lower_y)), Some(end)) = (above.at, below.at, above.cells.last()) else {
        return false;
    };
    let [rest] = below.cells.as_slice() else {
        return false;
    };
    let (upper, lower) = (end.text.trim(), rest.text.trim());
    let apart = above.page != below.page
        || above.column != below.column
        || below.bullet
        || below.gap_before
        || (above.size - below.size).abs() >= 0.3
        || end.bold != rest.bold
        || !(0.0..=LEADING * above.size).contains(&(lower_y - upper_y));
    if apart
        || words(lower).len() > NAME_WORDS
        || lower.ends_with(['.', ':'])
        || !dates::periods(lower).is_empty()
        || is_heading(lower)
    {
        return false;
    }
    let tail = [" – ", " — ", " - ", ", ", ": "]
        .iter()
        .fold(upper, |t, border| t.rsplit(border).next().unwrap_or(t));
    let tail = fold(tail);
    let last = tail.rsplit(' ').next().unwrap_or_default();
    let named = organisations::school_score(&tail) + organisations::company_score(&tail) > 0;
    let capital = lower.starts_with(char::is_uppercase);
    let first = fold(lower);
    let small = ["of ", "de ", "du ", "des ", "d'"].iter().any(|w| first.starts_with(w))
        && lower.starts_with(char::is_lowercase);
    GENERIC.contains(&tail.as_str()) && (capital || small) || named && (small || capital && OPEN.contains(&last))
}

/// What stands between two lines that are one; none where they are two.
fn joint(above: &Line, below: &Line) -> Option<&'static str> {
    let (end, first) = (above.cells.last()?, below.cells.first()?);
    if above.page != below.page || above.column != below.column || below.bullet || above.bullet {
        return None;
    }
    let (upper, lower) = (end.text.trim_end(), first.text.trim());
    if goes_on_as_number(upper, lower) {
        return Some(" ");
    }
    if below.cells.len() == 1 && goes_on_as_place(upper, lower) {
        return Some(if upper.ends_with('-') { "" } else { " " });
    }
    (above.cells.len() == 1 && below.cells.len() == 1 && goes_on_as_title(above, below)).then_some(" ")
}

/// `+33 6 47 49 90` over `28`.
fn goes_on_as_number(upper: &str, lower: &str) -> bool {
    let digits = |t: &str| t.chars().filter(char::is_ascii_digit).count();
    let start = upper.rfind('+').or_else(|| upper.find(|c: char| c.is_ascii_digit()));
    let Some(number) = start.map(|at| &upper[at..]) else {
        return false;
    };
    let figures = |t: &str| {
        t.chars()
            .all(|c| c.is_ascii_digit() || matches!(c, ' ' | '.' | '-' | '(' | ')' | '+' | '/'))
    };
    let whole = format!("{number} {lower}");
    number.starts_with(['+', '0', '('])
        && figures(number)
        && figures(lower)
        && (2..=8).contains(&digits(lower))
        && (2..WHOLE_NUMBER).contains(&digits(number))
        && !(digits(number) == 10 && number.starts_with('0') || contact::is_whole(number))
        && contact::phone_spans(&whole)
            .first()
            .is_some_and(|s| s.len() == whole.len())
}

/// `Dunedin, New` over `Zealand`, `312 Elm Street,` over `Inverness IV1 1HY`.
fn goes_on_as_place(upper: &str, lower: &str) -> bool {
    let pieces = |text: &str| {
        let line = Line {
            cells: vec![super::super::text::line::Cell::plain(text)],
            ..Line::default()
        };
        contact_pieces(&[line])
    };
    let (above, below) = (pieces(upper), pieces(lower));
    let (Some(above), [below]) = (above.last(), below.as_slice()) else {
        return false;
    };
    // A label belongs to the line, not to the place.
    let above = above.rsplit(':').next().unwrap_or(above).trim();
    if !upper.contains(above)
        || !lower.starts_with(below.as_str())
        || below.contains(['@', ':'])
        || roles::score(below) > 0
    {
        return false;
    }
    let word = fold(above.rsplit(' ').next().unwrap_or_default());
    let postcode = above.len() == 5 && above.bytes().all(|b| b.is_ascii_digit());
    let open = upper.ends_with([',', '–', '-']) || OPEN.contains(&word.as_str()) || postcode;
    let joint = if upper.ends_with('-') { "" } else { " " };
    let comma = if upper.ends_with(',') { "," } else { "" };
    let hyphen = if upper.ends_with('-') && !above.ends_with('-') {
        "-"
    } else {
        ""
    };
    let whole = format!("{above}{hyphen}{comma}{joint}{below}");
    (open || !places::is_place(above) && !places::is_place(below) || places::is_state(below))
        && places::is_place(&whole)
}

/// `Technicien de` over `maintenance`, in one style, which is not that of the line after.
fn goes_on_as_title(above: &Line, below: &Line) -> bool {
    let (upper, lower) = (above.text(), below.text());
    let styled = |l: &Line| (l.bold(), l.cells[0].italic);
    let plain = |t: &str| {
        !t.chars()
            .any(|c| c.is_ascii_digit() || matches!(c, '@' | ':' | '|' | '/' | '+'))
            && !is_heading(t)
            && !places::may_be_place(t)
    };
    let last = fold(upper.rsplit(' ').next().unwrap_or_default());
    let role = |t: &str| roles::score(t) > 0;
    let opens = OPEN.contains(&last.as_str()) && role(&upper);
    // A role of two lines: half of its words above, the noun below.
    let halves = words(&upper).len() <= REST_WORDS
        && words(&lower).len() == 1
        && role(&lower)
        && !upper.contains(',')
        && above.size > 0.0;
    (above.size - below.size).abs() < 0.3
        && styled(above) == styled(below)
        && !below.gap_before
        && plain(&upper)
        && plain(&lower)
        && words(&lower).len() <= REST_WORDS
        && (opens || halves)
}

#[cfg(test)]
mod tests {
    use super::super::super::text::plain::from_text;
    use super::*;

    #[test]
    fn a_name_goes_on_where_it_is_none_yet() {
        let said = |upper: &str, lower: &str| {
            let line = |(y, text): (f32, &str)| Line {
                cells: vec![super::super::super::text::line::Cell::plain(text)],
                size: 10.0,
                at: Some((100.0, y)),
                ..Line::default()
            };
            rejoin_names(&[(50.0, upper), (62.0, lower)].map(line)).len()
        };
        for (upper, lower) in [
            ("Chef de projet technique – Société", "Générale Côte d'Ivoire"),
            ("BSc Computer Science, University", "of Lagos"),
            ("2014 : Licence informatique – Université", "FHB"),
            ("DUT Informatique, IUT de", "Lannion"),
            ("École Supérieure Polytechnique", "de Dakar"),
        ] {
            assert_eq!(said(upper, lower), 1, "{upper}");
        }
        for (upper, lower) in [
            ("Développeuse, Acme", "Refonte du portail"),
            ("Master, Université de Nantes", "Mention bien"),
            (
                "Chef de projet – Société",
                "Refonte du portail client en Symfony 6 et Vue.js",
            ),
            ("Chef de projet – Société", "2014 – 2018"),
            ("Licence, Université", "Compétences"),
        ] {
            assert_eq!(said(upper, lower), 2, "{upper}");
        }
    }

    #[test]
    fn what_goes_on_is_put_together_and_the_rest_is_not() {
        let said = |text: &str| {
            rejoin(&from_text(text).lines)
                .iter()
                .map(Line::text)
                .collect::<Vec<_>>()
        };
        for (text, whole) in [
            ("Phone: +49 30 0283\n00167", "Phone: +49 30 0283 00167"),
            ("Based in: Dunedin, New\nZealand", "Based in: Dunedin, New Zealand"),
            (
                "312 Elm Street,\nInverness IV1 1HY",
                "312 Elm Street, Inverness IV1 1HY",
            ),
            (
                "178 Station Road, Austin,\nTX 78701",
                "178 Station Road, Austin, TX 78701",
            ),
            (
                "37 bis chemin de la\nFontaine, 53000 Laval",
                "37 bis chemin de la Fontaine, 53000 Laval",
            ),
            ("44600 Saint-\nNazaire", "44600 Saint-Nazaire"),
            ("Technicien de\nmaintenance", "Technicien de maintenance"),
        ] {
            assert_eq!(said(text), [whole]);
        }
        for two in [
            "06 12 34 56 78\n02 98 76 54 32",
            "Lyon\nPermis B",
            "Data engineer\nLyon",
            "Lyon\nFrance Telecom",
            "Chef de projet\nmarie@example.org",
            "+33 6 12 34 56 78\n2019",
        ] {
            assert_eq!(said(two).len(), 2, "{two}");
        }
    }
}
