//! Raw newspaper page text to articles.
//!
//! What is extracted from a PDF or read by OCR is lines: columns hard-wrapped at a dozen or two
//! characters, headlines behind their reports, folios in the middle of sentences. A page goes through
//! a row of steps, each in a file of its own: it becomes lines (`line`); its furniture is taken away
//! (`furniture`, `folio`); the rest is cut into frames, headlines, bylines and captions (`frames`, by
//! the set phrases in `forms`); frames become reports (`reports`); reports get their headlines
//! (`headlines`), bylines and captions (`notes`), and paragraphs (`paragraphs`, `join`); and all
//! that goes into the fields of articles (`fields`).
//!
//! Every step moves lines and none rewrites them, so that each character of the page stands exactly
//! once in what comes out; the `tally` makes sure.

mod fields;
mod folio;
mod forms;
mod frames;
mod furniture;
mod headlines;
mod join;
mod line;
mod notes;
mod paragraphs;
mod reports;
mod seams;
mod tally;
mod twice;
mod unplaced;
mod words;

pub use tally::Broken;
pub use unplaced::{Kind, Unplaced};

use crate::article::{Article, Block};
use fields::{Shared, ranges};
use frames::Item;
use headlines::Head;
use join::{Spaces, join};
use reports::Draft;
use tally::Tally;
use twice::Copy;
use unplaced::Scrap;
use words::Neighbours;

/// What was made of a page.
#[derive(Clone, Debug, Default)]
pub struct Page {
    /// Its reports, in the order in which they begin.
    pub reports: Vec<Found>,
    /// What belongs to no report's field.
    pub unplaced: Vec<Unplaced>,
}

/// A report that was found on a page.
#[derive(Clone, Debug)]
pub struct Found {
    /// The report.
    pub article: Article,
    /// Why it is what it is.
    pub why: Why,
}

/// Why a report begins and ends where it does, and why its headline is its.
#[derive(Clone, Debug)]
pub struct Why {
    /// How sure the report's extent is, of 100.
    pub extent: u8,
    /// How sure its headline is, of 100.
    pub headline: u8,
}

impl Why {
    fn of(draft: &Draft, head: &Head, _items: &[Item<'_>]) -> Self {
        Self {
            extent: draft.confidence,
            headline: head.confidence,
        }
    }
}

/// Reads the reports of a page. `file` is its name and `first` the number of its first line there.
///
/// # Errors
///
/// Fails if a character of the page were lost or doubled, which is a fault of the program.
pub fn read(text: &str, file: &str, first: u32) -> Result<Page, Broken> {
    let lines = line::lines(text, first);
    let mut printed: Vec<u32> = lines.iter().map(|line| line.number).collect();
    printed.dedup();
    let cleared = furniture::clear(lines);
    let (lines, copies) = twice::take(frames::unglue(cleared.lines));
    let neighbours = Neighbours::of(&lines);
    let items = seams::cut(frames::items(&lines, &neighbours));
    let drafts = reports::drafts(&items, &neighbours);
    if std::env::var_os("DBG").is_some() {
        for (at, item) in items.iter().enumerate() {
            let owner = drafts.iter().position(|d| d.frames.contains(&at));
            match item {
                Item::Frame(f) => eprintln!("{at} FRAME r{owner:?} n={} m={:?} leads={} ends={} L{} {} … {}", f.lines.len(), f.measure, f.leads, f.ends, f.lines[0].number, f.lines[0].text, f.lines[f.lines.len()-1].text),
                Item::Heading(h) => for l in &h.lines { eprintln!("{at} HEAD weak={} col={} L{} {}", h.weak, h.in_column, l.number, l.text) },
                Item::Byline(h) => eprintln!("{at} BYLINE {:?}", h.iter().map(|l| l.text).collect::<Vec<_>>()),
                Item::Caption(h) => eprintln!("{at} CAPTION {:?}", h.iter().map(|l| l.text).collect::<Vec<_>>()),
            }
        }
    }
    let headlines = headlines::assign(&items, &drafts);
    let (notes, left) = notes::assign(&items, &drafts);
    let mut scraps = cleared.scraps;
    for unit in &headlines.left {
        scraps.push(Scrap {
            kind: Kind::Headline,
            lines: unit.lines(&items).to_vec(),
            reports: Vec::new(),
        });
    }
    scraps.extend(left.into_iter().map(|lines| Scrap {
        kind: Kind::Caption,
        lines,
        reports: Vec::new(),
    }));
    let shared = Shared {
        file,
        folio: &cleared.folio,
        printed: &printed,
    };
    let mut reports = fields::found(&items, &drafts, &headlines, &notes, &shared, &mut scraps);
    for copy in copies {
        scraps.extend(copied(copy, &mut reports));
    }
    let page = Page {
        reports,
        unplaced: scraps.into_iter().map(|scrap| unplaced(scrap, &printed)).collect(),
    };
    page.check(text)?;
    Ok(page)
}

/// Adds the lines of a second print to the origins of the reports that they repeat.
fn copied<'t>(copy: Copy<'t>, reports: &mut [Found]) -> Vec<Scrap<'t>> {
    let mut scraps: Vec<Scrap<'t>> = Vec::new();
    for (line, of) in copy.lines.into_iter().zip(copy.of) {
        let report = reports.iter().position(|report| report.is_from(of));
        match scraps.last_mut() {
            Some(scrap) if scrap.reports.first().copied() == report => scrap.lines.push(line),
            _ => scraps.push(Scrap {
                kind: Kind::Copy,
                lines: vec![line],
                reports: report.into_iter().collect(),
            }),
        }
        if let Some(report) = report.and_then(|report| reports.get_mut(report)) {
            report.add_origin(line.number);
        }
    }
    scraps
}

impl Found {
    fn is_from(&self, line: u32) -> bool {
        let lines = self.article.origin.iter().flat_map(|origin| &origin.lines);
        lines.into_iter().any(|&[first, last]| (first..=last).contains(&line))
    }

    fn add_origin(&mut self, line: u32) {
        let Some(origin) = &mut self.article.origin else {
            return;
        };
        match origin.lines.last_mut() {
            Some([_, last]) if *last + 1 == line => *last = line,
            Some([_, last]) if *last >= line => {}
            _ => origin.lines.push([line, line]),
        }
    }
}

fn unplaced(scrap: Scrap<'_>, printed: &[u32]) -> Unplaced {
    Unplaced {
        kind: scrap.kind,
        text: join(&scrap.lines, Spaces::Verbatim).text,
        lines: ranges(scrap.lines.iter().map(|line| line.number).collect(), printed),
        articles: Vec::new(),
    }
}

impl Page {
    fn check(&self, text: &str) -> Result<(), Broken> {
        let mut tally = Tally::of(text);
        for report in &self.reports {
            report.article.texts(|text| tally.made(text));
        }
        for unplaced in &self.unplaced {
            tally.made(&unplaced.text);
        }
        tally.check()
    }
}

impl Article {
    /// Calls for every text that stands on the page as it stands here.
    fn texts(&self, mut with: impl FnMut(&str)) {
        let fields = [&self.kicker, &self.title, &self.subtitle, &self.byline];
        fields.into_iter().flatten().for_each(|text| with(text));
        self.body.iter().map(Block::text).for_each(&mut with);
        let images = self.images.iter().flat_map(|image| [&image.caption, &image.credit]);
        images.flatten().for_each(|text| with(text));
    }
}
