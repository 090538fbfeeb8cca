//! Lines that recognition ran across the gutter between two columns.
//!
//! One line says little: a wide space may be meant. The lines above and below it tell where a gutter runs, for they
//! leave it free, and their columns end before it and begin behind it.

use std::ops::Range;

use super::super::super::line::is_wide;
use super::super::grid::Grid;
use crate::placed::{Area, Direction, Piece, PlacedLine, PlacedPage};

/// How far above and below a line is looked for the gutters beside it, in ems.
const NEAR: f32 = 7.0;
/// How wide a gutter is at least, in ems.
const WIDTH: f32 = 0.7;
/// How far from a gutter the lines beside it end and begin, in ems.
const BESIDE: (f32, f32) = (1.2, 2.6);
/// How much of a column is looked at on each side of a gutter, in ems.
const COLUMN: f32 = 6.0;
/// So many lines near one may run across a gutter, of so many that end before it or begin behind it.
const ACROSS: (usize, usize) = (1, 3);
/// Lines that are larger than this, as to the text, are headlines and run across columns.
const LARGEST: f32 = 1.8;
/// A word in a box that is taller than this, in ems, has no place of its own: it is put between others.
const LOOSE: f32 = 1.45;
/// How wide the characters of a text that runs across a gutter seem at most, in ems of it.
const WIDEST: f32 = 1.15;
/// So many lines are looked at beside one.
const MOST: usize = 160;

/// Cuts the lines of a page at gutters, and draws their boxes as close as those of their words are; `None` where neither
/// changes a line.
pub(super) fn cut(page: &PlacedPage, grid: &Grid) -> Option<PlacedPage> {
    let direction = if grid.vertical {
        Direction::Vertical
    } else {
        Direction::Horizontal
    };
    let spans = Spans::of(page, direction, grid.body);
    let mut lines = Vec::with_capacity(page.lines.len());
    let mut rules = page.rules.clone();
    for (at, line) in page.lines.iter().enumerate() {
        let mut rest = line.clone();
        if line.direction == direction {
            settle(&mut rest, direction, grid.body);
        }
        let gutters = spans.gutters(at);
        let is_bar = |piece: &Piece| is_bar(piece, &gutters, direction);
        rules.extend(
            rest.pieces
                .iter()
                .filter(|piece| is_bar(piece))
                .map(|piece| piece.area),
        );
        rest.pieces.retain(|piece| !is_bar(piece));
        lines.extend(parts(rest, &gutters, direction, grid.body));
    }
    (lines != page.lines).then(|| PlacedPage {
        lines,
        rules,
        ..page.clone()
    })
}

/// Draws the boxes of the words that have no place of their own as tall as text is.
fn settle(line: &mut PlacedLine, direction: Direction, em: f32) {
    if !has_loose(line, direction, em) {
        return;
    }
    for piece in &mut line.pieces {
        let own = span(piece.area, direction);
        if !is_loose(own, &piece.text, em) {
            continue;
        }
        let level = own.level;
        let (first, last) = (level - 0.5 * em, level + 0.5 * em);
        match direction {
            Direction::Horizontal => (piece.area.top, piece.area.bottom) = (first, last),
            Direction::Vertical => (piece.area.left, piece.area.right) = (first, last),
        }
    }
}

/// Whether the words of a line in boxes taller than those of text have no place of their own: most of its boxes are no
/// taller, or its characters stand closer than such are wide.
fn has_loose(line: &PlacedLine, direction: Direction, em: f32) -> bool {
    let spans = || line.pieces.iter().map(|piece| span(piece.area, direction));
    let tall = median(spans().map(|own| own.tall));
    let advances = line.pieces.iter().zip(spans());
    let advance = median(advances.map(|(piece, own)| (own.end - own.start) / ems(&piece.text)));
    line.pieces.len() > 1 && (tall <= LOOSE * em || advance < 0.65 * tall)
}

/// Whether a word of such a line has none.
fn is_loose(own: Span, text: &str, em: f32) -> bool {
    own.tall > LOOSE * em && own.end - own.start < 0.8 * own.tall * ems(text)
}

/// Returns the length of a text in ems.
fn ems(text: &str) -> f32 {
    let halves = text.chars().map(|c| if is_wide(c) { 2_u16 } else { 1 });
    f32::from(halves.fold(0_u16, u16::saturating_add).max(1)) / 2.0
}

