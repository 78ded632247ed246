//! Repairs over line ends: bullets that stand alone, addresses and words broken over two lines.

use super::super::fields::links;
use super::super::lexicon::dates;
use super::super::text::clean;
use super::super::text::document::Document;
use super::super::text::line::Line;
use super::joints::{ends_in_joint, ends_in_month};

/// Longest gap, in letters of both halves, for a broken address to be put together.
const ADDRESS_CHARS: usize = 90;

/// Shortest address of a page that a column breaks.
const PAGE_CHARS: usize = 18;

/// Lines at the upper and lower edge of a page where running titles stand.
const EDGE_LINES: usize = 2;

/// Puts together what was broken over two lines.
pub fn mend(document: &mut Document) {
    drop_running_titles(document);
    let mut out: Vec<Line> = Vec::with_capacity(document.lines.len());
    let mut pending_bullet = false;
    for mut line in std::mem::take(&mut document.lines) {
        // A bullet drawn on its own belongs to the next line.
        if line.cells.len() == 1 && clean::strip_bullet(&format!("{} ", line.cells[0].text)).is_some_and(str::is_empty)
        {
            pending_bullet = true;
            continue;
        }
        line.bullet |= std::mem::take(&mut pending_bullet);
        // Dates at the right edge may stand a row lower than the heading that they belong to.
        if line.bullet
            && line.cells.len() >= 2
            && line.cells.last().is_some_and(|c| dates::is_mostly_date(&c.text))
            && let Some(previous) = out.last_mut().filter(|p| !p.bullet && p.page == line.page)
        {
            previous.cells.extend(line.cells.pop());
        }
        match out.last_mut() {
            Some(previous) if continues_address(previous, &line) => {
                let first = line.cells.remove(0);
                if let Some(last) = previous.cells.last_mut() {
                    last.text.push_str(&first.text);
                }
                if !line.cells.is_empty() {
                    out.push(line);
                }
            }
            Some(previous) if continues_period(previous, &line) => {
                let date = line.cells.remove(line.cells.len() - 1);
                if let Some(last) = previous.cells.last_mut() {
                    let dash = if last.text.ends_with(['-', '–', '—', '→', '>'])
                        || ends_in_joint(&last.text)
                        || !dates::is_mostly_date(&last.text)
                        || ends_in_month(&last.text)
                    {
                        " "
                    } else {
                        " – "
                    };
                    last.text = format!("{}{dash}{}", last.text, date.text);
                }
                if !line.cells.is_empty() {
                    out.push(line);
                }
            }
            _ => out.push(line),
        }
    }
    document.lines = out;
    super::torn::rejoin(&mut document.lines);
    super::hanging::mark(document);
}

/// Headers that come back on every page count once, whatever the page number. Footers that do are no text
/// at all, unless they hold an address.
fn drop_running_titles(document: &mut Document) {
    let pages = document.lines.last().map_or(0, |l| l.page);
    if pages < 2 {
        return;
    }
    let words = |l: &Line| l.text().chars().filter(|c| c.is_alphabetic()).collect::<String>();
    let at_edge = |lines: &[Line], i: usize| {
        let page = lines[i].page;
        let first = lines.iter().position(|l| l.page == page).unwrap_or(0);
        let last = lines.iter().rposition(|l| l.page == page).unwrap_or(0);
        i < first + EDGE_LINES || i + EDGE_LINES > last
    };
    let edges: Vec<(u32, String)> = (0..document.lines.len())
        .filter(|i| at_edge(&document.lines, *i))
        .map(|i| (document.lines[i].page, words(&document.lines[i])))
        .collect();
    let repeated = |i: usize| {
        let line = &document.lines[i];
        let text = words(line);
        let again = |p: u32| edges.iter().any(|(page, t)| *page == p && *t == text);
        let footer =
            document.lines.get(i + 1).is_none_or(|next| next.page != line.page) && !line.text().contains(['@', '/']);
        text.chars().count() > 3 && ((1..line.page).any(again) || (footer && again(line.page + 1)))
    };
    let doomed: Vec<bool> = (0..document.lines.len())
        .map(|i| at_edge(&document.lines, i) && repeated(i))
        .collect();
    let mut doomed = doomed.into_iter();
    document.lines.retain(|_| !doomed.next().unwrap_or(false));
}

