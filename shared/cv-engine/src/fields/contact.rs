//! E-mail addresses and phone numbers.

use std::sync::LazyLock;

use regex::Regex;

use super::super::lexicon::countries::{self, Plan};
use super::super::lexicon::pattern::pattern;
use super::super::lexicon::{dates, fold};
use super::super::text::document::Hyperlink;
use super::super::text::line::{Cell, Line};

static EMAIL: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)[a-z0-9][a-z0-9._%+-]*\s?(?:@|\[at\]|\(at\)|\[arobase\])\s?[a-z0-9-]+(?:(?:\.|\s?(?:\[dot\]|\(dot\))\s?)[a-z0-9-]+){1,5}",
    )
});
static PHONE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?:\(?\+|\(|\b)[0-9](?:[ .\-·/–()]{0,2}[0-9]){6,16}\b|\(?\b[0-9]{3}\)?\s?[·⋅∙.–-]\s?[0-9]{3}\s?[·⋅∙.–-]\s?[0-9]{4}\b",
    )
});
/// Four pairs of figures: a whole number in many countries.
static IN_PAIRS: LazyLock<Regex> = LazyLock::new(|| pattern(r"^[0-9]{2}(?:[ .-][0-9]{2}){3}$"));
static TORN: LazyLock<Regex> = LazyLock::new(|| pattern(r"(\+[0-9]{1,3}(?: [0-9]{1,4})?)\t(?:\b)"));
static LABEL: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"\b(?:tel|telephone|portable|mobile|mob|phone|cell|gsm|t|m|p)\s?[.:]*\s*$"));

/// Longest line beside a contact line that belongs to it.
const NEIGHBOUR_CHARS: usize = 60;
/// Longest line looked at for numbers: prose holds other figures.
const LINE_CHARS: usize = 400;

/// E-mail addresses of the lines, in order, each once.
pub fn emails(lines: &[Line]) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    for line in lines {
        let text: String = line.text().chars().take(LINE_CHARS * 4).collect();
        for found in EMAIL.find_iter(&text) {
            let mut address = found.as_str().to_owned();
            for (words, sign) in [
                ("[at]", "@"),
                ("(at)", "@"),
                ("[arobase]", "@"),
                ("[dot]", "."),
                ("(dot)", "."),
            ] {
                address = address.replace(words, sign).replace(&words.to_uppercase(), sign);
            }
            let address: String = address.chars().filter(|c| !c.is_whitespace()).collect();
            let address = without_neighbour(&address).to_owned();
            if !out.iter().any(|a| a.eq_ignore_ascii_case(&address)) {
                out.push(address);
            }
        }
    }
    out
}

/// Addresses that only links to them name.
pub fn linked_emails(links: &[Hyperlink]) -> Vec<String> {
    let address = |link: &Hyperlink| {
        let (scheme, rest) = link.url.split_once(':')?;
        let address = rest.split('?').next().unwrap_or_default();
        scheme.eq_ignore_ascii_case("mailto").then(|| Line {
            cells: vec![Cell::plain(address)],
            ..Line::default()
        })
    };
    emails(&links.iter().filter_map(address).collect::<Vec<_>>())
}

/// `a@example.orgIN`: the beginning of a heading stands right after it, in another case.
fn without_neighbour(address: &str) -> &str {
    let top = address.rfind('.').map_or(0, |at| at + 1);
    let small = address[top..]
        .find(|c: char| !c.is_ascii_lowercase())
        .unwrap_or(address.len() - top);
    if small >= 2 { &address[..top + small] } else { address }
}

/// A phone number as printed, and in E.164 where a numbering plan fits.
#[derive(Debug, Clone, PartialEq)]
pub struct Phone {
    /// As printed.
    pub printed: String,
    /// International form.
    pub e164: Option<String>,
}

