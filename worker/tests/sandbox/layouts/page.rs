//! PDF pages with words at places, as any producer might draw them.

use lopdf::{Dictionary, Document, Object, ObjectId, Stream, dictionary};

/// Draws text at places; fonts `F1` (Helvetica), `F2` (bold), and those that a test adds.
#[derive(Default)]
pub struct Page {
    content: Vec<u8>,
    /// Web addresses with the rectangle that leads to them.
    links: Vec<(String, [i64; 4])>,
}

impl Page {
    /// One line, in size 10.
    pub fn text(&mut self, x: i64, y: i64, text: &str) -> &mut Self {
        self.set("F1", 10, &format!("1 0 0 1 {x} {y} Tm"), text)
    }

    /// A heading, bold and larger.
    pub fn heading(&mut self, x: i64, y: i64, text: &str) -> &mut Self {
        self.set("F2", 13, &format!("1 0 0 1 {x} {y} Tm"), text)
    }

    /// Lines under one another; the height below them.
    pub fn lines<T: AsRef<str>>(&mut self, x: i64, top: i64, lines: &[T]) -> i64 {
        let mut y = top;
        for line in lines {
            self.text(x, y, line.as_ref());
            y -= 14;
        }
        y
    }

    /// A heading with its lines; the height below them.
    pub fn section<T: AsRef<str>>(&mut self, x: i64, top: i64, heading: &str, lines: &[T]) -> i64 {
        self.heading(x, top, heading);
        self.lines(x, top - 18, lines) - 10
    }

    /// Text in this font and size, after these operators.
    pub fn set(&mut self, font: &str, size: i64, operators: &str, text: &str) -> &mut Self {
        self.content
            .extend(format!("BT /{font} {size} Tf {operators} (").into_bytes());
        for character in text.chars() {
            // WinAnsi is Latin-1 for all that is drawn here.
            let byte = u8::try_from(u32::from(character)).unwrap();
            if b"()\\".contains(&byte) {
                self.content.push(b'\\');
            }
            self.content.push(byte);
        }
        self.content.extend(b") Tj ET\n");
        self
    }

    /// Any operators: rules, rectangles.
    pub fn draw(&mut self, operators: &str) -> &mut Self {
        self.content.extend(format!("q {operators} Q\n").into_bytes());
        self
    }

    /// An annotation that leads to `url`.
    pub fn link(&mut self, url: &str, rectangle: [i64; 4]) -> &mut Self {
        self.links.push((url.to_owned(), rectangle));
        self
    }
}

/// The file with these pages; `fonts` adds fonts to the page's two.
pub fn file(pages: &[Page], fonts: impl FnOnce(&mut Document, &mut Dictionary)) -> Vec<u8> {
    let mut document = Document::with_version("1.7");
    let tree = document.new_object_id();
    let mut known = Dictionary::new();
    for (name, base) in [("F1", "Helvetica"), ("F2", "Helvetica-Bold")] {
        let font =
            dictionary! { "Type" => "Font", "Subtype" => "Type1", "BaseFont" => base, "Encoding" => "WinAnsiEncoding" };
        known.set(name, document.add_object(font));
    }
    fonts(&mut document, &mut known);
    let known = document.add_object(known);
    let kids: Vec<Object> = pages
        .iter()
        .map(|page| add(&mut document, page, tree, known).into())
        .collect();
    let count = i64::try_from(kids.len()).unwrap();
    document.set_object(
        tree,
        dictionary! { "Type" => "Pages", "Kids" => kids, "Count" => count },
    );
    let catalog = document.add_object(dictionary! { "Type" => "Catalog", "Pages" => tree });
    document.trailer.set("Root", catalog);
    crate::bytes(document)
}

fn add(document: &mut Document, page: &Page, tree: ObjectId, fonts: ObjectId) -> ObjectId {
    let mut notes: Vec<Object> = Vec::new();
    for (url, rectangle) in &page.links {
        let action = dictionary! { "S" => "URI", "URI" => Object::string_literal(url.as_str()) };
        let rectangle: Vec<Object> = rectangle.map(Object::from).into();
        let note = dictionary! { "Type" => "Annot", "Subtype" => "Link", "Rect" => rectangle, "A" => action };
        notes.push(document.add_object(note).into());
    }
    let content = document.add_object(Stream::new(dictionary! {}, page.content.clone()));
    document.add_object(dictionary! {
        "Type" => "Page", "Parent" => tree, "Contents" => content, "Annots" => notes,
        "MediaBox" => vec![0.into(), 0.into(), 595.into(), 842.into()],
        "Resources" => dictionary! { "Font" => fonts },
    })
}

/// A font whose glyphs say by a character map what they are: `special` beside the printable ASCII.
pub fn mapped(document: &mut Document, special: &[(u8, char)]) -> ObjectId {
    let mut map = String::from(
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def /CMapType 2 def\n\
         1 begincodespacerange <00> <FF> endcodespacerange\n1 beginbfrange <20> <7E> <0020> endbfrange\n",
    );
    for (code, character) in special {
        map += &format!("1 beginbfchar <{code:02X}> <{:04X}> endbfchar\n", u32::from(*character));
    }
    map += "endcmap end end";
    let map = document.add_object(Stream::new(dictionary! {}, map.into_bytes()));
    document.add_object(dictionary! {
        "Type" => "Font", "Subtype" => "Type1", "BaseFont" => "Helvetica", "Encoding" => "WinAnsiEncoding", "ToUnicode" => map,
    })
}
