//! The heading of an entry in pieces: what dashes, bars, brackets, "at" and font changes separate.

use std::sync::LazyLock;

use regex::Regex;

use super::super::lexicon::pattern::pattern;
use super::super::lexicon::{degrees, fold, organisations, places, roles};

static STRONG: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"\t|\s+[–—−-]+\s+|\s*[|•·⋄]\s*|\s*>>+\s*|\s+[>→@]\s+|\s*:\s+|;\s+|\s+//\s+"));
/// In small letters, or in a text of capitals: "Boulangerie Chez Lulu" is one name.
static AT: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?:^|\s+)(?:at|chez|bei|@)\s+"));
static AT_IN_CAPITALS: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?:^|\s+)(?:AT|CHEZ|BEI|@)\s+"));
static BRACKETS: LazyLock<Regex> = LazyLock::new(|| pattern(r"\s*\(([^()]{2,60})\)"));
/// "(mission at a customer)", "(internship)": how, not where.
static MANNER: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)\s*\((?:mission|client|via|stage|cdi|cdd|alternance|full[- ]time|part[- ]time|temps (?:plein|partiel)|internship|contract|freelance)\b[^()]*\)",
    )
});
static OPENING: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)^(?:je suis|j['’]ai été|j['’]étais|je travaille comme|j['’]ai (?:travaillé|exercé) comme|j['’](?:ai occupé|occupe) le poste de|i am|i have (?:been|worked as)|i['’]m|i was|i worked as|worked as|working as|employed as|en tant que|en qualité de|comme|as)\s+(?:an?\s+|the\s+|une?\s+|actuellement\s+|currently\s+)?",
    )
});
/// In a sentence: "aide-comptable au Cabinet Roux", "assistante à la Savonnerie du Port".
static TOLD_AT: LazyLock<Regex> = LazyLock::new(|| pattern(r"\s+(?:au|aux|à\s+la|à\s+l['’])\s*(\p{Lu}.*)$"));
static IN_PLACE: LazyLock<Regex> = LazyLock::new(|| pattern(r"\s+(?:à|in|en|au)\s+(\p{Lu}[\p{L}' -]+)$"));

/// Words after a comma that belong to the name before it.
const LEGAL: &[&str] = &[
    "inc", "inc.", "ltd", "ltd.", "llc", "corp", "corp.", "gmbh", "sa", "s.a.", "sas", "plc", "co.", "limited",
];

/// Contracts, printed after an employer: no piece of their own.
const CONTRACTS: &[&str] = &[
    "cdi",
    "cdd",
    "full-time",
    "full time",
    "part-time",
    "part time",
    "temps plein",
    "temps partiel",
    "temps complet",
    "permanent",
    "contract",
    "interim",
    "permanent full-time",
    "contrat",
];

/// Words that only say what came when.
const ORDER: &[&str] = &[
    "avant",
    "puis",
    "ensuite",
    "before",
    "then",
    "previously",
    "now",
    "actuellement",
    "currently",
];

/// Pieces of a heading text without its dates, places apart.
#[derive(Debug, Default, PartialEq)]
pub struct Pieces {
    /// In the order of print.
    pub texts: Vec<String>,
    /// Places.
    pub places: Vec<String>,
}

impl Pieces {
    /// Adds the pieces of one text.
    pub fn add(&mut self, text: &str) {
        let text = text.replace('[', "(").replace(']', ")");
        let text = MANNER.replace_all(&text, "");
        let text = first_sentence(&text);
        for strong in STRONG.split(&text) {
            let strong = trim(strong);
            let told = OPENING.is_match(strong);
            let strong = OPENING.replace(strong, "");
            if told && let Some((title, employer)) = told_employer(&strong) {
                self.add_piece(title);
                self.add_piece(employer);
                continue;
            }
            let capitals = !strong.chars().any(char::is_lowercase);
            let at = if capitals { &AT_IN_CAPITALS } else { &AT };
            for piece in at.split(&strong) {
                self.add_piece(piece);
            }
        }
    }

    /// Adds the pieces of a text about studies: "University of Texas at Austin" is one name, "A-Levels: Maths, Physics" one degree.
    pub fn add_school(&mut self, text: &str) {
        let text = first_sentence(text);
        let text = match text.split_once(": ") {
            Some((degree, subjects))
                if degrees::score(degree) > 0
                    && organisations::school_score(subjects) == 0
                    && !degree.contains(" - ")
                    && subjects.contains(", ") =>
            {
                format!("{degree}\u{1}{subjects}")
            }
            _ => text,
        };
        for strong in STRONG.split(&text) {
            let strong = trim(strong).replace('\u{1}', ": ");
            if organisations::school_score(&strong) > 0 || strong.contains(": ") {
                self.add_piece(&strong);
            } else {
                AT.split(&strong).for_each(|piece| self.add_piece(piece));
            }
        }
    }

