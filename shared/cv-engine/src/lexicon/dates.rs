//! Dates and periods in words: months and seasons in French and English, "present" in many forms.

use std::sync::LazyLock;

use regex::Regex;

use super::fold;
use super::pattern::pattern;

/// A year, with its month where one is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Date {
    /// Four figures.
    pub year: u16,
    /// 1 to 12.
    pub month: Option<u8>,
}

impl std::fmt::Display for Date {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.month {
            Some(month) => write!(f, "{:04}-{month:02}", self.year),
            None => write!(f, "{:04}", self.year),
        }
    }
}

/// A period as printed. A single date has the same start and end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Period {
    /// First date.
    pub start: Option<Date>,
    /// Last date; none when it goes on.
    pub end: Option<Date>,
    /// It goes on.
    pub current: bool,
    /// Only one date was printed.
    pub single: bool,
    /// Where it starts in the text, in characters.
    pub from: usize,
    /// Where it ends, in characters.
    pub to: usize,
}

const MONTH: &str = r"(?:jan(?:vier|v|uary)?|fe[bv](?:rier|r|ruary)?|mar(?:s|ch)?|avr(?:il)?|apr(?:il)?|mai|may|juin|june?|juil(?:let)?|july?|aout|aug(?:ust)?|sep(?:t(?:embre|ember)?)?|oct(?:obre|ober)?|nov(?:embre|ember)?|dec(?:embre|ember)?)\.?";
const YEAR: &str = r"(?:19[5-9][0-9]|20[0-4][0-9])";
const SEASON: &str =
    r"(?:ete|hiver|automne|printemps|summer|winter|fall|autumn|spring|early|late|mid|debut|fin|courant)";
const NOW: &str = r"(?:present(?:\s+day)?|now|current(?:ly)?|today|to\s+date|till\s+(?:date|now)|on\s?-?\s?going|a\s+present|aujourd'?\s?hui|auj|ce\s+jour|nos\s+jours|(?:poste\s+)?actuel(?:lement)?|en\s+cours|maintenant|en\s+poste|date)";

static DATE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(
        r"(?x)
        (?P<dmy>\b(?P<d1>[0-3]?[0-9])[/.](?P<d2>[0-3]?[0-9])[/.](?P<dy>{YEAR})\b)
        |(?P<my>\b(?:[0-3]?[0-9](?:er|st|nd|rd|th)?\s+)?(?P<mon>{MONTH})[\s,\-/']{{0,3}}(?P<moy>{YEAR})\b)
        |(?P<mdy>\b(?P<mon3>{MONTH})\s+[0-3]?[0-9](?:er|st|nd|rd|th)?,?\s+(?P<mdyy>{YEAR})\b)
        |(?P<months>\b(?P<rm1>0[1-9]|1[0-2])\s?-\s?(?P<rm2>0?[1-9]|1[0-2])/(?P<rmy>{YEAR})\b)
        |(?P<m2>\b(?P<mon2>{MONTH})\s?[-/'\s]\s?'?(?P<yy>[0-9]{{2}})\b)
        |(?P<num>\b(?P<nm>0?[1-9]|1[0-2])\s?[/.\-]\s?(?P<ny>{YEAR})\b)
        |(?P<part>\b(?:[qts][1-4][\s\-/']{{0,3}}|[1-4](?:er|e|eme|st|nd|rd|th)\s(?:trimestre|semestre|quarter|half)\s)(?P<pty>{YEAR})\b)
        |(?P<part2>\b(?P<pty2>{YEAR})[\s\-]?[qts][1-4]\b)
        |(?P<brief>\b(?P<bm>0[1-9]|1[0-2])/(?P<by>[0-9]{{2}})\b)
        |(?P<iso>\b(?P<iy>{YEAR})\s?[/.\-]\s?(?P<im>0[1-9]|1[0-2])\b)
        |(?P<short>\b(?P<sy>{YEAR})(?:/|\s?-\s?)(?P<s2>[0-9]{{2}})\b)
        |(?P<season>\b{SEASON}[\s\-]+(?P<ssy>{YEAR})\b)
        |(?P<year>\b(?P<y>{YEAR})\b)
        |(?P<now>\b{NOW}\b)
        |(?P<dots>[-→>➔➜]\s*(?:\.{{3}}|…))
        |(?P<month>\b(?P<mono>{MONTH})(?:\s|\b))"
    ))
});
/// What may stand between the two dates of a period.
static BETWEEN: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^\s*(?:[-→>➔➜➝▶►⇒⟶]+\s*(?:jusqu'?\s?(?:a|au|en)?|a|au|to|until)?|~|/|\||a|to|au|until|till|til|jusqu'?\s?(?:a|au|en)|through|thru|up to|et|and|-\s*jusqu'a)\s*\(?\s*$",
    )
});
static SINCE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?:\bdepuis|\bsince|\bdes|\ba partir d[e'u]|\bfrom|\bas of|\bas from|\bstart(?:ed|ing)|\bdep\.?)(?:\s+(?:le|la|the|fin|debut))?\s*$",
    )
});
/// What follows a date that nothing ended.
static OPEN_END: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"^\s*(?:[-→>➔➜]+\s*(?:\.{2,3}|…|\?)?[ )\]]*(?:$|\(|\t)|onwards?\b)"));
static LEAD: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?:\b(?:depuis|since|de|from|du|en|in|des|a partir d[eu]|as of|as from|start(?:ed|ing)|dep\.?|between|entre)(?:\s+(?:le|the))?\s+|\bd')$",
    )
});

