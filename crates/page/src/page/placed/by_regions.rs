//! Pages whose file says what stands on them: which regions are a report, what each is, and in which order they are
//! read. What the file says wins over what places and sizes would tell; these decide what it leaves open.

use std::collections::BTreeMap;

use super::super::folio::folio;
use super::super::forms;
use super::super::furniture::is_page_number;
use super::super::line::is_closed;
use super::super::unplaced::Kind;
use super::arrange::Arrangement;
use super::blocks::{self, Block};
use super::grid::Grid;
use super::reports::{Part, Report};
use crate::placed::{Area, PlacedLine, PlacedPage, Region, RegionKind};

/// How much larger than the text a headline is at least.
const LEAST_HEADLINE: f32 = 1.25;
/// How much smaller than the headline the lines above and below it are at least.
const DECK: f32 = 0.85;
/// How sure the extent of a report is that the file groups, and of one between two headlines, of 100.
const GROUPED: u8 = 95;
const BETWEEN: u8 = 80;
/// Character recognition that is less sure than this has words that a person should look at.
const DOUBTFUL: f32 = 0.7;

/// Takes a page apart by its regions; `None` where the file says nothing of reports or of the order of reading.
pub(super) fn arrange(page: &PlacedPage, grid: &Grid) -> Option<Arrangement> {
    let regions = regions(page, grid);
    let has_reports = regions.iter().any(|part| part.region.report.is_some());
    let says_order = |part: &Text<'_>| {
        part.region.order.is_some() || part.region.kind == Some(RegionKind::Furniture)
    };
    let has_order = !regions.is_empty() && regions.iter().all(says_order);
    if !has_reports && !has_order {
        return None;
    }
    let mut found = Arrangement::default();
    let mut grouped: BTreeMap<u32, Vec<Text<'_>>> = BTreeMap::new();
    let (mut rest, mut captions) = (Vec::new(), Vec::new());
    for part in regions {
        match part.region.report {
            Some(report) => grouped.entry(report).or_default().push(part),
            None if part.region.kind == Some(RegionKind::Furniture) => {
                furniture(&part, grid, &mut found);
            }
            None if has_reports && part.kind == RegionKind::Caption => captions.push(part),
            None => rest.push(part),
        }
    }
    for (number, parts) in grouped {
        let title = page.titles.get(&number);
        add(&parts, GROUPED, title, page, grid, &mut found);
    }
    for parts in between_headlines(rest, grid) {
        add(&parts, BETWEEN, None, page, grid, &mut found);
    }
    captions_to_nearest(captions, grid, &mut found);
    loose_lines(page, grid, &mut found);
    Some(found)
}

/// Gives captions that the file puts to no report to the ones that stand nearest to them.
fn captions_to_nearest(captions: Vec<Text<'_>>, grid: &Grid, found: &mut Arrangement) {
    const MOST: usize = 1000;
    let bounds = |rows: &mut dyn Iterator<Item = usize>| {
        let areas = rows.filter_map(|row| Some(grid.rows.get(row)?.area));
        areas.reduce(Area::union).unwrap_or_default()
    };
    let reports = found.reports.iter().take(MOST);
    let reports: Vec<Area> = reports.map(|report| bounds(&mut report.rows())).collect();
    for (count, part) in captions.into_iter().enumerate() {
        let own = bounds(&mut part.rows.iter().copied());
        let far = |other: &Area| {
            let across = (other.left - own.right).max(own.left - other.right);
            let down = (other.top - own.bottom).max(own.top - other.bottom);
            across.max(0.0) + down.max(0.0)
        };
        let each = reports.iter().enumerate().filter(|_| count < MOST);
        let nearest = each.min_by(|(_, a), (_, b)| far(a).total_cmp(&far(b)));
        match nearest.and_then(|(at, _)| found.reports.get_mut(at)) {
            Some(report) => report.captions.push(part.rows),
            None => found.scraps.push((Kind::Caption, part.rows)),
        }
    }
}

/// A region with the rows that stand in it.
struct Text<'p> {
    region: &'p Region,
    rows: Vec<usize>,
    kind: RegionKind,
    /// The size of its type.
    size: f32,
}

/// Finds the regions that have text, in the order of reading.
fn regions<'p>(page: &'p PlacedPage, grid: &Grid) -> Vec<Text<'p>> {
    let mut rows: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (at, row) in grid.rows.iter().enumerate() {
        let region = page.lines.get(row.line).and_then(|line| line.region);
        if let Some(region) = region.filter(|region| *region < page.regions.len()) {
            rows.entry(region).or_default().push(at);
        }
    }
    let parts = rows.into_iter().filter_map(|(at, rows)| {
        let region = page.regions.get(at)?;
        let sizes = rows
            .iter()
            .filter_map(|&row| grid.rows.get(row))
            .map(|row| row.size);
        let size = sizes.fold(0.0, f32::max);
        let large = size >= LEAST_HEADLINE * grid.body;
        let closed = rows
            .last()
            .and_then(|&row| grid.rows.get(row))
            .is_some_and(|row| is_closed(&row.text));
        let told = if large && !closed {
            RegionKind::Headline
        } else {
            RegionKind::Body
        };
        let kind = region.kind.unwrap_or(told);
        Some(Text {
            region,
            rows,
            kind,
            size,
        })
    });
    let mut parts: Vec<Text<'_>> = parts.collect();
    // What has no place in the order keeps the one it has in the file.
    parts.sort_by_key(|part| part.region.order.unwrap_or(u32::MAX));
    parts
}

