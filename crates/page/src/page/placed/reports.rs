//! A report of what stands in its region: paragraphs, subheads, bylines.

use super::super::explanation::Recognition;
use super::super::forms;
use super::super::line::{has_stop, is_closed};
use super::super::turn_marks;
use super::blocks::{Block, starts};
use super::grid::{Grid, Row};
use super::heads::Heading;
use super::notes;
use super::regions::{self, Region};

/// A report, by the places of its rows.
#[derive(Clone, Debug, Default)]
pub(super) struct Report {
    pub(super) kicker: Vec<usize>,
    pub(super) title: Vec<usize>,
    pub(super) subtitle: Vec<usize>,
    pub(super) bylines: Vec<Vec<usize>>,
    pub(super) parts: Vec<Part>,
    pub(super) captions: Vec<Vec<usize>>,
    /// How sure its extent is, of 100.
    pub(super) extent: u8,
    /// How sure its headline is, of 100.
    pub(super) headline: u8,
    /// The headline that a catalogue gives to it, which is for a report that has none on the page.
    pub(super) given_title: Option<String>,
    /// How sure the character recognition was of it.
    pub(super) recognition: Recognition,
}

/// A paragraph, or a heading between two.
#[derive(Clone, Debug, Default)]
pub(super) struct Part {
    pub(super) rows: Vec<usize>,
    pub(super) subhead: bool,
}

impl Report {
    /// A report that is a headline so far.
    pub(super) fn headed(heading: &Heading) -> Self {
        Self {
            kicker: heading.kicker.clone(),
            title: heading.title.clone(),
            subtitle: heading.subtitle.clone(),
            extent: 90,
            headline: 90,
            ..Self::default()
        }
    }

    /// Whether it is a headline alone, which is none.
    pub(super) fn is_empty(&self) -> bool {
        self.parts.is_empty() && self.captions.is_empty()
    }

    /// Whether it is a row or two that no headline and no picture is near: a scan has such of what could not be read.
    pub(super) fn is_bit(&self) -> bool {
        const MOST: usize = 2;
        let rows: usize = self.parts.iter().map(|part| part.rows.len()).sum();
        self.title.is_empty() && self.captions.is_empty() && rows <= MOST
    }

    /// Returns all its rows.
    pub(super) fn rows(&self) -> impl Iterator<Item = usize> {
        let empty = self.is_empty();
        let head = self.kicker.iter().chain(&self.title).chain(&self.subtitle);
        let parts = self.parts.iter().flat_map(|part| &part.rows);
        let notes = self.bylines.iter().chain(&self.captions).flatten();
        let rows = head.chain(parts).chain(notes).copied();
        rows.filter(move |_| !empty)
    }

    /// Tells how sure the character recognition was of it.
    fn recognize(&mut self, grid: &Grid) {
        let parts = self.parts.iter().flat_map(|part| &part.rows);
        self.recognition = Recognition {
            body: confidence(grid, parts),
            title: confidence(grid, self.title.iter()),
        };
    }

    /// Takes what signs the report from the end of its text.
    fn sign(&mut self, grid: &Grid) {
        let Some(last) = self.parts.last().filter(|_| self.parts.len() > 1) else {
            return;
        };
        let [row] = last.rows.as_slice() else { return };
        if grid
            .rows
            .get(*row)
            .is_some_and(|row| notes::is_bracketed_byline(&row.text))
        {
            self.bylines.push(vec![*row]);
            self.parts.pop();
        }
    }

    /// By what reports are put in order: the first row of the title in the file.
    pub(super) fn first_key(&self, grid: &Grid) -> (i32, i32) {
        let rows = self
            .title
            .iter()
            .chain(self.parts.iter().flat_map(|part| &part.rows));
        let first = rows
            .filter_map(|&row| grid.rows.get(row))
            .map(|row| row.area);
        let first = first.reduce(crate::placed::Area::union).unwrap_or_default();
        ((first.top / 20.0) as i32, first.left as i32)
    }
}

/// How sure the character recognition was of rows, each counted by its length.
fn confidence<'r>(grid: &Grid, rows: impl Iterator<Item = &'r usize>) -> Option<f32> {
    let (mut sum, mut all) = (0.0_f32, 0.0_f32);
    for row in rows.filter_map(|&at| grid.rows.get(at)) {
        let length = row.area.width().max(row.area.height());
        sum += row.confidence? * length;
        all += length;
    }
    (all > 0.0).then(|| sum / all)
}

/// Makes the report of a region.
pub(super) fn report(
    grid: &Grid,
    heading: Option<&Heading>,
    region: &Region,
    blocks: &[Block],
    heads: &[Heading],
) -> Report {
    let mut report = heading.map(Report::headed).unwrap_or_default();
    let mut writer = Writer {
        grid,
        parts: Vec::new(),
        open: false,
        face: usual_face(grid, region, blocks),
        verse: is_verse(grid, region, blocks),
    };
    let mut subheads: Vec<usize> = region.subheads.clone();
    for &at in &region.blocks {
        let Some(block) = blocks.get(at) else {
            continue;
        };
        // A small headline stands between two blocks of one column.
        let above = |sub: &usize| {
            heads.get(*sub).is_some_and(|heading| {
                let middle = f32::midpoint(heading.area.left, heading.area.right);
                heading.area.top < block.area.top
                    && middle > block.area.left
                    && middle < block.area.right
            })
        };
        while let Some(place) = subheads.iter().position(above) {
            let sub = subheads.remove(place);
            // What stands before the first paragraph is the name of a column.
            let is_first = grid.scanned && writer.parts.is_empty();
            if let Some(heading) = heads.get(sub).filter(|_| !is_first) {
                writer.subhead(heading.rows().collect());
            }
        }
        writer.block(block);
    }
    // So is what stands behind the last.
    subheads.retain(|_| !grid.scanned);
    for sub in subheads {
        if let Some(heading) = heads.get(sub) {
            writer.subhead(heading.rows().collect());
        }
    }
    report.extent = sureness(grid, region, blocks, writer.verse);
    report.headline = report.extent.max(70);
    report.parts = writer.parts;
    report.recognize(grid);
    report.sign(grid);
    report
}

