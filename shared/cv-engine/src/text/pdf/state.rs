//! What a page's content is painted with: the graphics state, and the path that is being built.

use super::colour::Colour;
use super::geometry::{Matrix, Rectangle};

/// The state that decides how text and shapes are painted (ISO 32000-1, 8.4).
#[derive(Debug, Clone, Copy)]
pub(super) struct State {
    pub matrix: Matrix,
    pub colour: Option<Colour>,
    /// The fill colour space is one whose single number is a grey.
    pub grey: bool,
    pub opacity: f32,
    pub mode: u8,
    pub size: f32,
    pub leading: f32,
    pub clip: Option<Rectangle>,
}

impl State {
    pub(super) fn new() -> Self {
        Self {
            matrix: Matrix::default(),
            colour: Some([0.0; 3]),
            grey: true,
            opacity: 1.0,
            mode: 0,
            size: 0.0,
            leading: 0.0,
            clip: None,
        }
    }
}

/// The path that is being built: its bounds, and the rectangles in it.
#[derive(Default)]
pub(super) struct Path {
    pub bounds: Option<Rectangle>,
    pub rectangles: Vec<Rectangle>,
    pub other: bool,
    pub clips: bool,
}

/// Most rectangles of a path that are looked at one by one.
const RECTANGLES: usize = 200;

impl Path {
    pub(super) fn add(&mut self, point: (f32, f32)) {
        self.bounds = Some(self.bounds.map_or(Rectangle::at(point), |b| b.with(point)));
    }

    pub(super) fn add_rectangle(&mut self, a: (f32, f32), b: (f32, f32)) {
        self.add(a);
        self.add(b);
        match self.rectangles.len() {
            0..RECTANGLES => self.rectangles.push(Rectangle::at(a).with(b)),
            _ => self.other = true,
        }
    }

    /// What of later drawing can be seen: never more than the bounds of the clipping path.
    pub(super) fn clip(self, state: &mut State) {
        if let Some(bounds) = self.bounds.filter(|_| self.clips) {
            state.clip = Some(state.clip.map_or(bounds, |c| c.within(bounds)));
        }
    }
}