/// Groups regions in the order of reading: a headline behind a text begins a report, unless it is no larger than
/// the text.
fn between_headlines<'p>(parts: Vec<Text<'p>>, grid: &Grid) -> Vec<Vec<Text<'p>>> {
    let mut reports: Vec<Vec<Text<'p>>> = Vec::new();
    let mut has_text = true;
    for mut part in parts {
        let is_head = matches!(part.kind, RegionKind::Headline | RegionKind::Kicker);
        if is_head && has_text && !reports.is_empty() && part.size < LEAST_HEADLINE * grid.body {
            part.kind = RegionKind::Subhead;
        } else if is_head && has_text || reports.is_empty() {
            reports.push(Vec::new());
            has_text = false;
        }
        has_text |= matches!(part.kind, RegionKind::Body | RegionKind::Figure);
        if let Some(report) = reports.last_mut() {
            report.push(part);
        }
    }
    reports
}

/// Makes a report of regions.
fn add(
    parts: &[Text<'_>],
    extent: u8,
    title: Option<&String>,
    page: &PlacedPage,
    grid: &Grid,
    found: &mut Arrangement,
) {
    let mut report = Report {
        extent,
        headline: extent,
        given_title: title.cloned(),
        ..Report::default()
    };
    headline(parts, grid, &mut report);
    let mut writer = Paragraphs::default();
    let has_title = !report.title.is_empty();
    let title_at = parts
        .iter()
        .position(|part| part.kind == RegionKind::Headline);
    for (at, part) in parts.iter().enumerate() {
        match part.kind {
            RegionKind::Kicker | RegionKind::Subtitle if has_title => {}
            RegionKind::Headline if in_head(parts, title_at, at) => {}
            RegionKind::Headline
            | RegionKind::Kicker
            | RegionKind::Subtitle
            | RegionKind::Subhead => {
                writer.subhead(part.rows.clone());
            }
            RegionKind::Byline => report.bylines.push(part.rows.clone()),
            RegionKind::Caption => report.captions.push(part.rows.clone()),
            RegionKind::Furniture => furniture(part, grid, found),
            RegionKind::Body | RegionKind::Figure => {
                body(part, page, grid, &mut report, &mut writer);
            }
        }
    }
    report.parts = writer.parts;
    doubt(&mut report, page, grid);
    if report.is_empty() {
        for part in parts
            .iter()
            .filter(|part| part.kind != RegionKind::Furniture)
        {
            found.scraps.push((Kind::Headline, part.rows.clone()));
        }
    } else {
        found.reports.push(report);
    }
}

/// Whether a headline's region is one of the row of them that the headline stands in.
fn in_head(parts: &[Text<'_>], first: Option<usize>, at: usize) -> bool {
    let head = first
        .and_then(|first| parts.get(first..=at))
        .unwrap_or_default();
    !head.is_empty()
        && head.iter().all(|part| {
            matches!(
                part.kind,
                RegionKind::Headline
                    | RegionKind::Kicker
                    | RegionKind::Subtitle
                    | RegionKind::Byline
            )
        })
}

/// Takes the headline from the first row of regions that have one: the lines of the largest type, with what
/// stands above and below them.
fn headline(parts: &[Text<'_>], grid: &Grid, report: &mut Report) {
    let first = parts
        .iter()
        .position(|part| part.kind == RegionKind::Headline);
    let mut rows = Vec::new();
    for (at, part) in parts.iter().enumerate() {
        match part.kind {
            RegionKind::Headline if in_head(parts, first, at) => rows.extend(&part.rows),
            RegionKind::Kicker if first.is_some() => report.kicker.extend(&part.rows),
            RegionKind::Subtitle if first.is_some() => report.subtitle.extend(&part.rows),
            _ => {}
        }
    }
    let size = |row: &usize| grid.rows.get(*row).map_or(0.0, |row| row.size);
    let largest = rows.iter().map(size).fold(0.0, f32::max);
    let is_large = |row: &usize| size(row) >= DECK * largest;
    let above = rows.iter().take_while(|row| !is_large(row)).count();
    let below = rows.iter().rev().take_while(|row| !is_large(row)).count();
    for (at, row) in rows.iter().enumerate() {
        let is_above = at < above && report.kicker.len() <= at;
        let is_below = at + below >= rows.len() && at >= above;
        if is_above {
            report.kicker.push(*row);
        } else if is_below {
            report.subtitle.push(*row);
        } else {
            report.title.push(*row);
        }
    }
}

/// Adds the text of a region.
fn body(
    part: &Text<'_>,
    page: &PlacedPage,
    grid: &Grid,
    report: &mut Report,
    writer: &mut Paragraphs,
) {
    let row = |at: &usize| grid.rows.get(*at);
    let signs = |at: &&usize| row(at).is_some_and(|row| forms::is_byline(&row.text));
    let is_first = writer.parts.is_empty() && report.bylines.is_empty();
    let signed = if is_first {
        part.rows.iter().take_while(signs).count()
    } else {
        0
    };
    let (signed, rows) = part.rows.split_at_checked(signed).unwrap_or_default();
    if !signed.is_empty() {
        report.bylines.push(signed.to_vec());
    }
    let line = |at: &usize| row(at).and_then(|row| page.lines.get(row.line));
    if part.kind == RegionKind::Figure || rows.iter().filter_map(line).any(is_paragraph) {
        for row in rows {
            writer.paragraph(vec![*row]);
        }
        return;
    }
    let areas = rows.iter().filter_map(row).map(|row| row.area);
    let Some(area) = areas.reduce(Area::union) else {
        return;
    };
    let mut block = vec![Block {
        rows: rows.to_vec(),
        area,
        size: part.size,
        column: (area.left, area.right),
        edges: blocks::Edges::default(),
    }];
    blocks::measure(grid, &mut block);
    for block in &block {
        writer.block(grid, block);
    }
}

/// The paragraphs of a report, and the headings between them.
#[derive(Default)]
struct Paragraphs {
    parts: Vec<Part>,
    /// Whether the last paragraph may go on.
    open: bool,
}

impl Paragraphs {
    fn subhead(&mut self, rows: Vec<usize>) {
        self.parts.push(Part {
            rows,
            subhead: true,
        });
        self.open = false;
    }

    fn paragraph(&mut self, rows: Vec<usize>) {
        self.parts.push(Part {
            rows,
            subhead: false,
        });
        self.open = false;
    }

    /// Adds the rows of a block: a paragraph begins with an indent, or behind a sentence that ends within a row.
    fn block(&mut self, grid: &Grid, block: &Block) {
        for (&row, starts) in block.rows.iter().zip(blocks::starts(grid, block)) {
            match self.parts.last_mut().filter(|_| self.open && !starts) {
                Some(part) => part.rows.push(row),
                None => self.paragraph(vec![row]),
            }
            self.open = true;
        }
        self.open = block.edges.full || !block.edges.closed;
    }
}

/// Whether what a file keeps as a line is printed on several.
fn is_paragraph(line: &PlacedLine) -> bool {
    line.size > 0.0 && line.area.height().min(line.area.width()) > 1.8 * line.size
}

/// Says which parts of a report the character recognition was not sure of.
fn doubt(report: &mut Report, page: &PlacedPage, grid: &Grid) {
    let confidence = |rows: &mut dyn Iterator<Item = usize>| {
        let (mut sum, mut all) = (0.0_f32, 0.0_f32);
        for line in rows.filter_map(|row| page.lines.get(grid.rows.get(row)?.line)) {
            if let Some(confidence) = line.confidence {
                let length = line.area.width().max(line.area.height());
                sum += confidence * length;
                all += length;
            }
        }
        (all > 0.0).then(|| sum / all)
    };
    let body = confidence(
        &mut report
            .parts
            .iter()
            .flat_map(|part: &Part| part.rows.iter().copied()),
    );
    let title = confidence(&mut report.title.iter().copied());
    if body.is_some_and(|sure| sure < DOUBTFUL) {
        report.extent = report.extent.min(50);
    }
    if title.is_some_and(|sure| sure < DOUBTFUL) {
        report.headline = report.headline.min(50);
    }
}

/// Sets a region of furniture aside, and reads what its folio says.
fn furniture(part: &Text<'_>, grid: &Grid, found: &mut Arrangement) {
    for &at in &part.rows {
        let text = grid.rows.get(at).map_or("", |row| &*row.text);
        let kind = if let Some(own) = folio(text) {
            found.folio.fill(&own);
            Kind::Folio
        } else if is_page_number(text) || text.chars().all(|c| c.is_ascii_digit()) {
            Kind::PageNumber
        } else if forms::is_staff(text) {
            Kind::Staff
        } else {
            Kind::RunningHeader
        };
        found.scraps.push((kind, vec![at]));
    }
}

/// Sets aside the lines that stand in no region.
fn loose_lines(page: &PlacedPage, grid: &Grid, found: &mut Arrangement) {
    let is_loose = |line: &PlacedLine| {
        line.region
            .is_none_or(|region| region >= page.regions.len())
    };
    for (at, row) in grid.rows.iter().enumerate() {
        if page.lines.get(row.line).is_some_and(is_loose) {
            found.scraps.push((Kind::RunningHeader, vec![at]));
        }
    }
}
