//! Which letters the bytes of a Rich Text file stand for: the document's code page, or that of the font they are set in.
//!
//! Source: Rich Text Format Specification 1.9.1, "Character Set" and "Font Table".

use std::collections::HashMap;

use encoding_rs::{
    BIG5, EUC_KR, Encoding, GB18030, GBK, IBM866, ISO_8859_2, KOI8_R, KOI8_U, MACINTOSH, SHIFT_JIS, UTF_8, WINDOWS_874,
    WINDOWS_1250, WINDOWS_1251, WINDOWS_1252, WINDOWS_1253, WINDOWS_1254, WINDOWS_1255, WINDOWS_1256, WINDOWS_1257,
    WINDOWS_1258,
};

/// Most fonts of a document that are kept; a later one has the document's letters.
const FONTS: usize = 4096;

/// The fonts of the open groups, and the bytes that are not letters yet: in some code pages two of them make one.
pub struct Letters {
    page: &'static Encoding,
    fonts: HashMap<i32, &'static Encoding>,
    usual: i32,
    open: Vec<Option<i32>>,
    now: Option<i32>,
    described: i32,
    bytes: Vec<u8>,
}

impl Default for Letters {
    fn default() -> Self {
        Self {
            page: WINDOWS_1252,
            fonts: HashMap::new(),
            usual: 0,
            open: Vec::new(),
            now: None,
            described: 0,
            bytes: Vec::new(),
        }
    }
}

impl Letters {
    /// A group begins.
    pub fn begin(&mut self) {
        self.open.push(self.now);
    }

    /// The last group ends.
    pub fn end(&mut self) {
        self.now = self.open.pop().flatten();
    }

    /// A control word outside the font table.
    pub fn word(&mut self, word: &str, number: Option<i32>) {
        match word {
            "ansicpg" => self.page = number.and_then(of_code_page).unwrap_or(self.page),
            "mac" => self.page = MACINTOSH,
            "deff" => self.usual = number.unwrap_or(0),
            "f" => self.now = Some(number.unwrap_or(0)),
            "plain" => self.now = None,
            _ => {}
        }
    }

    /// A control word of the font table.
    pub fn describe(&mut self, word: &str, number: Option<i32>) {
        let encoding = match word {
            "f" => {
                self.described = number.unwrap_or(0);
                None
            }
            "fcharset" => number.and_then(of_charset),
            "cpg" => number.and_then(of_code_page),
            _ => None,
        };
        if let Some(encoding) = encoding
            && self.fonts.len() < FONTS
        {
            self.fonts.insert(self.described, encoding);
        }
    }

    /// A byte of text.
    pub fn push(&mut self, byte: u8) {
        self.bytes.push(byte);
    }

    /// The letters of the bytes since the last call, none for none.
    pub fn take(&mut self) -> Option<String> {
        if self.bytes.is_empty() {
            return None;
        }
        let font = self.now.unwrap_or(self.usual);
        let encoding = self.fonts.get(&font).copied().unwrap_or(self.page);
        let letters = encoding.decode_without_bom_handling(&self.bytes).0.into_owned();
        self.bytes.clear();
        Some(letters)
    }
}

/// By `\fcharset`. None for the default one, which is the document's, and for those that nobody decodes.
fn of_charset(charset: i32) -> Option<&'static Encoding> {
    Some(match charset {
        0 => WINDOWS_1252,
        77 => MACINTOSH,
        128 => SHIFT_JIS,
        129 => EUC_KR,
        134 => GBK,
        136 => BIG5,
        161 => WINDOWS_1253,
        162 => WINDOWS_1254,
        163 => WINDOWS_1258,
        177 => WINDOWS_1255,
        178 => WINDOWS_1256,
        186 => WINDOWS_1257,
        204 => WINDOWS_1251,
        222 => WINDOWS_874,
        238 => WINDOWS_1250,
        _ => return None,
    })
}

/// By `\ansicpg` or `\cpg`.
fn of_code_page(page: i32) -> Option<&'static Encoding> {
    Some(match page {
        866 => IBM866,
        874 => WINDOWS_874,
        932 => SHIFT_JIS,
        936 => GBK,
        949 => EUC_KR,
        950 => BIG5,
        1250 => WINDOWS_1250,
        1251 => WINDOWS_1251,
        1252 => WINDOWS_1252,
        1253 => WINDOWS_1253,
        1254 => WINDOWS_1254,
        1255 => WINDOWS_1255,
        1256 => WINDOWS_1256,
        1257 => WINDOWS_1257,
        1258 => WINDOWS_1258,
        10000 => MACINTOSH,
        20866 => KOI8_R,
        21866 => KOI8_U,
        28592 => ISO_8859_2,
        54936 => GB18030,
        65001 => UTF_8,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::super::rtf::to_text;

    #[test]
    fn bytes_are_letters_of_the_document_or_of_their_font() {
        for (rtf, text) in [
            (r"{\rtf1\ansi\ansicpg1250 \'a3ukasz W\'f3jcik}", "Łukasz Wójcik"),
            (
                r"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0\fcharset0 Arial;}{\f1\fnil\fcharset238{\*\falt Arial CE};}}\f1\'a3\f0 ukasz {\f1 Wi\'9cniewski} B\'e9nard}",
                "Łukasz Wiśniewski Bénard",
            ),
            (
                r"{\rtf1\ansi\deff2{\fonttbl\f0\fcharset0 Helvetica;\f2\fcharset204 Arial;}\'c0\'ed\'ed\'e0 {\f0 Zo\'e9}\plain  \'c8.}",
                "Анна Zoé И.",
            ),
            (
                r"{\rtf1\ansi{\fonttbl{\f3\fcharset128 Mincho;}}\f3\'8e\'52\'93\'63}",
                "山田",
            ),
            (r"{\rtf1\ansi\ansicpg1251{\fonttbl{\f0\fcharset1 Arial;}}\f0\'c0}", "А"),
            (r"{\rtf1\mac Zo\'8e}", "Zoé"),
            (r"{\rtf1\ansi\ansicpg99999 Zo\'e9}", "Zoé"),
        ] {
            assert_eq!(to_text(rtf.as_bytes()).0, text, "{rtf}");
        }
    }
}
