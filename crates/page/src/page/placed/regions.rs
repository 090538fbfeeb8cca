//! The rectangles of the page that reports fill.
//!
//! A page is made up of rectangles, each with a headline somewhere in it. Which rectangle is a headline's is not
//! drawn, but the text tells: read column by column, each column must go on where the one before broke off. All
//! rectangles around a headline are weighed, and the page is covered with those that together read best.

mod cover;
mod islands;

use std::collections::HashSet;

use super::blocks::{Block, Edges};
use super::grid::{Grid, is_within, shared_width};
use super::heads::Heading;
use crate::placed::Area;

/// A rectangle of a report: its blocks in the order of reading.
#[derive(Clone, Debug)]
pub(super) struct Region {
    /// The headline, by its place.
    pub(super) heading: usize,
    /// The blocks, in the order of reading.
    pub(super) blocks: Vec<usize>,
    /// Other headlines in it, which are headings between its paragraphs then.
    pub(super) subheads: Vec<usize>,
    pub(super) area: Area,
    /// How well it reads.
    pub(super) score: f32,
}

/// A headline has no more rectangles that are weighed against those of others.
const MOST_KEPT: usize = 14;
/// The same of those that go round another report.
const MOST_AROUND: usize = 8;
/// So many ways to cover a page are followed at once, and of a scan, which has more rectangles.
const BEAM: (usize, usize) = (160, 1000);
/// So many edges in each direction are tried.
const MOST_EDGES: usize = 16;

/// Finds the rectangles of reports.
pub(super) fn regions(
    grid: &Grid,
    heads: &[Heading],
    blocks: &[Block],
    obstacles: &[Area],
) -> Vec<Region> {
    let candidates: Vec<Vec<Region>> = (0..heads.len())
        .map(|head| {
            Candidates {
                grid,
                heads,
                blocks,
                obstacles,
                head,
            }
            .best()
        })
        .collect();
    let beam = if grid.scanned { BEAM.1 } else { BEAM.0 };
    cover::cover(&candidates, heads, blocks, beam, grid.scanned)
}

/// What is within an area, by the places of the blocks and the headlines.
#[derive(Debug, Default)]
struct Inside {
    blocks: Vec<usize>,
    subheads: Vec<usize>,
    /// The part of the area that another report fills.
    island: Option<Area>,
}

/// How much room a headline has above it at least, in ems, and what it costs to have none.
const ROOM: f32 = 0.6;
const WITHIN_TEXT: f32 = 1.5;

/// What it costs a rectangle that another report stands in its lower corner, and in its upper one.
const AROUND: (f32, f32) = (1.0, 2.5);

struct Candidates<'g> {
    grid: &'g Grid,
    heads: &'g [Heading],
    blocks: &'g [Block],
    /// Pictures, and frames of other reports.
    obstacles: &'g [Area],
    head: usize,
}

