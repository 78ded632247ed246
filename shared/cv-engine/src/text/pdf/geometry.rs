//! The little geometry of a page: transformations and rectangles.

/// A transformation, as PDF writes it: `[a b c d e f]`.
#[derive(Debug, Clone, Copy)]
pub struct Matrix([f32; 6]);

impl Default for Matrix {
    fn default() -> Self {
        Self([1.0, 0.0, 0.0, 1.0, 0.0, 0.0])
    }
}

impl Matrix {
    /// Of six numbers; fewer change nothing.
    pub fn of(numbers: &[f32]) -> Self {
        numbers.try_into().map_or_else(|_| Self::default(), Self)
    }

    /// A translation.
    pub fn shift(x: f32, y: f32) -> Self {
        Self([1.0, 0.0, 0.0, 1.0, x, y])
    }

    /// This one first, then the other.
    pub fn then(self, other: Self) -> Self {
        let ([a, b, c, d, e, f], [oa, ob, oc, od, oe, of]) = (self.0, other.0);
        Self([
            a * oa + b * oc,
            a * ob + b * od,
            c * oa + d * oc,
            c * ob + d * od,
            e * oa + f * oc + oe,
            e * ob + f * od + of,
        ])
    }

    /// Where a point goes.
    pub fn apply(self, x: f32, y: f32) -> (f32, f32) {
        let [a, b, c, d, e, f] = self.0;
        (a * x + c * y + e, b * x + d * y + f)
    }

    /// How much larger an upright length becomes.
    pub fn scale(self) -> f32 {
        self.0[2].hypot(self.0[3])
    }
}

/// A rectangle with upright sides, y upwards.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rectangle {
    /// Left edge.
    pub x0: f32,
    /// Lower edge.
    pub y0: f32,
    /// Right edge.
    pub x1: f32,
    /// Upper edge.
    pub y1: f32,
}

impl Rectangle {
    /// Of one point.
    pub fn at((x, y): (f32, f32)) -> Self {
        Self {
            x0: x,
            y0: y,
            x1: x,
            y1: y,
        }
    }

    /// The smallest that holds this point too.
    pub fn with(self, (x, y): (f32, f32)) -> Self {
        Self {
            x0: self.x0.min(x),
            y0: self.y0.min(y),
            x1: self.x1.max(x),
            y1: self.y1.max(y),
        }
    }

    /// What both hold; without area where they are apart.
    pub fn within(self, other: Self) -> Self {
        let (x0, y0) = (self.x0.max(other.x0), self.y0.max(other.y0));
        Self {
            x0,
            y0,
            x1: self.x1.min(other.x1).max(x0),
            y1: self.y1.min(other.y1).max(y0),
        }
    }

    /// True for a point inside.
    pub fn contains(self, x: f32, y: f32) -> bool {
        (self.x0..=self.x1).contains(&x) && (self.y0..=self.y1).contains(&y)
    }

    /// True for a point inside or at most this far outside.
    pub fn near(self, x: f32, y: f32, margin: f32) -> bool {
        (self.x0 - margin..=self.x1 + margin).contains(&x) && (self.y0 - margin..=self.y1 + margin).contains(&y)
    }

    /// Area.
    pub fn size(self) -> f32 {
        (self.x1 - self.x0) * (self.y1 - self.y0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn transformations_follow_one_another() {
        let matrix = Matrix::of(&[2.0, 0.0, 0.0, 2.0, 0.0, 0.0]).then(Matrix::shift(10.0, 5.0));
        assert_eq!(matrix.apply(1.0, 1.0), (12.0, 7.0));
        let small = Rectangle::at((0.0, 0.0))
            .with((4.0, 4.0))
            .within(Rectangle::at((2.0, 2.0)).with((9.0, 3.0)));
        assert_eq!((small.contains(3.0, 2.5), small.size()), (true, 2.0));
    }
}
