//! Fills the fields of articles from what the steps before have found.

use std::collections::{BTreeMap, HashMap};

use super::editors;
use super::folio::Folio;
use super::frames::Item;
use super::headlines::{Head, Headlines, Unit};
use super::join::{Spaces, join};
use super::line::Line;
use super::paragraphs::{Part, Run, parts};
use super::people::{authors, credit_at};
use super::reports::Draft;
use super::unplaced::{Kind, Scrap};
use super::why::{Found, Headline, Why};
use crate::article::{Article, Block, Image, Origin, Published};

/// What a page's reports share.
pub(super) struct Shared<'a> {
    pub(super) file: &'a str,
    pub(super) folio: &'a Folio,
    /// The numbers of the page's lines that are not blank, in order.
    pub(super) printed: &'a [u32],
}

/// What stands beside the text of a page's reports.
pub(super) struct Beside<'t> {
    pub(super) headlines: Headlines,
    /// By the report, and what is no report's.
    pub(super) notes: (Vec<Notes<'t>>, Vec<Vec<Line<'t>>>),
}

/// Makes an article of each draft; an editor's note becomes a scrap that is linked to the reports it
/// introduces.
pub(super) fn found<'t>(
    items: &[Item<'t>],
    drafts: &[Draft],
    beside: Beside<'t>,
    shared: &Shared<'_>,
    scraps: &mut Vec<Scrap<'t>>,
) -> Vec<Found> {
    let Beside {
        headlines,
        notes: (notes, left),
    } = beside;
    let is_note = editors::notes(items, drafts);
    // Where each report stands among those that are no notes.
    let mut count = 0;
    let mut places = Vec::with_capacity(is_note.len());
    for is_note in &is_note {
        places.push(count);
        count += usize::from(!is_note);
    }
    let place = |report: usize| places.get(report).copied().unwrap_or(count);
    for left in &headlines.left {
        scraps.push(Scrap {
            kind: left.kind,
            lines: left.unit.lines(items).to_vec(),
            reports: left.reports.iter().map(|&report| place(report)).collect(),
        });
    }
    for lines in left {
        scraps.push(Scrap {
            kind: Kind::Caption,
            lines,
            reports: Vec::new(),
        });
    }
    let mut subheads: HashMap<(usize, usize), Vec<Unit>> = HashMap::new();
    for &(unit, report) in &headlines.subheads {
        subheads.entry((report, unit.item)).or_default().push(unit);
    }
    let mut found = Vec::with_capacity(count);
    for (report, ((draft, head), notes)) in
        drafts.iter().zip(&headlines.heads).zip(&notes).enumerate()
    {
        let mut maker = Maker {
            items,
            report,
            place: place(report),
            lines: BTreeMap::new(),
            printed: shared.printed,
            scraps,
        };
        if is_note.get(report).copied().unwrap_or_default() {
            maker.note(draft, head, &subheads, notes, count);
        } else {
            found.push(maker.article(draft, head, &subheads, notes, shared));
        }
    }
    found
}

/// What stands beside a report's text.
#[derive(Clone, Debug, Default)]
pub(super) struct Notes<'t> {
    pub(super) bylines: Vec<Vec<Line<'t>>>,
    pub(super) captions: Vec<Vec<Line<'t>>>,
}

struct Maker<'m, 'i, 't> {
    items: &'i [Item<'t>],
    report: usize,
    /// The report's place among the page's articles.
    place: usize,
    /// The lines of each field.
    lines: BTreeMap<String, Vec<[u32; 2]>>,
    printed: &'m [u32],
    scraps: &'m mut Vec<Scrap<'t>>,
}

