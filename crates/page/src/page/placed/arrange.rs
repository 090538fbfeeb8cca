//! What every row of a page is: of which report, or of none.

use super::super::folio::Folio;
use super::super::unplaced::Kind;
use super::blocks::{self, Block};
use super::boxes::Boxes;
use super::captions;
use super::furniture::{self, notices};
use super::grid::{Grid, is_within, shared_width};
use super::heads::{self, Heading};
use super::labels;
use super::notes;
use super::regions::{self, Region};
use super::reports::{self, Part, Report};
use super::scan;
use crate::placed::{Area, PlacedPage};

/// A page taken apart: every row stands in it once.
#[derive(Debug, Default)]
pub(super) struct Arrangement {
    pub(super) reports: Vec<Report>,
    pub(super) scraps: Vec<(Kind, Vec<usize>)>,
    pub(super) folio: Folio,
}

/// What has more rows is no page of a newspaper, and each would be held to all others.
const MOST: usize = 12_000;

/// Takes a page apart.
pub(super) fn arrange(page: &PlacedPage) -> (Grid, Arrangement) {
    let grid = scan::grid(page);
    if grid.rows.len() > MOST {
        let all = as_they_come(&grid);
        return (grid, all);
    }
    let mut arranger = Arranger {
        free: vec![true; grid.rows.len()],
        grid: &grid,
        found: Arrangement::default(),
    };
    arranger.page();
    let Arranger { mut found, .. } = arranger;
    found.reports.sort_by_key(|report| report.first_key(&grid));
    (grid, found)
}

/// Makes one report of all rows, in the order of the file, of which a person must see what it is.
fn as_they_come(grid: &Grid) -> Arrangement {
    let parts = (0..grid.rows.len()).map(|row| Part {
        rows: vec![row],
        subhead: false,
    });
    let report = Report {
        parts: parts.collect(),
        ..Report::default()
    };
    Arrangement {
        reports: vec![report],
        ..Arrangement::default()
    }
}

struct Arranger<'g> {
    grid: &'g Grid,
    /// Which rows are of nothing yet.
    free: Vec<bool>,
    found: Arrangement,
}

