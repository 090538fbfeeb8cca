//! Records what an interpreter draws: glyphs with their places, lines and frames, pictures.

use std::collections::HashMap;

use hayro_interpret::font::{Glyph, GlyphRun};
use hayro_interpret::hayro_syntax::object::Dict;
use hayro_interpret::kurbo::{Affine, BezPath, PathEl, Point, Rect};
use hayro_interpret::{
    BlendMode, ClipPath, Device, DrawMode, DrawProps, Image, ImageDrawProps, SoftMask,
};

use super::characters::Encodings;
use super::lines::{self, Drawn};
use crate::placed::{Area, PlacedPage};

/// How far the baseline of a full-width character is above its foot, in ems.
const DESCENT: f64 = 0.12;
/// Units of a glyph in an em.
const UNITS: f64 = 1000.0;
/// How near two prints of a character are that are to look bold, in ems.
const BOLD: f32 = 0.2;
/// A rule is no thicker, beside the page.
const THICKEST: f32 = 1.0 / 150.0;
/// A rule is at least so long, and a picture so wide and high, beside the page.
const SHORTEST: f32 = 1.0 / 40.0;
/// Of a page that draws more there is no telling what its lines are for.
const MOST_DRAWN: usize = 20_000;

/// A character, the cell it is in, across and down, and its size.
type Cell = (String, i32, i32, i32);

/// Records what is drawn on a page.
pub(super) struct Recorder {
    size: (f32, f32),
    encodings: Encodings,
    glyphs: Vec<Drawn>,
    /// The left upper corners of characters of a size, by the cells that they are in: as wide as two prints of
    /// one may be apart.
    seen: HashMap<Cell, Vec<(f32, f32)>>,
    faces: HashMap<u128, u16>,
    runs: u32,
    rules: Vec<Area>,
    pictures: Vec<Area>,
}

impl Recorder {
    pub(super) fn new(size: (f32, f32), encodings: Encodings) -> Self {
        Self {
            size,
            encodings,
            glyphs: Vec::new(),
            seen: HashMap::new(),
            faces: HashMap::new(),
            runs: 0,
            rules: Vec::new(),
            pictures: Vec::new(),
        }
    }

    /// Makes a page of what was drawn.
    pub(super) fn page(self) -> PlacedPage {
        PlacedPage {
            width: self.size.0,
            height: self.size.1,
            lines: lines::lines(self.glyphs),
            rules: self.rules,
            pictures: self.pictures,
            ..PlacedPage::default()
        }
    }

    fn glyph(&mut self, glyph: &Glyph<'_>, transform: Affine) {
        let Some(text) = self.encodings.text(glyph).filter(|text| !text.is_empty()) else {
            return;
        };
        let (advance, units) = match glyph {
            Glyph::Outline(outline) => (outline.advance_width(), UNITS),
            Glyph::Type3(shape) => (shape.advance_width(), UNITS),
        };
        // A glyph of a font for vertical text advances downwards, and then no width is given.
        let advance = advance.filter(|advance| *advance > 0.0);
        let usual = if text.is_ascii() { 0.5 * units } else { units };
        let advance = advance.map_or(usual, f64::from).min(2.0 * units);
        let em = Rect::new(0.0, -DESCENT * units, advance, (1.0 - DESCENT) * units);
        let up = transform * Point::new(0.0, units) - transform * Point::ZERO;
        let size = up.hypot() as f32;
        let area = area(transform.transform_rect_bbox(em));
        let is_placed =
            size > 0.0 && size.is_finite() && area.left.is_finite() && area.top.is_finite();
        if !is_placed || self.is_outside(area) || self.is_again(&text, area, size) {
            return;
        }
        let face = self.face(glyph);
        self.glyphs.push(Drawn {
            text,
            area,
            size,
            face,
            run: self.runs,
        });
    }

    /// Whether nothing of an area is on the page.
    fn is_outside(&self, area: Area) -> bool {
        let (width, height) = self.size;
        area.right < 0.0 || area.bottom < 0.0 || area.left > width || area.top > height
    }

    /// Whether a character was drawn before in all but the same place: twice, it looks bold.
    fn is_again(&mut self, text: &str, area: Area, size: f32) -> bool {
        if text.trim().is_empty() {
            return false;
        }
        // Narrow letters stand as near to one another.
        let near = (BOLD * size).min(0.4 * area.width());
        let cell = |at: f32| (at / (BOLD * size)).floor() as i32;
        let (across, down, type_size) = (cell(area.left), cell(area.top), (8.0 * size) as i32);
        let key = |x: i32, y: i32| {
            let (across, down) = (across.saturating_add(x), down.saturating_add(y));
            (text.to_owned(), across, down, type_size)
        };
        let is_near = |&(left, top): &(f32, f32)| {
            (left - area.left).abs() < near && (top - area.top).abs() < near
        };
        let mut around = (-1..=1).flat_map(|x| (-1..=1).map(move |y| (x, y)));
        let again = around.any(|(x, y)| {
            let there = self.seen.get(&key(x, y));
            there.is_some_and(|there| there.iter().any(is_near))
        });
        if !again {
            let there = self.seen.entry(key(0, 0)).or_default();
            there.push((area.left, area.top));
        }
        again
    }