/// Where an area begins and ends in the direction of writing, and how tall it is in the other.
#[derive(Clone, Copy, Debug)]
struct Span {
    start: f32,
    end: f32,
    level: f32,
    tall: f32,
}

impl Span {
    fn middle(self) -> f32 {
        f32::midpoint(self.start, self.end)
    }
}

fn span(area: Area, direction: Direction) -> Span {
    let (start, end, first, last) = match direction {
        Direction::Horizontal => (area.left, area.right, area.top, area.bottom),
        Direction::Vertical => (area.top, area.bottom, area.left, area.right),
    };
    Span {
        start,
        end,
        level: f32::midpoint(first, last),
        tall: last - first,
    }
}

/// A line's words as spans.
struct Ruler {
    line: usize,
    level: f32,
    words: Vec<Span>,
    /// How wide its characters are, in ems of the text.
    advance: f32,
}

struct Spans {
    em: f32,
    /// The lines of text, by their level.
    rulers: Vec<Ruler>,
    /// Where their words begin and end, from the start of the page.
    edges: Vec<Edge>,
}

/// Where a word of a ruler begins or ends.
struct Edge {
    at: f32,
    begins: bool,
    ruler: usize,
}

/// The rulers near one, by their places.
struct Near {
    places: Range<usize>,
    own: usize,
}

impl Near {
    fn has(&self, ruler: usize) -> bool {
        self.places.contains(&ruler) && ruler != self.own
    }
}

/// A gutter beside a line: where the column before it ends, and where the one behind it begins.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Gutter {
    before: f32,
    behind: f32,
}

impl Gutter {
    fn middle(self) -> f32 {
        f32::midpoint(self.before, self.behind)
    }
}

impl Spans {
    fn of(page: &PlacedPage, direction: Direction, em: f32) -> Self {
        let each = page.lines.iter().enumerate();
        let text = each.filter(|(_, line)| line.direction == direction);
        let rulers = text.map(|(at, line)| {
            let words = placed_words(line, direction, em);
            Ruler {
                line: at,
                level: median(words.iter().map(|word| word.level)),
                advance: advance(line, direction) / em,
                words,
            }
        });
        let is_text = |ruler: &Ruler| {
            let tall = median(ruler.words.iter().map(|word| word.tall));
            !ruler.words.is_empty() && tall < LARGEST * em
        };
        let mut rulers: Vec<Ruler> = rulers.filter(is_text).collect();
        rulers.sort_by(|a, b| a.level.total_cmp(&b.level));
        let words = rulers.iter().enumerate();
        let words = words.flat_map(|(at, ruler)| ruler.words.iter().map(move |word| (at, word)));
        let mut edges: Vec<Edge> = words
            .filter(|(_, word)| word.end > word.start)
            .flat_map(|(ruler, word)| {
                let edge = |at, begins| Edge { at, begins, ruler };
                [edge(word.start, true), edge(word.end, false)]
            })
            .collect();
        edges.sort_by(|a, b| a.at.total_cmp(&b.at).then(a.begins.cmp(&b.begins)));
        Self { em, rulers, edges }
    }

    /// The rulers up to so many ems above and below one.
    fn near(&self, own: usize, up: f32, down: f32) -> Near {
        let level = self.rulers.get(own).map_or(f32::NAN, |own| own.level);
        let from = own.saturating_sub(MOST / 2);
        let looked_at = self.rulers.iter().enumerate().skip(from).take(MOST);
        let mut near = looked_at.filter(|(_, other)| {
            let far = (other.level - level) / self.em;
            far > -up && far < down
        });
        // They stand in the order of their levels.
        let first = near.next().map_or(0..0, |(first, _)| first..first + 1);
        let end = near.next_back().map_or(first.end, |(last, _)| last + 1);
        Near {
            places: first.start..end,
            own,
        }
    }