/// Phone numbers of the lines. The country of the `place` says how a national number becomes international; without one that is known, the
/// `language` of the document says which national plan is tried first.
pub fn phones(lines: &[Line], language: Option<&str>, place: Option<&str>) -> Vec<Phone> {
    let plan = place.and_then(countries::plan_of);
    let mut out: Vec<Phone> = Vec::new();
    for line in lines {
        let text: String = line.text().chars().take(LINE_CHARS).collect();
        // Wide spaces of a justified line tear a number into cells: `+49` and `30 1234 5678`.
        let text = TORN.replace_all(&text, "$1 ").into_owned();
        for range in phone_spans(&text) {
            let printed = &text[range];
            if out.iter().all(|p| p.printed != printed) {
                out.push(Phone {
                    printed: printed.to_owned(),
                    e164: e164(printed, language, plan),
                });
            }
        }
    }
    out
}

/// Where phone numbers stand in a text, in bytes.
pub fn phone_spans(text: &str) -> Vec<std::ops::Range<usize>> {
    let mut out = Vec::new();
    for found in PHONE.find_iter(text) {
        let printed = balanced(found.as_str().trim());
        let digits = printed.chars().filter(char::is_ascii_digit).count();
        let international = printed.starts_with('+');
        let dated = !dates::periods(printed).is_empty()
            && (dates::is_mostly_date(printed) || !printed.starts_with(['+', '0', '(']));
        // `06 12 xx xx xx`: somebody hid the rest.
        let masked = text[found.end()..]
            .trim_start_matches([' ', '-', '.'])
            .starts_with(['x', 'X', '*']);
        if masked || !(8..=15).contains(&digits) || dated && !international {
            continue;
        }
        let labelled = LABEL.is_match(&fold(&text[..found.start()]));
        let alone =
            (digits >= 9 || IN_PAIRS.is_match(printed)) && text.split(['|', '•', '\t']).any(|c| c.trim() == printed);
        let national = digits == 10 && printed.chars().any(|c| !c.is_ascii_digit());
        if printed.starts_with(['+', '0', '(']) || labelled || national || alone {
            let start = found.start() + found.as_str().find(printed).unwrap_or(0);
            out.push(start..start + printed.len());
        }
    }
    out
}

/// Lines with an e-mail address or a number, and short neighbours of theirs, wherever they stand.
pub fn lines_with_contacts(lines: &[Line]) -> Vec<Line> {
    let has = |l: &Line| {
        let text: String = l.text().chars().take(LINE_CHARS).collect();
        EMAIL.is_match(&text) || !phone_spans(&text).is_empty()
    };
    let with: Vec<bool> = lines.iter().map(has).collect();
    let near = |i: usize| with[i] || i > 0 && with[i - 1] || with.get(i + 1) == Some(&true);
    let short = |l: &Line| l.text().chars().count() <= NEIGHBOUR_CHARS && !l.bullet;
    (0..lines.len())
        .filter(|i| near(*i) && (with[*i] || short(&lines[*i])))
        .map(|i| lines[i].clone())
        .collect()
}

/// Where e-mail addresses stand in a text, in bytes.
pub fn email_spans(text: &str) -> Vec<std::ops::Range<usize>> {
    EMAIL.find_iter(text).map(|m| m.range()).collect()
}

/// Drops a bracket whose other half is not part of the number.
fn balanced(text: &str) -> &str {
    let text = if text.matches('(').count() > text.matches(')').count() {
        text.trim_start_matches('(')
    } else {
        text
    };
    text.trim()
}

/// The number in E.164: international as it says, national by the plans of the language's countries. The few rules that CVs need:
/// loading the metadata of all plans takes longer than reading the file.
fn e164(printed: &str, language: Option<&str>, plan: Option<Plan>) -> Option<String> {
    let compact = printed.replace("(0)", "");
    let digits: String = compact.chars().filter(char::is_ascii_digit).collect();
    let trimmed = compact.trim_start_matches('(');
    let international = match (trimmed.starts_with('+'), digits.strip_prefix("00")) {
        (true, _) => Some(digits.as_str()),
        (false, Some(rest)) => Some(rest),
        (false, None) => None,
    };
    if let Some(number) = international {
        return fits(number).then(|| format!("+{number}"));
    }
    let french = || {
        digits
            .strip_prefix('0')
            .filter(|n| n.len() == 9)
            .map(|n| format!("{}{n}", countries::french_code(n)))
    };
    // Another country's number is nobody's, or somebody else's, by these plans.
    if let Some(plan) = plan.filter(|plan| plan.code != "33") {
        return plan.international(&digits).filter(|n| fits(n)).map(|n| format!("+{n}"));
    }
    if plan.is_some() {
        return french().filter(|n| fits(n)).map(|n| format!("+{n}"));
    }
    let american = || (digits.len() == 10).then(|| format!("1{digits}"));
    let british = || {
        digits
            .strip_prefix('0')
            .filter(|n| matches!(n.len(), 9 | 10))
            .map(|n| format!("44{n}"))
    };
    let plans: [Option<String>; 3] = match language {
        Some("en") => [american(), british(), french()],
        _ => [french(), american(), None],
    };
    plans.into_iter().flatten().find(|n| fits(n)).map(|n| format!("+{n}"))
}

