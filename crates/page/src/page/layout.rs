//! A page laid out: its pieces, and which of them are one report's. Its reports are made one by one as
//! they are asked for, for a page may be as large as a file, and a report is many times its lines.

use std::ops::Range;

use super::column::Style;
use super::doubts::{self, PageSigns};
use super::duplicates::{self, Copy};
use super::editors;
use super::explanation::Found;
use super::fields::{Contents, ranges};
use super::folio::Folio;
use super::frames::{self, Frame, Item};
use super::join::{Spaces, join};
use super::line::{self, Line};
use super::origins::{Origins, Repeated};
use super::placed::PlacedText;
use super::reports;
use super::sections::{self, Laid, Section};
use super::tally::Tally;
use super::unplaced::{Kind, Lines, Owners, Scrap, Unplaced};
use super::words::Neighbours;
use super::{
    Broken, Hints, Page, Sheet, foreign, fragments, furniture, gutters, headlines, notes, remnants,
    seams, turn_marks,
};
use crate::article::{Article, Block};

/// The lines of a page that its reports are made of, and what was taken away from among them.
#[derive(Debug)]
pub struct Text<'s> {
    sheet: &'s Sheet,
    lines: Vec<Line<'s>>,
    copies: Vec<Copy<'s>>,
    scraps: Vec<Scrap<'s>>,
    folio: Folio,
    /// What each of the page's folios says.
    folios: Vec<Folio>,
    /// The reports below heads that are known to be theirs.
    sections: Vec<Section>,
    /// The numbers of the lines that are not blank, in order.
    printed: Vec<u32>,
    vertical: bool,
    foreign: bool,
}

impl<'s> Text<'s> {
    /// Reads the lines of a page.
    pub fn of(sheet: &'s Sheet) -> Self {
        let columns = gutters::columns(&sheet.text, sheet.first);
        let is_broken = columns.is_none();
        let lines = columns.unwrap_or_else(|| line::lines(&sheet.text, sheet.first));
        let vertical = is_vertical(&lines);
        let lines = if is_broken && !vertical {
            fragments::mend(&sheet.text, &lines)
        } else {
            lines
        };
        let mut printed: Vec<u32> = lines.iter().flat_map(Line::numbers).collect();
        printed.sort_unstable();
        printed.dedup();
        let mut text = Self {
            sheet,
            vertical,
            foreign: foreign::is_foreign(&lines),
            lines,
            copies: Vec::new(),
            scraps: Vec::new(),
            folio: Folio::default(),
            folios: Vec::new(),
            sections: Vec::new(),
            printed,
        };
        if !text.foreign {
            text.clear();
        }
        text
    }

    /// Returns whether the page seems to be set vertically, a character in a line, which is not rebuilt.
    pub fn is_vertical(&self) -> bool {
        self.vertical
    }

    /// Takes away what is no report's.
    fn clear(&mut self) {
        let cleared = furniture::clear(std::mem::take(&mut self.lines));
        self.scraps = cleared.scraps;
        (self.folio, self.folios) = (cleared.folio, cleared.folios);
        self.lines = frames::unglue(cleared.lines);
        turn_marks::take(&mut self.lines, &mut self.scraps);
        self.copies = duplicates::take(&mut self.lines);
        if !self.vertical {
            self.sections = sections::find(&mut self.lines, &self.folios);
        }
    }
}

/// Whether most lines are a character or two, as where the extraction went down the columns of a page
/// that is set vertically; or many are, and marks begin lines that never do, as where it went across them.
fn is_vertical(lines: &[Line<'_>]) -> bool {
    const FEWEST: usize = 30;
    let narrow = lines.iter().filter(|line| line.width <= 4).count();
    let begins_wrong =
        |line: &&Line<'_>| line.text.starts_with(['，', '。', '、', '」', '』', '；']);
    let wrong = lines.iter().filter(begins_wrong).count();
    let across = 4 * narrow > lines.len() && 20 * wrong > lines.len();
    lines.len() >= FEWEST && (3 * narrow > 2 * lines.len() || across)
}

/// A page laid out.
#[derive(Debug)]
pub struct Layout<'t> {
    contents: Contents<'t>,
    /// The drafts that are reports, each with its article's id.
    reports: Vec<(u32, Box<str>)>,
    /// The lines that reports have a second time.
    repeated: Repeated,
    scraps: Vec<Scrap<'t>>,
    /// The reports that turns go on with, by the turns' places among the scraps.
    continued: Vec<(usize, String)>,
    /// The headlines that a catalogue gives to drafts.
    given_titles: Vec<Option<String>>,
    lines: [u32; 2],
    vertical: bool,
}

