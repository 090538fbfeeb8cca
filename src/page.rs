//! Raw newspaper page text to articles.
//!
//! What is extracted from a PDF or read by OCR is lines: columns hard-wrapped at a dozen or two
//! characters, headlines behind their reports, folios in the middle of sentences. A page goes through
//! a row of steps, each in a file of its own: a file is cut into pages (`sheets`); a page becomes lines
//! (`line`), which are one report if they are no Chinese (`foreign`); its furniture is taken away
//! (`furniture`, `folio`); what stands there twice is set aside (`twice`); the rest is cut into frames, headlines, bylines and captions (`frames`, by
//! the set phrases in `forms`); frames become reports (`reports`); reports get their headlines
//! (`headlines`), bylines and captions (`notes`), and paragraphs (`paragraphs`, `join`); and all
//! that goes into the fields of articles (`fields`).
//!
//! Every step moves lines and none rewrites them, so that each character of the page stands exactly
//! once in what comes out; the `tally` makes sure.

mod column;
mod editors;
mod fields;
mod folio;
mod foreign;
mod forms;
mod frames;
mod furniture;
mod headlines;
mod join;
mod line;
mod notes;
mod origin;
mod origins;
mod paragraphs;
mod people;
mod reports;
mod seams;
mod sheets;
mod tally;
mod turns;
mod twice;
mod unplaced;
mod why;
mod words;

pub use origin::{Piece, agrees, pieces};
pub use sheets::{Sheet, Sheets};
pub use tally::Broken;
pub use turns::Turns;
pub use unplaced::{Kind, Unplaced};
pub use why::{Found, Headline, Start, Why};

use crate::article::{Article, Block};
use column::Style;
use fields::{Beside, Shared, ranges};
use folio::Folio;
use frames::{Frame, Item};
use join::{Spaces, join};
use line::Line;
use reports::Draft;
use tally::Tally;
use twice::Copy;
use unplaced::Scrap;
use words::Neighbours;

/// What is known of a page beforehand. It goes before what the page itself says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Hints {
    /// The newspaper.
    pub source: Option<String>,
    /// When it was published, in any form that is understood.
    pub published: Option<String>,
    /// The section (版名).
    pub section: Option<String>,
    /// The page (版次).
    pub page: Option<String>,
}

/// What was made of a page.
#[derive(Clone, Debug, Default)]
pub struct Page {
    /// Its reports, in the order in which they begin.
    pub reports: Vec<Found>,
    /// What belongs to no report's field.
    pub unplaced: Vec<Unplaced>,
    /// The numbers of its first and last line.
    pub lines: [u32; 2],
    /// Whether it seems to be set vertically, a character in a line, which is not rebuilt.
    pub vertical: bool,
}

/// Reads the reports of a page of a file; `id` names them.
///
/// # Errors
///
/// Fails if a character of the page were lost or doubled, which is a fault of the program.
pub fn read(
    sheet: &Sheet,
    file: &str,
    hints: &Hints,
    id: impl Fn(&Article) -> String,
) -> Result<Page, Broken> {
    let lines = line::lines(&sheet.text, sheet.first);
    let vertical = is_vertical(&lines);
    let mut printed: Vec<u32> = lines.iter().map(|line| line.number).collect();
    printed.dedup();
    let Laid {
        items,
        drafts,
        mut scraps,
        copies,
        folio: printed_folio,
        neighbours,
    } = lay(lines);
    let beside = Beside {
        headlines: headlines::assign(&items, &drafts, &neighbours),
        notes: notes::assign(&items, &drafts, &neighbours),
    };
    // Of a large page it is much, and what follows asks for nothing of it.
    drop(neighbours);
    let mut folio = Folio::from(hints.clone());
    folio.fill(&printed_folio);
    let shared = Shared {
        file,
        folio: &folio,
        printed: &printed,
    };
    let mut reports = fields::found(&items, &drafts, beside, &shared, &mut scraps);
    for found in &mut reports {
        found.article.id = id(&found.article);
    }
    scraps.extend(origins::add_copies(copies, &mut reports));
    origins::link_turns(&mut scraps, &reports);
    let unplaced = scraps
        .into_iter()
        .map(|scrap| unplaced(&scrap, &printed, &reports))
        .collect();
    let page = Page {
        reports,
        unplaced,
        lines: [printed.first(), printed.last()].map(|line| line.copied().unwrap_or(sheet.first)),
        vertical,
    };
    page.check(&sheet.text)?;
    Ok(page)
}

/// A page laid out: its pieces, and which of them are one report's.
#[derive(Default)]
struct Laid<'t> {
    items: Vec<Item<'t>>,
    drafts: Vec<Draft>,
    scraps: Vec<Scrap<'t>>,
    copies: Vec<Copy<'t>>,
    folio: Folio,
    neighbours: Neighbours,
}

/// Finds the pieces of a page and puts reports together.
fn lay(lines: Vec<Line<'_>>) -> Laid<'_> {
    if foreign::is_foreign(&lines) {
        let items = vec![Item::Frame(Frame::of(lines, false, false))];
        let drafts = reports::drafts(&items, &Neighbours::default(), Style::Unknown);
        return Laid {
            items,
            drafts,
            ..Laid::default()
        };
    }
    let cleared = furniture::clear(&lines);
    drop(lines);
    let mut scraps = cleared.scraps;
    let lines = turns::take(frames::unglue(cleared.lines), &mut scraps);
    let (lines, copies) = twice::take(&lines);
    let neighbours = Neighbours::of(&lines);
    let style = Style::of(&lines);
    let items = seams::cut(frames::items(&lines, &neighbours, style));
    let drafts = reports::drafts(&items, &neighbours, style);
    Laid {
        items,
        drafts,
        scraps,
        copies,
        folio: cleared.folio,
        neighbours,
    }
}

impl From<Hints> for Folio {
    fn from(hints: Hints) -> Self {
        Self {
            source: hints.source,
            published: hints.published,
            section: hints.section,
            page: hints.page,
        }
    }
}

/// Whether most lines are a character or two, as where the extraction went down the columns of a page
/// that is set vertically.
fn is_vertical(lines: &[Line<'_>]) -> bool {
    const FEWEST: usize = 30;
    let narrow = lines.iter().filter(|line| line.width <= 4).count();
    lines.len() >= FEWEST && 3 * narrow > 2 * lines.len()
}

fn unplaced(scrap: &Scrap<'_>, printed: &[u32], reports: &[Found]) -> Unplaced {
    Unplaced {
        kind: scrap.kind,
        text: join(&scrap.lines, Spaces::Verbatim).text,
        lines: ranges(
            scrap.lines.iter().map(|line| line.number).collect(),
            printed,
        ),
        articles: scrap
            .reports
            .iter()
            .filter_map(|&report| Some(reports.get(report)?.article.id.clone()))
            .collect(),
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
        let images = self
            .images
            .iter()
            .flat_map(|image| [&image.caption, &image.credit]);
        images.flatten().for_each(|text| with(text));
    }
}
