//! Fills the fields of articles from what the steps before have found.

use std::collections::BTreeMap;

use super::doubts::{self, Judged, PageSigns, Signs};
use super::explanation::{Found, Headline, Why, percent};
use super::folio::Folio;
use super::frames::Item;
use super::headlines::{Head, Headlines, Unit};
use super::join::{Spaces, join, join_each};
use super::line::Line;
use super::notes::Notes;
use super::paragraphs::{Parts, Run, parts};
use super::people::{authors, credit_at};
use super::placed::Places;
use super::reports::Draft;
use super::unplaced::{Kind, Lines, Owners, Scrap};
use crate::article::{Article, Block, Image, Origin, Published};

/// What the reports of a page are made of. Their fields are filled when they are asked for: as text in
/// fields a page is many times as large.
#[derive(Debug)]
pub(super) struct Contents<'t> {
    pub(super) items: Vec<Item<'t>>,
    pub(super) drafts: Vec<Draft>,
    pub(super) headlines: Headlines,
    /// What stands beside each draft.
    pub(super) notes: Vec<Notes<'t>>,
    pub(super) file: String,
    /// What was known beforehand.
    pub(super) hints: Folio,
    /// What is known of the page.
    pub(super) folio: Folio,
    /// What is known of each draft beside it, where anything is.
    pub(super) folios: Vec<Folio>,
    /// The numbers of the page's lines that are not blank, in order.
    pub(super) printed: &'t [u32],
    /// The page of the file, where it has pages.
    pub(super) sheet: Option<u32>,
    /// Where the lines stand, where the page's text has places.
    pub(super) places: Option<&'t Places>,
    /// The share of the page's reports whose extent is not sure.
    pub(super) unsure: f32,
    /// What its reports say of one another.
    pub(super) page_signs: Option<PageSigns>,
}

impl<'t> Contents<'t> {
    /// Makes a draft's article; returns the hyphens that it is without as well.
    pub(super) fn article(&self, draft: usize) -> Option<(Found, Vec<Line<'t>>)> {
        let mut maker = Maker {
            contents: self,
            lines: BTreeMap::new(),
            hyphens: Vec::new(),
        };
        let found = maker.article(draft)?;
        Some((found, maker.hyphens))
    }

    /// Sets aside a draft that is no report but something else, and what stands above it.
    pub(super) fn set_aside(&self, draft: usize, kind: Kind, reports: &Owners) -> Vec<Scrap<'t>> {
        let (Some(head), Some(notes)) = (self.headlines.heads.get(draft), self.notes.get(draft))
        else {
            return Vec::new();
        };
        let scrap = |kind, lines| Scrap {
            kind,
            lines,
            reports: reports.clone(),
        };
        let heads = [head.kicker, head.title, head.subtitle];
        let heads = heads.into_iter().flatten();
        let heads = heads.map(|unit| scrap(Kind::Banner, Lines::Row(unit.lines(&self.items))));
        let parts = self.parts(draft);
        let parts = parts.iter().map(|part| Lines::Apart(part.lines.into()));
        let beside = notes.bylines.iter().chain(&notes.captions);
        let beside = beside.map(|lines| Lines::Row(lines));
        let notes = parts.chain(beside);
        let notes = notes.map(|lines| scrap(kind, lines));
        heads.chain(notes).collect()
    }

    /// What is known of a draft beside its text: what was known beforehand, what its own folio says, and the
    /// page's.
    fn folio(&self, draft: usize) -> Folio {
        let mut folio = self.hints.clone();
        if let Some(own) = self.folios.get(draft) {
            folio.fill(own);
        }
        folio.fill(&self.folio);
        folio
    }

    /// Where fields stand on the page, by the lines of each.
    fn boxes(&self, fields: &BTreeMap<String, Vec<[u32; 2]>>) -> BTreeMap<String, Vec<[i32; 4]>> {
        let Some(places) = self.places else {
            return BTreeMap::new();
        };
        let fields = fields.iter();
        let boxes = fields.map(|(name, lines)| (name.clone(), places.frames(lines)));
        boxes.filter(|(_, boxes)| !boxes.is_empty()).collect()
    }

    /// How many lines of columns a report has.
    fn lines(&self, draft: &Draft) -> usize {
        let frames = draft.frames.iter().filter_map(|&at| self.items.get(at));
        frames.map(|item| item.lines().len()).sum()
    }

    fn parts(&self, draft: usize) -> Parts<'t> {
        let (Some(frames), Some(head)) = (self.drafts.get(draft), self.headlines.heads.get(draft))
        else {
            return Parts::default();
        };
        let items = &self.items;
        let kept = head.kept.iter();
        let mut runs: Vec<Run<'t>> = kept.map(|unit| Run::Whole(unit.lines(items))).collect();
        // Where pieces stand in no order of reading, a heading goes with the one below it.
        let mut in_order = frames.frames.clone();
        in_order.sort_unstable();
        for &at in &frames.frames {
            let above = in_order.partition_point(|&piece| piece < at);
            let above = above.checked_sub(1).and_then(|above| in_order.get(above));
            let from = above.map_or(at, |above| above + 1);
            let units = self.headlines.subheads_between(draft, from..at);
            runs.extend(units.map(|unit| Run::Subhead(unit.lines(items))));
            if let Some(Item::Frame(frame)) = items.get(at) {
                runs.push(if frame.whole {
                    Run::Whole(frame.lines)
                } else {
                    Run::Frame(frame.lines)
                });
            }
        }
        parts(&runs)
    }
}