impl<'t> Maker<'_, '_, 't> {
    fn article(
        &mut self,
        draft: &Draft,
        head: &Head,
        subheads: &HashMap<(usize, usize), Vec<Unit>>,
        notes: &Notes<'t>,
        shared: &Shared<'_>,
    ) -> Found {
        let heads = [
            ("kicker", head.kicker),
            ("title", head.title),
            ("subtitle", head.subtitle),
        ];
        let [kicker, title, subtitle] = heads.map(|(name, unit)| {
            let lines = unit?.lines(self.items).to_vec();
            Some(self.text(name.to_owned(), &lines, Spaces::Phrases))
        });
        let parts = self.parts(draft, head, subheads);
        let mut authors = authors(&parts, notes);
        let body = self.body(parts);
        let byline = self.byline(&notes.bylines);
        let images = notes
            .captions
            .iter()
            .enumerate()
            .map(|(at, lines)| self.image(at, lines))
            .collect();
        let images: Vec<Image> = images;
        for image in &images {
            image.credit.iter().for_each(|credit| authors.add(credit));
        }
        let fields = std::mem::take(&mut self.lines);
        let folio = shared.folio;
        let article = Article {
            kicker,
            title,
            subtitle,
            authors: authors.all(),
            byline,
            body,
            images,
            source: folio.source.clone(),
            section: folio.section.clone(),
            page: folio.page.clone(),
            published: folio.published.as_deref().map(Published::parse),
            origin: Some(Origin {
                file: shared.file.to_owned(),
                lines: merged(&fields, shared.printed),
                fields,
            }),
            uncertain: doubts(draft, head),
            ..Article::default()
        };
        Found {
            article,
            why: self.why(draft, head),
        }
    }

    /// Puts an editor's note and what stands above it beside the reports that follow.
    fn note(
        &mut self,
        draft: &Draft,
        head: &Head,
        subheads: &HashMap<(usize, usize), Vec<Unit>>,
        notes: &Notes<'t>,
        count: usize,
    ) {
        let reports: Vec<usize> = (self.place..count).take(editors::MOST_INTRODUCED).collect();
        for unit in [head.kicker, head.title, head.subtitle]
            .into_iter()
            .flatten()
        {
            let lines = unit.lines(self.items).to_vec();
            self.scraps.push(Scrap {
                kind: Kind::Banner,
                lines,
                reports: reports.clone(),
            });
        }
        let parts = self
            .parts(draft, head, subheads)
            .into_iter()
            .map(|part| part.lines);
        let beside = notes.bylines.iter().chain(&notes.captions).cloned();
        for lines in parts.chain(beside) {
            self.scraps.push(Scrap {
                kind: Kind::EditorsNote,
                lines,
                reports: reports.clone(),
            });
        }
    }