    fn add_piece(&mut self, piece: &str) {
        let mut piece = trim(piece).to_owned();
        // Brackets hold a place or an organisation apart; anything else belongs to the text.
        if let Some(found) = BRACKETS.captures(&piece)
            && let (Some(whole), Some(inner)) = (found.get(0), found.get(1))
        {
            let outer_words = piece.len() - whole.len();
            let inner = inner.as_str().to_owned();
            let names = organisations::company_score(&inner) > 0 || organisations::school_score(&inner) > 0;
            let looks_named = inner.contains(' ')
                || inner.contains('.')
                || inner.chars().next().is_some_and(char::is_uppercase) && inner.chars().any(char::is_lowercase);
            if outer_words > 1
                && (places::is_place(&inner)
                    || names
                    || (roles::score(&piece[..whole.start()]) > 0 && roles::score(&inner) == 0 && looks_named))
            {
                let before = piece[..whole.start()].to_owned();
                let after = piece[whole.end()..].to_owned();
                self.add_piece(&before);
                self.add_piece(&inner);
                self.add_piece(&after);
                return;
            }
        }
        if let Some(found) = IN_PLACE.captures(&piece)
            && let (Some(whole), Some(place)) = (found.get(0), found.get(1))
            && places::is_place(place.as_str())
        {
            self.places.push(place.as_str().to_owned());
            piece.truncate(whole.start());
        }
        let piece = trim(&piece);
        let folded = fold(piece);
        if !piece.chars().any(char::is_alphanumeric)
            || ORDER.contains(&folded.as_str())
            || CONTRACTS.contains(&folded.as_str())
        {
            return;
        }
        if places::is_place(piece) {
            self.places.push(piece.to_owned());
        } else {
            let text = self.without_place(piece);
            self.texts.push(text);
        }
    }

    /// Takes known places off the end: `Acme Conseil, Nantes`.
    fn without_place(&mut self, piece: &str) -> String {
        let mut parts: Vec<&str> = piece.split(", ").collect();
        while let [.., before, last] = parts.as_slice() {
            let state = places::is_state(last) && parts.len() > 2 && last.len() == 2;
            if state {
                self.places.insert(0, format!("{before}, {last}"));
                parts.truncate(parts.len() - 2);
            } else if places::is_place(last) {
                self.places.insert(0, (*last).to_owned());
                parts.pop();
            } else {
                break;
            }
        }
        parts.join(", ")
    }
}

/// "Fenwick & Sloane Co.": the full stop ends a name, not a sentence.
pub fn ends_in_legal_form(text: &str) -> bool {
    let last = fold(text.rsplit(' ').next().unwrap_or_default());
    last.ends_with('.') && (LEGAL.contains(&last.as_str()) || LEGAL.contains(&last.trim_end_matches('.')))
}

/// Splits `Title, Company` at its first comma, unless what follows is a legal form.
pub fn split_comma(text: &str) -> Option<(String, String)> {
    let (first, rest) = text.split_once(", ")?;
    let legal = LEGAL.contains(&fold(rest).trim());
    (!legal && !rest.trim().is_empty() && !first.contains('(') || first.contains(')'))
        .then(|| (first.trim().to_owned(), rest.trim().to_owned()))
}

/// Title and employer of a sentence that leads from one to the other with no more than "au".
fn told_employer(text: &str) -> Option<(&str, &str)> {
    let found = TOLD_AT.captures(text)?;
    let (title, employer) = (&text[..found.get(0)?.start()], found.get(1)?.as_str());
    (roles::score(title) > 0 && !AT.is_match(title) && !places::is_place(employer)).then_some((title, employer))
}

/// What stands before the first full stop that ends a sentence.
fn first_sentence(text: &str) -> String {
    static END: LazyLock<Regex> = LazyLock::new(|| pattern(r"\p{Ll}{3,}\.\s+\p{Lu}"));
    match END.find(text) {
        Some(found) => text[..found.end()]
            .rsplit_once('.')
            .map_or(text, |(head, _)| head)
            .to_owned(),
        None => text.to_owned(),
    }
}

fn trim(text: &str) -> &str {
    text.trim()
        .trim_matches(|c: char| matches!(c, ',' | ';' | ':' | '-' | '–' | '—' | '|' | '/' | '.' | '•' | '·' | '>'))
        .trim()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pieces(text: &str) -> (Vec<String>, Vec<String>) {
        let mut pieces = Pieces::default();
        pieces.add(text);
        (pieces.texts, pieces.places)
    }

    #[test]
    fn headings_come_apart_where_people_part_them() {
        let said = |text: &str| pieces(text).0;
        assert_eq!(said("Data Analyst\tat Initech"), ["Data Analyst", "Initech"]);
        assert_eq!(said("Initech [Dublin]"), ["Initech"]);
        assert_eq!(
            said("Boulangerie Chez Lulu – Vendeuse"),
            ["Boulangerie Chez Lulu", "Vendeuse"]
        );
        assert_eq!(said("VENDEUSE CHEZ LULU"), ["VENDEUSE", "LULU"]);
        assert_eq!(said("Initech · Full-time"), ["Initech"]);
        assert_eq!(
            said("Développeuse senior – Acme Conseil (Nantes)"),
            ["Développeuse senior", "Acme Conseil"]
        );
        assert_eq!(
            said("Network Engineer at Initech, Dublin"),
            ["Network Engineer", "Initech"]
        );
        assert_eq!(said("Hooli plc >> Data Analyst >> "), ["Hooli plc", "Data Analyst"]);
        assert_eq!(
            said(", je suis comptable chez Acme à Lyon. Je tiens les comptes"),
            ["comptable", "Acme"]
        );
        assert_eq!(
            said("j'ai été aide-comptable au Cabinet Roux et Associés."),
            ["aide-comptable", "Cabinet Roux et Associés"]
        );
        assert_eq!(
            said("j'ai travaillé comme assistante de gestion à la Savonnerie du Port"),
            ["assistante de gestion", "Savonnerie du Port"]
        );
        assert_eq!(
            said("Conseillère à la Direction générale"),
            ["Conseillère à la Direction générale"]
        );
        assert_eq!(
            said("Assistant / Programmer (lab.example.org)"),
            ["Assistant / Programmer", "lab.example.org"]
        );
    }
}
