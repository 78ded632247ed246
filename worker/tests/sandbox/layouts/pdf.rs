//! PDF: columns, tables, page headers and footers, side bars, fonts, pages.

use lopdf::{Dictionary, Document, Object, dictionary};

use super::page::{Page, file, mapped};
use super::{
    EDUCATION, EMAIL, EXPERIENCE, LANGUAGES, NAME, PHONE, PLACE, SECTIONS, SKILLS, TITLE, assert_all_read, lines,
};
use crate::Folder;

fn no_fonts(_: &mut Document, _: &mut Dictionary) {}

/// Name and headline at the top, in large letters.
fn titled(x: i64) -> Page {
    let mut page = Page::default();
    page.set("F2", 20, &format!("1 0 0 1 {x} 790 Tm"), NAME)
        .text(x, 770, TITLE);
    page
}

fn contacts(page: &mut Page, x: i64, y: i64) -> i64 {
    page.lines(x, y, &[EMAIL, PHONE, PLACE]) - 10
}

fn one(page: Page) -> Vec<u8> {
    file(&[page], no_fonts)
}

/// The sections, from this place down.
fn sections(page: &mut Page, x: i64, top: i64, which: &[(&str, &[&str])]) -> i64 {
    which
        .iter()
        .fold(top, |y, (heading, body)| page.section(x, y, heading, body))
}

fn one_column() -> Page {
    let mut page = titled(50);
    let y = contacts(&mut page, 50, 750);
    sections(&mut page, 50, y, &SECTIONS);
    page
}

/// A side bar and the rest beside it; `by_row` draws both columns together from the top down, as some producers do.
fn two_columns(by_row: bool) -> Page {
    let mut page = titled(220);
    if !by_row {
        let y = contacts(&mut page, 40, 740);
        sections(&mut page, 40, y, &[SKILLS, LANGUAGES]);
        sections(&mut page, 220, 740, &[EXPERIENCE, EDUCATION]);
        return page;
    }
    let side = [
        EMAIL,
        PHONE,
        PLACE,
        "",
        "Skills",
        "Python, PostgreSQL, Docker",
        "",
        "Languages",
    ];
    let side = side.iter().chain(LANGUAGES.1);
    let main: Vec<&str> = [EXPERIENCE, EDUCATION]
        .iter()
        .flat_map(|(heading, body)| std::iter::once(*heading).chain(body.iter().copied()).chain([""]))
        .collect();
    let mut y = 740;
    let mut main = main.into_iter();
    for left in side {
        for (x, text) in [(40, *left), (220, main.next().unwrap_or(""))] {
            if text.is_empty() {
                continue;
            }
            if ["Skills", "Languages", "Experience", "Education"].contains(&text) {
                page.heading(x, y, text);
            } else {
                page.text(x, y, text);
            }
        }
        y -= 15;
    }
    page
}

fn three_columns() -> Page {
    let mut page = titled(40);
    contacts(&mut page, 40, 752);
    sections(&mut page, 40, 680, &[SKILLS, LANGUAGES]);
    let jobs = [
        "Data Engineer",
        "Redfin Labs",
        "March 2020 - Present",
        "- Wrote pipelines.",
        "",
        "Backend Developer",
        "Globex Ltd",
        "January 2016 - February 2020",
        "- Moved the billing.",
    ];
    page.section(215, 680, "Experience", &jobs);
    let studies = ["Master of Science in Physics", "University of Leeds", "2013 - 2015"];
    page.section(410, 680, "Education", &studies);
    page
}

