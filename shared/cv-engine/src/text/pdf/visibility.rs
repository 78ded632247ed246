//! What of a page's text a person can see: a walk over its painting operators with the state that decides (ISO 32000-1, 8.4 and 9.3).
//!
//! Text is hidden when it is drawn in the colour of what lies under it, in the invisible rendering mode, fully transparent, outside
//! the clipping rectangle, in a layer that is switched off, or under an opaque rectangle or picture that is painted later. Text over or under a picture that fills the page is
//! the text layer of a scan, and is read. Whatever is not certain (patterns, colours of unknown spaces, curved shapes painted
//! later) counts as visible: text of an honest document must not be lost.

use lopdf::{Dictionary, Document, Object, ObjectId};

use super::colour::{Colour, colour, distance};
use super::geometry::{Matrix, Rectangle};
use super::layers::Layers;
use super::objects::{number, resolve, resources_of};
use super::operators::{Token, Tokens};
use super::state::{Path, State};

/// Deepest nesting of forms and of saved states followed.
const DEPTH: usize = 8;
const SAVED: usize = 64;
/// Most shapes of a page that are kept.
const SHAPES: usize = 5_000;
/// Most words of a page looked at; the rest counts as visible.
const WORDS: usize = 1_000_000;
/// Most bytes of forms inflated for a page.
const FORM_BYTES: usize = 4 * 1024 * 1024;
/// Largest difference of a colour channel that no eye tells from the background.
const SAME: f32 = 0.08;
/// Least opacity that can be seen.
const FAINT: f32 = 0.05;
/// How far beyond the page text may begin, in points.
const MARGIN: f32 = 20.0;
/// Part of a page that a scan covers.
const SCAN: f32 = 0.5;

/// A run of text and whether it can be seen.
#[derive(Debug, Clone, Copy)]
struct Run {
    x: f32,
    y: f32,
    size: f32,
    colour: Option<Colour>,
    hidden: bool,
    /// Cut off by a clipping path: figures hold such leftovers.
    clipped: bool,
    /// How many shapes were painted before it.
    after: usize,
}

/// A painted shape; no colour: a picture or a pattern.
#[derive(Debug, Clone, Copy)]
struct Shape {
    area: Rectangle,
    colour: Option<Colour>,
    /// Opaque and exactly a rectangle: it covers what was there.
    covers: bool,
    picture: bool,
}

/// What can be seen on a page.
#[derive(Debug, Default)]
pub struct Visibility {
    runs: Vec<Run>,
    outside: bool,
}

impl Visibility {
    /// True when text of this colour that starts at this point belongs to a hidden run.
    pub fn is_hidden(&self, x: f32, y: f32, colour: Colour) -> bool {
        let same_line = |r: &&Run| (r.y - y).abs() < (0.35 * r.size).max(1.5) && r.x <= x + 1.5;
        let same_colour = |r: &&Run| r.colour.is_none_or(|c| distance(c, colour) < SAME / 2.0);
        let nearest = |matching: &dyn Fn(&&Run) -> bool| {
            let runs = self.runs.iter().filter(same_line).filter(matching);
            runs.max_by(|a, b| a.x.total_cmp(&b.x).then(b.hidden.cmp(&a.hidden)))
        };
        nearest(&same_colour)
            .or_else(|| nearest(&|_| true))
            .is_some_and(|r| r.hidden)
    }

    /// True when text stands beyond the page.
    pub fn has_text_outside(&self) -> bool {
        self.outside
    }

    /// True when every run can be seen.
    pub fn is_whole(&self) -> bool {
        self.runs.iter().all(|r| !r.hidden)
    }
}

