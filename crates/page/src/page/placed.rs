//! Placed newspaper pages to articles.
//!
//! Where a page's lines are placed, the page is taken apart by places and sizes before any word is read: its lines
//! are turned into the direction of reading (`grid`), those of a scan mended (`scan`), furniture is set aside
//! (`furniture`), frames are told (`boxes`), headlines found by size (`heads`), columns (`blocks`), captions
//! (`captions`), bylines (`notes`) and the names of columns (`labels`); then the page is covered with rectangles, one
//! for each headline, so that the text reads well from column to column (`regions`), and what is in a rectangle becomes
//! a report (`reports`). What comes out are the items that raw text gives too, and the later steps are the same.

mod arrange;
mod blocks;
mod boxes;
mod by_regions;
mod captions;
mod furniture;
mod grid;
mod heads;
mod labels;
mod notes;
mod places;
mod regions;
mod reports;
mod scan;
#[cfg(test)]
mod tests;

use std::ops::Range;

use self::arrange::Arrangement;
use self::grid::Grid;
pub use self::places::Places;
use self::reports::Report;
use super::explanation::Recognition;
use super::folio::Folio;
use super::frames::{Frame, Item};
use super::headlines::{Head, Headlines};
use super::line::{self, Line};
use super::notes::Notes;
use super::reports::Draft;
use super::sections::Laid;
use super::turn_marks;
use super::unplaced::{Kind, Lines, Owners, Scrap};
use super::{Broken, Hints, Layout, Page};
use crate::article::Article;
use crate::placed::PlacedPage;

/// Reads the reports of a placed page of a file, which is its page of that number, counted from 1; `id` names them.
///
/// # Errors
///
/// Fails if a character of the page were lost or doubled, which is a fault of the program.
pub fn read(
    page: &PlacedPage,
    file: &str,
    number: u32,
    hints: &Hints,
    id: impl Fn(&Article) -> String,
) -> Result<Page, Broken> {
    let arranged = Arranged::of(page, number);
    let text = PlacedText::of(&arranged);
    Layout::of_placed(&text, file, hints, id).map(|layout| layout.whole())
}

/// A placed page with its lines in the order of reading, report by report.
#[derive(Debug, Default)]
pub struct Arranged {
    /// The lines, one below the other.
    text: String,
    /// The page's number in its file.
    number: u32,
    /// Where the reports' parts stand among the lines.
    reports: Vec<Ranges>,
    scraps: Vec<(Kind, Range<usize>)>,
    folio: Folio,
    /// Where each line stands on the page.
    places: Places,
}

/// Where the parts of a report stand among the lines.
#[derive(Clone, Debug, Default)]
struct Ranges {
    kicker: Range<usize>,
    title: Range<usize>,
    subtitle: Range<usize>,
    bylines: Vec<Range<usize>>,
    /// The paragraphs, and the headings between them.
    parts: Vec<(Range<usize>, bool)>,
    captions: Vec<Range<usize>>,
    extent: u8,
    headline: u8,
    given_title: Option<String>,
    recognition: Recognition,
}

impl Arranged {
    /// Takes a page apart, which is that of a number in its file, and puts its lines in order.
    pub fn of(page: &PlacedPage, number: u32) -> Self {
        let grid = Grid::of(page);
        let said = by_regions::arrange(page, &grid);
        let (grid, arrangement) = match said {
            Some(said) => (grid, said),
            None => arrange::arrange(page),
        };
        let Arrangement {
            reports,
            scraps,
            folio,
        } = arrangement;
        let mut writer = Writer {
            grid: &grid,
            text: String::new(),
            count: 0,
            written: vec![false; grid.rows.len()],
            places: Places::new(page),
        };
        let scraps = scraps
            .into_iter()
            .map(|(kind, rows)| (kind, writer.push(&rows)))
            .collect();
        let reports = reports.iter().map(|report| writer.report(report)).collect();
        Self {
            text: writer.text,
            number,
            reports,
            scraps,
            folio,
            places: writer.places,
        }
    }

    /// Returns the page's text, in the order of reading.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Returns where the lines of the text stand on the page.
    pub fn places(&self) -> &Places {
        &self.places
    }
}

/// Writes rows one below the other.
struct Writer<'g> {
    grid: &'g Grid,
    text: String,
    count: usize,
    /// Which rows stand in the text: none may twice, whatever two steps have both taken for theirs.
    written: Vec<bool>,
    places: Places,
}