    fn rulers_of<'s>(&'s self, near: &Near) -> impl Iterator<Item = &'s Ruler> {
        let places = near.places.clone();
        let rulers = self.rulers.get(places).into_iter().flatten();
        let own = near.own.checked_sub(near.places.start);
        let each = rulers.enumerate();
        each.filter_map(move |(at, ruler)| (Some(at) != own).then_some(ruler))
    }

    /// The gutters that a line runs across, from its start.
    fn gutters(&self, line: usize) -> Vec<Gutter> {
        let Some(place) = self.rulers.iter().position(|ruler| ruler.line == line) else {
            return Vec::new();
        };
        let Some(own) = self.rulers.get(place) else {
            return Vec::new();
        };
        // A line of larger characters is a headline's. One that is a single box has but one size.
        if own.words.len() == 1 && own.advance > WIDEST {
            return Vec::new();
        }
        let mut found = self.free(own, &self.near(place, NEAR, NEAR));
        // Where wide columns end and narrow ones begin, one side tells more, and the line must leave it free itself.
        if own.words.len() > 1 {
            for (up, down) in [(1.5 * NEAR, 0.5), (0.5, 1.5 * NEAR)] {
                let more = self.free(own, &self.near(place, up, down)).into_iter();
                found.extend(more.filter(|gutter| self.leaves_free(own, *gutter)));
            }
        }
        found.sort_by(|a, b| a.before.total_cmp(&b.before));
        found.dedup_by(|later, earlier| later.middle() - earlier.middle() < 2.0 * self.em);
        found
    }

    /// The gutters within a line that lines near it leave free.
    fn free(&self, own: &Ruler, near: &Near) -> Vec<Gutter> {
        let start = own
            .words
            .iter()
            .map(|word| word.start)
            .fold(f32::MAX, f32::min);
        let end = own
            .words
            .iter()
            .map(|word| word.end)
            .fold(f32::MIN, f32::max);
        let (start, end) = (start + 2.0 * self.em, end - self.em);
        let runs = self.runs(near).into_iter();
        let inside = runs.filter(|gutter| gutter.middle() > start && gutter.middle() < end);
        inside
            .filter_map(|gutter| self.confirmed(gutter, near))
            .collect()
    }

    /// Finds the places that hardly a word near a line covers, from the start of the page.
    fn runs(&self, near: &Near) -> Vec<Gutter> {
        let mut found: Vec<Gutter> = Vec::new();
        let (mut covered, mut free_from) = (0_usize, None);
        let edges = self.edges.iter().filter(|edge| near.has(edge.ruler));
        for &Edge { at, begins, .. } in edges {
            let was_free = covered <= ACROSS.0;
            covered = if begins {
                covered + 1
            } else {
                covered.saturating_sub(1)
            };
            let is_free = covered <= ACROSS.0;
            if is_free && !was_free {
                free_from = Some(at);
            } else if was_free
                && !is_free
                && let Some(before) = free_from.take()
                && at - before > WIDTH * self.em
            {
                found.push(Gutter { before, behind: at });
            }
        }
        found
    }

    /// Whether columns end before a gap and begin behind it, and few words stand in it.
    fn confirmed(&self, gap: Gutter, near: &Near) -> Option<Gutter> {
        let (mut ends, mut starts, mut across) = (0_usize, 0_usize, 0_usize);
        let (mut before, mut behind) = (0_usize, 0_usize);
        for ruler in self.rulers_of(near) {
            let (mut end, mut start) = (f32::MIN, f32::MAX);
            for word in &ruler.words {
                if word.middle() < gap.middle() {
                    end = end.max(word.end);
                } else {
                    start = start.min(word.start);
                }
            }
            before += usize::from(end > gap.before - COLUMN * self.em);
            behind += usize::from(start < gap.behind + COLUMN * self.em);
            ends += usize::from(end > gap.before - BESIDE.0 * self.em);
            starts += usize::from(start < gap.behind + BESIDE.1 * self.em);
            across += usize::from(!self.leaves_free(ruler, gap));
        }
        let beside = ends.min(starts);
        let is_edge = 2 * ends > before && 2 * starts > behind;
        (is_edge && beside >= ACROSS.1 && across * ACROSS.1 <= beside).then_some(gap)
    }

    /// Whether no word of a line stands in a gutter.
    fn leaves_free(&self, own: &Ruler, gutter: Gutter) -> bool {
        let slack = 0.3 * self.em;
        let covers = |word: &Span| {
            word.start < gutter.middle() - slack && word.end > gutter.middle() + slack
        };
        !own.words.iter().any(covers)
    }
}

