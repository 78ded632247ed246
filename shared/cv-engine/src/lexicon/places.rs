//! Places: countries, regions, towns and the forms that addresses take.
//!
//! `places.txt` holds folded names in order: countries and regions by hand, towns from GeoNames (geonames.org, CC BY 4.0),
//! those that are large enough where French and English CVs come from, without the ones that are common words.

use std::sync::LazyLock;

use regex::Regex;

use super::fold;
use super::pattern::pattern;

/// Folded names, sorted by their bytes.
static PLACES: LazyLock<Vec<&str>> = LazyLock::new(|| include_str!("places.txt").lines().collect());

/// Codes of the states of the USA and the provinces of Canada.
const STATES: &str = "AL AK AZ AR CA CO CT DE FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC \
    ND OH OK OR PA RI SC SD TN TX UT VT VA WA WV WI WY DC ON QC BC AB MB SK NS NB NL PE";

static DEPARTMENT: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"^[\p{L} .'’-]{2,40}\s?\((?:\d{2,3}|[\p{L} '’-]{2,40})\)$"));
static POSTCODE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?:\b\d{5}\s+\p{Lu}[\p{L}'’ -]+|\b\d{4}\s\p{Lu}[\p{L}-]+$|\b[A-Z]{1,2}\d[A-Z\d]?(?:\s?\d[A-Z]{2})?$|,\s?[A-Z]{2}\s\d{5}\b)",
    )
});
static STREET: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?:^|[,:]\s*)\d{1,5}\s?(?:bis|ter)?,?\s(?:\p{L}+\.?\s){0,4}(?:rue|avenue|av\.?|bd\.?|boulevard|place|chemin|impasse|allee|route|quai|cours|street|st\.?|road|rd\.?|lane|way|drive|dr\.?|ave\.?|blvd)\b",
    )
});

/// True when the whole text is a place that the lexicon knows.
pub fn is_known(text: &str) -> bool {
    let folded = fold(text);
    let name = folded
        .trim()
        .trim_matches(|c: char| matches!(c, ',' | '.' | ';' | '(' | ')'));
    PLACES.binary_search(&name).is_ok()
}

/// True for the code of a state or province, with or without a postcode after it.
pub fn is_state(text: &str) -> bool {
    let code = text.trim().split(' ').next().unwrap_or_default();
    STATES.split(' ').any(|s| s == code) && text.trim().len() <= 11
}

/// True when the text is a place or an address, by lexicon or by form. All of it: `Acme, Paris` is not.
pub fn is_place(text: &str) -> bool {
    let text = text.trim();
    if text.is_empty() || text.chars().count() > 80 || text.contains('@') {
        return false;
    }
    if is_known(text) || is_address(text) {
        return true;
    }
    if DEPARTMENT.is_match(text) {
        let inner = text.split(['(', ')']).nth(1).unwrap_or_default();
        let outer = text.split('(').next().unwrap_or_default();
        return is_known(outer)
            || (is_known(inner) && outer.split_whitespace().count() <= 2 && is_known(outer))
            || inner.chars().all(|c| c.is_ascii_digit());
    }
    let parts: Vec<&str> = text
        .split([',', '/'])
        .map(str::trim)
        .filter(|p| !p.is_empty())
        .collect();
    (2..=4).contains(&parts.len())
        && (parts.iter().all(|p| is_known(p) || is_state(p))
            || (parts.len() == 2 && is_state(parts[1]) && is_name(parts[0])))
}

/// True when the text may be a town with its country: `Somewhere, France`. Only where a place is expected.
pub fn may_be_place(text: &str) -> bool {
    let parts: Vec<&str> = text
        .split([',', '/'])
        .map(str::trim)
        .filter(|p| !p.is_empty())
        .collect();
    is_place(text)
        || ((2..=4).contains(&parts.len())
            && parts.iter().any(|p| is_known(p))
            && parts.iter().all(|p| is_known(p) || is_state(p) || is_name(p)))
}

fn is_name(text: &str) -> bool {
    text.split(' ').count() <= 3
        && text.chars().next().is_some_and(char::is_uppercase)
        && !text.chars().any(|c| c.is_ascii_digit())
}

/// True for a postal address, by its street or postcode.
pub fn is_address(text: &str) -> bool {
    let words = text.split_whitespace().count();
    (2..=14).contains(&words) && (STREET.is_match(&fold(text)) || POSTCODE.is_match(text)) && !text.contains("http")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_by_name_and_by_form() {
        for place in [
            "Rennes (35)",
            "Abidjan (Côte d'Ivoire)",
            "Kinshasa (République démocratique du Congo)",
            "Cork, Ireland",
            "Austin, TX",
            "7 rue des Acacias, 44000 Nantes",
            "Leeds LS1",
            "Toronto, ON, Canada",
            "Île-de-France",
        ] {
            assert!(is_place(place), "{place}");
        }
        for other in [
            "Network Engineer",
            "Java, Kotlin",
            "Acme Conseil",
            "ACME, Inc",
            "Initech, Dublin",
            "07700 900 456",
        ] {
            assert!(!is_place(other), "{other}");
        }
    }
}