impl<'t> Layout<'t> {
    /// Finds the reports of a page of a file; `id` names them.
    ///
    /// # Errors
    ///
    /// Fails if a character of the page were lost or doubled, which is a fault of the program.
    pub fn of(
        text: &'t Text<'_>,
        file: &str,
        hints: &Hints,
        id: impl Fn(&Article) -> String,
    ) -> Result<Self, Broken> {
        let mut scraps = text.scraps.clone();
        let contents = contents(text, file, hints, &mut scraps);
        let first = text.sheet.first;
        let lines = [text.printed.first(), text.printed.last()];
        let mut layout = Self {
            contents,
            reports: Vec::new(),
            repeated: Repeated::default(),
            scraps,
            continued: Vec::new(),
            given_titles: Vec::new(),
            lines: lines.map(|line| line.copied().unwrap_or(first)),
            vertical: text.vertical,
        };
        layout.name_reports(&text.sheet.text, &text.copies, id)?;
        Ok(layout)
    }

    /// Lays out a placed page of a file, which was taken apart; `id` names its reports.
    ///
    /// # Errors
    ///
    /// Fails if a character of the page were lost or doubled, which is a fault of the program.
    pub fn of_placed(
        text: &'t PlacedText<'_>,
        file: &str,
        hints: &Hints,
        id: impl Fn(&Article) -> String,
    ) -> Result<Self, Broken> {
        let laid = text.lay();
        let contents = Contents {
            items: laid.items,
            drafts: laid.drafts,
            headlines: laid.headlines,
            notes: laid.notes,
            file: file.to_owned(),
            hints: Folio::from(hints.clone()),
            folio: text.folio().clone(),
            folios: Vec::new(),
            printed: &text.printed,
            sheet: Some(text.number()),
            places: Some(text.places()),
            unsure: 0.0,
            page_signs: None,
        };
        let mut layout = Self {
            contents,
            reports: Vec::new(),
            repeated: Repeated::default(),
            scraps: text.scraps.clone(),
            continued: Vec::new(),
            given_titles: text.given_titles(),
            lines: [
                text.printed.first().copied().unwrap_or(1),
                text.printed.last().copied().unwrap_or(1),
            ],
            vertical: false,
        };
        layout.name_reports(text.text(), &[], id)?;
        Ok(layout)
    }

