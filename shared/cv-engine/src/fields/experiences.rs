//! Jobs: title, employer, client, place, period, description.

use std::sync::LazyLock;

use regex::Regex;

use super::super::catalogue::Catalogue;
use super::super::lexicon::pattern::pattern;
use super::super::lexicon::{dates, organisations, roles};
use super::super::profile::{Evidence, Experience};
use super::super::text::line::Line;
use super::assignments::assignment;
use super::entries::{self, Entry, is_heading_line};
use super::labels::{self, Label};
use super::pieces::{Pieces, split_comma};

/// Heading lines looked at below the line with the period.
const LINES_BELOW: usize = 2;

/// Jobs of the experience section, in its order.
pub fn experiences(lines: &[Line], catalogue: &Catalogue) -> Vec<Experience> {
    let mut found: Vec<(Experience, Order)> = entries::entries(lines)
        .into_iter()
        .map(|entry| experience(entry, catalogue))
        .filter(|(e, _)| e.title.is_some() || e.company.is_some())
        .collect();
    agree(&mut found);
    let mut jobs: Vec<Experience> = found.into_iter().map(|(e, _)| e).collect();
    inherit(&mut jobs);
    jobs
}

/// Months that may lie between two posts at one employer.
const MONTHS_BETWEEN: i32 = 2;

/// Posts under one employer, who is named once: a title without one follows right before or after in time.
fn inherit(jobs: &mut [Experience]) {
    for i in 1..jobs.len() {
        let (before, rest) = jobs.split_at_mut(i);
        let (above, job) = (&before[i - 1], &mut rest[0]);
        let alone = job.company.is_none() && job.client.is_none() && job.title.is_some();
        if alone
            && (follows(job.end.as_deref(), above.start.as_deref())
                || follows(above.end.as_deref(), job.start.as_deref()))
        {
            job.company.clone_from(&above.company);
        }
    }
}

/// True when something that started at `start` goes on where another ended.
fn follows(end: Option<&str>, start: Option<&str>) -> bool {
    let month = |date: &str| {
        let (year, month) = date.split_once('-')?;
        Some(year.parse::<i32>().ok()? * 12 + month.parse::<i32>().ok()?)
    };
    match end.zip(start) {
        Some((end, start)) => match month(end).zip(month(start)) {
            Some((end, start)) => (0..=MONTHS_BETWEEN).contains(&(start - end)),
            None => end == start,
        },
        None => false,
    }
}

/// In which order an entry names title and employer, and whether its words say so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Order {
    title_first: bool,
    sure: bool,
    /// Both were told apart by their position and words, not by labels.
    free: bool,
}

/// A document arranges all its entries alike: those whose words leave it open follow the others.
fn agree(found: &mut [(Experience, Order)]) {
    let votes = |first: bool| {
        found
            .iter()
            .filter(|(_, o)| o.free && o.sure && o.title_first == first)
            .count()
    };
    let (title, company) = (votes(true), votes(false));
    if title == company {
        return;
    }
    let title_first = title > company;
    for (job, order) in found.iter_mut() {
        if order.free && !order.sure && order.title_first != title_first && job.title.is_some() && job.company.is_some()
        {
            std::mem::swap(&mut job.title, &mut job.company);
        }
    }
}

/// What labels said, before anything is guessed.
#[derive(Default)]
struct Labelled {
    title: Option<String>,
    company: Option<String>,
    client: Option<String>,
    place: Option<String>,
}

fn experience(entry: Entry, catalogue: &Catalogue) -> (Experience, Order) {
    let mut said = Labelled::default();
    let mut head: Vec<Line> = Vec::new();
    for line in entry.above.iter().chain([&entry.anchor]) {
        if !take_label(line, &mut said) && !take_assignment(line, &mut said) {
            head.push(line.clone());
        }
    }
    said.client = said
        .client
        .or_else(|| head.iter().find_map(|line| client_in_brackets(&line.text())));
    let mut body: Vec<Line> = Vec::new();
    let mut technologies = String::new();
    for line in &entry.below {
        match labels::labelled(line) {
            Some((Label::Technologies, value)) => technologies = value,
            Some((Label::Description, value)) => body.push(Line {
                cells: vec![super::super::text::line::Cell::plain(value)],
                bullet: true,
                ..line.clone()
            }),
            _ if take_label(line, &mut said) => {}
            _ => body.push(line.clone()),
        }
    }
    let mut found = assign(&head);
    let mut used = 0;
    // With a labelled title the first text beside it is the employer; nothing below can name him better.
    let named = |found: &Found| said.company.is_some() || found.title.is_some() || found.company.is_some();
    while used < LINES_BELOW && !(found.complete() || said.title.is_some() && named(&found)) {
        let Some(line) = body.get(used).filter(|l| is_heading_line(l)) else {
            break;
        };
        head.push(line.clone());
        used += 1;
        let next = assign(&head);
        if !next.gained_over(&found) && used > 1 {
            used -= 1;
            break;
        }
        found = next;
    }
    let order = Order {
        title_first: found.title_first,
        sure: found.sure_order,
        free: said.title.is_none() && said.company.is_none() && found.title.is_some() && found.company.is_some(),
    };
    if said.title.is_some() && said.company.is_none() && !found.sure_title {
        let first = if found.title_first { found.title.take() } else { None };
        found.company = first.or(found.company);
    }
    found.settle();
    let description: Vec<String> = description(&body[used..]);
    let text = format!(
        "{} {} {technologies}",
        found.title.clone().unwrap_or_default(),
        description.join(" ")
    );
    let job = Experience {
        title: said.title.or(found.title),
        company: said.company.or(found.company),
        client: said.client,
        location: said.place.or(found.place),
        start: entry.period.start.map(|d| d.to_string()),
        end: entry.period.end.map(|d| d.to_string()),
        is_current: entry.period.current,
        description: (!description.is_empty()).then(|| description.join("\n")),
        skills: catalogue.mentions(&text).into_iter().map(str::to_owned).collect(),
        evidence: Some(Evidence {
            page: entry.anchor.page,
            line: entry.anchor.number,
        }),
    };
    (job, order)
}

