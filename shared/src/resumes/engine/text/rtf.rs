//! Rich Text Format to plain text: control words that break lines, code page escapes and Unicode escapes.
//!
//! Source: Rich Text Format Specification 1.9.1 (`\par`, `\'hh`, `\uN`, `\ucN`, destinations `\*`).

use super::rtf_looks::Looks;
use encoding_rs::WINDOWS_1252;

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
];
/// Deepest group followed.
const DEPTH: usize = 512;

/// Text of an RTF file that can be seen, and whether there is more. Reads to the end whatever is wrong in between.
pub fn to_text(bytes: &[u8]) -> (String, bool) {
    let mut out = Out::default();
    let mut in_colours = false;
    let mut skip_at: Option<usize> = None;
    let mut depth = 0usize;
    let mut fallback = vec![1usize];
    let mut to_skip = 0usize;
    let mut i = 0;
    while i < bytes.len() {
        match bytes[i] {
            b'{' => {
                depth += 1;
                if depth >= DEPTH {
                    break;
                }
                fallback.push(*fallback.last().unwrap_or(&1));
                out.looks.begin();
                i += 1;
            }
            b'}' => {
                depth = depth.saturating_sub(1);
                fallback.pop();
                out.looks.end();
                if skip_at.is_some_and(|d| depth < d) {
                    skip_at = None;
                    in_colours = false;
                }
                i += 1;
            }
            b'\\' => {
                let (token, next) = control(bytes, i + 1);
                i = next;
                match token {
                    Control::Byte(_) | Control::Symbol(_) if to_skip > 0 => to_skip -= 1,
                    Control::Byte(byte) if skip_at.is_none() => {
                        out.letters(&WINDOWS_1252.decode_without_bom_handling(&[byte]).0);
                    }
                    Control::Symbol(b'~') if skip_at.is_none() => out.letters("\u{A0}"),
                    // The short form of `\par`, which TextEdit writes.
                    Control::Symbol(b'\r' | b'\n') if skip_at.is_none() => out.space("\n"),
                    Control::Symbol(b'*') => skip_at = skip_at.or(Some(depth)),
                    Control::Symbol(c @ (b'\\' | b'{' | b'}')) if skip_at.is_none() => {
                        out.letters((c as char).encode_utf8(&mut [0; 4]));
                    }
                    Control::Word(word, number) => match word.as_str() {
                        name if SKIPPED.contains(&name) => {
                            in_colours |= name == "colortbl" && skip_at.is_none();
                            skip_at = skip_at.or(Some(depth));
                        }
                        name if in_colours => out.looks.mix(name, number),
                        "uc" => {
                            if let Some(last) = fallback.last_mut() {
                                *last = number.unwrap_or(1).clamp(0, 8) as usize;
                            }
                        }
                        "u" if skip_at.is_none() => {
                            let code = number.unwrap_or(0).rem_euclid(65_536) as u32;
                            out.letters(char::from_u32(code).unwrap_or(' ').encode_utf8(&mut [0; 4]));
                            to_skip = *fallback.last().unwrap_or(&1);
                        }
                        "par" | "line" | "row" | "sect" if skip_at.is_none() => out.space("\n"),
                        "page" if skip_at.is_none() => out.space("\n\u{0C}\n"),
                        "tab" | "cell" if skip_at.is_none() => out.space("\t"),
                        "bullet" if skip_at.is_none() => out.letters("•"),
                        "endash" if skip_at.is_none() => out.letters("–"),
                        "emdash" if skip_at.is_none() => out.letters("—"),
                        "lquote" | "rquote" if skip_at.is_none() => out.letters("’"),
                        name if skip_at.is_none() => out.looks.word(name, number),
                        _ => {}
                    },
                    _ => {}
                }
            }
            b'\r' | b'\n' => i += 1,
            byte => {
                if to_skip > 0 {
                    to_skip -= 1;
                } else if in_colours && byte == b';' {
                    out.looks.mixed();
                } else if skip_at.is_none() {
                    out.letters(&WINDOWS_1252.decode_without_bom_handling(&[byte]).0);
                }
                i += 1;
            }
        }
    }
    (out.text, out.left_out)
}

/// What was read so far.
#[derive(Default)]
struct Out {
    text: String,
    looks: Looks,
    left_out: bool,
}

impl Out {
    fn letters(&mut self, letters: &str) {
        if self.looks.is_unseen() {
            self.left_out |= !letters.trim().is_empty();
        } else {
            self.text.push_str(letters);
        }
    }

    /// Lines and tabs are there whatever they look like.
    fn space(&mut self, space: &str) {
        self.text.push_str(space);
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
        .min(9);
    let number = std::str::from_utf8(&rest[letters..letters + sign + digits])
        .ok()
        .and_then(|n| n.parse().ok());
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
    fn a_backslash_before_the_end_of_a_line_ends_a_paragraph() {
        for end in ["\n", "\r\n", "\r"] {
            let rtf = format!("{{\\rtf1\\ansi Zo\\'e9{end} Roux\\{end}Nantes}}");
            let (text, _) = to_text(rtf.as_bytes());
            assert_eq!(text, "Zoé Roux\nNantes", "{end:?}");
        }
    }
}
