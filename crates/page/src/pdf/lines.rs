//! Glyphs to lines.
//!
//! In which direction text is written is not asked of its font, for vertical text is also set glyph by glyph in
//! a horizontal one: each glyph is held beside the next in the file, and the longer row wins. Rows that stand end
//! to end are one line then, whatever their order in the file.

use std::collections::HashMap;

use crate::placed::{Area, Direction, Piece, PlacedLine};

/// A glyph that was drawn.
#[derive(Clone, Debug)]
pub(super) struct Drawn {
    /// What it stands for.
    pub(super) text: String,
    /// The box of its em: as wide as it advances, as high as its type.
    pub(super) area: Area,
    /// The size of its type.
    pub(super) size: f32,
    /// Its typeface.
    pub(super) face: Option<u16>,
    /// Which of the runs of glyphs it was drawn with.
    pub(super) run: u32,
}

/// How far a glyph may be off the line of the one before it, in ems.
const OFF: f32 = 0.25;
/// How far two glyphs of a line may overlap, in ems: where marks meet, the white in them gives way (标点挤压).
const OVERLAP: f32 = 0.8;
/// How far a glyph is behind the one before it at least, in ems.
const FORWARD: f32 = 0.05;
/// How far they may be apart: more is a gutter, unless they were drawn at once.
const GAP: f32 = 0.8;
/// How far apart they may be that were drawn at once.
const GAP_OF_RUN: f32 = 1.3;
/// How far two rows of a line may be apart: it is not known that they belong together.
const GAP_OF_ROWS: f32 = 0.6;
/// How much farther apart than others two glyphs are that have a space between them, in ems.
const SPACE: f32 = 0.22;
/// How far a row may be off the line of the one before it, in ems: digits that stand side by side in a column are
/// seldom in its middle.
const OFF_OF_ROWS: f32 = 0.3;
/// How much larger one glyph of a line may be than another.
const RATIO: f32 = 1.25;

/// Makes lines of glyphs, in the order of the file.
pub(super) fn lines(glyphs: Vec<Drawn>) -> Vec<PlacedLine> {
    let links: Vec<Option<Direction>> = glyphs
        .windows(2)
        .map(|pair| linked(pair.first()?, pair.last()?))
        .collect();
    let rows = rows(glyphs, &settled(links));
    let vertical = rows
        .iter()
        .filter(|row| row.direction == Some(Direction::Vertical));
    let vertical: usize = vertical.map(|row| row.glyphs.len()).sum();
    let horizontal = rows
        .iter()
        .filter(|row| row.direction == Some(Direction::Horizontal));
    let horizontal: usize = horizontal.map(|row| row.glyphs.len()).sum();
    let usual = if vertical > horizontal {
        Direction::Vertical
    } else {
        Direction::Horizontal
    };
    let mut rows = joined(rows, usual, usual);
    let other = match usual {
        Direction::Horizontal => Direction::Vertical,
        Direction::Vertical => Direction::Horizontal,
    };
    rows = joined(rows, other, usual);
    rows.sort_by_key(|row| row.order);
    rows.into_iter().filter_map(|row| row.line(usual)).collect()
}

/// Glyphs of a line, or of a part of one.
#[derive(Debug)]
struct Row {
    glyphs: Vec<Drawn>,
    direction: Option<Direction>,
    area: Area,
    size: f32,
    /// Where it stands in the file.
    order: usize,
}

/// How the second of two glyphs goes on with the line of the first.
fn linked(a: &Drawn, b: &Drawn) -> Option<Direction> {
    let size = a.size.max(b.size);
    if size > RATIO * a.size.min(b.size) {
        return None;
    }
    let most = if a.run == b.run { GAP_OF_RUN } else { GAP };
    let fits = |gap: f32| gap >= -OVERLAP * size && gap <= most * size;
    let across = (a.area.bottom - b.area.bottom).abs() <= OFF * size;
    if across && fits(b.area.left - a.area.right) && b.area.left >= a.area.left + FORWARD * size {
        return Some(Direction::Horizontal);
    }
    let middle = |area: Area| f32::midpoint(area.left, area.right);
    let below = (middle(a.area) - middle(b.area)).abs() <= OFF * size;
    let gap = b.area.top - a.area.bottom;
    // From line to line of one character each it is farther than from glyph to glyph of a column.
    (below && fits(gap) && gap <= GAP * size && b.area.top > a.area.top + FORWARD * size)
        .then_some(Direction::Vertical)
}

