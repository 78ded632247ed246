//! What lopdf says about a PDF before its text is read: encryption, sizes, links, active content.

use std::sync::LazyLock;

use lopdf::{Dictionary, Document, LoadOptions, Object};

use regex::bytes::Regex;

use super::super::super::limits::Limits;
use super::super::super::rejection::{Code, Rejection};
use super::super::super::warnings;
use super::super::document::Hyperlink;
use super::geometry::Rectangle;
use super::visibility::{self, Visibility};

/// Most link annotations looked at.
const LINKS: usize = 200;
/// How far from its type the size of a cross-reference stream is looked for.
const DICTIONARY_BYTES: usize = 400;
/// Longest link kept, in bytes.
const LINK_BYTES: usize = 500;

/// What was found beside the text.
#[derive(Default)]
pub struct Inspection {
    /// Web links of annotations.
    pub links: Vec<Hyperlink>,
    /// Active content that was ignored.
    pub warnings: Vec<String>,
    /// A font does not say which characters its glyphs are.
    pub unmapped: bool,
    /// The file without its encryption, where an empty password opened it: the text reader takes the key of revision 5 (Acrobat 9) for another,
    /// and reads noise.
    pub plain: Option<Vec<u8>>,
    /// What can be seen of each page's text, in order; a page that does not open is not in it.
    pub visible: Vec<Option<Visibility>>,
}

/// Opens the PDF with bounded decompression. A file too damaged for lopdf is left to the text reader, which
/// rebuilds broken cross-reference tables.
pub fn inspect(bytes: &[u8], limits: &Limits) -> Result<Inspection, Rejection> {
    if announces_too_many_objects(bytes) {
        return Err(bomb());
    }
    let options = LoadOptions {
        max_decompressed_size: Some(limits.decompressed_bytes),
        ..LoadOptions::default()
    };
    let mut document = match Document::load_mem_with_options(bytes, options) {
        Ok(document) => document,
        Err(e @ (lopdf::Error::InvalidPassword | lopdf::Error::Decryption(_))) => return Err(encrypted(e)),
        Err(e) if is_limit(&e) => return Err(bomb()),
        Err(_) => return Ok(Inspection::default()),
    };
    if document.is_encrypted() && document.authenticate_password("").is_err() {
        return Err(encrypted("a password is needed"));
    }
    let mut budget = limits.decompressed_bytes;
    let mut inspection = Inspection::default();
    for (page, id) in (1u32..).zip(document.page_iter().take(limits.pages)) {
        match document.get_page_content_with_limit(id, budget) {
            Ok(content) => {
                budget = budget.saturating_sub(content.len());
                let area = media_box(&document, id).unwrap_or([0.0, 0.0, 595.0, 842.0]);
                let area = Rectangle::at((area[0], area[1])).with((area[2], area[3]));
                let seen = visibility::of_page(&document, id, &content, area);
                inspection.visible.push((!seen.is_whole()).then_some(seen));
            }
            Err(e) if is_limit(&e) => return Err(bomb()),
            Err(_) => inspection.visible.push(None),
        }
        if budget == 0 {
            return Err(bomb());
        }
        let height = media_box(&document, id).map(|b| b[3].max(b[1]));
        for annotation in document.get_page_annotations(id).unwrap_or_default() {
            if inspection.links.len() < LINKS
                && let Some(url) = uri(&document, annotation)
            {
                inspection.links.push(Hyperlink {
                    url,
                    page,
                    at: centre(annotation, height),
                    text: String::new(),
                });
            }
        }
    }
    inspection.unmapped = is_unmapped(&document, limits.pages);
    if has_active_content(&document) {
        inspection.warnings.push(warnings::SCRIPTS.to_owned());
    }
    if document.was_encrypted() {
        let mut plain = Vec::new();
        // What cannot be written again is left to the text reader as it came.
        inspection.plain = document.save_to(&mut plain).is_ok().then_some(plain);
    }
    Ok(inspection)
}

/// A cross-reference stream that announces more objects than the file has bytes is there to be inflated.
fn announces_too_many_objects(bytes: &[u8]) -> bool {
    static XREF: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"(?-u)/Type\s*/XRef\b").expect("constant pattern"));
    static SIZE: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"(?-u)/Size\s+(\d{1,12})").expect("constant pattern"));
    XREF.find_iter(bytes).any(|found| {
        let around =
            &bytes[found.start().saturating_sub(DICTIONARY_BYTES)..(found.end() + DICTIONARY_BYTES).min(bytes.len())];
        SIZE.captures_iter(around).any(|c| {
            let size = std::str::from_utf8(&c[1]).ok().and_then(|n| n.parse::<usize>().ok());
            size.is_none_or(|n| n > bytes.len())
        })
    })
}