/// Looks at a page, whose content is given with its forms still to be found in `document`.
pub fn of_page(document: &Document, id: ObjectId, content: &[u8], page: Rectangle) -> Visibility {
    let mut walk = Walk {
        document,
        page,
        runs: Vec::new(),
        shapes: Vec::new(),
        words: 0,
        form_bytes: FORM_BYTES,
        layers: Layers::of(document),
        marked: 0,
        unseen: None,
    };
    let resources = resources_of(document, id);
    walk.stream(content, resources, State::new(), DEPTH);
    let Walk { mut runs, shapes, .. } = walk;
    // Pictures that fill the page, alone or in strips, are a scan whose text layer may lie under them.
    let pictures: f32 = shapes
        .iter()
        .filter(|s| s.picture)
        .map(|s| s.area.within(page).size())
        .sum();
    let scanned = pictures > SCAN * page.size();
    for run in &mut runs {
        let covered = shapes[run.after.min(shapes.len())..].iter().any(|s| {
            s.covers && !(s.picture && scanned) && s.area.contains(run.x + 0.2 * run.size, run.y + 0.2 * run.size)
        });
        run.hidden |= covered;
    }
    let outside = runs.iter().any(|r| !r.clipped && !page.near(r.x, r.y, MARGIN));
    Visibility { runs, outside }
}

#[derive(PartialEq)]
enum Kind {
    Rectangle,
    /// Opaque.
    Picture,
    /// A picture with holes, or of unknown opacity.
    Mask,
    Other,
}

struct Walk<'d> {
    document: &'d Document,
    page: Rectangle,
    runs: Vec<Run>,
    shapes: Vec<Shape>,
    words: usize,
    form_bytes: usize,
    layers: Layers,
    /// Open marked contents, and the one that a layer which is switched off began.
    marked: u32,
    unseen: Option<u32>,
}

impl<'d> Walk<'d> {
    fn stream(&mut self, content: &[u8], resources: Option<&'d Dictionary>, mut state: State, depth: usize) {
        let mut saved: Vec<State> = Vec::new();
        let mut numbers: Vec<f32> = Vec::new();
        let mut name: Option<&[u8]> = None;
        let mut text = false;
        let mut path = Path::default();
        let (mut line, mut at) = (Matrix::default(), Matrix::default());
        for token in Tokens::of(content) {
            self.words += 1;
            if self.words > WORDS {
                return;
            }
            let operator = match token {
                Token::Number(n) => {
                    if numbers.len() < 64 {
                        numbers.push(n);
                    }
                    continue;
                }
                Token::Name(n) => {
                    name = Some(n);
                    continue;
                }
                Token::Text => {
                    text = true;
                    continue;
                }
                Token::Operator(o) => o,
            };
            let n = |i: usize| numbers.get(i).copied().unwrap_or(0.0);
            match operator {
                b"q" if saved.len() < SAVED => saved.push(state),
                b"Q" => state = saved.pop().unwrap_or(state),
                b"cm" => state.matrix = Matrix::of(&numbers).then(state.matrix),
                b"gs" => state.opacity = name.and_then(|n| self.opacity(resources, n)).unwrap_or(state.opacity),
                b"cs" => (state.grey, state.colour) = (matches!(name, Some(b"DeviceGray" | b"CalGray" | b"G")), None),
                b"g" => state.colour = colour(&[n(0)], true),
                b"rg" | b"k" => state.colour = colour(&numbers, true),
                b"sc" | b"scn" if name.is_some() => state.colour = None,
                b"sc" | b"scn" => state.colour = colour(&numbers, state.grey),
                b"re" => path.add_rectangle(
                    state.matrix.apply(n(0), n(1)),
                    state.matrix.apply(n(0) + n(2), n(1) + n(3)),
                ),
                b"m" | b"l" | b"c" | b"v" | b"y" => {
                    path.other = true;
                    for pair in numbers.as_chunks::<2>().0 {
                        path.add(state.matrix.apply(pair[0], pair[1]));
                    }
                }
                b"W" | b"W*" => path.clips = true,
                b"f" | b"F" | b"f*" | b"B" | b"B*" | b"b" | b"b*" => {
                    self.fill(&path, operator.ends_with(b"*"), &state);
                    std::mem::take(&mut path).clip(&mut state);
                }
                b"n" | b"S" | b"s" => std::mem::take(&mut path).clip(&mut state),
                b"sh" => self.paint(state.clip.unwrap_or(self.page), None, Kind::Other, &state),
                b"Do" => {
                    if let Some(name) = name {
                        self.object(resources, name, state, depth);
                    }
                }
                b"BMC" => self.begin_marked(None),
                b"BDC" => self.begin_marked(name.and_then(|n| self.property(resources, n))),
                b"EMC" => self.end_marked(),
                b"BT" => (line, at) = (Matrix::default(), Matrix::default()),
                b"Tf" => state.size = n(0),
                b"TL" => state.leading = n(0),
                b"Tr" => state.mode = n(0) as u8,
                b"Tm" => (line, at) = (Matrix::of(&numbers), Matrix::of(&numbers)),
                b"Td" | b"TD" => {
                    if operator == b"TD" {
                        state.leading = -n(1);
                    }
                    line = Matrix::shift(n(0), n(1)).then(line);
                    at = line;
                }
                b"T*" | b"'" | b"\"" => {
                    line = Matrix::shift(0.0, -state.leading).then(line);
                    at = line;
                }
                _ => {}
            }
            if text && matches!(operator, b"Tj" | b"TJ" | b"'" | b"\"") {
                self.show(at.then(state.matrix), &state);
            }
            numbers.clear();
            name = None;
            text = false;
        }
    }

