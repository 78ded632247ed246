//! What people write as a location, down to its town: "12 rue de la Paix, 75002 Paris", "Lyon 3ème" and "Saint-Denis (93)" name three.

use super::gazetteer;
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// What an address begins with before its town (the house number apart); in order, as the other lists.
const OF_AN_ADDRESS: [&str; 52] = [
    "allee",
    "av",
    "avenue",
    "bat",
    "batiment",
    "bd",
    "boulevard",
    "bp",
    "bureau",
    "bureaux",
    "bvd",
    "campus",
    "chaussee",
    "chemin",
    "cite",
    "clos",
    "cour",
    "cours",
    "cs",
    "escalier",
    "espace",
    "esplanade",
    "etage",
    "faubourg",
    "immeuble",
    "impasse",
    "lieu",
    "lotissement",
    "mail",
    "montee",
    "parc",
    "parvis",
    "passage",
    "place",
    "pole",
    "porte",
    "promenade",
    "quai",
    "residence",
    "rond",
    "route",
    "rue",
    "ruelle",
    "sentier",
    "square",
    "tour",
    "traverse",
    "voie",
    "za",
    "zac",
    "zi",
    "zone",
];
/// What English addresses end with.
const OF_A_STREET: [&str; 14] = [
    "ave",
    "avenue",
    "blvd",
    "boulevard",
    "court",
    "drive",
    "lane",
    "place",
    "plaza",
    "road",
    "row",
    "square",
    "street",
    "way",
];
/// What stands behind a town and is none.
const BEHIND_A_TOWN: [&str; 23] = [
    "agglomeration",
    "alentours",
    "and",
    "area",
    "arr",
    "arrondissement",
    "arrondissements",
    "cedex",
    "center",
    "centre",
    "environs",
    "est",
    "et",
    "intra",
    "intramuros",
    "metropole",
    "muros",
    "nord",
    "ou",
    "ouest",
    "peripherie",
    "sud",
    "ville",
];
/// Not a place at all.
const NOWHERE: [&str; 7] = [
    "a distance",
    "full remote",
    "hybrid",
    "hybride",
    "remote",
    "sur site",
    "teletravail",
];

fn is_among(list: &[&str], word: &str) -> bool {
    list.binary_search(&word).is_ok()
}

/// Between two commas or the like, without case and accents.
struct Piece {
    words: Vec<String>,
    is_of_an_address: bool,
    has_postcode: bool,
}

impl Piece {
    fn of(text: &str) -> Self {
        let folded: String = text
            .nfd()
            .filter(|c| !is_combining_mark(*c))
            .flat_map(char::to_lowercase)
            .map(|c| if c.is_alphanumeric() { c } else { ' ' })
            .collect();
        let mut all: Vec<&str> = folded.split_whitespace().collect();
        let first = all
            .iter()
            .copied()
            .find(|word| !has_digit(word) && !["bis", "ter", "quater"].contains(word));
        if first.is_none() {
            all.clear();
        }
        let begins_with_number = all.first().is_some_and(|word| has_digit(word));
        let is_of_an_address = first.is_some_and(|word| is_among(&OF_AN_ADDRESS, word) && all.len() > 1)
            || (begins_with_number && all.iter().skip(1).any(|word| is_among(&OF_A_STREET, word)));
        // "75002 Paris" or "F-75002 Paris"; in an address without a comma, what comes before it is the street.
        let postcode = all.iter().enumerate().find(|(n, word)| {
            let digits = word.chars().all(|c| c.is_ascii_digit());
            let is_long = word.len() == 5 || (word.len() == 4 && !is_of_an_address);
            let is_followed = all.get(n + 1).is_some_and(|next| !has_digit(next));
            let is_in_front = *n == 0 || (*n == 1 && all[0].len() <= 2);
            digits && is_long && is_followed && (if is_of_an_address { *n > 0 } else { is_in_front })
        });
        let behind = postcode.map(|(n, _)| n + 1);
        let mut words: Vec<String> = all[behind.unwrap_or(0)..]
            .iter()
            .enumerate()
            .filter(|(n, word)| !has_digit(word) && (*n == 0 || !is_roman_ordinal(word)))
            .map(|(_, word)| match *word {
                "st" => "saint".to_owned(),
                "ste" => "sainte".to_owned(),
                word => word.to_owned(),
            })
            .collect();
        while words.len() > 1 && words.last().is_some_and(|word| is_among(&BEHIND_A_TOWN, word)) {
            words.pop();
        }
        if words.len() > 2 && words.ends_with(&["la".to_owned(), "defense".to_owned()]) {
            words.truncate(words.len() - 2);
        }
        Self {
            words,
            is_of_an_address: is_of_an_address && behind.is_none(),
            has_postcode: behind.is_some(),
        }
    }

    fn text(&self) -> String {
        self.words.join(" ")
    }
}

fn has_digit(word: &str) -> bool {
    word.contains(|c: char| c.is_ascii_digit())
}

