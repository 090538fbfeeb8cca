//! ALTO, of any version and with or without a namespace, read as it comes: files of scans are large.

mod attributes;
mod chain;
mod styles;

use std::collections::HashMap;
use std::ops::Range;

use quick_xml::events::{BytesStart, Event};

use self::attributes::{Attributes, is_picture};
use self::chain::Chain;
use self::styles::Styles;
use super::Fault;
use super::lines::{self, Known, Word};
use crate::placed::{Area, PlacedPage, Region, RegionKind};

/// A page, and what its parts are called.
#[derive(Debug, Default, PartialEq)]
pub(super) struct AltoPage {
    pub(super) page: PlacedPage,
    /// The pieces of each block, line and word, counted through the page.
    pub(super) ids: HashMap<String, Range<usize>>,
}

impl AltoPage {
    /// Returns a page whose parts have no names.
    pub(super) fn of(page: PlacedPage) -> Self {
        Self {
            page,
            ids: HashMap::new(),
        }
    }
}

/// Reads the pages of a file.
pub(super) fn read(text: &str) -> Result<Vec<AltoPage>, Fault> {
    let mut parser = quick_xml::Reader::from_str(text);
    let mut reader = Reader::default();
    loop {
        match parser.read_event()? {
            Event::Start(tag) => reader.start(&tag)?,
            Event::Empty(tag) => {
                reader.start(&tag)?;
                reader.end(tag.local_name().as_ref());
            }
            Event::End(tag) => reader.end(tag.local_name().as_ref()),
            Event::Text(text) if reader.styles.awaits_unit => {
                reader.styles.set_unit(&text.xml10_content());
            }
            Event::Eof => break,
            _ => {}
        }
    }
    reader.end("Page");
    Ok(reader.pages)
}

#[derive(Default)]
struct Reader {
    pages: Vec<AltoPage>,
    page: AltoPage,
    /// The pieces of the page so far.
    pieces: usize,
    styles: Styles,
    /// The order of reading, by the ids of blocks.
    order: HashMap<String, u32>,
    block: Option<Block>,
    /// Which block the blocks of the page name as the next one.
    chain: Chain,
    /// What the blocks of blocks are that are open.
    composed: Vec<Composed>,
    reports: u32,
    line: Line,
    /// Whether the line has not ended.
    in_line: bool,
}

/// What a block of blocks says of those in it.
#[derive(Clone, Copy, Default)]
struct Composed {
    report: Option<u32>,
    kind: Option<RegionKind>,
}

struct Block {
    attributes: Attributes,
    /// The first of its pieces.
    first: usize,
}

#[derive(Default)]
struct Line {
    attributes: Attributes,
    words: Vec<Word>,
    /// The id of each word.
    ids: Vec<Option<String>>,
    /// Whether a space was seen since the last word, and whether any was.
    space: bool,
    has_spaces: bool,
    /// Whether the last word is the first part of one that goes on on the next line.
    is_divided: bool,
}

impl Reader {
    fn start(&mut self, tag: &BytesStart<'_>) -> Result<(), Fault> {
        match tag.local_name().as_ref() {
            "MeasurementUnit" => self.styles.awaits_unit = true,
            "TextStyle" => self.styles.add(Attributes::of(tag)?),
            "StructureTag" | "LayoutTag" | "RoleTag" | "OtherTag" => {
                self.styles.add_tag(Attributes::of(tag)?);
            }
            "ElementRef" => {
                let next = self.order.len() as u32;
                let reference = Attributes::of(tag)?.reference;
                self.order
                    .entry(reference.unwrap_or_default())
                    .or_insert(next);
            }
            "Page" => self.begin_page(&Attributes::of(tag)?),
            "TextBlock" => self.begin_block(Attributes::of(tag)?),
            "TextLine" => {
                self.line.attributes = Attributes::of(tag)?;
                self.in_line = true;
                self.line.words.clear();
                self.line.ids.clear();
                (self.line.space, self.line.has_spaces) = (false, false);
            }
            "String" => self.line.add(Attributes::of(tag)?),
            "SP" => (self.line.space, self.line.has_spaces) = (true, true),
            "HYP" if !self.line.is_divided => {
                self.line.space = false;
                self.line.add(Attributes::of(tag)?);
                if let Some(mark) = self.line.words.last_mut() {
                    mark.is_glued = true;
                }
            }
            "Polygon" => self.shape(&Attributes::of(tag)?),
            "GraphicalElement" => self.page.page.rules.extend(Attributes::of(tag)?.area()),
            "Illustration" => self.page.page.pictures.extend(Attributes::of(tag)?.area()),
            "ComposedBlock" => {
                self.begin_composed(&Attributes::of(tag)?);
            }
            _ => {}
        }
        Ok(())
    }

    fn end(&mut self, name: &str) {
        match name {
            "MeasurementUnit" => self.styles.awaits_unit = false,
            "TextLine" => {
                self.end_line();
                self.in_line = false;
            }
            "ComposedBlock" => {
                self.composed.pop();
            }
            "TextBlock" => self.end_block(),
            "Page" => {
                self.end_block();
                let mut page = std::mem::take(&mut self.page);
                let chain = std::mem::take(&mut self.chain);
                if self.order.is_empty() {
                    chain.put_in_order(&mut page.page.regions);
                }
                self.pieces = 0;
                if page != AltoPage::default() {
                    self.pages.push(page);
                }
            }
            _ => {}
        }
    }