    /// Rectangles one by one; whatever else by its bounds. Rectangles in rectangles may be rings: their colour is not known.
    fn fill(&mut self, path: &Path, even_odd: bool, state: &State) {
        let Some(bounds) = path.bounds else {
            return;
        };
        if path.other || path.rectangles.len() > 1 && even_odd {
            let colour = state.colour.filter(|_| path.rectangles.is_empty());
            self.paint(bounds, colour, Kind::Other, state);
        } else {
            for area in &path.rectangles {
                self.paint(*area, state.colour, Kind::Rectangle, state);
            }
        }
    }

    fn paint(&mut self, area: Rectangle, colour: Option<Colour>, kind: Kind, state: &State) {
        let opaque = state.opacity > 0.95;
        if self.unseen.is_none() && state.opacity > FAINT && self.shapes.len() < SHAPES {
            self.shapes.push(Shape {
                area: state.clip.map_or(area, |c| c.within(area)),
                colour: colour.filter(|_| opaque),
                covers: opaque && (kind == Kind::Rectangle && colour.is_some() || kind == Kind::Picture),
                picture: matches!(kind, Kind::Picture | Kind::Mask),
            });
        }
    }

    fn show(&mut self, matrix: Matrix, state: &State) {
        let (x, y) = matrix.apply(0.0, 0.0);
        let size = state.size.abs() * matrix.scale();
        let (px, py) = (x + 0.2 * size, y + 0.3 * size);
        let under = self.shapes.iter().rev().find(|s| s.area.contains(px, py));
        let scanned = self
            .shapes
            .iter()
            .any(|s| s.picture && s.area.contains(px, py) && s.area.size() > SCAN * self.page.size());
        let background = under.map_or(Some([1.0; 3]), |s| s.colour);
        let filled = matches!(state.mode, 0 | 4);
        let blends = filled
            && state
                .colour
                .zip(background)
                .is_some_and(|(text, behind)| distance(text, behind) < SAME);
        let clipped = state
            .clip
            .is_some_and(|c| py < c.y0 - 1.0 || y > c.y1 + 1.0 || x > c.x1 + 1.0);
        let invisible = state.mode == 3 && !scanned;
        self.runs.push(Run {
            x,
            y,
            size,
            colour: state.colour.filter(|_| filled),
            clipped,
            hidden: self.unseen.is_some()
                || blends
                || clipped
                || invisible
                || state.opacity < FAINT
                || !self.page.near(x, y, MARGIN),
            after: self.shapes.len(),
        });
    }

