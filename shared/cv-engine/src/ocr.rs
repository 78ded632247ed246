//! Text recognition: what the engine asks of a recogniser, and how its words become characters on a page, as if they had been printed.

use super::layout::{Glyph, Page};

/// Words less sure than this are noise, in percent.
const SURE: f32 = 30.0;
/// Where the baseline is in the box of a line of text, from its top.
const BASELINE: f32 = 0.8;
/// Size of the type, in heights of that box.
const SIZE: f32 = 0.95;

/// A word in a picture. Lengths in pixels, y downwards.
#[derive(Debug, Clone, PartialEq)]
pub struct Word {
    /// The word.
    pub text: String,
    /// Left edge.
    pub left: f32,
    /// Width.
    pub width: f32,
    /// Top and height of the line that it stands in.
    pub line: (f32, f32),
    /// How sure the recogniser is, 0 to 100.
    pub sure: f32,
}

/// A picture of a page, in a format that picture libraries know (JPEG, JPEG 2000, PNM).
pub struct Scan {
    /// Page, from 1.
    pub page: u32,
    /// Width in pixels.
    pub width: f32,
    /// Width and height of the page in points.
    pub area: (f32, f32),
    /// The picture.
    pub picture: Vec<u8>,
}

/// Reads French and English text off pictures.
pub trait Recogniser: Sync {
    /// False when it is not installed: then pictures are refused as they are without it.
    fn is_there(&self) -> bool;
    /// Words of a picture in reading order; none when it can read nothing or takes too long.
    fn words(&self, picture: &[u8]) -> Vec<Word>;
}

/// The page with its recognised words.
pub fn page_of(scan: &Scan, words: &[Word]) -> Page {
    let scale = scan.area.0 / scan.width.max(1.0);
    let mut glyphs = Vec::new();
    for (run, word) in words.iter().enumerate().filter(|(_, w)| w.sure >= SURE) {
        let count = word.text.chars().count().max(1) as f32;
        let width = word.width * scale / count;
        for (i, c) in word.text.chars().enumerate() {
            glyphs.push(Glyph {
                c,
                x: word.left * scale + i as f32 * width,
                y: (word.line.0 + BASELINE * word.line.1) * scale,
                width,
                size: SIZE * word.line.1 * scale,
                bold: false,
                italic: false,
                icon: false,
                rotation: 0.0,
                run,
                space: i == 0,
                space_after: false,
            });
        }
    }
    Page {
        number: scan.page,
        width: scan.area.0,
        height: scan.area.1,
        glyphs,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_stand_where_the_picture_has_them() {
        let word = |text: &str, left, sure| Word {
            text: text.to_owned(),
            left,
            width: 100.0,
            line: (200.0, 50.0),
            sure,
        };
        let scan = Scan {
            page: 2,
            width: 1000.0,
            area: (500.0, 800.0),
            picture: Vec::new(),
        };
        let page = page_of(
            &scan,
            &[
                word("Zoé", 100.0, 90.0),
                word("~", 900.0, 3.0),
                word("Roux", 230.0, 90.0),
            ],
        );
        assert_eq!(page.glyphs.len(), 7);
        assert_eq!((page.glyphs[0].x, page.glyphs[0].y, page.number), (50.0, 120.0, 2));
        let lines = super::super::layout::page_lines(page);
        assert_eq!(lines[0].text(), "Zoé Roux");
    }
}