fn take_label(line: &Line, said: &mut Labelled) -> bool {
    let Some((label, value)) = labels::labelled(line) else {
        return false;
    };
    let slot = match label {
        Label::Title => &mut said.title,
        Label::Company => &mut said.company,
        Label::Client => &mut said.client,
        Label::Place => &mut said.place,
        Label::Period => return true,
        _ => return false,
    };
    // The period may stand at the right edge of the line.
    let rest = dates::without_periods(&value, &dates::periods(&value));
    let value = rest
        .split('\t')
        .map(str::trim)
        .find(|t| !t.is_empty())
        .unwrap_or_default();
    if !value.is_empty() {
        slot.get_or_insert(value.to_owned());
    }
    true
}

/// `Mission chez X pour Y`, alone on its line but for a period.
fn take_assignment(line: &Line, said: &mut Labelled) -> bool {
    let whole = line.text();
    let rest = dates::without_periods(&whole, &dates::periods(&whole));
    let mut pieces = rest.split('\t').map(str::trim).filter(|t| !t.is_empty());
    let (Some(phrase), None) = (pieces.next(), pieces.next()) else {
        return false;
    };
    let Some(found) = assignment(phrase) else {
        return false;
    };
    said.client.get_or_insert(found.client);
    said.company.get_or_insert(found.employer);
    true
}

/// `Développeur – Softway (client : Mutuelle du Ponant)`.
fn client_in_brackets(text: &str) -> Option<String> {
    static CLIENT: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)\((?:(?:end |final )?(?:client|customer)(?: final)?\s*:\s*|mission (?:chez|at|pour|for)\s+)([^()]{2,60})\)",
        )
    });
    Some(CLIENT.captures(text)?[1].trim().to_owned())
}

#[derive(Debug, Default, Clone)]
struct Found {
    title: Option<String>,
    company: Option<String>,
    place: Option<String>,
    /// The title is one by its words, not only by its position.
    sure_title: bool,
    /// The title stands before the employer.
    title_first: bool,
    /// Words told which is which, not only their position.
    sure_order: bool,
}

impl Found {
    fn complete(&self) -> bool {
        self.sure_title && self.company.is_some()
    }

    fn gained_over(&self, before: &Self) -> bool {
        self.title.is_some() as u8 + self.company.is_some() as u8 + self.sure_title as u8
            > before.title.is_some() as u8 + before.company.is_some() as u8 + before.sure_title as u8
    }

    /// With only a title that holds a comma, the second half is the employer.
    fn settle(&mut self) {
        if self.company.is_none()
            && let Some(title) = &self.title
            && let Some((first, rest)) = split_comma(title)
        {
            let (title, company) = if roles::score(&rest) > roles::score(&first) {
                (rest, first)
            } else {
                (first, rest)
            };
            self.title = Some(title);
            self.company = Some(company);
        }
        if let Some(company) = &self.company
            && let Some((first, rest)) = split_comma(company)
            && organisations::company_score(&rest) == 0
        {
            // `Company, Town` with a town that no lexicon knows; `Group, Department` reads the same way.
            self.place.get_or_insert(rest);
            self.company = Some(first);
        }
    }
}

/// Written so, and beside no employer, it is one: elsewhere it says that somebody works from home.
const MINISTRY: &str = "Home Office";