/// Jobs, studies and languages in ruled tables: dates in one cell, the rest in another.
fn tables() -> Page {
    let mut page = titled(50);
    let mut y = contacts(&mut page, 50, 750);
    let rows: [(&str, &[[&str; 2]]); 4] = [
        (
            "Experience",
            &[
                ["March 2020 - Present", "Data Engineer, Redfin Labs"],
                ["January 2016 - February 2020", "Backend Developer, Globex Ltd"],
            ],
        ),
        (
            "Education",
            &[["2013 - 2015", "Master of Science in Physics, University of Leeds"]],
        ),
        ("Skills", &[["Languages and tools", "Python, PostgreSQL, Docker"]]),
        ("Languages", &[["English", "native"], ["French", "C1"]]),
    ];
    for (heading, cells) in rows {
        page.heading(50, y, heading);
        y -= 20;
        for [left, right] in cells {
            page.draw(&format!(
                "0.5 w 45 {} 500 18 re S 210 {} m 210 {} l S",
                y - 5,
                y - 5,
                y + 13
            ));
            page.text(50, y, left).text(215, y, right);
            y -= 18;
        }
        y -= 10;
    }
    page
}

/// The whole in lines, headings as `style` writes them.
fn headed(style: impl Fn(&mut Page, i64, &str)) -> Page {
    let mut page = titled(50);
    let mut y = contacts(&mut page, 50, 750);
    for (heading, body) in SECTIONS {
        style(&mut page, y, heading);
        y = page.lines(50, y - 18, body) - 10;
    }
    page
}

#[test]
fn columns_and_tables() {
    let folder = Folder::new("layout-columns");
    assert_all_read(
        &folder,
        &[
            ("one-column.pdf", one(one_column())),
            ("two-columns.pdf", one(two_columns(false))),
            ("two-columns-by-row.pdf", one(two_columns(true))),
            ("three-columns.pdf", one(three_columns())),
            ("tables.pdf", one(tables())),
        ],
    );
}

/// Both columns on one grid of lines, headings on this side only; the rows of texts that wrap stand beside the other's.
fn wrapped_columns(headings_left: bool) -> Page {
    let side = [
        ("Languages", "English: native"),
        ("", "French: C1"),
        ("", "Dutch: A2"),
        ("Skills", "Python, PostgreSQL,"),
        ("", "Docker"),
        ("Interests", "Old ferries, which she"),
        ("", "draws when they lie in"),
        ("", "the harbour at night."),
    ];
    let main = [
        ("Experience", "Data Engineer, Redfin Labs, March 2020 - Present"),
        ("", "- Wrote pipelines for the finance office and kept them"),
        ("", "running through two moves of the data centre."),
        ("", "Backend Developer, Globex Ltd, January 2016 - February 2020"),
        ("", "- Moved the billing to queues, so that a slow bank no"),
        ("", "longer stopped the shop, and wrote down how they are"),
        ("", "repaired at night."),
        (
            "Education",
            "Master of Science in Physics, University of Leeds, 2013 - 2015",
        ),
    ];
    let mut page = titled(40);
    contacts(&mut page, 40, 752);
    let mut column = |x: i64, rows: &[(&str, &str)], has_headings: bool| {
        let mut y = 690;
        for (heading, text) in rows {
            if has_headings && !heading.is_empty() {
                page.set("F2", 10, &format!("1 0 0 1 {x} {y} Tm"), heading);
                y -= 14;
            }
            page.text(x, y, text);
            y -= 14;
        }
    };
    column(40, &side, headings_left);
    column(170, &main, !headings_left);
    page
}

/// A table whose cells wrap on both sides: row by row, though texts go on below themselves.
fn wrapped_table() -> Page {
    let mut page = titled(50);
    let mut y = contacts(&mut page, 50, 750);
    y = sections(&mut page, 50, y, &[EXPERIENCE, EDUCATION, LANGUAGES]);
    page.heading(50, y, "Skills");
    let rows = [
        ("What is used for the", "Python, as the shops of"),
        ("pipelines", "the north use it"),
        ("What is used for the", "PostgreSQL, as the shops of"),
        ("ledger", "the south use it"),
    ];
    for (left, right) in rows {
        y -= 16;
        page.text(50, y, left).text(190, y, right);
    }
    page
}

