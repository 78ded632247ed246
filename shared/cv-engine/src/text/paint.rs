//! Colours of word processors and pages, as far as it matters whether two of them can be told apart.

/// A colour, or what cannot be known without drawing (a picture, a theme, a variable).
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Paint {
    /// Red, green, blue.
    Rgb([u8; 3]),
    /// Nothing is drawn.
    Transparent,
    /// Not known.
    Unknown,
}

/// Largest difference of a channel that no eye tells.
const SAME: u8 = 20;

impl Paint {
    /// Paper.
    pub const WHITE: Self = Self::Rgb([255; 3]);
    /// Ink.
    pub const BLACK: Self = Self::Rgb([0; 3]);

    /// Of six or three hexadecimal digits; `auto` and anything else is not known.
    pub fn of_hex(text: &str) -> Self {
        let text = text.trim_start_matches('#');
        let Ok(value) = u32::from_str_radix(text, 16) else {
            return Self::Unknown;
        };
        let byte = |shift: u32| (value >> shift) as u8;
        match text.len() {
            6 => Self::Rgb([byte(16), byte(8), byte(0)]),
            3 => Self::Rgb([8, 4, 0].map(|shift| (byte(shift) & 15) * 17)),
            _ => Self::Unknown,
        }
    }

    /// Of a CSS value in lower case.
    pub fn of_css(value: &str) -> Self {
        let first = value.split_whitespace().next().unwrap_or_default();
        if first.starts_with('#') {
            return Self::of_hex(first);
        }
        if let Some(inner) = value.strip_prefix("rgba(").or_else(|| value.strip_prefix("rgb(")) {
            let numbers: Vec<f32> = inner
                .split([',', ' ', '/', ')'])
                .filter_map(|n| n.trim().parse().ok())
                .collect();
            return match numbers[..] {
                [_, _, _, alpha] if alpha < 0.05 => Self::Transparent,
                [r, g, b] => Self::Rgb([r, g, b].map(|c| c as u8)),
                [r, g, b, alpha] if alpha > 0.95 => Self::Rgb([r, g, b].map(|c| c as u8)),
                _ => Self::Unknown,
            };
        }
        match first {
            "white" => Self::WHITE,
            "snow" | "ghostwhite" | "floralwhite" | "mintcream" => Self::Rgb([250; 3]),
            "whitesmoke" => Self::Rgb([245; 3]),
            "black" => Self::BLACK,
            "transparent" => Self::Transparent,
            _ => Self::Unknown,
        }
    }

    /// Of a word processor's highlighter (ECMA-376, ST_HighlightColor).
    pub fn of_highlighter(name: &str) -> Self {
        Self::of_hex(match name {
            "black" => "000000",
            "blue" => "0000ff",
            "cyan" => "00ffff",
            "green" => "00ff00",
            "magenta" => "ff00ff",
            "red" => "ff0000",
            "yellow" => "ffff00",
            "white" => "ffffff",
            "darkBlue" => "000080",
            "darkCyan" => "008080",
            "darkGreen" => "008000",
            "darkMagenta" => "800080",
            "darkRed" => "800000",
            "darkYellow" => "808000",
            "darkGray" => "808080",
            "lightGray" => "c0c0c0",
            _ => "",
        })
    }

    /// True when letters of this colour cannot be seen on that background.
    pub fn vanishes_on(self, background: Self) -> bool {
        match (self, background) {
            (Self::Transparent, _) => true,
            (Self::Rgb(a), Self::Rgb(b)) => a.iter().zip(b).all(|(a, b)| a.abs_diff(b) <= SAME),
            _ => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_are_read_and_compared() {
        assert_eq!(Paint::of_css("#fff"), Paint::WHITE);
        assert_eq!(Paint::of_css("rgb(255, 255, 255)"), Paint::WHITE);
        assert!(Paint::of_css("rgba(0,0,0,0)").vanishes_on(Paint::BLACK));
        assert!(Paint::of_hex("FEFEFE").vanishes_on(Paint::WHITE));
        assert!(!Paint::of_hex("888888").vanishes_on(Paint::WHITE));
        assert!(!Paint::of_css("var(--ink)").vanishes_on(Paint::WHITE));
    }
}
