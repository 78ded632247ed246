//! HTML: block elements end lines, headings and lists are kept, scripts and styles are left out.

use super::super::rejection::Rejection;
use super::css::Sheet;
use super::document::{Document, Hyperlink};
use super::flow::{Flow, ParagraphStyle};
use super::paint::Paint;
use super::plain;

const SKIPPED: &[&str] = &[
    "script", "style", "title", "noscript", "template", "svg", "textarea", "iframe",
];
/// Elements without a closing tag.
const VOID: &[&str] = &[
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr",
];
/// Elements that end where another of their kind begins.
const SINGLE: &[&str] = &["li", "p", "td", "th", "tr", "dt", "dd", "option"];
/// Deepest nesting that is kept track of.
const DEPTH: usize = 512;

/// Reads HTML with a tokeniser of its own: real pages are not well-formed XML.
pub fn read(html: &str) -> Result<Document, Rejection> {
    let mut page = Page {
        flow: Flow::new(),
        bold: 0,
        cells: Vec::new(),
        link: None,
        after_span: false,
        sheet: Sheet::default(),
        open: Vec::new(),
    };
    page.flow.open_paragraph(ParagraphStyle::default());
    let mut rest = html;
    while let Some(open) = rest.find('<') {
        page.text(&rest[..open]);
        rest = &rest[open..];
        if let Some(comment) = rest.strip_prefix("<!--") {
            rest = comment.find("-->").map_or("", |end| &comment[end + 3..]);
            continue;
        }
        if !rest[1..].starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '!' | '?')) {
            page.text("<");
            rest = &rest[1..];
            continue;
        }
        let Some(end) = rest.find('>') else {
            break;
        };
        let tag = &rest[1..end];
        rest = &rest[end + 1..];
        match SKIPPED.iter().find(|name| is_tag(tag, name)) {
            // Its content is no text, and may hold what looks like tags.
            Some(name) => {
                let after = after_closing(rest, name);
                if *name == "style" {
                    page.sheet.add(&rest[..rest.len() - after.len()]);
                }
                rest = after;
            }
            None => {
                page.track(tag);
                page.tag(tag);
            }
        }
    }
    page.text(rest);
    Ok(page.flow.finish())
}

fn is_tag(tag: &str, name: &str) -> bool {
    let own = tag
        .split(|c: char| !c.is_ascii_alphanumeric())
        .next()
        .unwrap_or_default();
    own.eq_ignore_ascii_case(name) && !tag.ends_with('/')
}

/// What follows the closing tag; the whole rest when there is none.
fn after_closing<'a>(rest: &'a str, name: &str) -> &'a str {
    let closing = format!("</{name}");
    let at = rest
        .as_bytes()
        .windows(closing.len())
        .position(|w| w.eq_ignore_ascii_case(closing.as_bytes()));
    at.and_then(|at| rest[at..].split_once('>'))
        .map_or(rest, |(_, after)| after)
}

struct Page {
    flow: Flow,
    bold: usize,
    /// For each open table, whether one of its cells is open.
    cells: Vec<bool>,
    link: Option<(String, String)>,
    /// A span ended and nothing was written since: another right after it is a box of its own (a flex row).
    after_span: bool,
    sheet: Sheet,
    /// The open elements, as far as they say what can be seen.
    open: Vec<Element>,
}

struct Element {
    name: String,
    hidden: bool,
    colour: Paint,
    background: Paint,
}

impl Page {
    /// Keeps track of what can be seen: an element inherits, and ends with its closing tag or another of its kind.
    fn track(&mut self, tag: &str) {
        let body = tag.trim_start_matches('/');
        let name = body
            .split(|c: char| !c.is_ascii_alphanumeric())
            .next()
            .unwrap_or_default()
            .to_ascii_lowercase();
        let closes = tag.starts_with('/') || SINGLE.contains(&name.as_str());
        if closes && let Some(at) = self.open.iter().rposition(|e| e.name == name) {
            // A list in a list, a table in a table: the outer one's item goes on.
            let nested = |e: &Element| matches!(e.name.as_str(), "ul" | "ol" | "table" | "dl");
            if tag.starts_with('/') || !self.open[at..].iter().any(nested) {
                self.open.truncate(at);
            }
        }
        let starts = name.starts_with(|c: char| c.is_ascii_alphabetic());
        if tag.starts_with('/')
            || !starts
            || VOID.contains(&name.as_str())
            || tag.ends_with('/')
            || self.open.len() >= DEPTH
        {
            return;
        }
        let get = |key: &str| attribute(body, key).unwrap_or_default();
        let lower = |key: &str| get(key).to_ascii_lowercase();
        let look = self.sheet.look(&name, &lower("id"), &lower("class"), &get("style"));
        let bare = body
            .split_whitespace()
            .skip(1)
            .any(|word| word.eq_ignore_ascii_case("hidden"));
        let outer = self.open.last();
        let background = match look.background {
            None | Some(Paint::Transparent) => outer.map_or(Paint::WHITE, |e| e.background),
            Some(own) => own,
        };
        let font_colour = (name == "font").then(|| Paint::of_css(&lower("color")));
        let element = Element {
            hidden: look.hidden || bare || outer.is_some_and(|e| e.hidden),
            colour: look
                .colour
                .or(font_colour)
                .unwrap_or_else(|| outer.map_or(Paint::BLACK, |e| e.colour)),
            background,
            name,
        };
        self.open.push(element);
    }

