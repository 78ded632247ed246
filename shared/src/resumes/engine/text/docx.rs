//! Word (Office Open XML): page headers, body, text boxes and tables, page footers.

use std::collections::HashMap;

use super::super::rejection::Rejection;
use super::archive::Archive;
use super::flow::{Flow, ParagraphStyle};
use super::xml::{self, Attributes, Node};
use super::{Document, Hyperlink};

/// Reads an opened DOCX. External templates and pictures are never followed.
pub fn read(archive: &mut Archive<'_>) -> Result<Document, Rejection> {
    let names = archive.names();
    let parts = |kind: &str| -> Vec<String> {
        let start = format!("word/{kind}");
        names
            .iter()
            .filter(|n| n.starts_with(&start) && n.ends_with(".xml"))
            .cloned()
            .collect()
    };
    let mut flow = Flow::new();
    let order = parts("header")
        .into_iter()
        .chain(["word/document.xml".to_owned()])
        .chain(parts("footer"));
    for name in order {
        let Some(xml) = archive.text(&name)? else {
            continue;
        };
        let relations = match name.strip_prefix("word/") {
            Some(file) => archive.text(&format!("word/_rels/{file}.rels"))?.unwrap_or_default(),
            None => String::new(),
        };
        Part::new(&mut flow, hyperlinks(&relations)?).read(&xml)?;
    }
    Ok(flow.finish())
}

/// Smallest size that a person can read, in points.
const READABLE_POINTS: f32 = 2.0;

/// Targets of the hyperlinks of a part, by relation id.
fn hyperlinks(xml: &str) -> Result<HashMap<String, String>, Rejection> {
    let mut links = HashMap::new();
    xml::walk(xml, |node| {
        if let Node::Open("Relationship", attributes) = node
            && attributes.get("Type").is_some_and(|t| t.ends_with("/hyperlink"))
            && let (Some(id), Some(target)) = (attributes.get("Id"), attributes.get("Target"))
        {
            links.insert(id, target);
        }
    })?;
    Ok(links)
}

struct Part<'f> {
    flow: &'f mut Flow,
    links: HashMap<String, String>,
    bold: bool,
    size: f32,
    in_text: bool,
    in_run: bool,
    /// The run is marked as hidden, or too small for a person to read.
    hidden: bool,
    /// Depth inside content that must not be read: fallbacks of text boxes, deleted text.
    skipped: usize,
    link: Option<(String, String)>,
}

impl<'f> Part<'f> {
    fn new(flow: &'f mut Flow, links: HashMap<String, String>) -> Self {
        Self {
            flow,
            links,
            bold: false,
            size: 0.0,
            in_text: false,
            in_run: false,
            hidden: false,
            skipped: 0,
            link: None,
        }
    }

    fn read(&mut self, xml: &str) -> Result<(), Rejection> {
        xml::walk(xml, |node| match node {
            Node::Open(name, attributes) => self.open(name, attributes),
            Node::Close(name) => self.close(name),
            Node::Text(text) if self.in_text && self.hidden => {
                let warnings = &mut self.flow.document().warnings;
                if text.chars().any(char::is_alphanumeric) && !warnings.iter().any(|w| w.starts_with("hidden_text")) {
                    warnings.push("hidden_text: text that no reader of the page can see was left out".to_owned());
                }
            }
            Node::Text(text) if self.in_text && self.skipped == 0 => {
                if let Some((_, words)) = &mut self.link {
                    words.push_str(text);
                }
                self.flow.text(text, self.bold, self.size);
            }
            Node::Text(_) => {}
        })
    }

    fn open(&mut self, name: &str, attributes: &Attributes<'_>) {
        if matches!(name, "Fallback" | "del" | "instrText") || self.skipped > 0 {
            self.skipped += usize::from(matches!(name, "Fallback" | "del" | "instrText"));
            return;
        }
        let on = || !matches!(attributes.get("val").as_deref(), Some("0" | "false" | "none"));
        match name {
            "p" => self.flow.open_paragraph(ParagraphStyle::default()),
            "pStyle" => {
                let style = attributes.get("val").unwrap_or_default();
                self.flow.restyle(|s| {
                    s.heading = heading_level(&style);
                    s.bullet |= style.to_ascii_lowercase().starts_with("list") && style != "ListParagraph";
                });
            }
            "numPr" => self.flow.restyle(|s| s.bullet = true),
            "r" => {
                self.bold = false;
                self.size = 0.0;
                self.hidden = false;
                self.in_run = true;
            }
            "b" if self.in_run => self.bold = on(),
            "sz" if self.in_run => {
                let half_points: f32 = attributes.get("val").and_then(|v| v.parse().ok()).unwrap_or(0.0);
                self.size = half_points / 2.0;
                self.hidden |= self.size > 0.0 && self.size < READABLE_POINTS;
            }
            "vanish" | "webHidden" if self.in_run => self.hidden |= on(),
            "t" => self.in_text = true,
            // A tab stop's definition has the same name as a tab, but stands outside runs.
            "tab" if self.in_run => self.flow.tab(),
            "noBreakHyphen" => self.flow.text("-", self.bold, self.size),
            "br" if attributes.get("type").as_deref() == Some("page") => self.flow.page_break(),
            "br" | "cr" => self.flow.line_break(),
            "tbl" => self.flow.open_table(),
            "tc" => self.flow.open_cell(),
            "hyperlink" => {
                let target = attributes.get("id").and_then(|id| self.links.get(&id).cloned());
                self.link = target.map(|t| (t, String::new()));
            }
            _ => {}
        }
    }

    fn close(&mut self, name: &str) {
        if matches!(name, "Fallback" | "del" | "instrText") {
            self.skipped = self.skipped.saturating_sub(1);
            return;
        }
        if self.skipped > 0 {
            return;
        }
        match name {
            "p" => self.flow.close_paragraph(),
            "r" => {
                self.in_run = false;
                self.hidden = false;
            }
            "t" => self.in_text = false,
            "tc" => self.flow.close_cell(),
            "tr" => self.flow.close_row(),
            "tbl" => self.flow.close_table(),
            "hyperlink" => {
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

/// Level of a heading style by its id, in the languages that Word writes ids in here: `Heading1`, `Titre1`.
fn heading_level(style: &str) -> Option<u8> {
    let lower = style.to_ascii_lowercase();
    let rest = lower.strip_prefix("heading").or_else(|| lower.strip_prefix("titre"))?;
    rest.trim().parse().ok().filter(|level| (1..=9).contains(level))
}