impl Candidates<'_> {
    fn best(&self) -> Vec<Region> {
        let Some(heading) = self.heads.get(self.head) else {
            return Vec::new();
        };
        let core = heading.area;
        let areas = || self.blocks.iter().map(|block| block.area);
        let lefts = edges(
            core.left,
            areas().map(|a| a.left).filter(|x| *x < core.left),
            self.grid.body,
        );
        let tops = edges(
            core.top,
            areas().map(|a| a.top).filter(|y| *y < core.top),
            self.grid.body,
        );
        let rights = edges(
            core.right,
            areas().map(|a| a.right).filter(|x| *x > core.right),
            self.grid.body,
        );
        let bottoms = edges(
            core.bottom,
            areas().map(|a| a.bottom).filter(|y| *y > core.bottom),
            self.grid.body,
        );
        let mut seen: HashSet<(Vec<usize>, Vec<usize>)> = HashSet::new();
        let (mut found, mut around): (Vec<Region>, Vec<Region>) = (Vec::new(), Vec::new());
        for &left in &lefts {
            for &right in &rights {
                for &top in &tops {
                    for &bottom in &bottoms {
                        let area = Area {
                            left,
                            top,
                            right,
                            bottom,
                        };
                        for island in self.islands(area) {
                            let Some(inside) = self.inside(area, island) else {
                                continue;
                            };
                            let key = (inside.blocks.clone(), inside.subheads.clone());
                            if inside.blocks.is_empty() || !seen.insert(key) {
                                continue;
                            }
                            let list = if island.is_some() {
                                &mut around
                            } else {
                                &mut found
                            };
                            list.push(self.weigh(inside));
                        }
                    }
                }
            }
        }
        for (list, most) in [(&mut found, MOST_KEPT), (&mut around, MOST_AROUND)] {
            list.sort_by(|a, b| b.score.total_cmp(&a.score));
            list.truncate(most);
        }
        found.extend(around);
        found
    }

    /// What is within an area but for a part that another report fills; `None` where an edge cuts through something.
    fn inside(&self, area: Area, island: Option<Area>) -> Option<Inside> {
        let slack = 0.8 * self.grid.body;
        let is_apart = |own: Area| island.is_some_and(|island| is_within(own, island, slack));
        let mut inside = Inside {
            island,
            ..Inside::default()
        };
        for (at, block) in self.blocks.iter().enumerate() {
            if is_apart(block.area) {
                continue;
            }
            let is_cut = island.is_some_and(|island| !is_outside(block.area, island, slack));
            if is_within(block.area, area, slack) && !is_cut {
                inside.blocks.push(at);
            } else if !is_outside(block.area, area, slack) {
                return None;
            }
        }
        for (at, heading) in self.heads.iter().enumerate() {
            let elsewhere = is_outside(heading.area, area, slack) || is_apart(heading.area);
            if at == self.head || elsewhere {
                continue;
            }
            if !heading.may_be_subhead || !is_within(heading.area, area, slack) {
                return None;
            }
            inside.subheads.push(at);
        }
        Some(inside)
    }

    fn weigh(&self, inside: Inside) -> Region {
        let Inside {
            blocks: inside,
            subheads,
            island,
        } = inside;
        let inside = inside.as_slice();
        let core = self
            .heads
            .get(self.head)
            .map_or(Area::default(), |heading| heading.area);
        let areas = inside
            .iter()
            .filter_map(|&at| self.blocks.get(at))
            .map(|block| block.area);
        let area = areas.fold(core, Area::union);
        let by_columns = in_columns(self.blocks, inside);
        let by_tiers = in_tiers(self.blocks, inside);
        let flat = |columns: &[Vec<usize>]| columns.concat();
        let columns = flat(&by_columns);
        let mut best = (self.reading(&columns), columns);
        if let Some(tiers) = by_tiers {
            let score = self.reading(&tiers);
            if score > best.0 + 0.5 {
                best = (score, tiers);
            }
        }
        let (reading, blocks) = best;
        let around = island.map_or(0.0, |island| {
            if island.bottom < area.bottom - self.grid.body {
                AROUND.1
            } else {
                AROUND.0
            }
        });
        let score = reading + self.shape(area, core, &by_columns, island) + self.set(inside)
            - 1.2 * count(subheads.len())
            - around
            - self.within_text(core);
        Region {
            heading: self.head,
            blocks,
            subheads,
            area,
            score,
        }
    }

    /// What it costs a small headline to have a rectangle of its own where it stands in a column as its lines do, with
    /// no more room above it: a headline has.
    fn within_text(&self, core: Area) -> f32 {
        let is_small = self
            .heads
            .get(self.head)
            .is_some_and(|heading| heading.may_be_subhead);
        let stands_above = |block: &Block| {
            let gap = core.top - block.area.bottom;
            let shared = shared_width(block.area, core);
            gap.abs() < ROOM * self.grid.body && shared > 0.8 * core.width()
        };
        let within = self.grid.scanned && is_small && self.blocks.iter().any(stands_above);
        if within { WITHIN_TEXT } else { 0.0 }
    }

    /// How well blocks read in an order.
    fn reading(&self, order: &[usize]) -> f32 {
        let edges = |at: &usize| {
            self.blocks
                .get(*at)
                .map(|block| block.edges)
                .unwrap_or_default()
        };
        let pairs = order
            .windows(2)
            .filter_map(|pair| Some((edges(pair.first()?), edges(pair.last()?))));
        let inner: f32 = pairs.map(|(before, after)| fit(before, after)).sum();
        let begins = order
            .first()
            .map_or(0.0, |at| if edges(at).indented { 0.4 } else { -1.5 });
        let ends = order
            .last()
            .map_or(0.0, |at| if edges(at).closed { 0.4 } else { -1.5 });
        inner + begins + ends
    }

    /// How well a rectangle is filled: only its last columns end early, and none begins late but below a headline or a
    /// picture.
    fn shape(&self, area: Area, core: Area, columns: &[Vec<usize>], island: Option<Area>) -> f32 {
        let em = self.grid.body;
        let mut cost: f32 = 0.0;
        for (at, column) in columns.iter().enumerate() {
            let blocks = || column.iter().filter_map(|&at| self.blocks.get(at));
            let Some(bounds) = blocks().map(|block| block.area).reduce(Area::union) else {
                continue;
            };
            let is_last = at + 1 == columns.len();
            let short =
                (area.bottom - bounds.bottom - self.obstacle(bounds, area, (core, island), false))
                    / em;
            if short > 1.5 {
                cost += if is_last {
                    0.01 * short
                } else {
                    (0.12 * short).min(1.6)
                };
            }
            let late =
                (bounds.top - area.top - self.obstacle(bounds, area, (core, island), true)) / em;
            if late > 2.5 {
                cost += (0.1 * late).min(1.6);
            }
        }
        // A headline stands over its own columns, and not far away from them.
        let text = columns
            .iter()
            .flatten()
            .filter_map(|&at| self.blocks.get(at));
        let text = text
            .map(|block| block.area)
            .reduce(Area::union)
            .unwrap_or(core);
        let outside = (text.left - core.left).max(0.0) + (core.right - text.right).max(0.0);
        cost += (outside / em * 0.1).min(2.0);
        let above = (text.top - core.bottom).max(0.0) + (core.top - text.bottom).max(0.0);
        cost += (above / em - 4.0).max(0.0) * 0.15;
        -(cost + self.rules_within(area, core))
    }

    /// How much of what lies above or below a column is a headline, a picture or another report's frame.
    fn obstacle(
        &self,
        column: Area,
        area: Area,
        (core, island): (Area, Option<Area>),
        above: bool,
    ) -> f32 {
        let mut most: f32 = 0.0;
        for thing in self.obstacles.iter().copied().chain([core]).chain(island) {
            let is_in_column = thing.left < column.right - self.grid.body
                && thing.right > column.left + self.grid.body;
            if !is_in_column {
                continue;
            }
            if above && thing.bottom <= column.top + self.grid.body && thing.bottom > area.top {
                most = most.max(column.top - area.top);
            } else if !above
                && thing.top >= column.bottom - self.grid.body
                && thing.top < area.bottom
            {
                most = most.max(area.bottom - column.bottom);
            }
        }
        most
    }

    /// What the rules cost that run through a rectangle.
    fn rules_within(&self, area: Area, core: Area) -> f32 {
        let em = self.grid.body;
        let mut cost: f32 = 0.0;
        for rule in &self.grid.rules {
            let level = rule.height() < em && rule.width() > 0.5 * area.width();
            if level
                && rule.top > area.top + em
                && rule.bottom < area.bottom - em
                && rule.left < area.left + 0.3 * area.width()
                && rule.right > area.right - 0.3 * area.width()
                && !(rule.top > core.top - em && rule.bottom < core.bottom + em)
            {
                cost += 3.0;
            }
        }
        cost.min(6.0)
    }

    /// How alike blocks are set.
    fn set(&self, inside: &[usize]) -> f32 {
        let em = self.grid.body;
        let wide = inside.iter().filter_map(|&at| self.blocks.get(at));
        let wide: Vec<&Block> = wide.filter(|block| block.rows.len() >= 3).collect();
        let mut widths: Vec<f32> = wide.iter().map(|block| block.area.width()).collect();
        widths.sort_by(f32::total_cmp);
        let Some(usual) = widths.get(widths.len() / 2).copied() else {
            return 0.0;
        };
        let odd = widths
            .iter()
            .filter(|width| (**width - usual).abs() > 1.5 * em)
            .count();
        let sizes = wide.iter().map(|block| block.size);
        let (least, most) = sizes.fold((f32::MAX, 0.0_f32), |(least, most), size| {
            (least.min(size), most.max(size))
        });
        let mixed = if most > 1.06 * least { 1.5 } else { 0.0 };
        -(1.2 * count(odd) + mixed)
    }
}