    fn face(&mut self, glyph: &Glyph<'_>) -> Option<u16> {
        let Glyph::Outline(outline) = glyph else {
            return None;
        };
        let key = outline.font_data()?.cache_key;
        let next = u16::try_from(self.faces.len()).ok()?;
        Some(*self.faces.entry(key).or_insert(next))
    }

    /// Keeps a part of a path: a line is a rule, and a rectangle is four or, where it is as thin as one, one.
    fn part(&mut self, bounds: Area, is_frame: bool, is_filled: bool) {
        if self.rules.len() + self.pictures.len() > MOST_DRAWN {
            return;
        }
        let (width, height) = self.size;
        let longest = width.max(height);
        let (thick, short) = (THICKEST * longest, SHORTEST * longest);
        let (across, down) = (bounds.width(), bounds.height());
        let is_page = across > 0.97 * width && down > 0.97 * height;
        if is_page || !(across.is_finite() && down.is_finite()) {
            return;
        }
        if across.min(down) <= thick {
            if across.max(down) >= short {
                self.rules.push(bounds);
            }
        } else if is_frame && across >= short {
            self.rules.extend(edges(bounds));
        } else if !is_frame && is_filled && across >= short && down >= short {
            self.pictures.push(bounds);
        }
    }
}

/// The four sides of a frame.
fn edges(frame: Area) -> [Area; 4] {
    let Area {
        left,
        top,
        right,
        bottom,
    } = frame;
    [
        Area {
            bottom: top,
            ..frame
        },
        Area {
            top: bottom,
            ..frame
        },
        Area {
            right: left,
            ..frame
        },
        Area {
            left: right,
            ..frame
        },
    ]
}

fn area(rect: Rect) -> Area {
    Area {
        left: rect.x0 as f32,
        top: rect.y0 as f32,
        right: rect.x1 as f32,
        bottom: rect.y1 as f32,
    }
}

/// The bounds of each part of a path, and whether it is a rectangle.
fn parts(path: &BezPath, transform: Affine) -> Vec<(Area, bool)> {
    let mut found = Vec::new();
    let mut points: Vec<Point> = Vec::new();
    let mut is_straight = true;
    let mut end = |points: &mut Vec<Point>, is_straight: &mut bool| {
        if points.len() > 1 {
            found.push((bounds(points), *is_straight && is_rectangle(points)));
        }
        points.clear();
        *is_straight = true;
    };
    for element in path.elements() {
        match *element {
            PathEl::MoveTo(to) => {
                end(&mut points, &mut is_straight);
                points.push(transform * to);
            }
            PathEl::LineTo(to) => points.push(transform * to),
            PathEl::QuadTo(a, to) => {
                is_straight = false;
                points.extend([transform * a, transform * to]);
            }
            PathEl::CurveTo(a, b, to) => {
                is_straight = false;
                points.extend([transform * a, transform * b, transform * to]);
            }
            PathEl::ClosePath => {}
        }
    }
    end(&mut points, &mut is_straight);
    found
}

fn bounds(points: &[Point]) -> Area {
    let mut rect = Rect::from_points(
        points.first().copied().unwrap_or_default(),
        points.first().copied().unwrap_or_default(),
    );
    for point in points {
        rect = rect.union_pt(*point);
    }
    area(rect)
}

/// Whether each side of a shape runs along the page's.
fn is_rectangle(points: &[Point]) -> bool {
    const SLANT: f64 = 0.5;
    let sides = points.windows(2);
    let mut sides = sides.filter_map(|pair| Some((*pair.first()?, *pair.last()?)));
    points.len() >= 4
        && points.len() <= 6
        && sides.all(|(a, b)| (a.x - b.x).abs() < SLANT || (a.y - b.y).abs() < SLANT)
}

impl<'a> Device<'a> for Recorder {
    fn draw_path(&mut self, path: &BezPath, props: DrawProps<'a>, mode: &DrawMode) {
        let is_filled = matches!(mode, DrawMode::Fill(_) | DrawMode::FillAndStroke(..));
        for (bounds, is_frame) in parts(path, props.transform) {
            self.part(bounds, is_frame, is_filled);
        }
    }

    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, 'a>, props: DrawProps<'a>, _: &DrawMode) {
        self.runs = self.runs.saturating_add(1);
        for glyph in run.glyphs() {
            self.glyph(glyph, props.transform * glyph.transform());
        }
    }

    fn draw_image(&mut self, image: Image<'a, '_>, props: ImageDrawProps<'a>) {
        let unit = Rect::new(
            0.0,
            0.0,
            f64::from(image.width()),
            f64::from(image.height()),
        );
        let bounds = area(props.transform.transform_rect_bbox(unit));
        self.part(bounds, false, true);
    }

    fn push_clip_path(&mut self, _: &ClipPath) {}

    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {}

    fn pop_clip(&mut self) {}

    fn pop_transparency_group(&mut self) {}

    fn begin_marked_content(&mut self, _: &[u8], _: Option<&Dict<'_>>) {}
}
