//! As much of CSS as decides whether a person sees a text: the declarations that hide, and the two colours that must differ.
//!
//! Rules with one simple selector (`p`, `.x`, `#y`, `p.x`) are followed, and `style` attributes; longer selectors and what stands
//! inside `@media` and its like are not, so that nothing is left out because of a rule that may not apply.

use super::paint::Paint;

/// What declarations say about being seen.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Look {
    /// The element and all in it is not drawn.
    pub hidden: bool,
    /// Colour of its letters, where it is said.
    pub colour: Option<Paint>,
    /// Colour behind them, where it is said.
    pub background: Option<Paint>,
}

impl Look {
    /// This with what another says on top.
    fn and(self, other: Self) -> Self {
        Self {
            hidden: self.hidden || other.hidden,
            colour: other.colour.or(self.colour),
            background: other.background.or(self.background),
        }
    }
}

/// The rules of a page.
#[derive(Debug, Default)]
pub struct Sheet {
    rules: Vec<(String, Look)>,
}

/// Most rules kept.
const RULES: usize = 2_000;

impl Sheet {
    /// Adds the content of a `style` element.
    pub fn add(&mut self, css: &str) {
        let mut rest = css;
        while let Some((selectors, body)) = rest.split_once('{') {
            if selectors.trim_start().starts_with('@') {
                rest = after_block(body);
                continue;
            }
            let (declarations, after) = body.split_once('}').unwrap_or((body, ""));
            rest = after;
            let look = declared(declarations);
            if look == Look::default() {
                continue;
            }
            for selector in selectors
                .split(',')
                .map(|s| strip_comments(s).trim().to_ascii_lowercase())
            {
                let simple = !selector.is_empty() && !selector.contains([' ', '>', '+', '~', ':', '[', '*']);
                if simple && self.rules.len() < RULES {
                    self.rules.push((selector, look));
                }
            }
        }
    }

    /// What the rules and its own attribute say about an element; all lower case but the style.
    pub fn look(&self, tag: &str, id: &str, classes: &str, style: &str) -> Look {
        let mut look = Look::default();
        for (selector, said) in &self.rules {
            let (name, rest) = selector.split_at(selector.find(['.', '#']).unwrap_or(selector.len()));
            let fits = (name.is_empty() || name == tag)
                && parts(rest).all(|(kind, part)| match kind {
                    '#' => part == id,
                    _ => classes.split_whitespace().any(|c| c == part),
                });
            if fits {
                look = look.and(*said);
            }
        }
        look.and(declared(style))
    }
}

/// `.a#b` as its parts.
fn parts(selector: &str) -> impl Iterator<Item = (char, &str)> {
    selector.match_indices(['.', '#']).map(|(at, mark)| {
        let rest = &selector[at + 1..];
        (
            mark.chars().next().unwrap_or('.'),
            &rest[..rest.find(['.', '#']).unwrap_or(rest.len())],
        )
    })
}

/// What follows the block that was just opened, with the blocks in it.
fn after_block(body: &str) -> &str {
    let mut depth = 1usize;
    for (at, c) in body.char_indices() {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return &body[at + 1..];
        }
    }
    ""
}

fn strip_comments(text: &str) -> &str {
    text.rsplit("*/").next().unwrap_or(text)
}

/// What a list of declarations says.
pub fn declared(declarations: &str) -> Look {
    let mut look = Look::default();
    let lower = declarations.to_ascii_lowercase();
    let pairs: Vec<(&str, &str)> = lower
        .split(';')
        .filter_map(|d| d.split_once(':'))
        .map(|(name, value)| {
            (
                strip_comments(name).trim(),
                value.trim().trim_end_matches("!important").trim(),
            )
        })
        .collect();
    let has = |name: &str, test: &dyn Fn(&str) -> bool| pairs.iter().any(|(n, v)| *n == name && test(v));
    let cut = has("overflow", &|v| v == "hidden");
    let placed = has("position", &|v| matches!(v, "absolute" | "fixed"));
    for (name, value) in &pairs {
        let length = length(value);
        look.hidden |= match *name {
            "display" => *value == "none",
            "visibility" => matches!(*value, "hidden" | "collapse"),
            "opacity" => value.parse::<f32>().is_ok_and(|o| o < 0.05),
            "font-size" => length.is_some_and(|l| l < 2.0),
            "text-indent" => length.is_some_and(|l| l < -300.0),
            "left" | "top" | "right" | "bottom" => placed && length.is_some_and(|l| l < -300.0),
            "width" | "height" | "max-height" | "max-width" => cut && length.is_some_and(|l| l < 2.0),
            "clip" => placed && value.replace([' ', ','], "").starts_with("rect(0"),
            "clip-path" => matches!(
                value.replace(' ', "").as_str(),
                "inset(50%)" | "inset(100%)" | "circle(0)"
            ),
            "transform" => value.replace(' ', "").contains("scale(0)"),
            _ => false,
        };
        match *name {
            "color" => look.colour = Some(Paint::of_css(value)),
            "background-color" | "background" => look.background = Some(Paint::of_css(value)),
            "background-image" if *value != "none" => look.background = Some(Paint::Unknown),
            _ => {}
        }
    }
    look
}

/// A length in pixels, where its unit is one of a size of its own; a bare zero too.
fn length(value: &str) -> Option<f32> {
    let is_number = |c: char| c.is_ascii_digit() || matches!(c, '.' | '-' | '+');
    let (number, unit) = value.split_at(value.find(|c| !is_number(c)).unwrap_or(value.len()));
    let number: f32 = number.parse().ok()?;
    match unit {
        "px" | "pt" => Some(number),
        "em" | "rem" | "vw" | "vh" | "ch" => Some(number * 16.0),
        "in" => Some(number * 96.0),
        "cm" => Some(number * 38.0),
        "mm" => Some(number * 3.8),
        "" | "%" => (number == 0.0).then_some(0.0),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_hides_is_told_from_what_only_styles() {
        for hides in [
            "display:none",
            "color: red; visibility : hidden",
            "font-size:0",
            "font-size: 0.5px !important",
            "position:absolute; left:-9999px",
            "opacity:0",
            "height:0;overflow:hidden",
            "text-indent:-100em",
        ] {
            assert!(declared(hides).hidden, "{hides}");
        }
        for shows in [
            "display:flex",
            "font-size:11px",
            "left:-2px;position:absolute",
            "text-indent:-1em",
            "height:0",
            "opacity:.9",
            "margin-left:-9999px",
        ] {
            assert!(!declared(shows).hidden, "{shows}");
        }
    }

    #[test]
    fn rules_apply_by_their_simple_selector_only() {
        let mut sheet = Sheet::default();
        sheet.add("/* x */ .kw, p.tiny {display:none} @media print { .cv {display:none} } nav .cv{display:none}");
        assert!(sheet.look("span", "", "a kw", "").hidden);
        assert!(sheet.look("p", "", "tiny", "").hidden);
        assert!(!sheet.look("div", "", "tiny", "").hidden);
        assert!(!sheet.look("div", "", "cv", "").hidden);
    }
}