/// A period that wraps in a narrow column: `October` over `2020`, `2014 –` over `2018`, a year over a year.
fn continues_period(previous: &Line, line: &Line) -> bool {
    let (Some(above), Some(below)) = (previous.cells.last(), line.cells.last()) else {
        return false;
    };
    if previous.page != line.page || line.bullet {
        return false;
    }
    let year = below.text.len() == 4 && dates::is_mostly_date(&below.text);
    let open = (above.text.ends_with(['-', '–', '—', '→', '>']) || ends_in_joint(&above.text))
        && !dates::periods(&above.text).is_empty();
    let dangling = ends_in_month(&above.text) && !dates::periods(&above.text).is_empty();
    let years = above.text.len() == 4
        && dates::is_mostly_date(&above.text)
        && previous.cells.len() == 1
        && line.cells.len() == 1
        && above.text < below.text;
    (year && (years || dangling)) || (open && line.cells.len() <= 2 && dates::is_mostly_date(&below.text))
}

/// `linkedin.com/in/first-` and `last`, `someone@mail.exam` and `ple.org`, `some-` and `one@mail.org`: an address that a
/// narrow column broke. The next line is one bare word.
fn continues_address(previous: &Line, line: &Line) -> bool {
    let (Some(last), Some(first)) = (previous.cells.last(), line.cells.first()) else {
        return false;
    };
    let word = last.text.rsplit(' ').next().unwrap_or_default();
    // The rest of the address may be followed by other contacts.
    let (next, more) = first.text.split_once(' ').unwrap_or((&first.text, ""));
    let separated = more.is_empty() || more.starts_with(['|', '•', '·', '–', '—', '-', '/', ',']);
    if line.bullet
        || line.cells.len() != 1
        || previous.page != line.page
        || !separated
        || next.len() < 2 && !word.contains('@')
        || word.len() + next.len() >= ADDRESS_CHARS
    {
        return false;
    }
    let open = word.ends_with(['-', '/', '_', '.', '@']);
    let small = |text: &str| {
        text.chars()
            .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '.' | '-' | '_' | '/' | '@'))
    };
    if next.contains('@') {
        // The first half of the name before the sign.
        let before = last.text[..last.text.len() - word.len()].trim_end();
        let starts = before.is_empty() || before.ends_with([':', '|', '•', '·', '–', '—', '-', '/', '✉']);
        return open && !word.contains(['@', '/']) && starts && small(word) && small(next);
    }
    let another = next.contains("://") || next.starts_with("www.") || (next.contains('.') && next.contains('/'));
    if another {
        return false;
    }
    let address = word.contains('@') || word.starts_with("www.") || (word.contains('.') && word.contains('/'));
    open && address && (more.is_empty() || small(next))
        || more.is_empty() && small(next) && (completes_mail(word, next) || completes_page(word, next, line))
}

/// The two halves end in a domain that exists, the first alone does not.
fn completes_mail(word: &str, next: &str) -> bool {
    let top = |address: &str| address.rsplit('.').next().unwrap_or_default().to_owned();
    let whole = format!("{word}{next}");
    word.contains('@')
        && links::is_top_level(&top(&whole))
        && (!links::is_top_level(&top(word)) || next.len() <= 2 && !next.contains('.'))
}

/// A page of a known host whose name goes on, set right under it.
fn completes_page(word: &str, next: &str, line: &Line) -> bool {
    let profile = word.contains('/') && links::is_profile(word);
    profile && !line.gap_before && !next.contains('.') && word.chars().count() >= PAGE_CHARS
}
