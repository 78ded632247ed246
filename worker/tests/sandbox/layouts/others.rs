//! OpenDocument, rich text, HTML, and plain text in five encodings.

use super::{EMAIL, NAME, SECTIONS, TITLE, assert_all_read, lines};
use crate::{Folder, zip};

const SPACES: &str = r#"xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" xmlns:xlink="http://www.w3.org/1999/xlink""#;
const LINK: &str = "https://www.linkedin.com/in/zoe-hatfield";

fn odt(body: &str, header: &str) -> Vec<u8> {
    let content = format!(
        "<office:document-content {SPACES}><office:body><office:text>{body}</office:text></office:body></office:document-content>"
    );
    let styles = format!(
        "<office:document-styles {SPACES}><office:master-styles><style:master-page style:name=\"Standard\"><style:header>{header}</style:header>\
         </style:master-page></office:master-styles></office:document-styles>"
    );
    zip(&[
        ("mimetype", b"application/vnd.oasis.opendocument.text"),
        ("content.xml", content.as_bytes()),
        ("styles.xml", styles.as_bytes()),
    ])
}

fn odt_paragraphs<T: AsRef<str>>(lines: &[T]) -> String {
    lines
        .iter()
        .map(|line| format!("<text:p>{}</text:p>", line.as_ref()))
        .collect()
}

/// Rich text with Unicode escapes and their fallback, or with those of the code page.
fn rtf(lines: &[String], unicode: bool) -> Vec<u8> {
    let escaped = |c: char| match c {
        c if c.is_ascii() => c.to_string(),
        c if unicode => format!("\\u{}?", u32::from(c)),
        c => format!("\\'{:02x}", u32::from(c)),
    };
    let body: String = lines
        .iter()
        .map(|line| line.chars().map(escaped).collect::<String>() + "\\par\n")
        .collect();
    format!("{{\\rtf1\\ansi\\ansicpg1252\\uc1{{\\fonttbl{{\\f0 Arial;}}}}\\f0\\fs22 {body}}}").into_bytes()
}

fn html() -> String {
    let mut page = format!(
        "<!doctype html><html><head><title>CV</title><style>h2{{color:navy}}</style></head><body><h1>{NAME}</h1>"
    );
    for line in &lines()[1..5] {
        page += &format!("<div>{}</div>", line.replace('@', "&#64;"));
    }
    for (heading, body) in SECTIONS {
        page += &format!("<h2>{heading}</h2><ul>");
        for line in body {
            page += &format!("<li>{line}</li>");
        }
        page += "</ul>";
    }
    page + "</body></html>"
}

#[test]
fn opendocument_rich_text_and_html() {
    let folder = Folder::new("layout-others");
    let all = lines();
    let plain = odt(&odt_paragraphs(&all), "");
    let in_header = odt(&odt_paragraphs(&all[5..]), &odt_paragraphs(&all[..5]));
    let in_frame = odt(
        &format!(
            "<text:p><draw:frame><draw:text-box>{}</draw:text-box></draw:frame></text:p>{}",
            odt_paragraphs(&all[..5]),
            odt_paragraphs(&all[5..])
        ),
        "",
    );
    assert_all_read(
        &folder,
        &[
            ("plain.odt", plain),
            ("header.odt", in_header),
            ("frame.odt", in_frame),
            ("unicode.rtf", rtf(&all, true)),
            ("code-page.rtf", rtf(&all, false)),
            ("page.html", html().into_bytes()),
            (
                "latin-1.html",
                html().chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect(),
            ),
        ],
    );
}

#[test]
fn plain_text_in_five_encodings() {
    let folder = Folder::new("layout-text");
    let text = lines().join("\r\n");
    let wide = |big: bool| -> Vec<u8> {
        std::iter::once(0xfeff)
            .chain(text.encode_utf16())
            .flat_map(|unit: u16| if big { unit.to_be_bytes() } else { unit.to_le_bytes() })
            .collect()
    };
    let latin: Vec<u8> = text.chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect();
    // The dashes of Windows stand where Latin-1 has control characters; a phone number has none.
    let windows: Vec<u8> = latin.iter().map(|b| if *b == b'-' { 0x96 } else { *b }).collect();
    assert_all_read(
        &folder,
        &[
            ("utf-8.txt", text.clone().into_bytes()),
            ("utf-8-marked.txt", [b"\xef\xbb\xbf", text.as_bytes()].concat()),
            ("utf-16-le.txt", wide(false)),
            ("utf-16-be.txt", wide(true)),
            ("latin-1.txt", latin),
            ("windows-1252.txt", windows),
        ],
    );
}

#[test]
fn links_behind_words() {
    let folder = Folder::new("layout-other-links");
    let rest = lines().join("\n");
    let rest: Vec<&str> = rest.lines().skip(3).collect();
    let top = [NAME, TITLE, EMAIL];
    let odt = odt(
        &format!(
            "{}<text:p><text:a xlink:href=\"{LINK}\">LinkedIn</text:a></text:p>{}",
            odt_paragraphs(&top),
            odt_paragraphs(&rest)
        ),
        "",
    );
    let html = format!(
        "<html><body><h1>{NAME}</h1><p>{TITLE}</p><p>{EMAIL} <a href=\"{LINK}\">LinkedIn</a></p>{}</body></html>",
        rest.iter().map(|line| format!("<p>{line}</p>")).collect::<String>()
    );
    let files = [("links.odt", odt), ("links.html", html.into_bytes())];
    for (profile, (name, _)) in folder.profiles(&files).iter().zip(&files) {
        assert_eq!(profile["personal"]["links"][0]["url"], LINK, "{name}");
    }
}