/// Returns a small count as a number.
fn count(count: usize) -> f32 {
    f32::from(u16::try_from(count).unwrap_or(u16::MAX))
}

/// How well a text goes on from one block to the next.
pub(super) fn fit(before: Edges, after: Edges) -> f32 {
    match (before.closed, before.full, after.indented) {
        (false, true, false) => 1.5,
        (false, true, true) | (true, false, false) => -2.5,
        (false, false, _) => -0.6,
        (true, false, true) => 0.7,
        (true, true, true) => 0.3,
        (true, true, false) => 0.1,
    }
}

/// Whether an area has nothing in common with another, give or take a little.
fn is_outside(inner: Area, outer: Area, slack: f32) -> bool {
    inner.right <= outer.left + slack
        || inner.left >= outer.right - slack
        || inner.bottom <= outer.top + slack
        || inner.top >= outer.bottom - slack
}

/// The edges that are tried, those of the headline first.
fn edges(own: f32, others: impl Iterator<Item = f32>, em: f32) -> Vec<f32> {
    let mut others: Vec<f32> = others.collect();
    others.sort_by(|a, b| (a - own).abs().total_cmp(&(b - own).abs()));
    let mut found = vec![own];
    for other in others {
        if found.iter().all(|known| (known - other).abs() > 0.5 * em) && found.len() < MOST_EDGES {
            found.push(other);
        }
    }
    found
}