    /// Makes each report once, to name it and to make sure that it has all its characters.
    fn name_reports(
        &mut self,
        page: &str,
        copies: &'t [Copy<'t>],
        id: impl Fn(&Article) -> String,
    ) -> Result<(), Broken> {
        let mut tally = Tally::of(page);
        let mut origins = Origins::of(self.contents.printed);
        let is_note = editors::notes(&self.contents.items, &self.contents.drafts);
        let count = is_note.iter().filter(|is_note| !**is_note).count();
        let sets_aside = self.contents.places.is_none() && self.has_report(&is_note);
        for (draft, is_note) in is_note.into_iter().enumerate() {
            let place = self.reports.len();
            if is_note {
                let owners = Owners::row(introduced(place, count));
                let note = self.contents.set_aside(draft, Kind::EditorsNote, &owners);
                self.scraps.extend(note);
                continue;
            }
            let Some((found, hyphens)) = self.contents.article(draft) else {
                continue;
            };
            if sets_aside && remnants::is_remnant(&found.article) {
                let piece = self
                    .contents
                    .set_aside(draft, Kind::Fragment, &Owners::NONE);
                self.scraps.extend(piece);
                continue;
            }
            each_text(&found.article, |text| tally.made(text));
            origins.add(place, &found.article);
            self.reports
                .push((draft as u32, id(&found.article).into_boxed_str()));
            self.scraps.extend(hyphens.into_iter().map(|line| Scrap {
                reports: Owners::one(place),
                ..Scrap::of(Kind::Hyphen, line)
            }));
        }
        self.repeated = origins.add_copies(copies, &mut self.scraps);
        origins.link_turns(&mut self.scraps, &self.repeated);
        for scrap in &self.scraps {
            tally.made(&join(scrap.lines(), Spaces::Verbatim).text);
        }
        tally.check()
    }

    /// Whether there is anything that is surely a report: what is left of a page is set aside only beside one.
    fn has_report(&self, is_note: &[bool]) -> bool {
        let drafts = is_note.iter().enumerate().filter(|(_, is_note)| !**is_note);
        let mut found = drafts.filter_map(|(draft, _)| self.contents.article(draft));
        found.any(|(found, _)| !remnants::is_remnant(&found.article))
    }

    /// Returns the page's reports, in the order in which they begin.
    pub fn reports(&self) -> impl Iterator<Item = Found> {
        (0..self.reports.len()).filter_map(|place| self.report(place))
    }

    fn report(&self, place: usize) -> Option<Found> {
        let (draft, id) = self.reports.get(place)?;
        let (mut found, _) = self.contents.article(*draft as usize)?;
        if let Some(origin) = &mut found.article.origin {
            self.repeated.extend(place, &mut origin.lines);
        }
        found.article.id = id.to_string();
        let given = self.given_titles.get(*draft as usize);
        if found.article.title.is_none() {
            found.article.title = given.cloned().flatten();
        }
        Some(found)
    }

    /// Returns what belongs to no report's field.
    pub fn unplaced(&self) -> impl Iterator<Item = Unplaced> {
        let scraps = self.scraps.iter().enumerate();
        scraps.map(|(at, scrap)| self.piece(at, scrap))
    }

    fn piece(&self, at: usize, scrap: &Scrap<'_>) -> Unplaced {
        let known = self.continued.binary_search_by_key(&at, |(at, _)| *at);
        let first = known.ok().and_then(|at| self.continued.get(at));
        let first = first.map(|(_, first)| first.clone());
        let reports = scrap.reports.places();
        let ids = reports.filter_map(|report| Some(self.reports.get(report)?.1.to_string()));
        Unplaced {
            kind: scrap.kind,
            text: join(scrap.lines(), Spaces::Verbatim).text,
            lines: ranges(
                scrap.lines().iter().flat_map(Line::numbers).collect(),
                self.contents.printed,
            ),
            articles: first.into_iter().chain(ids).collect(),
        }
    }

    /// Returns what each piece is that belongs to no report's field.
    pub fn kinds(&self) -> impl Iterator<Item = Kind> {
        self.scraps.iter().map(|scrap| scrap.kind)
    }

    /// Returns the turns of the page: the place of each among what is unplaced, its words, and the report
    /// below it.
    pub(super) fn turns(&self) -> impl Iterator<Item = (usize, String, Article)> {
        let turns = self.scraps.iter().enumerate();
        let turns = turns.filter(|(_, scrap)| scrap.kind == Kind::Turn);
        turns.filter_map(|(at, scrap)| {
            let report = scrap.reports.places().next()?;
            let words = join(scrap.lines(), Spaces::Verbatim).text;
            Some((at, words, self.report(report)?.article))
        })
    }

    /// Adds the reports that turns go on with, by the turns' places.
    pub(super) fn go_on(&mut self, continued: Vec<(usize, String)>) {
        self.continued = continued;
    }

    /// Returns the numbers of the page's first and last line.
    pub fn lines(&self) -> [u32; 2] {
        self.lines
    }

    /// Returns whether the page seems to be set vertically, a character in a line, which is not rebuilt.
    pub fn is_vertical(&self) -> bool {
        self.vertical
    }

    /// Returns all of a page at once.
    pub fn whole(&self) -> Page {
        Page {
            reports: self.reports().collect(),
            unplaced: self.unplaced().collect(),
            lines: self.lines,
            vertical: self.vertical,
        }
    }
}

