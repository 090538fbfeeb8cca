//! A page's lines as they lie in the direction in which most of it is written, so that vertical pages are taken
//! apart as horizontal ones are.
//!
//! A page that is set vertically is turned by a quarter: what is read first, its right edge, is on top then, and
//! its tiers are columns.

use super::super::line::is_han;
use crate::placed::{Area, Direction, PlacedLine, PlacedPage};

/// A line of a page.
#[derive(Clone, Debug)]
pub(super) struct Row {
    /// Its place among the lines of the page.
    pub(super) line: usize,
    /// Its text, without white space around it.
    pub(super) text: String,
    /// Where it stands, turned as the page is.
    pub(super) area: Area,
    /// The size of its type.
    pub(super) size: f32,
    /// Whether it is written in the direction in which most of the page is not.
    pub(super) crosswise: bool,
    /// Its typeface.
    pub(super) face: Option<u16>,
    /// How sure the character recognition was of it, from 0 to 1.
    pub(super) confidence: Option<f32>,
}

/// A page as rows.
#[derive(Clone, Debug, Default)]
pub(super) struct Grid {
    pub(super) rows: Vec<Row>,
    pub(super) rules: Vec<Area>,
    pub(super) pictures: Vec<Area>,
    pub(super) width: f32,
    pub(super) height: f32,
    /// Whether the page is turned.
    pub(super) vertical: bool,
    /// The size of the type of the text.
    pub(super) body: f32,
    /// The typeface that most text is set in.
    pub(super) face: Option<u16>,
    /// Whether no typeface is known, as of a scan.
    pub(super) scanned: bool,
}

impl Grid {
    pub(super) fn of(page: &PlacedPage) -> Self {
        let vertical = is_vertical(&page.lines);
        let turned = |area: Area| turn(area, page.width, vertical);
        let rows = page.lines.iter().enumerate();
        let rows = rows.filter_map(|(at, line)| row(at, line, vertical, &turned));
        let rows: Vec<Row> = rows.collect();
        let (width, height) = if vertical {
            (page.height, page.width)
        } else {
            (page.width, page.height)
        };
        let mut grid = Self {
            body: usual_size(sizes(&rows), SPREAD),
            rules: page.rules.iter().copied().map(turned).collect::<Vec<_>>(),
            pictures: united(page.pictures.iter().copied().map(turned).collect()),
            rows,
            width,
            height,
            vertical,
            face: None,
            scanned: !page.lines.is_empty() && page.lines.iter().all(|line| line.face.is_none()),
        };
        grid.face = grid.usual_face();
        grid.rules = without_ruling(std::mem::take(&mut grid.rules), grid.body);
        grid
    }

    /// Turns an area back to where it stands on the page.
    pub(super) fn upright(&self, area: Area) -> Area {
        if !self.vertical {
            return area;
        }
        // The page's width is the height of what is turned.
        Area {
            left: self.height - area.bottom,
            right: self.height - area.top,
            top: area.left,
            bottom: area.right,
        }
    }

    /// Whether a row has the size of the text.
    pub(super) fn is_body_size(&self, row: &Row) -> bool {
        row.size > 0.87 * self.body && row.size < 1.2 * self.body
    }

    fn usual_face(&self) -> Option<u16> {
        let mut counts: Vec<(u16, usize)> = Vec::new();
        for row in self.rows.iter().filter(|row| self.is_body_size(row)) {
            let Some(face) = row.face else { continue };
            let count = row.text.chars().count();
            match counts.iter_mut().find(|(known, _)| *known == face) {
                Some((_, sum)) => *sum += count,
                None => counts.push((face, count)),
            }
        }
        counts
            .into_iter()
            .max_by_key(|(_, count)| *count)
            .map(|(face, _)| face)
    }

    /// Returns where a crosswise line stands among those beside it, in the direction in which they are read.
    pub(super) fn cross_order(&self, area: Area) -> f32 {
        let middle = f32::midpoint(area.left, area.right);
        if self.vertical { middle } else { -middle }
    }
}

fn row(
    at: usize,
    line: &PlacedLine,
    vertical: bool,
    turned: &impl Fn(Area) -> Area,
) -> Option<Row> {
    let text = line.text().trim().to_owned();
    (!text.is_empty()).then(|| Row {
        line: at,
        text,
        area: turned(line.area),
        size: line.size,
        crosswise: (line.direction == Direction::Vertical) != vertical,
        face: line.face,
        confidence: line.confidence,
    })
}

