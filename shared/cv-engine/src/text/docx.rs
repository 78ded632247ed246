//! Word (Office Open XML): page headers, body, text boxes and tables, page footers.

use std::collections::HashMap;

use super::super::rejection::Rejection;
use super::container::Archive;
use super::document::{Document, Hyperlink};
use super::docx_looks::{self, Look};
use super::flow::{Flow, ParagraphStyle};
use super::paint::Paint;
use super::xml::{self, Attributes, Node};

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
    let looks = docx_looks::of(&archive.text("word/styles.xml")?.unwrap_or_default())?;
    let mut flow = Flow::new();
    // Contacts in the footer belong to the top, where they are looked for; page numbers stay at the end.
    let (mut top, mut end) = (parts("header"), Vec::new());
    for footer in parts("footer") {
        let has_contact = archive.text(&footer)?.is_some_and(|xml| xml.contains('@'));
        if has_contact { &mut top } else { &mut end }.push(footer);
    }
    let order = top.into_iter().chain(["word/document.xml".to_owned()]).chain(end);
    for name in order {
        let Some(xml) = archive.text(&name)? else {
            continue;
        };
        let relations = match name.strip_prefix("word/") {
            Some(file) => archive.text(&format!("word/_rels/{file}.rels"))?.unwrap_or_default(),
            None => String::new(),
        };
        Part::new(&mut flow, hyperlinks(&relations)?, &looks).read(&xml)?;
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
    /// Colour of the run's letters.
    colour: Paint,
    /// What is painted behind: of the run, its paragraph, and the cells and boxes around them, outermost first.
    behind: [Option<Paint>; 2],
    around: Vec<Option<Paint>>,
    looks: &'f HashMap<String, Look>,
    /// Colour and hiding that the paragraph's style gives its runs.
    style: Paint,
    style_hidden: bool,
    /// Between the beginning of a cell's properties and their end.
    cell_head: bool,
    table_style: bool,
    box_filled: bool,
    /// Depth inside content that must not be read: fallbacks of text boxes, deleted text.
    skipped: usize,
    link: Option<(String, String)>,
}

impl<'f> Part<'f> {
    fn new(flow: &'f mut Flow, links: HashMap<String, String>, looks: &'f HashMap<String, Look>) -> Self {
        Self {
            flow,
            links,
            bold: false,
            size: 0.0,
            in_text: false,
            in_run: false,
            hidden: false,
            colour: Paint::BLACK,
            behind: [None; 2],
            around: Vec::new(),
            looks,
            style: Paint::BLACK,
            style_hidden: false,
            cell_head: false,
            table_style: false,
            box_filled: false,
            skipped: 0,
            link: None,
        }
    }

    fn read(&mut self, xml: &str) -> Result<(), Rejection> {
        xml::walk(xml, |node| match node {
            Node::Open(name, attributes) => self.open(name, attributes),
            Node::Close(name) => self.close(name),
            Node::Text(text) if self.in_text && (self.hidden || self.blends()) => {
                if text.chars().any(char::is_alphanumeric) {
                    self.flow.document().note_hidden_text();
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

    /// The letters have the colour of what is behind them; paper is white.
    fn blends(&self) -> bool {
        let [paragraph, run] = self.behind;
        let around = self.around.iter().rev().find_map(|p| *p);
        self.colour
            .vanishes_on(run.or(paragraph).or(around).unwrap_or(Paint::WHITE))
    }

    /// What a named style says about being seen.
    fn dress(&mut self, style: &str) {
        if let Some(look) = self.looks.get(style) {
            self.hidden |= look.hidden;
            self.colour = look.colour.unwrap_or(self.colour);
            let level = usize::from(self.in_run);
            self.behind[level] = look.behind.or(self.behind[level]);
        }
    }

    fn open(&mut self, name: &str, attributes: &Attributes<'_>) {
        if matches!(name, "Fallback" | "del" | "instrText") || self.skipped > 0 {
            self.skipped += usize::from(matches!(name, "Fallback" | "del" | "instrText"));
            return;
        }
        let on = || !matches!(attributes.get("val").as_deref(), Some("0" | "false" | "none"));
        match name {
            "p" => {
                self.style = Paint::BLACK;
                self.behind = [None; 2];
                self.flow.open_paragraph(ParagraphStyle::default());
            }
            "pStyle" => {
                let style = attributes.get("val").unwrap_or_default();
                self.colour = Paint::BLACK;
                self.dress(&style);
                self.style = self.colour;
                self.style_hidden = self.hidden;
                self.flow.restyle(|s| {
                    s.heading = heading_level(&style);
                    s.bullet |= style.to_ascii_lowercase().starts_with("list") && style != "ListParagraph";
                });
            }
            "numPr" => self.flow.restyle(|s| s.bullet = true),
            "r" => {
                self.bold = false;
                self.size = 0.0;
                self.hidden = self.style_hidden;
                self.colour = self.style;
                self.behind[1] = None;
                self.in_run = true;
            }
            "rStyle" if self.in_run => self.dress(&attributes.get("val").unwrap_or_default()),
            "color" if self.in_run => {
                let value = attributes.get("val").unwrap_or_default();
                // `auto` is dark on paper and light on what is dark.
                self.colour = if value == "auto" {
                    Paint::Unknown
                } else {
                    Paint::of_hex(&value)
                };
            }
            "highlight" if self.in_run => {
                self.behind[1] = Some(Paint::of_highlighter(&attributes.get("val").unwrap_or_default()));
            }
            "shd" => {
                let fill = docx_looks::fill(attributes);
                match self.around.last_mut() {
                    _ if self.in_run => self.behind[1] = fill.or(self.behind[1]),
                    Some(cell) if self.cell_head => *cell = fill.or(*cell),
                    _ => self.behind[0] = fill.or(self.behind[0]),
                }
            }
            // What a table's own style paints is not looked up.
            "tblStyle" => {
                self.table_style = !matches!(attributes.get("val").as_deref(), Some("TableGrid" | "TableNormal"))
            }
            "tcPr" => self.cell_head = true,
            // A drawn box: its filling is said before its text.
            "solidFill" | "gradFill" | "blipFill" | "pattFill" => self.box_filled = true,
            "wsp" => self.box_filled = false,
            "shape" | "rect" | "roundrect" => self.box_filled = attributes.get("fillcolor").is_some(),
            "txbxContent" => self.around.push(self.box_filled.then_some(Paint::Unknown)),
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
            "tc" => {
                self.around.push(self.table_style.then_some(Paint::Unknown));
                self.flow.open_cell();
            }
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
            "p" => {
                self.style_hidden = false;
                self.flow.close_paragraph();
            }
            "r" => {
                self.in_run = false;
                self.hidden = false;
            }
            "tcPr" => self.cell_head = false,
            "txbxContent" => {
                self.around.pop();
            }
            "t" => self.in_text = false,
            "tc" => {
                self.around.pop();
                self.flow.close_cell();
            }
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
