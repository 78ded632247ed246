//! A small reader over quick-xml: flat events with a depth limit, no entities but the predefined ones.

use quick_xml::Reader;
use quick_xml::events::BytesStart;
use quick_xml::events::Event;

use super::super::rejection::Rejection;

/// Deepest nesting followed.
const DEPTH: usize = 256;

/// What a document part says, element by element; names come without their prefix.
pub enum Node<'a> {
    /// An element opens.
    Open(&'a str, &'a Attributes<'a>),
    /// An element closes.
    Close(&'a str),
    /// Characters between them.
    Text(&'a str),
}

/// Attributes of the element that opens.
pub struct Attributes<'a>(&'a BytesStart<'a>);

impl Attributes<'_> {
    /// Value of the attribute with this local name.
    pub fn get(&self, name: &str) -> Option<String> {
        self.0
            .html_attributes()
            .flatten()
            .find_map(|a| (a.key.local_name().as_ref() == name).then(|| unescape(&a.value)))
    }
}

/// Walks over `xml` and hands each node to `visit`; nested deeper than any word processor writes it is refused.
pub fn walk(xml: &str, mut visit: impl FnMut(Node<'_>)) -> Result<(), Rejection> {
    let mut reader = Reader::from_str(xml);
    reader.config_mut().check_end_names = false;
    reader.config_mut().allow_unmatched_ends = true;
    // `R&D` that somebody's program did not escape is text.
    reader.config_mut().allow_dangling_amp = true;
    let mut depth = 0usize;
    loop {
        match reader
            .read_event()
            .map_err(|e| Rejection::unreadable(format!("its XML does not parse ({e})")))?
        {
            Event::Start(start) => {
                depth += 1;
                if depth > DEPTH {
                    return Err(Rejection::unreadable(format!(
                        "its XML is nested deeper than {DEPTH} levels"
                    )));
                }
                visit(Node::Open(start.local_name().as_ref(), &Attributes(&start)));
            }
            Event::Empty(start) => {
                visit(Node::Open(start.local_name().as_ref(), &Attributes(&start)));
                visit(Node::Close(start.local_name().as_ref()));
            }
            Event::End(end) => {
                depth = depth.saturating_sub(1);
                visit(Node::Close(end.local_name().as_ref()));
            }
            Event::Text(text) => visit(Node::Text(&text.xml10_content())),
            Event::CData(text) => visit(Node::Text(&text.xml10_content())),
            Event::GeneralRef(reference) => {
                if let Ok(Some(c)) = reference.resolve_char_ref() {
                    visit(Node::Text(c.encode_utf8(&mut [0; 4])));
                } else if let Some(text) = predefined(&reference.xml10_content()) {
                    visit(Node::Text(text));
                }
            }
            Event::Eof => return Ok(()),
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => {}
        }
    }
}

/// The entities that XML predefines and the few that HTML text is full of. A DTD's own are never expanded.
fn predefined(name: &str) -> Option<&'static str> {
    Some(match name {
        "amp" => "&",
        "lt" => "<",
        "gt" => ">",
        "quot" => "\"",
        "apos" => "'",
        "nbsp" => "\u{A0}",
        "eacute" => "é",
        "egrave" => "è",
        "ecirc" => "ê",
        "agrave" => "à",
        "ccedil" => "ç",
        "ocirc" => "ô",
        "icirc" => "î",
        "Eacute" => "É",
        "ndash" => "–",
        "mdash" => "—",
        "bull" => "•",
        "middot" => "·",
        "rsquo" | "lsquo" => "’",
        "emsp" | "ensp" => "\u{2003}",
        "thinsp" | "zwnj" | "zwj" | "shy" => "",
        "hellip" => "…",
        "laquo" => "«",
        "raquo" => "»",
        "ldquo" | "rdquo" => "\"",
        "euro" => "€",
        "deg" => "°",
        "copy" => "©",
        "oelig" => "œ",
        "euml" => "ë",
        "iuml" => "ï",
        "uuml" => "ü",
        "ouml" => "ö",
        "auml" => "ä",
        "ugrave" => "ù",
        "ucirc" => "û",
        "acirc" => "â",
        "aacute" => "á",
        "iacute" => "í",
        "oacute" => "ó",
        "uacute" => "ú",
        "ntilde" => "ñ",
        "Egrave" => "È",
        "Agrave" => "À",
        "Ccedil" => "Ç",
        "rarr" => "→",
        _ => return None,
    })
}

/// Replaces the known entities of a text.
pub fn unescape(text: &str) -> String {
    quick_xml::escape::unescape_with(text, predefined).map_or_else(|_| text.to_owned(), |t| t.into_owned())
}