/// How sure the extent of a region is, of 100: how many of its joins read well. In a scan a mark at the end of a row may be
/// lost, and one join that reads badly tells nothing.
fn sureness(grid: &Grid, region: &Region, blocks: &[Block], verse: bool) -> u8 {
    let edges = |at: &usize| blocks.get(*at).map(|block| block.edges).unwrap_or_default();
    let bad = region.blocks.windows(2).filter(|pair| match pair {
        [a, b] => regions::fit(edges(a), edges(b)) < -1.0,
        _ => false,
    });
    let bad = bad.count();
    let (least, most) = if grid.scanned { (-4.0, 1) } else { (-2.0, 0) };
    if !verse && (region.score < least || bad > most) {
        40
    } else {
        90
    }
}

fn usual_face(grid: &Grid, region: &Region, blocks: &[Block]) -> Option<u16> {
    let rows = region
        .blocks
        .iter()
        .filter_map(|&at| blocks.get(at))
        .flat_map(|block| &block.rows);
    let faces: Vec<u16> = rows.filter_map(|&row| grid.rows.get(row)?.face).collect();
    let count = |face: &u16| faces.iter().filter(|other| *other == face).count();
    faces.iter().copied().max_by_key(count)
}

struct Writer<'g> {
    grid: &'g Grid,
    parts: Vec<Part>,
    /// Whether the last paragraph may go on.
    open: bool,
    face: Option<u16>,
    /// Whether each row is a line of verse.
    verse: bool,
}

impl Writer<'_> {
    fn subhead(&mut self, rows: Vec<usize>) {
        self.parts.push(Part {
            rows,
            subhead: true,
        });
        self.open = false;
    }

    fn block(&mut self, block: &Block) {
        let starts = starts(self.grid, block);
        let verse = self.verse;
        for (&at, starts) in block.rows.iter().zip(starts) {
            let Some(row) = self.grid.rows.get(at) else {
                continue;
            };
            if !turn_marks::turns_to(&row.text) && self.is_subhead(row, block) {
                match self.parts.last_mut() {
                    Some(part) if part.subhead && !self.open && !verse => part.rows.push(at),
                    _ => self.subhead(vec![at]),
                }
                continue;
            }
            let goes_on = self.open && (!starts && !verse || turn_marks::turns_to(&row.text));
            match self
                .parts
                .last_mut()
                .filter(|part| goes_on && !part.subhead)
            {
                Some(part) => part.rows.push(at),
                None => self.parts.push(Part {
                    rows: vec![at],
                    subhead: false,
                }),
            }
            self.open = true;
        }
        // A sentence that ends within a row ends a paragraph.
        self.open &= block.edges.full || !block.edges.closed;
    }

    /// Whether a row is a heading between paragraphs: it is set in another face or larger, and fills no line.
    fn is_subhead(&self, row: &Row, block: &Block) -> bool {
        let other_face = row.face.is_some() && self.face.is_some() && row.face != self.face;
        let larger = row.size > 1.04 * self.grid.body;
        let (left, right) = block.column;
        let short = row.area.width() < 0.9 * (right - left) || row.text.chars().count() <= 4;
        other_face
            && (short || larger)
            && !has_stop(&row.text)
            && !is_closed(&row.text)
            && !forms::is_byline(&row.text)
            && !row.text.starts_with(['（', '('])
    }
}

/// Whether a text is verse: its rows end where they please, and without sentences.
fn is_verse(grid: &Grid, region: &Region, blocks: &[Block]) -> bool {
    const FEWEST: usize = 4;
    let blocks = || region.blocks.iter().filter_map(|&at| blocks.get(at));
    // Stanzas stand one below the other, and the widest tells how wide the column is.
    let right = |block: &Block| {
        let same = blocks().filter(|other| (other.area.left - block.area.left).abs() < block.size);
        same.map(|other| other.area.right).fold(0.0, f32::max)
    };
    let (mut count, mut full, mut level, mut stops, mut run_on) = (0, 0, 0, 0, 0);
    for block in blocks() {
        let right = right(block);
        for row in block.rows.iter().filter_map(|&row| grid.rows.get(row)) {
            count += 1;
            full += usize::from(right - row.area.right < 0.5 * block.size);
            level += usize::from(row.area.left - block.area.left < 0.5 * block.size);
            stops += usize::from(is_closed(&row.text));
            run_on += usize::from(runs_on(&row.text));
        }
    }
    let ragged = 2 * full <= count || (stops == 0 && 3 * full < 2 * count);
    let is_prose = 3 * run_on > count;
    count >= FEWEST && ragged && 10 * level >= 9 * count && 3 * stops <= 2 * count && !is_prose
}

/// Whether a row has a comma within it and breaks off without a mark, as no line of verse does.
fn runs_on(text: &str) -> bool {
    let text = text.trim();
    let ends = |c: char| !c.is_alphanumeric();
    !text.ends_with(ends) && text.contains(['，', ','])
}