#[test]
fn columns_whose_lines_wrap_are_read_down_and_tables_across() {
    let folder = Folder::new("layout-wrapped");
    let files = [
        ("headings-left.pdf", one(wrapped_columns(true))),
        ("headings-right.pdf", one(wrapped_columns(false))),
        ("table.pdf", one(wrapped_table())),
    ];
    let profiles = folder.profiles(&files);
    let jobs = |profile: &serde_json::Value| -> Vec<String> {
        let jobs = profile["experiences"].as_array().unwrap().iter();
        jobs.map(|job| {
            format!(
                "{} {}",
                job["company"].as_str().unwrap(),
                job["start"].as_str().unwrap()
            )
        })
        .collect()
    };
    for (profile, (name, _)) in profiles.iter().zip(&files) {
        assert_eq!(
            jobs(profile),
            ["Redfin Labs 2020-03", "Globex Ltd 2016-01"],
            "{name}: {profile:#}"
        );
    }
    let described = |profile: &serde_json::Value| profile["experiences"][1]["description"].as_str().unwrap().to_owned();
    for profile in &profiles[..2] {
        let said = described(profile);
        assert!(
            said.contains("no longer stopped the shop, and wrote down how they are repaired"),
            "{said}"
        );
    }
}

#[test]
fn headings_in_every_fashion_and_none() {
    let folder = Folder::new("layout-headings");
    let spaced = |page: &mut Page, y: i64, heading: &str| {
        let letters: Vec<String> = heading.to_uppercase().chars().map(String::from).collect();
        page.heading(50, y, &letters.join(" "));
    };
    let tracked = |page: &mut Page, y: i64, heading: &str| {
        page.set("F2", 13, &format!("6 Tc 1 0 0 1 50 {y} Tm"), &heading.to_uppercase());
    };
    let letter_by_letter = |page: &mut Page, y: i64, heading: &str| {
        for (place, letter) in heading.to_uppercase().chars().enumerate() {
            let x = 50 + 16 * i64::try_from(place).unwrap();
            page.heading(x, y, &letter.to_string());
        }
    };
    let none = |_: &mut Page, _: i64, _: &str| {};
    assert_all_read(
        &folder,
        &[
            ("spaced.pdf", one(headed(spaced))),
            ("tracked.pdf", one(headed(tracked))),
            ("letter-by-letter.pdf", one(headed(letter_by_letter))),
            ("none.pdf", one(headed(none))),
        ],
    );
}

/// Contacts in the page's header or footer, on each of two pages, and a list of jobs that goes on over the page.
#[test]
fn page_headers_footers_and_several_pages() {
    let folder = Folder::new("layout-pages");
    let contact = format!("{EMAIL}  |  {PHONE}  |  {PLACE}");
    let pages = |height: i64| {
        let mut first = titled(50);
        first.section(50, 740, EXPERIENCE.0, &EXPERIENCE.1[..2]);
        let mut second = Page::default();
        second.lines(50, 790, &EXPERIENCE.1[2..]);
        sections(&mut second, 50, 740, &[EDUCATION, SKILLS, LANGUAGES]);
        for (number, page) in [&mut first, &mut second].into_iter().enumerate() {
            page.set("F1", 8, &format!("1 0 0 1 50 {height} Tm"), &contact);
            page.set("F1", 8, "1 0 0 1 500 20 Tm", &format!("Page {} / 2", number + 1));
        }
        file(&[first, second], no_fonts)
    };
    assert_all_read(&folder, &[("footer.pdf", pages(30)), ("header.pdf", pages(825))]);
}