impl Writer<'_> {
    fn push(&mut self, rows: &[usize]) -> Range<usize> {
        let start = self.count;
        for &at in rows {
            let (Some(row), Some(written)) = (self.grid.rows.get(at), self.written.get_mut(at))
            else {
                continue;
            };
            if std::mem::replace(written, true) {
                continue;
            }
            // A line has one line.
            let shown = row.text.chars();
            self.text
                .extend(shown.map(|c| if c.is_control() { ' ' } else { c }));
            self.text.push('\n');
            self.count += 1;
            self.places.push(self.grid.upright(row.area));
        }
        start..self.count
    }

    fn report(&mut self, report: &Report) -> Ranges {
        let last = report.parts.len().saturating_sub(1);
        let parts = report.parts.iter().enumerate();
        Ranges {
            kicker: self.push(&report.kicker),
            title: self.push(&report.title),
            subtitle: self.push(&report.subtitle),
            bylines: report.bylines.iter().map(|rows| self.push(rows)).collect(),
            // Before the first paragraph and behind the last stands no heading.
            parts: parts
                .map(|(at, part)| (self.push(&part.rows), part.subhead && at > 0 && at < last))
                .collect(),
            captions: report.captions.iter().map(|rows| self.push(rows)).collect(),
            extent: report.extent,
            headline: report.headline,
            given_title: report.given_title.clone(),
            recognition: report.recognition,
        }
    }
}

/// The lines of a placed page that its reports are made of.
#[derive(Debug)]
pub struct PlacedText<'s> {
    arranged: &'s Arranged,
    lines: Vec<Line<'s>>,
    reports: Vec<Ranges>,
    pub(super) scraps: Vec<Scrap<'s>>,
    /// The numbers of the lines, in order.
    pub(super) printed: Vec<u32>,
}

impl<'s> PlacedText<'s> {
    /// Reads the lines of a page.
    pub fn of(arranged: &'s Arranged) -> Self {
        let lines = line::lines(&arranged.text, 1);
        let scraps = arranged.scraps.iter().map(|(kind, range)| Scrap {
            kind: *kind,
            lines: Lines::Apart(lines.get(range.clone()).unwrap_or_default().into()),
            reports: Owners::NONE,
        });
        let mut text = Self {
            arranged,
            scraps: scraps.collect(),
            printed: lines.iter().map(|line| line.number).collect(),
            reports: arranged.reports.clone(),
            lines,
        };
        text.take_turns();
        text
    }

    /// The page's text.
    pub(super) fn text(&self) -> &'s str {
        &self.arranged.text
    }

    /// The headlines that a catalogue gives to the reports.
    pub(super) fn given_titles(&self) -> Vec<Option<String>> {
        let reports = self.reports.iter();
        reports.map(|report| report.given_title.clone()).collect()
    }

    /// The folio of the page.
    pub(super) fn folio(&self) -> &Folio {
        &self.arranged.folio
    }

    /// The number of the page in its file.
    pub(super) fn number(&self) -> u32 {
        self.arranged.number
    }

    /// Where the lines stand on the page.
    pub(super) fn places(&self) -> &'s Places {
        &self.arranged.places
    }

    /// Takes the words from the beginnings of reports that say where they began.
    fn take_turns(&mut self) {
        for (place, report) in self.reports.iter_mut().enumerate() {
            let Some((range, _)) = report.parts.first_mut() else {
                continue;
            };
            let Some(line) = self.lines.get_mut(range.start) else {
                continue;
            };
            let (mut left, mut turns) = (vec![*line], Vec::new());
            turn_marks::take(&mut left, &mut turns);
            if turns.is_empty() {
                continue;
            }
            match left.first() {
                Some(rest) => *line = *rest,
                None => range.start += 1,
            }
            self.scraps.extend(turns.into_iter().map(|turn| Scrap {
                reports: Owners::one(place),
                ..turn
            }));
        }
    }

    /// Lays the page out as the later steps have it.
    pub(super) fn lay(&self) -> Laid<'_> {
        let mut laid = Laid::default();
        let (mut heads, mut subheads) = (Vec::new(), Vec::new());
        for (place, report) in self.reports.iter().enumerate() {
            let mut heading = |range: &Range<usize>| {
                let lines = self.lines.get(range.clone()).unwrap_or_default();
                (!lines.is_empty()).then(|| laid.heading(lines))
            };
            heads.push(Head {
                kicker: heading(&report.kicker),
                title: heading(&report.title),
                subtitle: heading(&report.subtitle),
                confidence: report.headline,
                ..Head::default()
            });
            let row = |range: &Range<usize>| self.lines.get(range.clone()).unwrap_or_default();
            let mut frames = Vec::new();
            for (range, subhead) in &report.parts {
                let lines = row(range);
                if *subhead {
                    subheads.push((laid.heading(lines), place));
                } else if !lines.is_empty() {
                    frames.push(laid.items.len());
                    let frame = Frame {
                        whole: true,
                        ..Frame::of(lines, false, false)
                    };
                    laid.items.push(Item::Frame(frame));
                }
            }
            let mut draft = Draft::known(frames, report.extent);
            draft.recognition = report.recognition;
            laid.drafts.push(draft);
            laid.notes.push(Notes {
                bylines: report.bylines.iter().map(row).collect(),
                captions: report.captions.iter().map(row).collect(),
            });
        }
        laid.headlines = Headlines::of(heads, subheads, Vec::new());
        laid
    }
}