/// Settles which of two directions a glyph goes with that is linked in both: the longer row has it.
fn settled(mut links: Vec<Option<Direction>>) -> Vec<Option<Direction>> {
    let mut lengths = vec![0_usize; links.len()];
    let mut start = 0;
    for at in 0..=links.len() {
        if at == links.len() || links.get(at) != links.get(start) {
            if let Some(row) = lengths.get_mut(start..at) {
                row.fill(at - start);
            }
            start = at;
        }
    }
    for at in 1..links.len() {
        let (Some(&Some(before)), Some(&Some(this))) = (links.get(at - 1), links.get(at)) else {
            continue;
        };
        if before != this {
            let loser = if lengths.get(at - 1) < lengths.get(at) {
                at - 1
            } else {
                at
            };
            if let Some(link) = links.get_mut(loser) {
                *link = None;
            }
        }
    }
    links
}

fn rows(glyphs: Vec<Drawn>, links: &[Option<Direction>]) -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::new();
    let mut before = None;
    for (at, glyph) in glyphs.into_iter().enumerate() {
        match (before, rows.last_mut()) {
            (Some(direction), Some(row)) => {
                row.direction = Some(direction);
                row.push(glyph);
            }
            _ => rows.push(Row {
                area: glyph.area,
                size: glyph.size,
                glyphs: vec![glyph],
                direction: None,
                order: at,
            }),
        }
        before = links.get(at).copied().flatten();
    }
    rows
}

/// Joins the rows of a direction that stand end to end, and single glyphs with them.
fn joined(rows: Vec<Row>, direction: Direction, usual: Direction) -> Vec<Row> {
    let (apart, mut rest): (Vec<Row>, Vec<Row>) = rows
        .into_iter()
        .partition(|row| row.may_run(direction, usual));
    let mut next = nexts(&apart, direction);
    let mut is_first = vec![true; apart.len()];
    for &at in next.iter().flatten() {
        if let Some(first) = is_first.get_mut(at) {
            *first = false;
        }
    }
    let mut apart: Vec<Option<Row>> = apart.into_iter().map(Some).collect();
    let mut take = |at: usize| apart.get_mut(at).and_then(Option::take);
    for start in (0..is_first.len()).filter(|&at| is_first.get(at) == Some(&true)) {
        let Some(mut line) = take(start) else {
            continue;
        };
        let mut at = start;
        while let Some(after) = next.get_mut(at).and_then(Option::take) {
            if let Some(row) = take(after) {
                line.append(row, direction);
            }
            at = after;
        }
        rest.push(line);
    }
    rest
}

/// Returns for each row the one that goes on where it ends; no row goes on with two.
fn nexts(rows: &[Row], direction: Direction) -> Vec<Option<usize>> {
    // Rows by the line that they stand on, in steps of a point or so, then along it.
    let mut levels: HashMap<i32, Vec<(f32, usize)>> = HashMap::new();
    let step = rows
        .iter()
        .map(|row| row.size)
        .fold(f32::MAX, f32::min)
        .max(1.0);
    let level = |row: &Row| (row.foot(direction) / step).round() as i32;
    for (at, row) in rows.iter().enumerate() {
        levels
            .entry(level(row))
            .or_default()
            .push((row.start(direction), at));
    }
    for level in levels.values_mut() {
        level.sort_by(|a, b| a.0.total_cmp(&b.0));
    }
    let mut before: Vec<Option<(f32, usize)>> = vec![None; rows.len()];
    for (at, row) in rows.iter().enumerate() {
        let end = row.end(direction);
        let (from, to) = (
            end - OVERLAP * row.size,
            end + GAP_OF_ROWS * RATIO * row.size,
        );
        let own = level(row);
        let near = (own - 1..=own + 1).filter_map(|level| levels.get(&level));
        let candidates = near.flat_map(|level| {
            let first = level.partition_point(|(start, _)| *start < from);
            level
                .iter()
                .skip(first)
                .take_while(move |(start, _)| *start <= to)
        });
        let best = candidates
            .filter(|(_, other)| *other != at)
            .filter_map(|&(start, other)| {
                let next = rows.get(other)?;
                let fits = row.goes_on_in(next, direction) && start > row.start(direction);
                fits.then_some(((start - end).abs(), other))
            })
            .min_by(|a, b| a.0.total_cmp(&b.0));
        if let Some((gap, other)) = best
            && let Some(known) = before.get_mut(other)
            && known.is_none_or(|(least, _)| gap < least)
        {
            *known = Some((gap, at));
        }
    }
    let mut next = vec![None; rows.len()];
    for (at, known) in before.iter().enumerate() {
        if let Some(next) = known.and_then(|(_, before)| next.get_mut(before)) {
            *next = Some(at);
        }
    }
    next
}

