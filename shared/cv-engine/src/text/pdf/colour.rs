//! Fill colours of a page, as far as it matters whether two of them can be told apart.

/// Red, green, blue, each 0 to 1.
pub type Colour = [f32; 3];

/// Grey, RGB or CMYK by the count of numbers.
pub fn colour(numbers: &[f32], grey: bool) -> Option<Colour> {
    match numbers {
        [g] if grey => Some([*g; 3]),
        [r, g, b] => Some([*r, *g, *b]),
        [c, m, y, k] => Some([c, m, y].map(|ink| (1.0 - ink) * (1.0 - k))),
        _ => None,
    }
}

/// Largest difference of a channel.
pub fn distance(a: Colour, b: Colour) -> f32 {
    a.iter().zip(b).map(|(a, b)| (a - b).abs()).fold(0.0, f32::max)
}