#[derive(Clone, Copy)]
enum Token {
    Date(Date),
    /// `2009/17`, `03 – 05/2022`: a whole period.
    Years(Date, Date),
    /// `04/23`: a date only where it begins or ends a period; alone it may be anything.
    Brief(Date),
    Now,
    Month(u8),
}

struct Found {
    token: Token,
    from: usize,
    to: usize,
}

/// Periods of a text in order. Words like "present" count only where a period can end.
pub fn periods(text: &str) -> Vec<Period> {
    // Cells stay apart: a dash at the end of one leaves its period open.
    let folded: String = fold(text)
        .chars()
        .zip(text.chars())
        .map(|(folded, c)| if c == '\t' { c } else { folded })
        .collect();
    let found = settled(tokens(&folded), &folded);
    let mut out: Vec<Period> = Vec::new();
    let mut i = 0;
    while i < found.len() {
        let next = found.get(i + 1);
        let joined = next.is_some_and(|n| BETWEEN.is_match(&folded[found[i].to..n.from]));
        let before = &folded[..found[i].from];
        let since = SINCE.is_match(before);
        let lead = LEAD.find(before).map_or(found[i].from, |m| m.start());
        let chars = |byte: usize| folded[..byte].chars().count();
        let mut push = |start, end, current, single, to: usize| {
            out.push(Period {
                start,
                end,
                current,
                single,
                from: chars(lead),
                to: chars(to),
            });
        };
        match (found[i].token, next.map(|n| n.token)) {
            (Token::Years(a, b), _) => push(Some(a), Some(b), false, false, found[i].to),
            (Token::Date(a), Some(Token::Date(b))) if joined && a.year <= b.year => {
                push(Some(a), Some(b), false, false, found[i + 1].to);
                i += 1;
            }
            // A dash that the font has no character for: two dates side by side.
            (Token::Date(a), Some(Token::Date(b)))
                if a.month.is_some() == b.month.is_some()
                    && a < b
                    && next.is_some_and(|n| folded[found[i].to..n.from].chars().all(char::is_whitespace)) =>
            {
                push(Some(a), Some(b), false, false, found[i + 1].to);
                i += 1;
            }
            (Token::Month(m), Some(Token::Date(b))) if joined && b.month.is_some() => {
                push(
                    Some(Date {
                        year: b.year,
                        month: Some(m),
                    }),
                    Some(b),
                    false,
                    false,
                    found[i + 1].to,
                );
                i += 1;
            }
            (Token::Date(a), Some(Token::Now)) if joined || next.is_some_and(|n| n.from <= found[i].to + 3) => {
                push(Some(a), None, true, false, found[i + 1].to);
                i += 1;
            }
            (Token::Date(a), Some(Token::Date(b)))
                if a.month.is_none()
                    && b.month.is_none()
                    && b.year > a.year
                    && next.is_some_and(|n| folded[found[i].to..n.from].trim() == ",") =>
            {
                push(Some(a), Some(b), false, false, found[i + 1].to);
                i += 1;
            }
            (Token::Date(a), _) if since => push(Some(a), None, true, false, found[i].to),
            (Token::Date(a), _) => {
                let rest = &folded[found[i].to..];
                let tail = OPEN_END
                    .find(rest)
                    .map(|m| m.as_str().trim_end_matches(['(', '\t']).len());
                let open = tail.is_some();
                let to = found[i].to + tail.unwrap_or_default();
                push(Some(a), if open { None } else { Some(a) }, open, !open, to);
            }
            (Token::Now | Token::Month(_) | Token::Brief(_), _) => {}
        }
        i += 1;
    }
    out
}

