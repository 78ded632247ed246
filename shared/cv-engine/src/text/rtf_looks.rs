//! Whether letters of a Rich Text file can be seen: hidden ones (`\v`), those too small to read, and those in the colour of what is behind them.
//!
//! Source: Rich Text Format Specification 1.9.1, "Font (Character) Formatting Properties" and "Color Table".

use super::paint::Paint;

/// Below this, letters are not there for a reader. Half points.
const READABLE: i32 = 4;
/// Most colours of a document that are kept; a later one is not known.
const COLOURS: usize = 4096;

/// How the letters of a group look; a group starts with its parent's looks.
#[derive(Debug, Clone, Copy)]
struct Look {
    hidden: bool,
    /// A tracked deletion.
    deleted: bool,
    half_points: i32,
    colour: usize,
    /// What is painted behind the letters, behind their paragraph; 0 is nothing.
    behind: [usize; 2],
    /// In a drawn box, whose filling is not looked up.
    boxed: bool,
}

impl Default for Look {
    fn default() -> Self {
        Self {
            hidden: false,
            deleted: false,
            half_points: 24,
            colour: 0,
            behind: [0; 2],
            boxed: false,
        }
    }
}

/// The looks of the open groups, and the document's colours.
#[derive(Debug, Default)]
pub struct Looks {
    open: Vec<Look>,
    now: Look,
    colours: Vec<Paint>,
    mixing: [u8; 3],
    /// The row that is being read has painted cells; which of them the letters stand in is not followed.
    painted_row: bool,
}

impl Looks {
    /// A group begins.
    pub fn begin(&mut self) {
        self.open.push(self.now);
    }

    /// The last group ends.
    pub fn end(&mut self) {
        self.now = self.open.pop().unwrap_or_default();
    }

    /// A control word outside the colour table.
    pub fn word(&mut self, word: &str, number: Option<i32>) {
        let index = || usize::try_from(number.unwrap_or(0)).unwrap_or(0);
        match word {
            "plain" => {
                self.now = Look {
                    behind: [0, self.now.behind[1]],
                    boxed: self.now.boxed,
                    ..Look::default()
                }
            }
            "pard" => self.now.behind[1] = 0,
            "cbpat" => self.now.behind[1] = index(),
            "trowd" => self.painted_row = false,
            "clcbpat" | "clcfpat" | "clshdng" => self.painted_row = true,
            "shptxt" | "dptxbxtext" => self.now.boxed = true,
            "v" => self.now.hidden = number != Some(0),
            "deleted" => self.now.deleted = number != Some(0),
            "fs" => self.now.half_points = number.unwrap_or(24),
            "cf" => self.now.colour = index(),
            "highlight" | "cb" | "chcbpat" => self.now.behind[0] = index(),
            _ => {}
        }
    }

    /// A control word of the colour table.
    pub fn mix(&mut self, word: &str, number: Option<i32>) {
        let value = u8::try_from(number.unwrap_or(0)).unwrap_or(0);
        match word {
            "red" => self.mixing[0] = value,
            "green" => self.mixing[1] = value,
            "blue" => self.mixing[2] = value,
            _ => {}
        }
    }

    /// The semicolon that ends a colour; the first one stands for the reader's own.
    pub fn mixed(&mut self) {
        if self.colours.len() == COLOURS {
            return;
        }
        let colour = if self.colours.is_empty() {
            Paint::Unknown
        } else {
            Paint::Rgb(self.mixing)
        };
        self.colours.push(colour);
        self.mixing = [0; 3];
    }

    /// True for what its author took away: nothing was hidden.
    pub fn is_deleted(&self) -> bool {
        self.now.deleted
    }

    /// True when nobody sees what is written now.
    pub fn is_unseen(&self) -> bool {
        let of = |index: usize, automatic: Paint| match index {
            0 => automatic,
            _ => self.colours.get(index).copied().unwrap_or(Paint::Unknown),
        };
        let paper = if self.painted_row || self.now.boxed {
            Paint::Unknown
        } else {
            Paint::WHITE
        };
        let [letters, paragraph] = self.now.behind;
        let paper = of(letters, of(paragraph, paper));
        let letters = of(self.now.colour, Paint::Unknown);
        self.now.hidden || self.now.half_points < READABLE || letters.vanishes_on(paper)
    }
}

#[cfg(test)]
mod tests {
    use super::super::rtf::to_text;

    #[test]
    fn white_letters_are_left_out_on_paper_and_read_on_whatever_is_painted() {
        let seen = |looks: &str| {
            let rtf = format!(
                r"{{\rtf1{{\colortbl;\red255\green255\blue255;\red0\green0\blue128;}}\pard {looks}\cf1 Ana Silva\par}}"
            );
            !to_text(rtf.as_bytes()).1
        };
        for painted in [
            r"\trowd\clcbpat2\cellx5000 ",
            r"\cbpat2 ",
            r"\cbpat2\plain ",
            r"\highlight2 ",
            r"\shptxt ",
        ] {
            assert!(seen(painted), "{painted}");
        }
        for paper in ["", r"\trowd\clcbpat2\cellx5000\trowd ", r"\cbpat2\pard ", r"\cbpat1 "] {
            assert!(!seen(paper), "{paper}");
        }
    }
}