impl Row {
    /// The line that it stands on.
    fn foot(&self, direction: Direction) -> f32 {
        match direction {
            Direction::Horizontal => self.area.bottom,
            Direction::Vertical => f32::midpoint(self.area.left, self.area.right),
        }
    }

    fn start(&self, direction: Direction) -> f32 {
        match direction {
            Direction::Horizontal => self.area.left,
            Direction::Vertical => self.area.top,
        }
    }

    fn end(&self, direction: Direction) -> f32 {
        match direction {
            Direction::Horizontal => self.area.right,
            Direction::Vertical => self.area.bottom,
        }
    }

    fn push(&mut self, glyph: Drawn) {
        self.area = self.area.union(glyph.area);
        self.size = self.size.max(glyph.size);
        self.glyphs.push(glyph);
    }

    /// Whether it may be a part of a line of a direction: it is one, or a single glyph, or digits that stand
    /// side by side in a column of vertical text.
    fn may_run(&self, direction: Direction, usual: Direction) -> bool {
        match self.direction {
            None => direction == usual || self.glyphs.len() == 1,
            Some(own) if own == direction => true,
            Some(_) => {
                direction == Direction::Vertical
                    && self.area.width() <= 1.3 * self.size
                    && self.area.height() <= 1.3 * self.size
            }
        }
    }

    fn goes_on_in(&self, next: &Self, direction: Direction) -> bool {
        let size = self.size.max(next.size);
        let gap = next.start(direction) - self.end(direction);
        let off = (self.foot(direction) - next.foot(direction)).abs();
        size <= RATIO * self.size.min(next.size)
            && off <= OFF_OF_ROWS * size
            && gap >= -OVERLAP * size
            && gap <= GAP_OF_ROWS * size
    }

    fn append(&mut self, next: Self, direction: Direction) {
        self.area = self.area.union(next.area);
        self.size = self.size.max(next.size);
        self.order = self.order.min(next.order);
        self.direction = Some(direction);
        self.glyphs.extend(next.glyphs);
    }

    /// Makes a line of it; `None` where it is white space alone.
    fn line(self, usual: Direction) -> Option<PlacedLine> {
        let shown = self
            .glyphs
            .iter()
            .filter(|glyph| !glyph.text.trim().is_empty());
        let areas = shown.clone().map(|glyph| glyph.area);
        let area = areas.reduce(Area::union)?;
        let mut sizes: Vec<f32> = shown.map(|glyph| glyph.size).collect();
        let middle = sizes.len() / 2;
        let size = *sizes.select_nth_unstable_by(middle, f32::total_cmp).1;
        let face = self
            .glyphs
            .iter()
            .find(|glyph| !glyph.text.trim().is_empty())?
            .face;
        let direction = self.direction.unwrap_or(usual);
        Some(PlacedLine {
            pieces: pieces(self.glyphs, direction, size),
            area,
            size,
            direction,
            face,
            confidence: None,
            region: None,
        })
    }
}

/// The pieces of a line, with a space where two glyphs are farther apart than the others of the line.
fn pieces(glyphs: Vec<Drawn>, direction: Direction, size: f32) -> Vec<Piece> {
    let gap = |pair: &[Drawn]| match pair {
        [a, b] if direction == Direction::Horizontal => b.area.left - a.area.right,
        [a, b] => b.area.top - a.area.bottom,
        _ => 0.0,
    };
    let gaps: Vec<f32> = glyphs.windows(2).map(gap).collect();
    let mut sorted = gaps.clone();
    sorted.sort_by(f32::total_cmp);
    let usual = sorted
        .get(sorted.len() / 2)
        .copied()
        .unwrap_or(0.0)
        .max(0.0);
    let mut pieces: Vec<Piece> = Vec::with_capacity(glyphs.len());
    let mut gaps = gaps.into_iter();
    let mut gap = 0.0;
    for glyph in glyphs {
        let is_blank = |text: &str| text.trim().is_empty();
        if gap > usual + SPACE * size
            && let Some(before) = pieces.last()
            && !is_blank(&before.text)
            && !is_blank(&glyph.text)
        {
            let area = before.area;
            pieces.push(Piece {
                text: " ".to_owned(),
                area,
            });
        }
        pieces.push(Piece {
            text: glyph.text,
            area: glyph.area,
        });
        gap = gaps.next().unwrap_or(0.0);
    }
    pieces
}