/// Whether most characters of a page stand in vertical lines.
fn is_vertical(lines: &[PlacedLine]) -> bool {
    let count = |direction| {
        let lines = lines.iter().filter(|line| line.direction == direction);
        let texts = lines.map(|line| line.text().chars().filter(|c| is_han(*c)).count());
        // A line of a character or two has no direction.
        texts.filter(|&count| count > 2).sum::<usize>()
    };
    count(Direction::Vertical) > count(Direction::Horizontal)
}

/// Turns an area of a vertical page: its right edge comes on top.
fn turn(area: Area, width: f32, vertical: bool) -> Area {
    if !vertical {
        return area;
    }
    Area {
        left: area.top,
        right: area.bottom,
        top: width - area.right,
        bottom: width - area.left,
    }
}

/// How far sizes may be apart that are one.
const SPREAD: f32 = 1.1;

/// The sizes of rows, with how many characters have each.
fn sizes(rows: &[Row]) -> Vec<(f32, usize)> {
    let along = rows.iter().filter(|row| !row.crosswise);
    along
        .map(|row| (row.size, row.text.chars().count()))
        .collect()
}

/// The size that most characters have, give or take a little.
pub(super) fn usual_size(mut sizes: Vec<(f32, usize)>, spread: f32) -> f32 {
    sizes.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut best = (0, 0.0);
    let (mut from, mut sum) = (0, 0);
    for (at, &(size, count)) in sizes.iter().enumerate() {
        sum += count;
        while sizes
            .get(from)
            .is_some_and(|(least, _)| size > spread * least)
        {
            sum -= sizes.get(from).map_or(0, |(_, count)| *count);
            from += 1;
        }
        if sum > best.0 {
            let middle = sizes.get(from.midpoint(at)).map_or(size, |(size, _)| *size);
            best = (sum, middle);
        }
    }
    best.1
}

/// Rules without those that run between the rows of a text: three or more, as long as each other and as far apart as
/// rows are.
fn without_ruling(rules: Vec<Area>, body: f32) -> Vec<Area> {
    const FARTHEST: f32 = 2.6;
    let (mut level, mut kept): (Vec<Area>, Vec<Area>) = rules
        .into_iter()
        .partition(|rule| rule.width() > rule.height());
    level.sort_by(|a, b| {
        let key = |rule: &Area| ((rule.left / body).round(), (rule.right / body).round());
        let (a_key, b_key) = (key(a), key(b));
        a_key
            .0
            .total_cmp(&b_key.0)
            .then(a_key.1.total_cmp(&b_key.1))
            .then(a.top.total_cmp(&b.top))
    });
    let follows = |a: &Area, b: &Area| {
        let down = b.top - a.top;
        (a.left - b.left).abs() < body
            && (a.right - b.right).abs() < body
            && down > 0.9 * body
            && down < FARTHEST * body
    };
    let mut rest = level.as_slice();
    while !rest.is_empty() {
        let run = 1 + rest
            .windows(2)
            .take_while(|pair| matches!(pair, [a, b] if follows(a, b)))
            .count();
        let (row, after) = rest.split_at(run);
        if run < 3 {
            kept.extend_from_slice(row);
        }
        rest = after;
    }
    kept
}

/// Unites areas that overlap: a picture is often drawn in parts.
fn united(mut areas: Vec<Area>) -> Vec<Area> {
    const MOST: usize = 500;
    areas.truncate(MOST);
    let mut found: Vec<Area> = Vec::new();
    for mut area in areas {
        while let Some(at) = found.iter().position(|other| overlaps(area, *other)) {
            area = area.union(found.swap_remove(at));
        }
        found.push(area);
    }
    found
}

fn overlaps(a: Area, b: Area) -> bool {
    a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom
}

/// Returns how much of two spans is of both.
pub(super) fn shared(a: (f32, f32), b: (f32, f32)) -> f32 {
    (a.1.min(b.1) - a.0.max(b.0)).max(0.0)
}

/// Returns how wide the part is that two areas have in common across the page.
pub(super) fn shared_width(a: Area, b: Area) -> f32 {
    shared((a.left, a.right), (b.left, b.right))
}

/// Whether an area lies within another, give or take a little.
pub(super) fn is_within(inner: Area, outer: Area, slack: f32) -> bool {
    inner.left >= outer.left - slack
        && inner.right <= outer.right + slack
        && inner.top >= outer.top - slack
        && inner.bottom <= outer.bottom + slack
}