/// The reports that a note above one of them introduces.
fn introduced(first: usize, count: usize) -> Range<usize> {
    first..count.min(first + editors::MOST_INTRODUCED)
}

/// Finds what the reports of a page are made of.
fn contents<'t>(
    text: &'t Text<'_>,
    file: &str,
    hints: &Hints,
    scraps: &mut Vec<Scrap<'t>>,
) -> Contents<'t> {
    let (laid, left) = lay(text);
    let Laid {
        items,
        drafts,
        headlines,
        notes,
        folios,
    } = laid;
    let is_note = editors::notes(&items, &drafts);
    let mut count = 0;
    // Where each draft stands among those that are no notes.
    let places = is_note.iter().map(|is_note| {
        let place = count;
        count += u32::from(!is_note);
        place
    });
    let places: Vec<u32> = places.collect();
    scraps.extend(headlines.left.iter().map(|left| Scrap {
        kind: left.kind,
        lines: Lines::Row(left.unit.lines(&items)),
        reports: Owners::at(&left.reports, &places),
    }));
    scraps.extend(left.into_iter().map(|lines| Scrap {
        kind: Kind::Caption,
        lines: Lines::Row(lines),
        reports: Owners::NONE,
    }));
    Contents {
        unsure: doubts::unsure(&items, &drafts),
        page_signs: PageSigns::of(&items, &drafts, &headlines.heads),
        items,
        drafts,
        headlines,
        notes,
        file: file.to_owned(),
        hints: Folio::from(hints.clone()),
        folio: text.folio.clone(),
        folios,
        printed: &text.printed,
        sheet: None,
        places: None,
    }
}

/// Finds the pieces of a page and puts reports together; returns the captions of none as well.
fn lay<'t>(text: &'t Text<'_>) -> (Laid<'t>, Vec<&'t [Line<'t>]>) {
    // Of a large page it is much, and what follows asks for nothing of it.
    let neighbours = if text.foreign {
        Neighbours::default()
    } else {
        Neighbours::of(&text.lines)
    };
    if !text.sections.is_empty() {
        let style = Style::of(&text.lines);
        let (sections, lines) = (&text.sections, &text.lines);
        let laid = sections::lay(sections, lines, &text.folios, &neighbours, style);
        return (laid, Vec::new());
    }
    let (items, style) = if text.foreign {
        let items = vec![Item::Frame(Frame::of(&text.lines, false, false))];
        (items, Style::Unknown)
    } else {
        let style = Style::of(&text.lines);
        let items = seams::cut(frames::items(&text.lines, &neighbours, style));
        (items, style)
    };
    let drafts = reports::drafts(&items, &neighbours, style);
    let headlines = headlines::assign(&items, &drafts, &neighbours);
    let (notes, left) = notes::assign(&items, &drafts, &neighbours);
    let laid = Laid {
        items,
        drafts,
        headlines,
        notes,
        folios: Vec::new(),
    };
    (laid, left)
}

impl From<Hints> for Folio {
    fn from(hints: Hints) -> Self {
        Self {
            source: hints.source,
            published: hints.published,
            section: hints.section,
            page: hints.page,
            ..Self::default()
        }
    }
}

/// Calls for every text of an article that stands on the page as it stands there.
fn each_text(article: &Article, mut with: impl FnMut(&str)) {
    let fields = [
        &article.kicker,
        &article.title,
        &article.subtitle,
        &article.byline,
    ];
    fields.into_iter().flatten().for_each(|text| with(text));
    article.body.iter().map(Block::text).for_each(&mut with);
    let images = article
        .images
        .iter()
        .flat_map(|image| [&image.caption, &image.credit]);
    images.flatten().for_each(|text| with(text));
}