    fn begin_page(&mut self, attributes: &Attributes) {
        let [.., width, height] = attributes.places;
        self.page.page.width = width.unwrap_or_default();
        self.page.page.height = height.unwrap_or_default();
        self.page.page.name.clone_from(&attributes.printed);
    }

    fn begin_composed(&mut self, attributes: &Attributes) {
        let mut composed = self.composed.last().copied().unwrap_or_default();
        if is_picture(attributes) {
            self.page.page.pictures.extend(attributes.area());
            composed.kind = Some(RegionKind::Caption);
        } else if attributes.says("article") && composed.report.is_none() {
            composed.report = Some(self.reports);
            self.reports += 1;
        } else if attributes.says("advertisement") {
            composed.kind = Some(RegionKind::Furniture);
        }
        self.composed.push(composed);
    }

    fn begin_block(&mut self, attributes: Attributes) {
        self.end_block();
        let order = attributes.id.as_ref().and_then(|id| self.order.get(id));
        let composed = self.composed.last().copied().unwrap_or_default();
        self.page.page.regions.push(Region {
            area: attributes.area().unwrap_or_default(),
            kind: self.styles.kind(&attributes).or(composed.kind),
            order: order.copied(),
            report: composed.report,
        });
        self.chain.add(&attributes);
        self.block = Some(Block {
            attributes,
            first: self.pieces,
        });
    }

    fn end_block(&mut self) {
        let Some(block) = self.block.take() else {
            return;
        };
        let PlacedPage { regions, lines, .. } = &mut self.page.page;
        let at = regions.len().saturating_sub(1);
        if let Some(region) = regions
            .last_mut()
            .filter(|region| region.area == Area::default())
        {
            let own = lines
                .iter()
                .rev()
                .take_while(|line| line.region == Some(at));
            region.area = own
                .map(|line| line.area)
                .reduce(Area::union)
                .unwrap_or_default();
        }
        self.name(block.attributes.id, block.first);
    }

    fn end_line(&mut self) {
        let block = self.block.as_ref();
        let style = self.styles.of(&self.line.attributes);
        let style = style.or_else(|| self.styles.of(&block?.attributes));
        let mut known = Known {
            area: self.line.attributes.area(),
            face: style.and_then(|style| style.face),
            region: block.and_then(|_| self.page.page.regions.len().checked_sub(1)),
            ..Known::default()
        };
        known.size = style.and_then(|style| style.size);
        let Some(mut placed) = lines::of_words(&self.line.words, known) else {
            return;
        };
        placed.size = plausible(placed.size, &self.line.words, known);
        let first = self.pieces;
        for id in std::mem::take(&mut self.line.ids) {
            self.pieces += 1;
            self.name(id, self.pieces - 1);
        }
        self.page.page.lines.push(placed);
        let id = self.line.attributes.id.take();
        self.name(id, first);
    }

    /// Keeps what the pieces since one are called.
    fn name(&mut self, id: Option<String>, first: usize) {
        if let Some(id) = id {
            self.page.ids.insert(id, first..self.pieces);
        }
    }

    /// Takes the outline of what is open for its area.
    fn shape(&mut self, attributes: &Attributes) {
        let Some(area) = attributes.outline else {
            return;
        };
        if self.in_line {
            if self.line.words.is_empty() && !self.line.attributes.has_area() {
                self.line.attributes.outline = Some(area);
            }
            return;
        }
        let is_open = self.line.words.is_empty() && !self.line.attributes.has_area();
        if is_open && let Some(region) = self.page.page.regions.last_mut() {
            region.area = if region.area == Area::default() {
                area
            } else {
                region.area
            };
        }
    }
}

impl Line {
    fn add(&mut self, attributes: Attributes) {
        let part = attributes.part.as_deref();
        let was_divided = self.is_divided;
        self.is_divided = part == Some("HypPart1") && attributes.whole.is_some();
        if part == Some("HypPart2") && was_divided {
            // The first part holds all of the word.
            return;
        }
        let area = attributes.area();
        let content = match attributes.whole {
            Some(whole) if self.is_divided => whole,
            _ => attributes.content.unwrap_or_default(),
        };
        let is_glued = self.has_spaces && !self.space;
        self.space = false;
        self.ids.push(attributes.id);
        self.words.push(Word {
            text: content,
            area,
            confidence: attributes.confidence,
            is_glued,
        });
    }
}

/// Returns the size that a style gives where the line's height bears it out, else that of the line.
fn plausible(size: f32, words: &[Word], known: Known) -> f32 {
    let own = lines::of_words(
        words,
        Known {
            size: None,
            ..known
        },
    );
    let own = own.map_or(size, |line| line.size);
    if size > own * 0.6 && size < own * 1.4 {
        size
    } else {
        own
    }
}
