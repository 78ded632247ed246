//! Rich Text Format to plain text: control words that break lines, tables and boxes, code pages and Unicode escapes.
//!
//! Source: Rich Text Format Specification 1.9.1 (`\par`, `\'hh`, `\uN`, `\ucN`, destinations `\*`).

use super::rtf_letters::Letters;
use super::rtf_looks::Looks;
use super::rtf_place::Place;

/// Destinations whose text is not the document's.
const SKIPPED: &[&str] = &[
    "fonttbl",
    "colortbl",
    "stylesheet",
    "info",
    "pict",
    "object",
    "themedata",
    "datastore",
    "listtable",
    "listoverridetable",
    "generator",
    "xmlnstbl",
    "latentstyles",
    "rsidtbl",
    "fldinst",
    // Properties of a shape, and the shape once more for readers that do not know shapes.
    "sp",
    "shprslt",
    // Entries of an index and of a table of contents.
    "xe",
    "tc",
];
/// Destinations that a reader may pass over and that hold text: shapes, and what drew them before there were shapes.
const READ: &[&str] = &["shpinst", "do"];
/// Destinations of text that stands apart from what it is anchored in.
const BOXES: &[&str] = &["shptxt", "dptxbxtext"];
/// Deepest group followed.
const DEPTH: usize = 512;
/// Most figures of a number.
const FIGURES: usize = 18;

/// Text of an RTF file that can be seen, and whether there is more. Reads to the end whatever is wrong in between.
pub fn to_text(bytes: &[u8]) -> (String, bool) {
    let mut reader = Reader::default();
    let mut i = 0;
    while i < bytes.len() {
        match bytes[i] {
            b'{' => {
                if reader.depth + 1 >= DEPTH {
                    break;
                }
                reader.begin();
                i += 1;
            }
            b'}' => {
                reader.end();
                i += 1;
            }
            b'\\' => {
                let (token, next) = control(bytes, i + 1);
                i = next;
                match token {
                    Control::Byte(_) | Control::Symbol(_) if reader.to_skip > 0 => reader.to_skip -= 1,
                    Control::Byte(byte) => reader.byte(byte),
                    Control::Symbol(b'*') if is_read(bytes, i) => {}
                    Control::Symbol(symbol) => reader.symbol(symbol),
                    Control::Word(word, number) => reader.word(&word, number),
                    Control::End => {}
                }
            }
            b'\r' | b'\n' => i += 1,
            _ if reader.to_skip > 0 => {
                reader.to_skip -= 1;
                i += 1;
            }
            byte => {
                if reader.table == Some(Table::Colours) && byte == b';' {
                    reader.looks.mixed();
                }
                reader.byte(byte);
                i += 1;
            }
        }
    }
    reader.finish()
}

/// True when a destination with text begins here.
fn is_read(bytes: &[u8], at: usize) -> bool {
    let start = bytes[at.min(bytes.len())..]
        .iter()
        .position(|b| !b.is_ascii_whitespace());
    let Some(at) = start.map(|skipped| at + skipped).filter(|at| bytes[*at] == b'\\') else {
        return false;
    };
    matches!(control(bytes, at + 1).0, Control::Word(word, _) if READ.contains(&word.as_str()))
}

/// Tables of the header that say how the text looks.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Table {
    Colours,
    Fonts,
}

/// What was read so far.
struct Reader {
    place: Place,
    letters: Letters,
    looks: Looks,
    left_out: bool,
    depth: usize,
    /// The group whose text is passed over.
    skip_at: Option<usize>,
    /// The table that it is.
    table: Option<Table>,
    /// Characters after `\uN` for readers that do not know it, in each open group.
    fallback: Vec<usize>,
    /// How many of them are still to come.
    to_skip: usize,
}

impl Default for Reader {
    fn default() -> Self {
        Self {
            place: Place::default(),
            letters: Letters::default(),
            looks: Looks::default(),
            left_out: false,
            depth: 0,
            skip_at: None,
            table: None,
            fallback: vec![1],
            to_skip: 0,
        }
    }
}

impl Reader {
    fn begin(&mut self) {
        self.write_bytes();
        self.to_skip = 0;
        self.depth += 1;
        self.fallback.push(*self.fallback.last().unwrap_or(&1));
        self.looks.begin();
        self.letters.begin();
    }

    fn end(&mut self) {
        self.write_bytes();
        self.to_skip = 0;
        self.depth = self.depth.saturating_sub(1);
        self.fallback.pop();
        self.looks.end();
        self.letters.end();
        self.place.end_group(self.depth);
        if self.skip_at.is_some_and(|d| self.depth < d) {
            self.skip_at = None;
            self.table = None;
        }
    }

    fn byte(&mut self, byte: u8) {
        if self.skip_at.is_none() {
            self.letters.push(byte);
        }
    }

    /// What was not yet letters is.
    fn write_bytes(&mut self) {
        if let Some(letters) = self.letters.take() {
            self.write(&letters);
        }
    }

    fn write(&mut self, letters: &str) {
        if self.looks.is_deleted() {
            return;
        }
        if self.looks.is_unseen() {
            self.left_out |= !letters.trim().is_empty();
        } else {
            self.place.push(letters);
        }
    }