/// True for an international number to which its plan adds no figure.
pub fn is_whole(printed: &str) -> bool {
    let digits: String = printed
        .replace("(0)", "")
        .chars()
        .filter(char::is_ascii_digit)
        .collect();
    printed.starts_with('+') && ["33", "44", "1"].iter().any(|c| digits.starts_with(c)) && fits(&digits)
}

/// True for the figures of a number with its country code, by the length and first figures that its plan asks for.
fn fits(number: &str) -> bool {
    let begins = |rest: &str, first: &str| rest.starts_with(|c| first.contains(c));
    if let Some(rest) = number.strip_prefix("33") {
        return rest.len() == 9 && begins(rest, "123456789");
    }
    if let Some(rest) = number.strip_prefix("44") {
        return matches!(rest.len(), 9 | 10) && begins(rest, "12378");
    }
    if let Some(rest) = number.strip_prefix('1') {
        return rest.len() == 10 && begins(rest, "23456789") && begins(&rest[3..], "23456789");
    }
    (8..=15).contains(&number.len()) && !number.starts_with('0')
}

#[cfg(test)]
mod tests {
    use super::super::super::text::plain::from_text;
    use super::*;

    #[test]
    fn numbers_in_print_and_in_e164() {
        let found = |text: &str, language| phones(&from_text(text).lines, Some(language), None);
        let one = found("Tél. : 06 12 34 56 78", "fr");
        assert_eq!(one[0].printed, "06 12 34 56 78");
        assert_eq!(one[0].e164.as_deref(), Some("+33612345678"));
        assert_eq!(found("(415) 555-2671", "en")[0].e164.as_deref(), Some("+14155552671"));
        assert_eq!(
            found("0033 6 11 22 33 44", "fr")[0].e164.as_deref(),
            Some("+33611223344")
        );
        assert_eq!(found("0692 12 34 56", "fr")[0].e164.as_deref(), Some("+262692123456"));
        let abroad = |text: &str, place| phones(&from_text(text).lines, Some("fr"), Some(place))[0].e164.clone();
        assert_eq!(
            abroad("06 61 23 45 67", "Casablanca, Maroc").as_deref(),
            Some("+212661234567")
        );
        assert_eq!(abroad("90 12 34 56", "Lomé, Togo").as_deref(), Some("+22890123456"));
        assert_eq!(abroad("06 61 23 45 67", "Abidjan").as_deref(), Some("+2250661234567"));
        assert_eq!(abroad("0661 23 45 67", "Lomé, Togo"), None);
        assert_eq!(
            abroad("+33 6 61 23 45 67", "Lomé, Togo").as_deref(),
            Some("+33661234567")
        );
        assert!(found("2013 - 2016", "fr").is_empty());
        assert_eq!(found("T: +49\t30 9711 43297", "en")[0].printed, "+49 30 9711 43297");
    }

    #[test]
    fn addresses_even_when_obfuscated() {
        assert_eq!(
            emails(&from_text("Mail : a.b [at] example.com, x@y.example").lines),
            ["a.b@example.com", "x@y.example"]
        );
        assert_eq!(
            emails(&from_text("a.b@courriel.exampleIN").lines),
            ["a.b@courriel.example"]
        );
    }
}
