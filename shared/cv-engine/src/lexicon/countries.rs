//! Countries by what stands in an address, and how their telephone numbers become international ones.
//!
//! Source: ITU, National Numbering Plans. Only what a CV in French or English is likely to hold: names, the towns that stand without their country,
//! the calling code, whether a national number begins with a nought that is left out, and how many figures are left.

use super::fold;

/// A numbering plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Plan {
    /// Calling code.
    pub code: &'static str,
    /// National numbers begin with a nought that international ones have not.
    nought: bool,
    /// Fewest and most figures without it.
    figures: (usize, usize),
}

impl Plan {
    /// The figures of a national number as an international one, where they fit.
    pub fn international(&self, digits: &str) -> Option<String> {
        let rest = if self.nought {
            digits.strip_prefix('0').unwrap_or(digits)
        } else {
            digits
        };
        // Without the nought that its plan asks for, a number is one only where all its figures are printed.
        let (least, most) = self.figures;
        (least..=most)
            .contains(&rest.len())
            .then(|| format!("{}{rest}", self.code))
    }
}

/// Names and towns, calling code, nought, figures.
type Row = (&'static str, &'static str, bool, (usize, usize));

const ROWS: &[Row] = &[
    (
        "france paris marseille lyon toulouse nantes bordeaux lille strasbourg rennes montpellier nice grenoble",
        "33",
        true,
        (9, 9),
    ),
    (
        "belgique belgium belgie bruxelles brussels brussel liege namur anvers gand charleroi mons",
        "32",
        true,
        (8, 9),
    ),
    (
        "suisse switzerland schweiz geneve geneva lausanne zurich berne bern bale basel neuchatel fribourg",
        "41",
        true,
        (9, 9),
    ),
    ("luxembourg", "352", false, (6, 9)),
    (
        "allemagne germany deutschland berlin munich munchen hamburg francfort frankfurt cologne stuttgart",
        "49",
        true,
        (7, 11),
    ),
    ("autriche austria osterreich", "43", true, (7, 12)),
    (
        "italie italy italia rome roma milan milano turin torino naples",
        "39",
        false,
        (8, 11),
    ),
    (
        "espagne spain espana madrid barcelone barcelona valencia seville",
        "34",
        false,
        (9, 9),
    ),
    ("portugal lisbonne lisbon lisboa porto", "351", false, (9, 9)),
    (
        "pays-bas netherlands nederland amsterdam rotterdam utrecht eindhoven",
        "31",
        true,
        (9, 9),
    ),
    (
        "pologne poland polska varsovie warsaw warszawa cracovie krakow",
        "48",
        false,
        (9, 9),
    ),
    ("roumanie romania bucarest bucharest cluj-napoca", "40", true, (9, 9)),
    ("irlande ireland dublin cork", "353", true, (7, 9)),
    (
        "royaume-uni united_kingdom uk england angleterre scotland ecosse wales london londres manchester leeds glasgow",
        "44",
        true,
        (9, 10),
    ),
    (
        "maroc morocco casablanca rabat marrakech fes tanger agadir",
        "212",
        true,
        (9, 9),
    ),
    ("algerie algeria alger algiers oran constantine", "213", true, (8, 9)),
    ("tunisie tunisia tunis sfax sousse", "216", false, (8, 8)),
    ("egypte egypt cairo le_caire", "20", true, (9, 10)),
    ("senegal dakar thies", "221", false, (9, 9)),
    (
        "cote_d'ivoire ivory_coast abidjan yamoussoukro bouake",
        "225",
        false,
        (10, 10),
    ),
    ("benin cotonou porto-novo", "229", false, (10, 10)),
    ("togo lome", "228", false, (8, 8)),
    ("burkina_faso burkina ouagadougou bobo-dioulasso", "226", false, (8, 8)),
    ("mali bamako", "223", false, (8, 8)),
    ("niger niamey", "227", false, (8, 8)),
    ("guinee guinea conakry", "224", false, (9, 9)),
    ("mauritanie mauritania nouakchott", "222", false, (8, 8)),
    ("cameroun cameroon douala yaounde", "237", false, (9, 9)),
    ("gabon libreville port-gentil", "241", true, (7, 8)),
    (
        "republique_democratique_du_congo rdc drc rd_congo dr_congo kinshasa lubumbashi",
        "243",
        true,
        (9, 9),
    ),
    (
        "congo republique_du_congo brazzaville pointe-noire",
        "242",
        false,
        (9, 9),
    ),
    ("tchad chad n'djamena ndjamena", "235", false, (8, 8)),
    ("madagascar antananarivo tananarive toamasina", "261", true, (9, 9)),
    ("maurice ile_maurice mauritius port-louis", "230", false, (7, 8)),
    ("djibouti", "253", false, (8, 8)),
    ("comores comoros moroni", "269", false, (7, 7)),
    ("rwanda kigali", "250", true, (9, 9)),
    ("burundi bujumbura", "257", false, (8, 8)),
    ("haiti port-au-prince", "509", false, (8, 8)),
    ("nigeria lagos abuja", "234", true, (8, 10)),
    ("ghana accra", "233", true, (9, 9)),
    ("kenya nairobi", "254", true, (9, 9)),
    ("afrique_du_sud south_africa johannesburg cape_town", "27", true, (9, 9)),
    ("liban lebanon beyrouth beirut", "961", true, (7, 8)),
    (
        "inde india bangalore bengaluru mumbai delhi new_delhi chennai hyderabad pune",
        "91",
        true,
        (10, 10),
    ),
    ("reunion la_reunion saint-denis_de_la_reunion", "262", true, (9, 9)),
    (
        "etats-unis usa united_states canada montreal quebec toronto ottawa vancouver new_york",
        "1",
        false,
        (10, 10),
    ),
];