impl Arranger<'_> {
    fn page(&mut self) {
        let furniture = furniture::furniture(self.grid);
        self.found.folio = furniture.folio;
        for (row, kind) in furniture.rows {
            self.scrap(kind, vec![row]);
        }
        let boxes = Boxes::of(self.grid, &self.left());
        for &tag in &boxes.tags {
            self.scrap(Kind::Column, vec![tag]);
        }
        for notice in notices::notices(self.grid, &self.left()) {
            self.scrap(Kind::Advertisement, notice);
        }
        let mut obstacles = self.grid.pictures.clone();
        for (frame, rows) in boxes.canvases {
            let rows: Vec<usize> = rows.into_iter().filter(|&row| self.is_free(row)).collect();
            if furniture::is_advertisement(self.grid, &rows) {
                self.scrap(Kind::Advertisement, rows);
            } else if furniture::is_masthead(self.grid, &rows) {
                self.scrap(Kind::Folio, rows);
            } else {
                self.canvas(rows, &self.grid.pictures.clone());
            }
            obstacles.push(frame);
        }
        let rest = self.left();
        self.canvas(rest, &obstacles);
        for row in self.left() {
            self.scrap(Kind::Headline, vec![row]);
        }
    }

    fn is_free(&self, row: usize) -> bool {
        self.free.get(row).copied().unwrap_or(false)
    }

    fn left(&self) -> Vec<usize> {
        (0..self.grid.rows.len())
            .filter(|&row| self.is_free(row))
            .collect()
    }

    fn take(&mut self, row: usize) {
        if let Some(free) = self.free.get_mut(row) {
            *free = false;
        }
    }

    fn scrap(&mut self, kind: Kind, rows: Vec<usize>) {
        let rows: Vec<usize> = rows.into_iter().filter(|&row| self.is_free(row)).collect();
        for &row in &rows {
            self.take(row);
        }
        if !rows.is_empty() {
            self.found.scraps.push((kind, rows));
        }
    }

    /// Makes reports of rows that no frame parts.
    fn canvas(&mut self, rows: Vec<usize>, obstacles: &[Area]) {
        let captions = captions::captions(self.grid, &rows);
        let mut obstacles = obstacles.to_vec();
        if self.grid.scanned {
            obstacles.extend(captions.iter().map(|caption| caption.picture));
        }
        let is_caption = |row: &usize| captions.iter().any(|caption| caption.rows.contains(row));
        let rows: Vec<usize> = rows.into_iter().filter(|row| !is_caption(row)).collect();
        let heads = heads::headings(self.grid, &rows);
        let is_head = |row: &usize| {
            heads
                .iter()
                .any(|heading| heading.rows().any(|own| own == *row))
        };
        let text: Vec<usize> = rows.iter().copied().filter(|row| !is_head(row)).collect();
        let mut blocks = blocks::blocks(self.grid, &text);
        let bylines = notes::take_bylines(self.grid, &mut blocks);
        let is_label = |heading: &Heading| labels::is_label(self.grid, heading, &heads, &blocks);
        let (labels, mut heads): (Vec<Heading>, Vec<Heading>) =
            heads.iter().cloned().partition(is_label);
        labels::take_decks(self.grid, &mut heads, &mut blocks);
        for label in labels {
            self.scrap(Kind::Column, label.rows().collect());
        }
        for label in labels::take_labels(self.grid, &mut blocks) {
            self.scrap(Kind::Column, vec![label]);
        }
        let regions = regions::regions(self.grid, &heads, &blocks, &obstacles);
        let mut made = self.reports(&heads, &blocks, &regions);
        for byline in bylines {
            let at = nearest(&made, self.bounds(&byline));
            if let Some((report, _)) = at.and_then(|at| made.get_mut(at)) {
                report.bylines.push(byline);
            }
        }
        for caption in captions {
            self.caption(caption, &heads, &mut made);
        }
        let has_reports = made.iter().any(|(report, _)| !report.is_bit());
        for (report, _) in made {
            if self.grid.scanned && has_reports && report.is_bit() {
                continue;
            }
            for row in report.rows() {
                self.take(row);
            }
            if !report.is_empty() {
                self.found.reports.push(report);
            }
        }
    }

    fn bounds(&self, rows: &[usize]) -> Area {
        let areas = rows
            .iter()
            .filter_map(|&row| self.grid.rows.get(row))
            .map(|row| row.area);
        areas.reduce(Area::union).unwrap_or_default()
    }

    /// Makes the reports of regions, and of the blocks that are in none.
    fn reports(
        &self,
        heads: &[Heading],
        blocks: &[Block],
        regions: &[Region],
    ) -> Vec<(Report, Area)> {
        let mut order: Vec<(Region, Option<usize>)> = regions
            .iter()
            .map(|region| (region.clone(), Some(region.heading)))
            .collect();
        let is_used = |block: usize| regions.iter().any(|region| region.blocks.contains(&block));
        let left: Vec<usize> = (0..blocks.len()).filter(|&block| !is_used(block)).collect();
        for block in left {
            attach(block, blocks, &mut order);
        }
        let made = order.iter().map(|(region, heading)| {
            let heading = heading.and_then(|at| heads.get(at));
            let report = reports::report(self.grid, heading, region, blocks, heads);
            (report, region.area)
        });
        let used: Vec<usize> = regions
            .iter()
            .flat_map(|region| region.subheads.iter().copied().chain([region.heading]))
            .collect();
        let alone = heads
            .iter()
            .enumerate()
            .filter(|(at, _)| !used.contains(at));
        // A headline without a text is that of a picture, perhaps.
        let alone = alone.map(|(_, heading)| (Report::headed(heading), heading.area));
        made.chain(alone).collect()
    }

    /// Gives a caption to the report that its picture stands in, or is.
    fn caption(&self, caption: captions::Caption, heads: &[Heading], made: &mut [(Report, Area)]) {
        let area = self.bounds(&caption.rows).union(caption.picture);
        let above = |heading: &&Heading| {
            let text = self.bounds(&caption.rows);
            shared_width(heading.area, text) > 0.0
                && is_within(heading.area, area, 2.0 * self.grid.body)
        };
        let own = heads.iter().find(above).map(|heading| heading.area);
        let at = own.map_or_else(
            || nearest(made, area),
            |own| {
                made.iter()
                    .position(|(report, area)| report.parts.is_empty() && *area == own)
                    .or_else(|| nearest(made, own))
            },
        );
        if let Some((report, _)) = at.and_then(|at| made.get_mut(at)) {
            report.captions.push(caption.rows);
        }
    }
}

/// The report that an area is in, or is nearest to.
fn nearest(made: &[(Report, Area)], area: Area) -> Option<usize> {
    let far = |other: Area| {
        let across = (other.left - area.right)
            .max(area.left - other.right)
            .max(0.0);
        let down = (other.top - area.bottom)
            .max(area.top - other.bottom)
            .max(0.0);
        let size = other.width() * other.height();
        (across + down, size)
    };
    let each = made
        .iter()
        .enumerate()
        .filter(|(_, (report, _))| !report.parts.is_empty());
    each.min_by(|(_, (_, a)), (_, (_, b))| {
        far(*a)
            .partial_cmp(&far(*b))
            .unwrap_or(std::cmp::Ordering::Equal)
    })
    .map(|(at, _)| at)
}

/// Adds a block that is in no region to the report that goes on in it, or makes one of it.
fn attach(block: usize, blocks: &[Block], order: &mut Vec<(Region, Option<usize>)>) {
    let Some(own) = blocks.get(block) else { return };
    let score = |region: &Region| -> Option<f32> {
        let last = region.blocks.last().and_then(|&at| blocks.get(at))?;
        let gap_across = (own.area.left - region.area.right)
            .max(region.area.left - own.area.right)
            .max(0.0);
        let gap_down = (own.area.top - region.area.bottom)
            .max(region.area.top - own.area.bottom)
            .max(0.0);
        let far = (gap_across + gap_down) / own.size;
        Some(regions::fit(last.edges, own.edges) - 0.3 * far)
    };
    let best = order
        .iter_mut()
        .filter_map(|(region, _)| Some((score(region)?, region)))
        .max_by(|a, b| a.0.total_cmp(&b.0));
    if let Some((score, region)) = best
        && score > 0.0
    {
        region.blocks.push(block);
        region.area = region.area.union(own.area);
        region.score = region.score.min(-1.0);
        return;
    }
    order.push((
        Region {
            heading: usize::MAX,
            blocks: vec![block],
            subheads: Vec::new(),
            area: own.area,
            score: -5.0,
        },
        None,
    ));
}