fn assign(head: &[Line]) -> Found {
    let mut texts: Vec<(String, bool)> = Vec::new();
    let mut places: Vec<String> = Vec::new();
    for line in head {
        let whole = line.text();
        let rest = dates::without_periods(&whole, &dates::periods(&whole));
        let mut pieces = Pieces::default();
        pieces.add(&rest);
        let bold = line.cells.iter().any(|c| c.bold);
        texts.extend(pieces.texts.into_iter().map(|t| (t, bold)));
        places.extend(pieces.places);
    }
    // A title and its employer in one piece: `assistante RH, Groupe Vert Baudet`.
    if texts.len() == 1
        && let Some((first, rest)) = split_comma(&texts[0].0)
        && roles::score(&first) + roles::score(&rest) > 0
    {
        let bold = texts[0].1;
        texts = vec![(first, bold), (rest, bold)];
    }
    let score = |text: &str| 2 * roles::score(text) as i32 - organisations::company_score(text) as i32;
    let best = texts
        .iter()
        .enumerate()
        .filter(|(_, (t, _))| roles::score(t) > 0 && score(t) > 0)
        .max_by_key(|(i, (t, _))| (score(t).min(2), -(*i as i32)));
    let (title_at, sure) = match best {
        Some((i, _)) => (Some(i), true),
        None if texts.len() >= 2 => {
            // Nothing names a role: the piece that is surely an organisation is the employer.
            let organisation = texts.iter().position(|(t, _)| organisations::company_score(t) > 0);
            (Some(usize::from(organisation == Some(0))), false)
        }
        None => (None, false),
    };
    let company_at = (0..texts.len()).find(|i| Some(*i) != title_at);
    // Two places and no employer: the first is one that bears a town's name, or the Home Office.
    let ministry = places.first().is_some_and(|p| p == MINISTRY);
    let named_alike = company_at.is_none() && title_at.is_some() && (places.len() >= 2 || ministry);
    let named_alike = named_alike.then(|| places.remove(0));
    let company = company_at.map(|i| texts[i].0.clone()).or(named_alike);
    let sure_order = title_at.zip(company_at).is_some_and(|(t, c)| {
        let margin = score(&texts[t].0) - score(&texts[c].0);
        margin >= 2 || margin > 0 && organisations::company_score(&texts[c].0) > 0
    });
    Found {
        title_first: title_at < company_at || company_at.is_none() && company.is_some(),
        sure_order,
        title: title_at.map(|i| texts[i].0.clone()),
        company: company.or_else(|| {
            (title_at.is_none())
                .then(|| texts.first().map(|(t, _)| t.clone()))
                .flatten()
        }),
        place: places.into_iter().next(),
        sure_title: sure,
    }
}

/// One line a bullet: wrapped lines are put together.
pub fn description(lines: &[Line]) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    let listed = lines.iter().any(|l| l.bullet);
    for line in lines {
        let text = line.text().replace('\t', " ");
        match out.last_mut() {
            Some(last) if !line.bullet && (listed || text.starts_with(char::is_lowercase)) && !last.ends_with('.') => {
                last.push(' ');
                last.push_str(&text);
            }
            _ => out.push(text),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::super::super::text::plain::from_text;
    use super::*;

    fn said(text: &str) -> Vec<(String, String, String)> {
        let or = |o: Option<String>| o.unwrap_or_default();
        experiences(&from_text(text).lines, &Catalogue::default())
            .into_iter()
            .map(|e| (or(e.title), or(e.company), or(e.start)))
            .collect()
    }

    #[test]
    fn headings_above_beside_and_below_the_period() {
        let expected = [("Web Developer".to_owned(), "Acme".to_owned(), "2019-05".to_owned())];
        assert_eq!(
            said("Web Developer – Acme    May 2019 – Present\n- Built it."),
            expected
        );
        assert_eq!(said("Acme\nWeb Developer    May 2019 – Present\n- Built it."), expected);
        assert_eq!(
            said("Acme – Nantes    mai 2019 – présent\nWeb Developer\n- Built it."),
            expected
        );
        assert_eq!(
            said("Période : 05/2019 - en cours\nPoste : Web Developer\nSociété : Acme\n"),
            expected
        );
        assert_eq!(
            said("Acme    05/2019 – 06/2020\nPosition: Web Developer\nTuned its queries."),
            [("Web Developer".to_owned(), "Acme".to_owned(), "2019-05".to_owned())]
        );
        assert_eq!(
            said("Mission chez Initech pour Acme\nWeb Developer, 05/2019 – 06/2020\n- Built it."),
            expected
        );
        let row = |title: &str, company: &str, start: &str| (title.to_owned(), company.to_owned(), start.to_owned());
        assert_eq!(
            said(
                "Acme Ltd\nWeb Developer    May 2019 – Present\n- Built it.\n\nTester    January 2017 – April 2019\n- Tried it."
            ),
            [
                row("Web Developer", "Acme Ltd", "2019-05"),
                row("Tester", "Acme Ltd", "2017-01")
            ]
        );
        assert_eq!(
            said("Policy adviser, Home Office    May 2019 – Present"),
            [row("Policy adviser", "Home Office", "2019-05")]
        );
        assert_eq!(
            said("Depuis mai 2019, je suis Web Developer chez Acme à Lille. J'y suis bien."),
            expected
        );
    }
}