    fn parts(
        &self,
        draft: &Draft,
        head: &Head,
        subheads: &HashMap<(usize, usize), Vec<Unit>>,
    ) -> Vec<Part<'t>> {
        let mut runs: Vec<Run<'_, 't>> = head
            .kept
            .iter()
            .map(|unit| Run::Whole(unit.lines(self.items).to_vec()))
            .collect();
        let mut from = draft.frames.first().copied().unwrap_or_default();
        for &at in &draft.frames {
            for between in from..at {
                let units = subheads.get(&(self.report, between)).into_iter().flatten();
                runs.extend(units.map(|unit| Run::Subhead(unit.lines(self.items).to_vec())));
            }
            if let Some(Item::Frame(frame)) = self.items.get(at) {
                runs.push(Run::Frame(frame));
            }
            from = at + 1;
        }
        parts(&runs)
    }

    fn body(&mut self, parts: Vec<Part<'t>>) -> Vec<Block> {
        parts
            .into_iter()
            .enumerate()
            .map(|(at, part)| {
                let text = self.text(format!("body.{at}"), &part.lines, Spaces::None);
                if part.subhead {
                    Block::Subhead { subhead: text }
                } else {
                    Block::Paragraph(text)
                }
            })
            .collect()
    }

    fn byline(&mut self, bylines: &[Vec<Line<'t>>]) -> Option<String> {
        let lines: Vec<Line<'t>> = bylines.concat();
        (!lines.is_empty()).then(|| self.text("byline".to_owned(), &lines, Spaces::Verbatim))
    }

    /// Splits a caption from its photographer's credit: 图为植树现场。 张双杰 摄.
    fn image(&mut self, at: usize, lines: &[Line<'t>]) -> Image {
        let mut caption = lines.to_vec();
        let mut credit = None;
        if let Some(last) = caption.pop() {
            match credit_at(last.text).map(|at| (at, last.cut(at))) {
                Some((_, Some((before, after)))) => {
                    caption.push(before);
                    credit = Some(after);
                }
                Some((0, None)) => credit = Some(last),
                _ => caption.push(last),
            }
        }
        let name = || format!("images.{at}");
        Image {
            caption: (!caption.is_empty()).then(|| self.text(name(), &caption, Spaces::None)),
            credit: credit.map(|line| self.text(name(), &[line], Spaces::Verbatim)),
            src: None,
        }
    }

    fn why(&self, draft: &Draft, head: &Head) -> Why {
        Why {
            start: draft.start,
            marked_end: draft.ended,
            extent: draft.confidence,
            pieces: draft.frames.len(),
            headline: head.title.map(|_| head.confidence),
            rival: head.rival.and_then(|(unit, confidence)| {
                let text = |unit: Unit| join(unit.lines(self.items), Spaces::Phrases).text;
                let chosen = [head.title, head.kicker, head.subtitle]
                    .into_iter()
                    .flatten();
                let rival = text(unit);
                // What stands above or below the headline, or repeats it, was not passed over.
                (!chosen.map(text).any(|chosen| chosen == rival)).then_some(Headline {
                    text: rival,
                    confidence,
                })
            }),
        }
    }

    /// Joins the lines of a field, and keeps which they are.
    fn text(&mut self, field: String, lines: &[Line<'t>], spaces: Spaces) -> String {
        let numbers = lines.iter().map(|line| line.number);
        let known = self.lines.entry(field).or_default();
        *known = ranges(
            known
                .iter()
                .flat_map(|&[first, last]| first..=last)
                .chain(numbers)
                .collect(),
            self.printed,
        );
        let joined = join(lines, spaces);
        for hyphen in joined.hyphens {
            let mut scrap = Scrap::of(Kind::Hyphen, hyphen);
            scrap.reports.push(self.place);
            self.scraps.push(scrap);
        }
        joined.text
    }
}

/// Whether no line but blank ones stands between two.
fn follows(before: u32, after: u32, printed: &[u32]) -> bool {
    let next = printed.partition_point(|&number| number <= before);
    printed.get(next).is_none_or(|&next| next >= after)
}

/// Below this a decision is marked for a person to look at.
const SURE: u8 = 60;

/// The fields that a person should look at.
fn doubts(draft: &Draft, head: &Head) -> Vec<String> {
    let title = head.title.is_some() && head.confidence < SURE;
    [("body", draft.confidence < SURE), ("title", title)]
        .into_iter()
        .filter(|(_, doubtful)| *doubtful)
        .map(|(field, _)| field.to_owned())
        .collect()
}

/// The lines of all fields.
fn merged(fields: &BTreeMap<String, Vec<[u32; 2]>>, printed: &[u32]) -> Vec<[u32; 2]> {
    ranges(
        fields
            .values()
            .flatten()
            .flat_map(|&[first, last]| first..=last)
            .collect(),
        printed,
    )
}

/// Line numbers as ranges, first and last inclusive. Blank lines between two lines do not part them.
pub(super) fn ranges(mut numbers: Vec<u32>, printed: &[u32]) -> Vec<[u32; 2]> {
    numbers.sort_unstable();
    numbers.dedup();
    let mut ranges: Vec<[u32; 2]> = Vec::new();
    for number in numbers {
        match ranges.last_mut() {
            Some(range) if follows(range[1], number, printed) => range[1] = number,
            _ => ranges.push([number, number]),
        }
    }
    ranges
}