/// "XVe", "VIIIème": an arrondissement.
fn is_roman_ordinal(word: &str) -> bool {
    let number = word.strip_suffix("eme").or_else(|| word.strip_suffix('e'));
    number.is_some_and(|n| !n.is_empty() && n.chars().all(|c| "ivx".contains(c)))
}

/// The town, then region and country where they are said; none of it where no place is named.
pub(super) fn parts(name: Option<&str>) -> Vec<String> {
    let spaced = name
        .unwrap_or("")
        .replace([',', '/', ';', '(', ')', '|', '\n', '–', '—'], ",");
    let mut pieces: Vec<Piece> = spaced
        .replace(" - ", ",")
        .split(',')
        .map(Piece::of)
        .filter(|piece| !piece.words.is_empty() && !is_among(&NOWHERE, &piece.text()))
        .collect();
    if let Some(town) = pieces.iter().position(|piece| piece.has_postcode) {
        pieces.drain(..town);
    }
    // An address alone is kept: its last words are the town.
    if pieces.iter().any(|piece| !piece.is_of_an_address) {
        pieces.retain(|piece| !piece.is_of_an_address);
    }
    let names = pieces.iter().map(Piece::text);
    names.map(|name| gazetteer::in_french(&name).to_owned()).collect()
}

/// Whether two towns are the same, one of which may stand at the end of an address.
pub(super) fn is_same_town(one: &str, other: &str) -> bool {
    let ends_with = |address: &str, town: &str| {
        let street = address.strip_suffix(town).and_then(|rest| rest.strip_suffix(' '));
        street.is_some_and(|street| {
            let mut words = street.split(' ');
            words.any(|word| is_among(&OF_AN_ADDRESS, word) || is_among(&OF_A_STREET, word))
        })
    };
    one == other || ends_with(one, other) || ends_with(other, one)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_compared_without_case_accents_and_postcodes() {
        assert_eq!(
            parts(Some("44000 NANTES, Pays de la Loire, France")),
            ["nantes", "pays de la loire", "france"]
        );
        assert_eq!(parts(Some("Orléans (45)")), parts(Some("orleans")));
    }

    #[test]
    fn the_town_is_found_in_whatever_people_write() {
        for (written, town) in [
            ("12 rue de la Paix, 75002 Paris", "Paris"),
            ("12 rue de la Paix 75002 Paris", "Paris"),
            ("12 rue de la Paix, Paris", "paris"),
            ("12 bis, rue de la Paix\n75002 PARIS CEDEX 02\nFrance", "Paris"),
            ("Bâtiment B, 12 avenue Foch, F-69006 Lyon", "Lyon"),
            ("Le Ponant, 75015 Paris, France", "Paris"),
            ("221B Baker Street, London NW1 6XE", "London"),
            ("1234 Main Street, Springfield, IL 62701", "Springfield"),
            ("1000 Bruxelles", "Bruxelles"),
            ("B-1000 Brussels, Belgium", "Bruxelles"),
            ("London", "Londres"),
            ("Geneva, Switzerland", "Genève"),
            ("Cairo, Egypt", "Le Caire"),
            ("Warszawa", "Varsovie"),
            ("12 ter, rue de la Paix, Paris", "Paris"),
            ("Paris 75002 France", "Paris France"),
            ("Paris 15e", "Paris"),
            ("Paris XVe", "Paris"),
            ("Paris 1er arrondissement", "Paris"),
            ("Paris - La Défense", "Paris"),
            ("Paris La Défense", "Paris"),
            ("Paris et alentours", "Paris"),
            ("Télétravail / Paris", "Paris"),
            ("Lyon 3ème", "Lyon"),
            ("Saint-Denis (93)", "St Denis"),
            ("Saint-Denis (Seine-Saint-Denis)", "Saint Denis"),
            ("L'Haÿ-les-Roses", "L’Hay les Roses"),
            ("Centre", "Centre"),
        ] {
            let (found, town) = (parts(Some(written)), parts(Some(town)));
            assert_eq!(found.first(), town.first(), "{written}");
        }
        for list in [&OF_AN_ADDRESS[..], &OF_A_STREET, &BEHIND_A_TOWN, &NOWHERE] {
            assert!(list.is_sorted());
        }
        assert!(parts(Some("75002")).is_empty());
        assert!(parts(Some("Remote")).is_empty());
    }

    #[test]
    fn a_street_is_not_the_town_that_it_is_called_after() {
        let town = |name: &str| parts(Some(name)).remove(0);
        assert!(is_same_town(&town("12 rue de la Paix Paris"), &town("Paris")));
        assert!(!is_same_town(&town("12 rue de Lyon, 75012 Paris"), &town("Lyon")));
        assert!(!is_same_town(&town("Seine-Saint-Denis"), &town("Saint-Denis")));
        assert!(!is_same_town(&town("Fontenay-sous-Bois"), &town("Bois")));
    }
}