struct Maker<'p, 't> {
    contents: &'p Contents<'t>,
    /// The lines of each field.
    lines: BTreeMap<String, Vec<[u32; 2]>>,
    /// Hyphens that were left out.
    hyphens: Vec<Line<'t>>,
}

impl<'t> Maker<'_, 't> {
    fn article(&mut self, at: usize) -> Option<Found> {
        let contents = self.contents;
        let (draft, notes) = (contents.drafts.get(at)?, contents.notes.get(at)?);
        let head = contents.headlines.heads.get(at)?;
        let heads = [
            ("kicker", head.kicker),
            ("title", head.title),
            ("subtitle", head.subtitle),
        ];
        let [kicker, title, subtitle] = heads.map(|(name, unit)| {
            let lines = unit?.lines(&contents.items);
            Some(self.text(name.to_owned(), lines, Spaces::Phrases))
        });
        let parts = contents.parts(at);
        let mut authors = authors(&parts, notes);
        let is_guessed = contents.places.is_none() && !draft.is_known();
        let breaks_off = is_guessed && doubts::breaks_off(&parts);
        let body = self.body(&parts);
        drop(parts);
        let why = self.why(draft, head);
        let judged = Judged {
            why: &why,
            body: &body,
            title: title.as_deref(),
            breaks_off,
            is_below_title: doubts::is_below(draft, head),
            lines: contents.lines(draft),
        };
        let page = contents.page_signs.filter(|_| is_guessed);
        let signs = page.map(|page| Signs::of(&judged, page));
        let byline = self.byline(&notes.bylines);
        let images = notes.captions.iter().enumerate();
        let images: Vec<Image> = images.map(|(at, lines)| self.image(at, lines)).collect();
        for image in &images {
            image.credit.iter().for_each(|credit| authors.add(credit));
        }
        let fields = std::mem::take(&mut self.lines);
        let folio = contents.folio(at);
        if let Some(names) = &folio.authors {
            authors.add(names);
        }
        let article = Article {
            kicker,
            title,
            subtitle,
            authors: authors.all(),
            byline,
            body,
            images,
            source: folio.source,
            section: folio.section,
            page: folio.page,
            published: folio.published.as_deref().map(Published::parse),
            origin: Some(Origin {
                file: contents.file.clone(),
                sheet: contents.sheet,
                lines: merged(&fields, contents.printed),
                size: contents.places.map(Places::size),
                boxes: contents.boxes(&fields),
                fields,
            }),
            uncertain: doubts::fields(&why, signs, breaks_off),
            ..Article::default()
        };
        Some(Found { article, why })
    }

    fn body(&mut self, parts: &Parts<'t>) -> Vec<Block> {
        parts
            .iter()
            .enumerate()
            .map(|(at, part)| {
                let text = self.text(format!("body.{at}"), part.lines, Spaces::None);
                if part.subhead {
                    Block::Subhead { subhead: text }
                } else {
                    Block::Paragraph(text)
                }
            })
            .collect()
    }

    fn byline(&mut self, bylines: &[&'t [Line<'t>]]) -> Option<String> {
        let lines = || bylines.iter().copied().flatten();
        lines().next()?;
        self.keep("byline".to_owned(), lines().flat_map(Line::numbers));
        Some(join_each(lines(), Spaces::Verbatim).text)
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
            recognition: draft.recognition,
            extent: draft.confidence,
            page: percent(100.0 * self.contents.unsure),
            pieces: draft.frames.len(),
            headline: head.title.map(|_| head.confidence),
            rival: head.rival.and_then(|(unit, confidence)| {
                let text =
                    |unit: Unit| join(unit.lines(&self.contents.items), Spaces::Phrases).text;
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
        self.keep(field, lines.iter().flat_map(Line::numbers));
        let joined = join(lines, spaces);
        self.hyphens.extend(joined.hyphens);
        joined.text
    }

    /// Keeps which lines a field has, beside those it has already.
    fn keep(&mut self, field: String, numbers: impl Iterator<Item = u32>) {
        let known = self.lines.entry(field).or_default();
        let before = known.iter().flat_map(|&[first, last]| first..=last);
        *known = ranges(before.chain(numbers).collect(), self.contents.printed);
    }
}

/// Whether no line but blank ones stands between two.
fn follows(before: u32, after: u32, printed: &[u32]) -> bool {
    let next = printed.partition_point(|&number| number <= before);
    printed.get(next).is_none_or(|&next| next >= after)
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
    ranges.shrink_to_fit();
    ranges
}
