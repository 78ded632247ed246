//! Whether letters of a Rich Text file can be seen: hidden ones (`\v`), those too small to read, and those in the colour of what is behind them.
//!
//! Source: Rich Text Format Specification 1.9.1, "Font (Character) Formatting Properties" and "Color Table".

use super::paint::Paint;

/// Below this, letters are not there for a reader. Half points.
const READABLE: i32 = 4;

/// How the letters of a group look; a group starts with its parent's looks.
#[derive(Debug, Clone, Copy)]
struct Look {
    hidden: bool,
    half_points: i32,
    colour: usize,
    behind: usize,
}

impl Default for Look {
    fn default() -> Self {
        Self {
            hidden: false,
            half_points: 24,
            colour: 0,
            behind: 0,
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
            "plain" => self.now = Look::default(),
            "v" => self.now.hidden = number != Some(0),
            "fs" => self.now.half_points = number.unwrap_or(24),
            "cf" => self.now.colour = index(),
            "highlight" | "cb" | "chcbpat" => self.now.behind = index(),
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
        let colour = if self.colours.is_empty() {
            Paint::Unknown
        } else {
            Paint::Rgb(self.mixing)
        };
        self.colours.push(colour);
        self.mixing = [0; 3];
    }

    /// True when nobody sees what is written now.
    pub fn is_unseen(&self) -> bool {
        let of = |index: usize, automatic: Paint| match index {
            0 => automatic,
            _ => self.colours.get(index).copied().unwrap_or(Paint::Unknown),
        };
        let (letters, paper) = (of(self.now.colour, Paint::Unknown), of(self.now.behind, Paint::WHITE));
        self.now.hidden || self.now.half_points < READABLE || letters.vanishes_on(paper)
    }
}