/// The places of the words of a line; those without one of their own are about in the middle of their boxes.
fn placed_words(line: &PlacedLine, direction: Direction, em: f32) -> Vec<Span> {
    let has_loose = has_loose(line, direction, em);
    let words = line
        .pieces
        .iter()
        .filter(|piece| !piece.text.trim().is_empty());
    let words = words.filter(|piece| !has_bar(&piece.text));
    words
        .map(|piece| {
            let own = span(piece.area, direction);
            if !has_loose || !is_loose(own, &piece.text, em) {
                return own;
            }
            let part = 0.25 * (own.end - own.start);
            Span {
                start: own.start + part,
                end: own.end - part,
                tall: em,
                ..own
            }
        })
        .collect()
}

/// How wide the characters of a line are.
fn advance(line: &PlacedLine, direction: Direction) -> f32 {
    let own = span(line.area, direction);
    (own.end - own.start) / ems(&line.text())
}

fn median(values: impl Iterator<Item = f32>) -> f32 {
    let mut values: Vec<f32> = values.collect();
    values.sort_by(f32::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or_default()
}

/// Whether a word is the rule between two columns, which is recognized as a bar.
fn is_bar(piece: &Piece, gutters: &[Gutter], direction: Direction) -> bool {
    let own = span(piece.area, direction);
    let is_in = |gutter: &Gutter| own.end > gutter.before && own.start < gutter.behind;
    has_bar(&piece.text) && gutters.iter().any(is_in)
}

fn has_bar(text: &str) -> bool {
    let text = text.trim();
    text.contains(['|', '丨', '│']) && text.chars().all(|c| "|丨│“”‘’\"'".contains(c))
}

/// The parts of a line between gutters.
fn parts(line: PlacedLine, gutters: &[Gutter], direction: Direction, em: f32) -> Vec<PlacedLine> {
    let mut found = Vec::new();
    let mut rest = line;
    for gutter in gutters {
        let Some((before, behind)) = parted(&rest, *gutter, direction, em) else {
            continue;
        };
        found.push(before);
        rest = behind;
    }
    found.extend(rebuilt(&rest, rest.pieces.clone()));
    found
}

/// Parts a line at a gutter; `None` where nothing would stand on one side of it.
fn parted(
    line: &PlacedLine,
    gutter: Gutter,
    direction: Direction,
    em: f32,
) -> Option<(PlacedLine, PlacedLine)> {
    let middle = gutter.middle();
    let (mut before, mut behind) = (Vec::new(), Vec::new());
    for piece in &line.pieces {
        let own = span(piece.area, direction);
        let is_short = own.end - own.start < 2.0 * em;
        if own.end <= middle + 0.3 * em || is_short && own.middle() < middle {
            before.push(piece.clone());
        } else if own.start >= middle - 0.3 * em || is_short {
            behind.push(piece.clone());
        } else {
            let (head, tail) = cut_piece(piece, gutter, direction, em);
            before.push(head);
            behind.push(tail);
        }
    }
    Some((rebuilt(line, before)?, rebuilt(line, behind)?))
}

/// Cuts a piece that runs across a gutter behind as many characters as fill the column before it.
fn cut_piece(piece: &Piece, gutter: Gutter, direction: Direction, em: f32) -> (Piece, Piece) {
    let own = span(piece.area, direction);
    let room = gutter.before - own.start + 0.4 * em;
    let mut filled = 0.0;
    let mut head = String::new();
    let mut tail = String::new();
    for c in piece.text.chars() {
        filled += if is_wide(c) { em } else { 0.5 * em };
        if tail.is_empty() && filled <= room {
            head.push(c);
        } else {
            tail.push(c);
        }
    }
    let (mut first, mut second) = (piece.area, piece.area);
    match direction {
        Direction::Horizontal => (first.right, second.left) = (gutter.before, gutter.behind),
        Direction::Vertical => (first.bottom, second.top) = (gutter.before, gutter.behind),
    }
    let piece = |text, area| Piece { text, area };
    (piece(head, first), piece(tail, second))
}

/// Returns a line of some of the pieces of another.
fn rebuilt(line: &PlacedLine, pieces: Vec<Piece>) -> Option<PlacedLine> {
    let has_text = pieces.iter().any(|piece| !piece.text.trim().is_empty());
    let area = pieces.iter().map(|piece| piece.area).reduce(Area::union)?;
    has_text.then(|| PlacedLine {
        pieces,
        area,
        ..line.clone()
    })
}