/// First figures of the French overseas departments' numbers, which are written like those of France, and their calling codes.
/// Of Mayotte's, those that are kept for fiction are everybody's.
const OVERSEAS: &[(&str, &str)] = &[
    ("63998", "33"),
    ("262", "262"),
    ("692", "262"),
    ("693", "262"),
    ("269", "262"),
    ("639", "262"),
    ("590", "590"),
    ("690", "590"),
    ("691", "590"),
    ("594", "594"),
    ("694", "594"),
    ("596", "596"),
    ("696", "596"),
    ("697", "596"),
];

/// The plan of the country that an address names, or whose town it ends in. A street's name is none: "rue de Genève".
pub fn plan_of(address: &str) -> Option<Plan> {
    let folded = fold(address);
    let pieces = folded
        .split([',', '(', ')', '/', ';', '|'])
        .flat_map(|piece| piece.split(" - "));
    let names: Vec<String> = pieces
        .map(|piece| {
            // "1000 Bruxelles", "12 rue Haute 1000 Bruxelles", "Paris 15e": the words behind the figures, or before them.
            let words: Vec<&str> = piece.split_whitespace().collect();
            let figure = |w: &&str| w.contains(|c: char| c.is_ascii_digit());
            let after = words.iter().rposition(figure).map_or(0, |at| at + 1);
            let kept = if after == words.len() {
                &words[..words.iter().position(figure).unwrap_or(0)]
            } else {
                &words[after..]
            };
            kept.join("_")
        })
        .filter(|name| !name.is_empty())
        .collect();
    // The last piece says most: "Lagos, Portugal".
    names.iter().rev().find_map(|name| {
        ROWS.iter()
            .find(|(listed, ..)| listed.split(' ').any(|l| l == name))
            .map(|(_, code, nought, figures)| Plan {
                code,
                nought: *nought,
                figures: *figures,
            })
    })
}

/// The calling code that nine figures behind a French nought have.
pub fn french_code(figures: &str) -> &'static str {
    OVERSEAS
        .iter()
        .find(|(first, _)| figures.starts_with(first))
        .map_or("33", |(_, code)| code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_says_whose_numbers_these_are() {
        for (address, digits, number) in [
            ("Abidjan, Côte d'Ivoire", "0708091011", Some("2250708091011")),
            ("1000 Bruxelles", "0470123456", Some("32470123456")),
            (
                "12 rue Haute, 1000 Bruxelles (Belgique)",
                "025123456",
                Some("3225123456"),
            ),
            ("Casablanca", "0661234567", Some("212661234567")),
            ("Cotonou – Bénin", "0197123456", Some("2290197123456")),
            ("Antananarivo", "0341234567", Some("261341234567")),
            ("Genève, Suisse", "0791234567", Some("41791234567")),
            ("Lomé, Togo", "90123456", Some("22890123456")),
            ("Milano, Italia", "0212345678", Some("390212345678")),
            ("Dakar - Plateau", "771234567", Some("221771234567")),
            ("Paris 15e", "0612345678", Some("33612345678")),
            ("Lagos, Portugal", "912345678", Some("351912345678")),
            ("Libreville, Gabon", "062123456", Some("24162123456")),
            ("Libreville, Gabon", "06212345", Some("2416212345")),
            ("Abidjan", "061234", None),
        ] {
            let plan = plan_of(address).unwrap_or_else(|| panic!("{address}"));
            assert_eq!(plan.international(digits).as_deref(), number, "{address}");
        }
        for unknown in ["22 rue de Genève", "Saint-Malo", "Île-de-France", ""] {
            assert_eq!(plan_of(unknown), None, "{unknown}");
        }
        for (figures, code) in [
            ("692123456", "262"),
            ("639041234", "262"),
            ("639981234", "33"),
            ("612345678", "33"),
        ] {
            assert_eq!(french_code(figures), code, "{figures}");
        }
    }
}