/// `04/23` is a date where it belongs to a period; elsewhere it is a fraction, a version, a score.
fn settled(mut found: Vec<Found>, folded: &str) -> Vec<Found> {
    for i in 0..found.len() {
        let Token::Brief(date) = found[i].token else {
            continue;
        };
        let between = |a: usize, b: usize| BETWEEN.is_match(&folded[found[a].to..found[b].from]);
        let after = found.get(i + 1).is_some_and(|n| match n.token {
            Token::Brief(end) => between(i, i + 1) && date <= end,
            Token::Now => between(i, i + 1) || n.from <= found[i].to + 3,
            _ => false,
        });
        let before = i > 0 && matches!(found[i - 1].token, Token::Date(_)) && between(i - 1, i);
        let open = OPEN_END.is_match(&folded[found[i].to..]) && folded[..found[i].from].trim().is_empty();
        if after || before || open || SINCE.is_match(&folded[..found[i].from]) {
            found[i].token = Token::Date(date);
        }
    }
    found.retain(|f| !matches!(f.token, Token::Brief(_)));
    found
}

fn tokens(folded: &str) -> Vec<Found> {
    DATE.captures_iter(folded)
        .filter_map(|c| {
            let whole = c.get(0)?;
            let text = |name: &str| c.name(name).map(|m| m.as_str());
            let number = |name: &str| text(name).and_then(|t| t.parse::<u16>().ok());
            let date = |year, month| Token::Date(Date { year, month });
            let token = if c.name("dmy").is_some() {
                let (a, b) = (number("d1")?, number("d2")?);
                let month = if b > 12 { a } else { b };
                date(number("dy")?, (1..=12).contains(&month).then_some(month as u8))
            } else if c.name("my").is_some() {
                date(number("moy")?, month(text("mon")?))
            } else if c.name("mdy").is_some() {
                date(number("mdyy")?, month(text("mon3")?))
            } else if c.name("months").is_some() {
                let of = |name: &str| {
                    number("rmy").map(|year| Date {
                        year,
                        month: number(name).map(|m| m as u8),
                    })
                };
                let (a, b) = (of("rm1")?, of("rm2")?);
                if a > b {
                    return None;
                }
                Token::Years(a, b)
            } else if c.name("m2").is_some() {
                let yy = number("yy")?;
                date(century(yy), month(text("mon2")?))
            } else if c.name("num").is_some() {
                date(number("ny")?, number("nm").map(|m| m as u8))
            } else if c.name("iso").is_some() {
                date(number("iy")?, number("im").map(|m| m as u8))
            } else if let Some(year) = number("pty").or(number("pty2")) {
                date(year, None)
            } else if c.name("brief").is_some() {
                Token::Brief(Date {
                    year: century(number("by")?),
                    month: number("bm").map(|m| m as u8),
                })
            } else if let Some(short) = c.name("short") {
                let (a, b) = (number("sy")?, number("s2")?);
                let end = a / 100 * 100 + b;
                // "2019 - 24 months" is no period.
                let rest = folded[short.end()..].trim_start_matches(' ');
                let closed = short.as_str().contains('/')
                    || rest.is_empty()
                    || rest.starts_with(['\t', ')', ']', ',', ':', '|', '-', '.']);
                if end < a || !closed {
                    return Some(Found {
                        token: date(a, None),
                        from: short.start(),
                        to: short.start() + YEAR_FIGURES,
                    });
                }
                Token::Years(Date { year: a, month: None }, Date { year: end, month: None })
            } else if c.name("season").is_some() {
                date(number("ssy")?, None)
            } else if c.name("year").is_some() {
                date(number("y")?, None)
            } else if c.name("now").is_some() {
                Token::Now
            } else {
                Token::Month(month(text("mono")?)?)
            };
            Some(Found {
                token,
                from: whole.start(),
                to: whole.end(),
            })
        })
        .collect()
}

/// Figures of a year.
const YEAR_FIGURES: usize = 4;

/// The year that two figures stand for.
fn century(figures: u16) -> u16 {
    if figures > 50 { 1900 + figures } else { 2000 + figures }
}

fn month(name: &str) -> Option<u8> {
    let name = name.trim_end_matches('.');
    const STEMS: &[(&str, u8)] = &[
        ("jan", 1),
        ("fe", 2),
        ("mar", 3),
        ("av", 4),
        ("ap", 4),
        ("mai", 5),
        ("may", 5),
        ("juin", 6),
        ("jun", 6),
        ("jui", 7),
        ("jul", 7),
        ("ao", 8),
        ("au", 8),
        ("se", 9),
        ("oc", 10),
        ("no", 11),
        ("de", 12),
    ];
    STEMS.iter().find(|(stem, _)| name.starts_with(stem)).map(|(_, n)| *n)
}

/// The text without its periods and the brackets and separators that they leave.
pub fn without_periods(text: &str, periods: &[Period]) -> String {
    let mut out = String::new();
    for (i, c) in text.chars().enumerate() {
        match periods.iter().find(|p| (p.from..p.to).contains(&i)) {
            Some(p) if p.from == i => out.push('\t'),
            Some(_) => {}
            None => out.push(c),
        }
    }
    static EMPTY: LazyLock<Regex> = LazyLock::new(|| pattern(r"[(\[]\s*\t?\s*(?:[,;:-]\s*)?[)\]]"));
    static LENGTH: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)[(\[]?\b\d{1,2}\s?(?:ans?|mois|years?|yrs?|months?|mos?)\b(?:\s?(?:et|and|,)?\s?\d{1,2}\s?(?:mois|months?|mos?)\b)?[)\]]?",
        )
    });
    let out = if periods.is_empty() {
        out
    } else {
        LENGTH.replace_all(&out, "").into_owned()
    };
    EMPTY.replace_all(&out, "\t").into_owned()
}