/// Blocks in columns from left to right, each from the top.
pub(super) fn in_columns(blocks: &[Block], inside: &[usize]) -> Vec<Vec<usize>> {
    let area = |at: usize| blocks.get(at).map(|block| block.area).unwrap_or_default();
    let mut sorted = inside.to_vec();
    sorted.sort_by(|&a, &b| area(b).width().total_cmp(&area(a).width()));
    let mut columns: Vec<(Area, Vec<usize>)> = Vec::new();
    for at in sorted {
        let own = area(at);
        let middle = f32::midpoint(own.left, own.right);
        let fits =
            |(column, _): &&mut (Area, Vec<usize>)| middle > column.left && middle < column.right;
        match columns.iter_mut().find(fits) {
            Some((_, column)) => column.push(at),
            None => columns.push((own, vec![at])),
        }
    }
    columns.sort_by(|a, b| a.0.left.total_cmp(&b.0.left));
    for (_, column) in &mut columns {
        column.sort_by(|&a, &b| area(a).top.total_cmp(&area(b).top));
    }
    columns.into_iter().map(|(_, column)| column).collect()
}

/// Blocks in tiers, where a gap runs across all columns between two of them.
fn in_tiers(blocks: &[Block], inside: &[usize]) -> Option<Vec<usize>> {
    let mut sorted: Vec<&usize> = inside.iter().collect();
    let area = |at: usize| blocks.get(at).map(|block| block.area).unwrap_or_default();
    sorted.sort_by(|&&a, &&b| area(a).top.total_cmp(&area(b).top));
    let mut tiers: Vec<Vec<usize>> = Vec::new();
    let mut bottom = f32::NEG_INFINITY;
    for &at in sorted {
        let own = area(at);
        if own.top > bottom - 1.0 || tiers.is_empty() {
            tiers.push(Vec::new());
        }
        bottom = bottom.max(own.bottom);
        if let Some(tier) = tiers.last_mut() {
            tier.push(at);
        }
    }
    let ordered = tiers
        .iter()
        .flat_map(|tier| in_columns(blocks, tier).concat());
    (tiers.len() > 1).then(|| ordered.collect())
}