/// True when a font is a composite one that names glyphs by number only.
fn is_unmapped(document: &Document, pages: usize) -> bool {
    let mut fonts = document
        .page_iter()
        .take(pages)
        .flat_map(|id| document.get_page_fonts(id).unwrap_or_default().into_values());
    fonts.any(|font| {
        let identity = font
            .get(b"Encoding")
            .and_then(Object::as_name)
            .is_ok_and(|n| n.starts_with(b"Identity"));
        identity && !font.has(b"ToUnicode")
    })
}

fn encrypted(why: impl std::fmt::Display) -> Rejection {
    Rejection::new(
        Code::Encrypted,
        format!("The PDF is protected by a password ({why}). Save it without one and send it again."),
    )
}

fn bomb() -> Rejection {
    Rejection::too_large("its streams inflate to more than any CV holds")
}

fn is_limit(error: &lopdf::Error) -> bool {
    matches!(
        error,
        lopdf::Error::Decompress(lopdf::DecompressError::MemoryLimitExceeded { .. })
    )
}

/// The http(s) or mail target of a link annotation. Other schemes (`file:`, `javascript:`) are never listed, and so
/// are addresses of machines inside a network: nobody's profile is there.
fn uri(document: &Document, annotation: &Dictionary) -> Option<String> {
    let (_, action) = document.dereference(annotation.get(b"A").ok()?).ok()?;
    let (_, uri) = document.dereference(action.as_dict().ok()?.get(b"URI").ok()?).ok()?;
    let url = String::from_utf8_lossy(uri.as_str().ok()?).trim().to_owned();
    if url.starts_with("mailto:") {
        return (url.contains('@') && url.len() <= LINK_BYTES).then_some(url);
    }
    let host = url
        .strip_prefix("https://")
        .or_else(|| url.strip_prefix("http://"))?
        .split(['/', ':', '?'])
        .next()?;
    let named = host.contains('.')
        && host
            .rsplit('.')
            .next()
            .is_some_and(|tld| tld.chars().all(char::is_alphabetic));
    (named && url.len() <= LINK_BYTES).then_some(url)
}

fn number(object: &Object) -> Option<f32> {
    match object {
        Object::Integer(i) => Some(*i as f32),
        Object::Real(r) => Some(*r),
        _ => None,
    }
}

fn rectangle(dictionary: &Dictionary, key: &[u8]) -> Option<[f32; 4]> {
    let array = dictionary.get(key).ok()?.as_array().ok()?;
    let numbers: Vec<f32> = array.iter().filter_map(number).collect();
    numbers.try_into().ok()
}

/// The page in its own coordinates: the media box may be inherited.
pub fn media_box(document: &Document, id: lopdf::ObjectId) -> Option<[f32; 4]> {
    let mut dictionary = document.get_dictionary(id).ok()?;
    for _ in 0..16 {
        if let Some(b) = rectangle(dictionary, b"MediaBox") {
            return Some(b);
        }
        dictionary = document
            .get_dictionary(dictionary.get(b"Parent").ok()?.as_reference().ok()?)
            .ok()?;
    }
    None
}

fn centre(annotation: &Dictionary, height: Option<f32>) -> Option<(f32, f32)> {
    let [x0, y0, x1, y1] = rectangle(annotation, b"Rect")?;
    Some(((x0 + x1) / 2.0, height? - (y0 + y1) / 2.0))
}

fn has_active_content(document: &Document) -> bool {
    document.objects.values().any(|object| {
        let dictionary = match object {
            Object::Dictionary(d) => d,
            Object::Stream(s) => &s.dict,
            _ => return false,
        };
        let is = |d: &Dictionary, key: &[u8], names: &[&[u8]]| {
            d.get(key).and_then(Object::as_name).is_ok_and(|n| names.contains(&n))
        };
        is(dictionary, b"S", &[b"JavaScript", b"Launch"])
            || is(dictionary, b"Type", &[b"EmbeddedFile"])
            || dictionary
                .iter()
                .any(|(_, value)| value.as_dict().is_ok_and(|d| is(d, b"S", &[b"JavaScript", b"Launch"])))
            || dictionary.has(b"EmbeddedFiles")
    })
}