/// True when dates are most of the text.
pub fn is_mostly_date(text: &str) -> bool {
    let periods = periods(text);
    let inside: usize = periods.iter().map(|p| p.to - p.from).sum();
    let all = text.chars().filter(|c| !c.is_whitespace()).count();
    inside > 0 && inside * 10 >= all * 6
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(text: &str) -> Vec<(String, String)> {
        let end = |p: &Period| {
            if p.current {
                "present".to_owned()
            } else {
                p.end.map(|d| d.to_string()).unwrap_or_default()
            }
        };
        periods(text)
            .iter()
            .map(|p| (p.start.map(|d| d.to_string()).unwrap_or_default(), end(p)))
            .collect()
    }

    #[test]
    fn periods_as_people_print_them() {
        for (text, start, end) in [
            ("avril 2020 – présent", "2020-04", "present"),
            ("De oct. 2013 à janvier 2018 : comptable", "2013-10", "2018-01"),
            ("Depuis 2021", "2021", "present"),
            ("Jan-18 > Sep-21", "2018-01", "2021-09"),
            ("2009/17", "2009", "2017"),
            ("02/2019 - en cours", "2019-02", "present"),
            ("2016 / 09", "2016-09", "2016-09"),
            ("Oct-21 to date", "2021-10", "present"),
            ("2011 | 2013", "2011", "2013"),
            ("2013->2015", "2013", "2015"),
            ("2020 - on-going", "2020", "present"),
            ("mars 2020 à présent", "2020-03", "present"),
            ("Summer 2013, 2014", "2013", "2014"),
            ("mars - août 2017", "2017-03", "2017-08"),
            ("2020 – aujourd’hui", "2020", "present"),
            ("10/21 to 10/26", "2021-10", "2026-10"),
            ("04/23 - ...", "2023-04", "present"),
            ("Depuis 04/23", "2023-04", "present"),
            ("09/2019 – …\tLyon", "2019-09", "present"),
            ("T4 2025 jusqu’à T2 2026", "2025", "2026"),
            ("Q4 2022 / Q3 2023", "2022", "2023"),
            ("2021 Q2 - 2022 Q1", "2021", "2022"),
            ("1er semestre 2018 – 2e trimestre 2019", "2018", "2019"),
            ("between April 2020 and May 2021", "2020-04", "2021-05"),
            ("entre mars 2018 et juin 2019", "2018-03", "2019-06"),
            ("As of March 2020", "2020-03", "present"),
            ("March 2020 onwards", "2020-03", "present"),
            ("Started May 2021", "2021-05", "present"),
            ("Dep. 08/2025", "2025-08", "present"),
            ("août 2023 ➔ janvier 2024", "2023-08", "2024-01"),
            ("Aug. 2025 / Present day", "2025-08", "present"),
            ("October 2024 - (current)", "2024-10", "present"),
            ("2022 – poste actuel", "2022", "present"),
            ("mars 20 → juin 22", "2020-03", "2022-06"),
            ("Avril 2020 –\tNantes", "2020-04", "present"),
            ("2019 - 21", "2019", "2021"),
            ("mars 2020 – à ce jour", "2020-03", "present"),
            ("2020 – à ce jour", "2020", "present"),
            ("03/2020 - à ce jour (6 ans)", "2020-03", "present"),
            ("Mars 2020 – jusqu'à présent", "2020-03", "present"),
            ("mars 2020 – à aujourd’hui", "2020-03", "present"),
            ("mars 2020 – jusqu'à ce jour", "2020-03", "present"),
            ("mars 2020 – à mai 2022", "2020-03", "2022-05"),
            ("March 1, 2020 – May 31, 2022", "2020-03", "2022-05"),
            ("March 1st 2020 – May 31st 2022", "2020-03", "2022-05"),
            ("March 2nd, 2020 – May 31st, 2022", "2020-03", "2022-05"),
            ("03 – 05/2022", "2022-03", "2022-05"),
        ] {
            assert_eq!(said(text), [(start.to_owned(), end.to_owned())], "{text}");
        }
        for nothing in [
            "Managed 120 servers at present",
            "Node 12/20 in 3/4 of the shops",
            "Support 24/7",
            "Python 3.11",
        ] {
            assert!(periods(nothing).is_empty(), "{nothing}");
        }
    }
}
