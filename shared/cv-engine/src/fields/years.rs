//! Years worked: the union of the experience intervals. Overlaps count once; a date with only a year stands
//! for the middle of it.

use std::sync::LazyLock;

use regex::Regex;

use super::super::lexicon::pattern::pattern;
use super::super::month::YearMonth;
use super::super::profile::Experience;

static DECLARED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)\b(\d{1,2})\s?\+?\s?(?:ans|années|years|yrs)\s(?:d['’]\s?expérience|d['’]exp|of (?:\p{L}+\s){0,3}experience|experience)",
    )
});

/// Years up to `as_of`, with one decimal; none without any dated job.
pub fn worked(experiences: &[Experience], as_of: YearMonth) -> Option<f64> {
    let now = as_of.year as f64 + (as_of.month as f64 - 1.0) / 12.0;
    let mut spans: Vec<(f64, f64)> = experiences
        .iter()
        .filter_map(|e| {
            let start = moment(e.start.as_deref()?, false)?;
            let end = match (&e.end, e.is_current) {
                (Some(end), _) => moment(end, true)?,
                (None, true) => now,
                (None, false) => return None,
            };
            Some((start.min(now), end.min(now)))
        })
        .filter(|(start, end)| start <= end)
        .collect();
    spans.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut total = 0.0;
    let mut reach = f64::MIN;
    for (start, end) in &spans {
        total += (end - start.max(reach)).max(0.0);
        reach = reach.max(*end);
    }
    (!spans.is_empty()).then(|| (total * 10.0).round() / 10.0)
}

/// A date as a number of years; the end of a month for an end.
fn moment(date: &str, end: bool) -> Option<f64> {
    let (year, month) = match date.split_once('-') {
        Some((year, month)) => (year, Some(month.parse::<f64>().ok()?)),
        None => (date, None),
    };
    let year: f64 = year.parse().ok()?;
    Some(match month {
        Some(month) => year + (month - if end { 0.0 } else { 1.0 }) / 12.0,
        None => year + 0.5,
    })
}

/// Years that the text claims: "8 ans d'expérience".
pub fn declared(text: &str) -> Option<f64> {
    DECLARED.captures(text)?.get(1)?.as_str().parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn job(start: &str, end: Option<&str>) -> Experience {
        Experience {
            start: Some(start.to_owned()),
            end: end.map(str::to_owned),
            is_current: end.is_none(),
            ..Experience::default()
        }
    }

    #[test]
    fn overlaps_count_once_and_the_clock_is_given() {
        let as_of = YearMonth { year: 2026, month: 11 };
        let jobs = [
            job("2021", None),
            job("2017", Some("2021")),
            job("2018-01", Some("2019-12")),
        ];
        let years = worked(&jobs, as_of).unwrap();
        assert!((years - 9.3).abs() < 0.11, "{years}");
        assert_eq!(worked(&[], as_of), None);
        assert_eq!(declared("avec 8 ans d'expérience dans"), Some(8.0));
    }
}
