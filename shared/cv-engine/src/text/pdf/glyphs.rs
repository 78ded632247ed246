//! Where each character of a PDF stands, by pdf_oxide: the only room that knows that crate.

use pdf_oxide::PdfDocument;
use pdf_oxide::layout::{FontWeight, TextSpan};

use super::super::super::layout::{Glyph, Page};
use super::super::super::limits::Limits;
use super::super::super::rejection::{Code, Rejection};
use super::visibility::Visibility;

/// Smallest size that a person can read, in points; smaller text is there for machines.
const READABLE_POINTS: f32 = 2.0;
/// Most characters read from a file.
const CHARACTERS: usize = 400_000;

/// Pages of positioned characters.
pub struct Pages {
    /// Pages in order, up to the limit.
    pub pages: Vec<Page>,
    /// Pages beyond the limit.
    pub left_out: usize,
    /// Characters that no reader of the page can see.
    pub hidden: usize,
}

/// Reads the characters of the first pages.
/// `visible` says, page by page, what of the text can be seen.
pub fn extract(bytes: &[u8], limits: &Limits, visible: &[Option<Visibility>]) -> Result<Pages, Rejection> {
    let document = PdfDocument::from_bytes(bytes.to_vec()).map_err(|e| failure(&e))?;
    if document.is_encrypted() && !document.authenticate(b"").unwrap_or(false) {
        return Err(Rejection::new(
            Code::Encrypted,
            "The PDF is protected by a password. Save it without one and send it again.",
        ));
    }
    let count = document.page_count().map_err(|e| failure(&e))?;
    let mut out = Pages {
        pages: Vec::new(),
        left_out: count.saturating_sub(limits.pages),
        hidden: 0,
    };
    let mut characters = 0;
    let mut damaged = None;
    for index in 0..count.min(limits.pages) {
        let (x0, y0, x1, y1) = document.get_page_media_box(index).unwrap_or((0.0, 0.0, 595.0, 842.0));
        let spans = match document.extract_spans(index) {
            Ok(spans) => spans,
            Err(e) => {
                damaged = Some(failure(&e));
                continue;
            }
        };
        characters += spans.iter().map(|s| s.text.len()).sum::<usize>();
        if characters > CHARACTERS {
            return Err(Rejection::too_large(format!("more than {CHARACTERS} characters")));
        }
        let mut glyphs = Vec::new();
        for (number, span) in spans.iter().enumerate() {
            let (x, y) = (span.bbox.x, span.bbox.y);
            let inside = x >= x0 - 20.0 && x <= x1 + 20.0 && y >= y0 - 20.0 && y <= y1 + 20.0;
            let colour = [span.color.r, span.color.g, span.color.b];
            let unseen = visible
                .get(index)
                .and_then(Option::as_ref)
                .is_some_and(|v| v.is_hidden(x, y, colour));
            if size(span) < READABLE_POINTS || !inside || unseen {
                out.hidden += span.text.chars().filter(|c| c.is_alphanumeric()).count();
                continue;
            }
            spread(span, number, (x0, y1), &mut glyphs);
        }
        out.pages.push(Page {
            number: index as u32 + 1,
            width: (x1 - x0).max(1.0),
            height: (y1 - y0).max(1.0),
            glyphs,
        });
    }
    match damaged {
        Some(rejection) if out.pages.is_empty() => Err(rejection),
        _ => Ok(out),
    }
}

/// Size as drawn: some producers set size 1 and scale the matrix.
fn size(span: &TextSpan) -> f32 {
    if span.font_size > 0.0 {
        span.font_size
    } else {
        span.bbox.height
    }
}

/// The characters of a span, each where it stands; `corner` is the page's upper left corner.
fn spread(span: &TextSpan, number: usize, corner: (f32, f32), out: &mut Vec<Glyph>) {
    let font = span.font_name.to_ascii_lowercase();
    let named = |parts: &[&str]| parts.iter().any(|n| font.contains(n));
    let bold = (span.font_weight as u16) >= (FontWeight::SemiBold as u16) || named(&["bold", "cmbx", "black"]);
    let italic = span.is_italic || named(&["italic", "oblique", "cmti"]);
    let icon = named(&[
        "awesome", "icon", "fasolid", "fabrands", "wingding", "dingbat", "cmsy", "symbol", "material",
    ]);
    let count = span.text.chars().count().max(1);
    let even = span.bbox.width / count as f32;
    // Alternative text laid over a picture has no width: it is for screen readers and repeats what stands beside.
    if span.bbox.width <= 0.0 && count > 1 && span.char_widths.is_empty() {
        return;
    }
    let mut space = false;
    let mut reached = f32::MIN;
    let places = positions(span, count);
    let direction = vertical(span);
    for (i, c) in span.text.chars().enumerate() {
        if c.is_whitespace() || c == '\0' {
            space = true;
            continue;
        }
        // Standard fonts draw their bullet for every code that has no other glyph; its name is DEL.
        let c = if c == '\u{7F}' { '•' } else { c };
        // Fonts with wrong widths give positions that go back: the order of print is the order of letters.
        let x = places[i].max(reached);
        reached = x + 0.05;
        let (x, y) = match direction {
            // Along the edge of an upright page: the letters go up or down from where the text begins.
            Some(up) => (span.bbox.x, span.bbox.y + up * along(span, i, count)),
            None => (x, span.bbox.y),
        };
        out.push(Glyph {
            c,
            x: x - corner.0,
            y: corner.1 - y,
            width: span.char_widths.get(i).copied().filter(|w| *w > 0.0).unwrap_or(even),
            size: size(span),
            bold,
            italic,
            icon,
            rotation: span.rotation_degrees,
            run: number,
            space: std::mem::take(&mut space),
            space_after: false,
        });
    }
    if let Some(last) = out.last_mut().filter(|g| g.run == number) {
        last.space_after = space;
    }
}

/// 1 for text that goes up the page, -1 for text that goes down, none for text across it or on a page that was turned already.
fn vertical(span: &TextSpan) -> Option<f32> {
    if span.page_rotation_applied != 0 {
        return None;
    }
    match span.rotation_degrees.round() as i32 {
        90 | -270 => Some(1.0),
        -90 | 270 => Some(-1.0),
        _ => None,
    }
}

/// How far from the beginning of a span its `i`th character stands.
fn along(span: &TextSpan, i: usize, count: usize) -> f32 {
    if span.char_widths.len() == count {
        return span.char_widths[..i].iter().sum();
    }
    span.bbox.width.max(span.bbox.height) / count as f32 * i as f32
}

/// Left edges of a span's characters. Ligatures that stand for two letters shift those after them: none may leave the span.
fn positions(span: &TextSpan, count: usize) -> Vec<f32> {
    let even = span.bbox.width / count as f32;
    if span.char_x_offsets.len() != count {
        return (0..count).map(|i| span.bbox.x + even * i as f32).collect();
    }
    let mut places = span.char_x_offsets.clone();
    if span.rotation_degrees != 0.0 {
        return places;
    }
    let mut limit = span.bbox.x + span.bbox.width - 0.3 * even;
    for place in places.iter_mut().rev() {
        *place = place.min(limit).max(span.bbox.x);
        limit = *place - 0.05;
    }
    places
}

fn failure(error: &pdf_oxide::Error) -> Rejection {
    let text = error.to_string();
    if text.to_ascii_lowercase().contains("password") || text.to_ascii_lowercase().contains("encrypt") {
        return Rejection::new(
            Code::Encrypted,
            "The PDF is protected by a password. Save it without one and send it again.",
        );
    }
    Rejection::unreadable("its PDF structure does not parse")
}
