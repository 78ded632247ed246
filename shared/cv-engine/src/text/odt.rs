//! OpenDocument text: page headers (in `styles.xml`), then the body with its frames and tables.

use std::collections::HashMap;

use super::super::rejection::Rejection;
use super::container::Archive;
use super::document::{Document, Hyperlink};
use super::flow::{Flow, ParagraphStyle};
use super::paint::Paint;
use super::xml::{self, Attributes, Node};

/// What a text style says that headings are told by.
#[derive(Debug, Clone, Copy, Default)]
struct Look {
    bold: bool,
    size: f32,
    hidden: bool,
    colour: Option<Paint>,
    /// Something is painted behind: of which colour is not asked.
    painted: bool,
}

impl Look {
    /// White letters on paper, or marked as hidden.
    fn is_unseen(self, around: Self) -> bool {
        let colour = self.colour.or(around.colour).unwrap_or(Paint::BLACK);
        let painted = self.painted || around.painted;
        self.hidden || around.hidden || (!painted && colour.vanishes_on(Paint::WHITE))
    }
}

/// Reads an opened ODT.
pub fn read(archive: &mut Archive<'_>) -> Result<Document, Rejection> {
    let styles = archive.text("styles.xml")?.unwrap_or_default();
    let content = archive.text("content.xml")?.unwrap_or_default();
    let mut looks = HashMap::new();
    collect_looks(&styles, &mut looks)?;
    collect_looks(&content, &mut looks)?;
    let mut flow = Flow::new();
    Body::new(&mut flow, &looks, "header").read(&styles)?;
    Body::new(&mut flow, &looks, "body").read(&content)?;
    Ok(flow.finish())
}

fn collect_looks(xml: &str, looks: &mut HashMap<String, Look>) -> Result<(), Rejection> {
    let mut current = String::new();
    xml::walk(xml, |node| match node {
        Node::Open("style", attributes) => {
            current = attributes.get("name").unwrap_or_default();
            let parent = attributes.get("parent-style-name").and_then(|p| looks.get(&p).copied());
            looks.insert(current.clone(), parent.unwrap_or_default());
        }
        Node::Open("text-properties", attributes) => {
            if let Some(look) = looks.get_mut(&current) {
                if let Some(weight) = attributes.get("font-weight") {
                    look.bold = weight == "bold";
                }
                let size = attributes
                    .get("font-size")
                    .and_then(|s| s.strip_suffix("pt")?.parse().ok());
                look.size = size.unwrap_or(look.size);
                look.hidden |=
                    attributes.get("display").is_some_and(|d| d == "none") || size.is_some_and(|s| s < READABLE_POINTS);
                if let Some(colour) = attributes.get("color") {
                    look.colour = Some(Paint::of_hex(&colour));
                }
                look.painted |= is_painted(attributes);
            }
        }
        Node::Open("paragraph-properties" | "table-cell-properties" | "graphic-properties", attributes) => {
            if let Some(look) = looks.get_mut(&current) {
                look.painted |= is_painted(attributes);
            }
        }
        _ => {}
    })
}

/// Smallest size that a person can read, in points.
const READABLE_POINTS: f32 = 2.0;

fn is_painted(attributes: &Attributes<'_>) -> bool {
    let said = |name: &str, nothing: &str| attributes.get(name).is_some_and(|v| v != nothing);
    said("background-color", "transparent") || said("fill", "none")
}

struct Body<'a> {
    flow: &'a mut Flow,
    looks: &'a HashMap<String, Look>,
    /// Element whose content is the text: the rest of the part is definitions.
    root: &'static str,
    inside: usize,
    paragraph: Vec<Look>,
    spans: Vec<Look>,
    /// For each open cell and frame, whether it paints what is behind its text.
    painted: Vec<bool>,
    lists: usize,
    link: Option<(String, String)>,
}

impl<'a> Body<'a> {
    fn new(flow: &'a mut Flow, looks: &'a HashMap<String, Look>, root: &'static str) -> Self {
        Self {
            flow,
            looks,
            root,
            inside: 0,
            paragraph: Vec::new(),
            spans: Vec::new(),
            painted: Vec::new(),
            lists: 0,
            link: None,
        }
    }

    fn read(&mut self, xml: &str) -> Result<(), Rejection> {
        xml::walk(xml, |node| match node {
            Node::Open(name, attributes) => {
                if name == self.root {
                    self.inside += 1;
                } else if self.inside > 0 {
                    self.open(name, attributes);
                }
            }
            Node::Close(name) => {
                if name == self.root {
                    self.inside = self.inside.saturating_sub(1);
                } else if self.inside > 0 {
                    self.close(name);
                }
            }
            Node::Text(text) if !self.paragraph.is_empty() => {
                if let Some((_, words)) = &mut self.link {
                    words.push_str(text);
                }
                let base = self.paragraph.last().copied().unwrap_or_default();
                let look = self.spans.last().copied().unwrap_or(base);
                if self.painted.iter().all(|p| !p) && look.is_unseen(base) {
                    if text.chars().any(char::is_alphanumeric) {
                        self.flow.document().note_hidden_text();
                    }
                    return;
                }
                self.flow.text(text, look.bold || base.bold, look.size.max(base.size));
            }
            Node::Text(_) => {}
        })
    }

    fn look(&self, attributes: &Attributes<'_>) -> Look {
        let style = attributes.get("style-name").unwrap_or_default();
        self.looks.get(&style).copied().unwrap_or_default()
    }

    fn open(&mut self, name: &str, attributes: &Attributes<'_>) {
        match name {
            "p" | "h" => {
                let heading = (name == "h").then(|| {
                    attributes
                        .get("outline-level")
                        .and_then(|l| l.parse().ok())
                        .unwrap_or(1)
                });
                self.paragraph.push(self.look(attributes));
                self.flow.open_paragraph(ParagraphStyle {
                    heading,
                    bullet: self.lists > 0,
                });
            }
            "span" => self.spans.push(self.look(attributes)),
            "tab" => self.flow.tab(),
            "s" => {
                let count = attributes.get("c").and_then(|c| c.parse().ok()).unwrap_or(1usize);
                self.flow.text(&" ".repeat(count.min(80)), false, 0.0);
            }
            "line-break" => self.flow.line_break(),
            "soft-page-break" => self.flow.page_break(),
            "list" => self.lists += 1,
            "table" => self.flow.open_table(),
            "table-cell" => {
                self.painted.push(self.look(attributes).painted);
                self.flow.open_cell();
            }
            "frame" | "custom-shape" => self.painted.push(self.look(attributes).painted),
            "a" => self.link = attributes.get("href").map(|h| (h, String::new())),
            _ => {}
        }
    }

    fn close(&mut self, name: &str) {
        match name {
            "p" | "h" => {
                self.paragraph.pop();
                self.flow.close_paragraph();
            }
            "span" => {
                self.spans.pop();
            }
            "list" => self.lists = self.lists.saturating_sub(1),
            "table-cell" => {
                self.painted.pop();
                self.flow.close_cell();
            }
            "frame" | "custom-shape" => {
                self.painted.pop();
            }
            "table-row" => self.flow.close_row(),
            "table" => self.flow.close_table(),
            "a" => {
                if let Some((url, text)) = self.link.take()
                    && url.starts_with("http")
                {
                    let page = self.flow.page();
                    self.flow.document().links.push(Hyperlink {
                        url,
                        page,
                        at: None,
                        text,
                    });
                }
            }
            _ => {}
        }
    }
}
