//! What the styles of a Word document say about being seen: hidden, in which colour, on what.

use std::collections::HashMap;

use super::super::rejection::Rejection;
use super::paint::Paint;
use super::xml::{self, Attributes, Node};

/// What a style says.
#[derive(Debug, Clone, Copy, Default)]
pub struct Look {
    /// Not shown.
    pub hidden: bool,
    /// Colour of letters.
    pub colour: Option<Paint>,
    /// Painted behind them.
    pub behind: Option<Paint>,
}

/// Looks of `word/styles.xml` by their ids, with what they inherit from styles defined before them.
pub fn of(styles: &str) -> Result<HashMap<String, Look>, Rejection> {
    let mut looks: HashMap<String, Look> = HashMap::new();
    let mut current = String::new();
    // A table style's looks of its first row and the like are no look of a text.
    let mut conditional = 0usize;
    xml::walk(styles, |node| match node {
        Node::Open("style", attributes) => {
            current = attributes.get("styleId").unwrap_or_default();
            looks.insert(current.clone(), Look::default());
        }
        Node::Open("basedOn", attributes) => {
            if let Some(base) = attributes.get("val").and_then(|base| looks.get(&base).copied()) {
                looks.insert(current.clone(), base);
            }
        }
        Node::Open("tblStylePr", _) => conditional += 1,
        Node::Close("tblStylePr") => conditional = conditional.saturating_sub(1),
        Node::Open(name, attributes) if conditional == 0 => {
            let Some(look) = looks.get_mut(&current) else {
                return;
            };
            match name {
                "vanish" | "webHidden" => {
                    look.hidden = !matches!(attributes.get("val").as_deref(), Some("0" | "false"));
                }
                "color" => look.colour = attributes.get("val").map(|v| Paint::of_hex(&v)),
                "shd" => look.behind = fill(attributes),
                _ => {}
            }
        }
        _ => {}
    })?;
    Ok(looks)
}

/// What a shading paints; a theme's colour is not looked up, `auto` without a pattern paints nothing.
pub fn fill(attributes: &Attributes<'_>) -> Option<Paint> {
    if attributes.get("themeFill").is_some() {
        return Some(Paint::Unknown);
    }
    match attributes.get("fill").as_deref() {
        None | Some("auto") => attributes
            .get("val")
            .filter(|v| v != "clear" && v != "nil")
            .map(|_| Paint::Unknown),
        Some(hex) => Some(Paint::of_hex(hex)),
    }
}