#[test]
fn rotated_side_bars() {
    let folder = Folder::new("layout-rotated");
    let bar = |turn: &str, text: &str| {
        let mut page = titled(80);
        page.draw("0.9 g 0 0 40 842 re f");
        page.set("F2", 14, turn, text);
        let y = page.lines(80, 750, &[PHONE, PLACE]) - 10;
        sections(&mut page, 80, y, &SECTIONS);
        page
    };
    assert_all_read(
        &folder,
        &[
            ("upwards.pdf", one(bar("0 1 -1 0 26 200 Tm", EMAIL))),
            ("downwards.pdf", one(bar("0 -1 1 0 14 600 Tm", EMAIL))),
        ],
    );
}

/// Glyphs without a meaning before contacts, and one glyph for two letters, by map and by name.
#[test]
fn icon_fonts_and_ligatures() {
    let folder = Folder::new("layout-fonts");
    let mut icons = titled(50);
    for (row, (glyph, text)) in ["a", "b", "c"].into_iter().zip([EMAIL, PHONE, PLACE]).enumerate() {
        let y = 750 - 14 * i64::try_from(row).unwrap();
        icons
            .set("F3", 10, &format!("1 0 0 1 50 {y} Tm"), glyph)
            .text(64, y, text);
    }
    sections(&mut icons, 50, 690, &SECTIONS);
    let icons = file(&[icons], |document, fonts| {
        let font = mapped(document, &[(b'a', '\u{f0e0}'), (b'b', '\u{f095}'), (b'c', '\u{f041}')]);
        fonts.set("F3", font);
    });
    let joined = |font: &str| {
        let mut page = Page::default();
        let mut y = 800;
        for line in lines() {
            let line = line.replace("fi", "\u{1}").replace('\u{e9}', "\u{2}");
            page.set(font, 10, &format!("1 0 0 1 50 {y} Tm"), &line);
            y -= 15;
        }
        page
    };
    let by_map = file(&[joined("F3")], |document, fonts| {
        let font = mapped(document, &[(1, '\u{fb01}'), (2, '\u{e9}')]);
        fonts.set("F3", font);
    });
    let by_name = file(&[joined("F4")], |document, fonts| {
        let names: Vec<Object> = vec![1.into(), "fi".into(), "eacute".into()];
        let encoding =
            dictionary! { "Type" => "Encoding", "BaseEncoding" => "WinAnsiEncoding", "Differences" => names };
        let font =
            dictionary! { "Type" => "Font", "Subtype" => "Type1", "BaseFont" => "Helvetica", "Encoding" => encoding };
        fonts.set("F4", document.add_object(font));
    });
    assert_all_read(
        &folder,
        &[
            ("icons.pdf", icons),
            ("ligature-by-map.pdf", by_map),
            ("ligature-by-name.pdf", by_name),
        ],
    );
}

/// The printed words name no address; the annotations do, `mailto:` too.
#[test]
fn links_that_live_only_in_annotations() {
    let folder = Folder::new("layout-links");
    let mut page = titled(50);
    page.text(50, 750, "E-mail")
        .text(110, 750, "LinkedIn")
        .text(170, 750, "Code");
    page.text(50, 736, PHONE).text(50, 722, PLACE);
    page.link(&format!("mailto:{EMAIL}"), [50, 748, 90, 760]);
    page.link("https://www.linkedin.com/in/zoe-hatfield", [110, 748, 150, 760]);
    page.link("https://github.com/zoehatfield", [170, 748, 200, 760]);
    sections(&mut page, 50, 690, &SECTIONS);
    let content = one(page);
    let profile = &folder.profiles(&[("links.pdf", content)])[0];
    let links: Vec<(&str, &str)> = profile["personal"]["links"]
        .as_array()
        .unwrap()
        .iter()
        .map(|link| (link["kind"].as_str().unwrap(), link["url"].as_str().unwrap()))
        .collect();
    assert_eq!(
        links,
        [
            ("linkedin", "https://www.linkedin.com/in/zoe-hatfield"),
            ("github", "https://github.com/zoehatfield")
        ]
    );
    assert_eq!(profile["personal"]["emails"][0], EMAIL);
}