    fn symbol(&mut self, symbol: u8) {
        self.write_bytes();
        if symbol == b'*' {
            self.skip_at = self.skip_at.or(Some(self.depth));
        }
        if self.skip_at.is_some() {
            return;
        }
        match symbol {
            b'~' => self.write("\u{A0}"),
            b'_' => self.write("-"),
            // The short form of `\par`, which TextEdit writes.
            b'\r' | b'\n' => self.place.end_line(),
            b'\\' | b'{' | b'}' => self.write((symbol as char).encode_utf8(&mut [0; 4])),
            _ => {}
        }
    }

    fn word(&mut self, word: &str, number: Option<i32>) {
        self.write_bytes();
        if SKIPPED.contains(&word) {
            if self.skip_at.is_none() {
                self.table = match word {
                    "colortbl" => Some(Table::Colours),
                    "fonttbl" => Some(Table::Fonts),
                    _ => None,
                };
                self.skip_at = Some(self.depth);
            }
            return;
        }
        match self.table {
            Some(Table::Colours) => return self.looks.mix(word, number),
            Some(Table::Fonts) => return self.letters.describe(word, number),
            None => {}
        }
        if word == "uc"
            && let Some(last) = self.fallback.last_mut()
        {
            *last = number.unwrap_or(1).clamp(0, 8) as usize;
        }
        if self.skip_at.is_some() {
            return;
        }
        match word {
            "u" => {
                let code = number.unwrap_or(0).rem_euclid(65_536) as u32;
                self.write(char::from_u32(code).unwrap_or(' ').encode_utf8(&mut [0; 4]));
                self.to_skip = *self.fallback.last().unwrap_or(&1);
            }
            "par" | "line" | "sect" => self.place.end_line(),
            "page" => self.place.push("\n\u{0C}\n"),
            // Lines, tabs and cells are there whatever they look like.
            "tab" => self.place.push("\t"),
            "cell" => self.place.end_cell(),
            "row" => self.place.end_row(),
            "nestcell" | "nestrow" => self.place.end_nested(word == "nestrow"),
            "bullet" => self.write("•"),
            "endash" => self.write("–"),
            "emdash" => self.write("—"),
            "lquote" | "rquote" => self.write("’"),
            "ldblquote" => self.write("“"),
            "rdblquote" => self.write("”"),
            "enspace" | "emspace" | "qmspace" => self.write(" "),
            _ => {
                match word {
                    "trowd" => self.place.begin_row(),
                    "intbl" => self.place.stay_in_row(),
                    _ if BOXES.contains(&word) => self.place.open_box(self.depth),
                    _ => {}
                }
                self.looks.word(word, number);
                self.letters.word(word, number);
            }
        }
    }

    fn finish(mut self) -> (String, bool) {
        self.write_bytes();
        (self.place.finish(), self.left_out)
    }
}

enum Control {
    Byte(u8),
    Symbol(u8),
    Word(String, Option<i32>),
    End,
}

/// Reads the control after a backslash and says where the text goes on.
fn control(bytes: &[u8], at: usize) -> (Control, usize) {
    let Some(&first) = bytes.get(at) else {
        return (Control::End, at);
    };
    if first == b'\'' {
        let hex = bytes.get(at + 1..at + 3).and_then(|h| std::str::from_utf8(h).ok());
        let byte = hex.and_then(|h| u8::from_str_radix(h, 16).ok());
        return (byte.map_or(Control::End, Control::Byte), (at + 3).min(bytes.len()));
    }
    if !first.is_ascii_alphabetic() {
        return (Control::Symbol(first), at + 1);
    }
    let rest = &bytes[at..];
    let letters = rest.iter().take_while(|b| b.is_ascii_alphabetic()).count().min(32);
    let word = String::from_utf8_lossy(&rest[..letters]).into_owned();
    let sign = usize::from(rest.get(letters) == Some(&b'-'));
    let digits = rest[letters + sign..]
        .iter()
        .take_while(|b| b.is_ascii_digit())
        .count()
        .min(FIGURES);
    let number = std::str::from_utf8(&rest[letters..letters + sign + digits])
        .ok()
        .and_then(|n| n.parse::<i64>().ok())
        .map(|n| n.clamp(i32::MIN.into(), i32::MAX.into()) as i32);
    let mut next = at + letters + if digits > 0 { sign + digits } else { 0 };
    if bytes.get(next) == Some(&b' ') {
        next += 1;
    }
    (Control::Word(word, number), next)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_paragraphs_and_hidden_destinations() {
        let rtf = br"{\rtf1\ansi{\fonttbl{\f0 Arial;}}\f0 H\'e9l\u232?ne Roux\par Data\tab 2020}";
        assert_eq!(to_text(rtf), ("Hélène Roux\nData\t2020".to_owned(), false));
    }

    #[test]
    fn deleted_text_signs_and_long_numbers() {
        for (rtf, text) in [
            (
                r"{\rtf1 Zo\'e9 {\deleted\revauthdel1\revdttmdel-2015295488 Roux}{\revised Noir}}",
                "Zoé Noir",
            ),
            (r"{\rtf1 e\_commerce \ldblquote Vega\rdblquote}", "e-commerce “Vega”"),
        ] {
            assert_eq!(to_text(rtf.as_bytes()), (text.to_owned(), false));
        }
    }

    #[test]
    fn a_backslash_before_the_end_of_a_line_ends_a_paragraph() {
        for end in ["\n", "\r\n", "\r"] {
            let rtf = format!("{{\\rtf1\\ansi Zo\\'e9{end} Roux\\{end}Nantes}}");
            let (text, _) = to_text(rtf.as_bytes());
            assert_eq!(text, "Zoé Roux\nNantes", "{end:?}");
        }
    }
}