    fn text(&mut self, raw: &str) {
        if raw.is_empty() {
            return;
        }
        let unseen = |e: &Element| e.hidden || e.colour.vanishes_on(e.background);
        if self.open.last().is_some_and(unseen) {
            if raw.chars().any(char::is_alphanumeric) {
                self.flow.document().note_hidden_text();
            }
            return;
        }
        self.after_span = false;
        let mut text = super::xml::unescape(raw).replace(['\n', '\t', '\r'], " ");
        while text.contains("  ") {
            text = text.replace("  ", " ");
        }
        if let Some((_, words)) = &mut self.link {
            words.push_str(&text);
        }
        self.flow.text(&text, self.bold > 0, 0.0);
    }

    fn tag(&mut self, tag: &str) {
        let closing = tag.starts_with('/');
        let body = tag.trim_start_matches('/');
        let name = body
            .split(|c: char| !c.is_ascii_alphanumeric())
            .next()
            .unwrap_or_default()
            .to_ascii_lowercase();
        match (name.as_str(), closing) {
            ("h1" | "h2" | "h3" | "h4" | "h5" | "h6", false) => self.block(ParagraphStyle {
                heading: name[1..].parse().ok(),
                bullet: false,
            }),
            ("li", false) => self.block(ParagraphStyle {
                heading: None,
                bullet: true,
            }),
            ("table", false) => {
                self.flow.close_paragraph();
                self.flow.open_table();
                self.cells.push(false);
                self.flow.open_paragraph(ParagraphStyle::default());
            }
            ("td" | "th", false) => {
                self.end_cell();
                self.flow.close_paragraph();
                self.flow.open_cell();
                self.flow.open_paragraph(ParagraphStyle::default());
                if let Some(open) = self.cells.last_mut() {
                    *open = true;
                }
            }
            ("td" | "th", true) => self.end_cell(),
            ("tr", _) => {
                self.end_cell();
                self.flow.close_row();
            }
            ("table", true) => {
                self.end_cell();
                self.flow.close_table();
                self.cells.pop();
            }
            ("span", true) => self.after_span = true,
            ("span", false) if std::mem::take(&mut self.after_span) => self.flow.tab(),
            ("br", _) => self.flow.line_break(),
            ("b" | "strong", false) => self.bold += 1,
            ("b" | "strong", true) => self.bold = self.bold.saturating_sub(1),
            ("a", false) => self.link = attribute(body, "href").map(|url| (url, String::new())),
            ("a", true) => {
                if let Some((url, text)) = self.link.take().filter(|(url, _)| url.starts_with("http")) {
                    self.flow.document().links.push(Hyperlink {
                        url,
                        page: 1,
                        at: None,
                        text,
                    });
                }
            }
            (
                "p" | "div" | "section" | "article" | "header" | "footer" | "ul" | "ol" | "dl" | "dt" | "dd" | "body"
                | "main" | "aside" | "nav" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "li" | "hr" | "address",
                _,
            ) => {
                self.block(ParagraphStyle::default());
            }
            _ => {}
        }
    }

    /// Ends the open cell, whose closing tag HTML may leave out.
    fn end_cell(&mut self) {
        if let Some(open) = self.cells.last_mut()
            && std::mem::take(open)
        {
            self.flow.close_paragraph();
            self.flow.close_cell();
            self.flow.open_paragraph(ParagraphStyle::default());
        }
    }

    fn block(&mut self, style: ParagraphStyle) {
        self.flow.close_paragraph();
        self.flow.open_paragraph(style);
    }
}

fn attribute(tag: &str, name: &str) -> Option<String> {
    let lower = tag.to_ascii_lowercase();
    let at = lower.find(&format!("{name}="))? + name.len() + 1;
    let rest = tag.get(at..)?;
    let quote = rest.chars().next()?;
    let value = if matches!(quote, '"' | '\'') {
        rest[1..].split(quote).next()?
    } else {
        rest.split_whitespace().next()?
    };
    Some(super::xml::unescape(value))
}

/// Reads HTML bytes of unknown encoding.
pub fn read_bytes(bytes: &[u8]) -> Result<Document, Rejection> {
    read(&plain::decode(bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_nobody_sees_is_left_out_and_said() {
        let html = "<style>.k{color:#fff} .bar{background:#234;color:white}</style><body><h1>Ana Silva</h1>\
                    <p class=k>Kubernetes Rust Go</p><p class='bar'>Lyon</p><p style='display:none'>hire <b>her</b></p>\
                    <div hidden>x1</div><ul><li style='font-size:0'>x2<li>Go</ul><p>End";
        let document = read(html).unwrap();
        let texts: Vec<String> = document.lines.iter().map(super::super::line::Line::text).collect();
        assert_eq!(texts, ["Ana Silva", "Lyon", "Go", "End"]);
        assert!(document.warnings[0].starts_with("hidden_text"));
        assert!(read("<body><p style='color:#222'>Ana</p>").unwrap().warnings.is_empty());
    }

    #[test]
    fn boxes_side_by_side_are_cells() {
        let document =
            read("<div class=row><span><i>Acme</i></span><span>2020</span></div><p><span>a</span> <span>b</span>")
                .unwrap();
        let texts: Vec<String> = document.lines.iter().map(super::super::line::Line::text).collect();
        assert_eq!(texts, ["Acme\t2020", "a b"]);
    }

    #[test]
    fn blocks_are_lines_and_scripts_are_not_text() {
        let html = "<html><head><title>x</title></head><body><h1>Ana&nbsp;Silva</h1><script>1<2</script>\
                    <ul><li>Rust<li>Go</ul><table><tr><td>2020<td>Dev</td></tr></table></body>";
        let document = read(html).unwrap();
        let texts: Vec<String> = document.lines.iter().map(super::super::line::Line::text).collect();
        assert_eq!(texts, ["Ana Silva", "Rust", "Go", "2020\tDev"]);
        assert_eq!(document.lines[0].heading, Some(1));
        assert!(document.lines[1].bullet);
    }
}
