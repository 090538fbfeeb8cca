//! Gives the lines of pages to the articles that point at them.

use std::collections::{BTreeMap, HashMap};
use std::ops::Range;

use super::Description;
use super::articles::{Article, Articles, Pointer};
use crate::ocr::alto::AltoPage;
use crate::placed::{Area, PlacedLine, PlacedPage, Region};

/// A page of a file: the file's id and the page's number with it.
pub(super) type FilePage = (String, Option<String>, AltoPage);

/// Makes the regions of pages those that articles point at. What goes on on another page is put to the page where
/// its article begins, for the file says that it is one.
pub(super) fn pages(
    files: Vec<FilePage>,
    articles: &Articles<'_>,
    descriptions: &HashMap<&str, Description>,
) -> Vec<PlacedPage> {
    let places: HashMap<String, usize> = files
        .iter()
        .enumerate()
        .map(|(at, (id, ..))| (id.clone(), at))
        .collect();
    let mut sources: Vec<Source> = files.into_iter().map(Source::of).collect();
    let mut pages: Vec<PlacedPage> = sources.iter().map(Source::empty).collect();
    for (report, article) in articles.all.iter().enumerate() {
        let mut first = None;
        for pointer in &article.pointers {
            let Some(from) = places.get(pointer.file).copied() else {
                continue;
            };
            let found = sources.get_mut(from).map(|source| source.take(pointer));
            let Some(lines) = found.filter(|lines| !lines.is_empty()) else {
                continue;
            };
            let to = *first.get_or_insert(from);
            if let Some(page) = pages.get_mut(to) {
                add(page, lines, pointer, report as u32);
            }
        }
        if let (Some(page), Some(title)) = (
            first.and_then(|at| pages.get_mut(at)),
            title(article, descriptions),
        ) {
            page.titles.insert(report as u32, title);
        }
    }
    for (page, source) in pages.iter_mut().zip(sources) {
        source.leave(page);
    }
    pages
}

fn title(article: &Article<'_>, descriptions: &HashMap<&str, Description>) -> Option<String> {
    let described = article.description.and_then(|id| descriptions.get(id));
    let title = described.and_then(|description| description.title.as_deref());
    title.or(article.label).map(str::to_owned)
}

fn add(page: &mut PlacedPage, lines: Vec<PlacedLine>, pointer: &Pointer<'_>, report: u32) {
    let region = page.regions.len();
    let area = lines.iter().map(|line| line.area).reduce(Area::union);
    page.regions.push(Region {
        area: area.unwrap_or_default(),
        kind: pointer.kind,
        order: Some(region as u32),
        report: Some(report),
    });
    page.lines.extend(lines.into_iter().map(|line| PlacedLine {
        region: Some(region),
        ..line
    }));
}

/// A page of a file, and what of it was given to an article.
struct Source {
    page: PlacedPage,
    ids: HashMap<String, Range<usize>>,
    /// The first piece of each line, by its place; and the line's place.
    firsts: BTreeMap<usize, usize>,
    /// Which pieces were given.
    given: Vec<bool>,
}

impl Source {
    fn of((_, number, alto): FilePage) -> Self {
        let mut page = alto.page;
        page.name = page.name.or(number);
        let mut firsts = BTreeMap::new();
        let mut count = 0;
        for (at, line) in page.lines.iter().enumerate() {
            firsts.insert(count, at);
            count += line.pieces.len();
        }
        Self {
            page,
            ids: alto.ids,
            firsts,
            given: vec![false; count],
        }
    }

    /// Returns a page without text.
    fn empty(&self) -> PlacedPage {
        PlacedPage {
            lines: Vec::new(),
            regions: Vec::new(),
            ..self.page.clone()
        }
    }

    /// Takes the lines that an article points at and no other has.
    fn take(&mut self, pointer: &Pointer<'_>) -> Vec<PlacedLine> {
        let (Some(begin), Some(end)) = (self.ids.get(pointer.begin), self.ids.get(pointer.end))
        else {
            return Vec::new();
        };
        let span = begin.start.min(end.start)..end.end.max(begin.end);
        self.cut(span)
    }

    /// Takes pieces that were not given yet, as lines.
    fn cut(&mut self, span: Range<usize>) -> Vec<PlacedLine> {
        let mut lines = Vec::new();
        let from = self.firsts.range(..=span.start).next_back();
        let from = from.map_or(span.start, |(first, _)| *first);
        for (&first, &at) in self.firsts.range(from..span.end.max(from)) {
            let Some(line) = self.page.lines.get(at) else {
                continue;
            };
            let mut kept = Vec::new();
            for (number, piece) in (first..).zip(&line.pieces) {
                let given = self
                    .given
                    .get_mut(number)
                    .filter(|given| !**given && span.contains(&number));
                if let Some(given) = given {
                    *given = true;
                    kept.push(piece.clone());
                }
            }
            if let Some(area) = kept.iter().map(|piece| piece.area).reduce(Area::union) {
                let is_whole = kept.len() == line.pieces.len();
                lines.push(PlacedLine {
                    area: if is_whole { line.area } else { area },
                    pieces: kept,
                    ..line.clone()
                });
            }
        }
        lines
    }

    /// Leaves what no article has to a page, with the regions of the file.
    fn leave(mut self, page: &mut PlacedPage) {
        let lines = self.cut(0..self.given.len());
        let offset = page.regions.len();
        page.regions.append(&mut self.page.regions);
        page.lines.extend(lines.into_iter().map(|line| PlacedLine {
            region: line.region.map(|region| region + offset),
            ..line
        }));
    }
}