    fn begin_marked(&mut self, group: Option<&Object>) {
        self.marked = self.marked.saturating_add(1);
        if self.unseen.is_none() && group.is_some_and(|g| self.layers.hide(self.document, g)) {
            self.unseen = Some(self.marked);
        }
    }

    fn end_marked(&mut self) {
        if self.unseen == Some(self.marked) {
            self.unseen = None;
        }
        self.marked = self.marked.saturating_sub(1);
    }

    /// The group that marked content belongs to, by its name in the resources.
    fn property(&self, resources: Option<&'d Dictionary>, name: &[u8]) -> Option<&'d Object> {
        let named = resolve(self.document, resources?.get(b"Properties").ok()?)?
            .as_dict()
            .ok()?;
        named.get(name).ok()
    }

    fn is_off(&self, of: &Dictionary) -> bool {
        of.get(b"OC").is_ok_and(|group| self.layers.hide(self.document, group))
    }

    fn opacity(&self, resources: Option<&Dictionary>, name: &[u8]) -> Option<f32> {
        number(
            self.entry(resources, b"ExtGState", name)?
                .as_dict()
                .ok()?
                .get(b"ca")
                .ok()?,
        )
    }

    fn entry(&self, resources: Option<&'d Dictionary>, kind: &[u8], name: &[u8]) -> Option<&'d Object> {
        let of_kind = resolve(self.document, resources?.get(kind).ok()?)?.as_dict().ok()?;
        resolve(self.document, of_kind.get(name).ok()?)
    }

    /// A picture fills the unit square; a form is a stream of its own.
    fn object(&mut self, resources: Option<&'d Dictionary>, name: &[u8], mut state: State, depth: usize) {
        let Some(stream) = self.entry(resources, b"XObject", name).and_then(|o| o.as_stream().ok()) else {
            return;
        };
        let is = |kind: &[u8]| {
            stream
                .dict
                .get(b"Subtype")
                .and_then(Object::as_name)
                .is_ok_and(|n| n == kind)
        };
        if is(b"Image") {
            let area = Rectangle::at(state.matrix.apply(0.0, 0.0)).with(state.matrix.apply(1.0, 1.0));
            let holes = [&b"SMask"[..], b"Mask", b"ImageMask"]
                .iter()
                .any(|key| stream.dict.has(key));
            let kind = if holes { Kind::Mask } else { Kind::Picture };
            if !self.is_off(&stream.dict) {
                self.paint(area, None, kind, &state);
            }
        } else if is(b"Form") && depth > 0 {
            let numbers = |key: &[u8]| -> Vec<f32> {
                let array = stream
                    .dict
                    .get(key)
                    .ok()
                    .and_then(|o| resolve(self.document, o)?.as_array().ok());
                array.map(|a| a.iter().filter_map(number).collect()).unwrap_or_default()
            };
            let matrix = numbers(b"Matrix");
            if matrix.len() == 6 {
                state.matrix = Matrix::of(&matrix).then(state.matrix);
            }
            if let [x0, y0, x1, y1] = numbers(b"BBox")[..] {
                let corners = [(x0, y0), (x1, y0), (x0, y1), (x1, y1)].map(|(x, y)| state.matrix.apply(x, y));
                let bounds = corners.into_iter().fold(Rectangle::at(corners[0]), Rectangle::with);
                state.clip = Some(state.clip.map_or(bounds, |c| c.within(bounds)));
            }
            let own = stream.dict.get(b"Resources").ok();
            let own = own.and_then(|r| resolve(self.document, r)?.as_dict().ok());
            if self.form_bytes > 0
                && let Ok(content) = stream.get_plain_content_with_limit(self.form_bytes)
            {
                // An empty form costs something too: there may be very many.
                self.form_bytes = self.form_bytes.saturating_sub(content.len() + 1024);
                let off = self.is_off(&stream.dict);
                let (marked, unseen) = (self.marked, self.unseen);
                self.unseen = unseen.or(off.then_some(0));
                self.stream(&content, own.or(resources), state, depth - 1);
                (self.marked, self.unseen) = (marked, unseen);
            }
        }
    }
}
