//! Lays out reports whose heads are known.

use std::ops::Range;

use super::super::captions;
use super::super::column::Style;
use super::super::folio::Folio;
use super::super::frames::{self, Frame, Heading, Item};
use super::super::headlines::{self, Head, Headlines, Left, Unit};
use super::super::line::Line;
use super::super::notes::Notes;
use super::super::reports::Draft;
use super::super::unplaced::Kind;
use super::super::words::Neighbours;
use super::{Section, has_line_each, is_subhead};

/// What the sections of a page are laid out as.
#[derive(Debug, Default)]
pub(in super::super) struct Laid<'t> {
    pub(in super::super) items: Vec<Item<'t>>,
    pub(in super::super) drafts: Vec<Draft>,
    pub(in super::super) headlines: Headlines,
    pub(in super::super) notes: Vec<Notes<'t>>,
    /// What is known of each report beside what the page says.
    pub(in super::super) folios: Vec<Folio>,
}

impl<'t> Laid<'t> {
    /// Adds lines as a heading.
    pub(in super::super) fn heading(&mut self, lines: &'t [Line<'t>]) -> Unit {
        let item = self.items.len();
        self.items.push(Item::Heading(Heading {
            lines,
            weak: false,
            in_column: false,
        }));
        Unit {
            item,
            first: 0,
            count: lines.len(),
        }
    }
}

/// Lays the sections of a page out.
pub(in super::super) fn lay<'t>(
    sections: &[Section],
    lines: &'t [Line<'t>],
    folios: &[Folio],
    page: &Neighbours,
    style: Style,
) -> Laid<'t> {
    let mut layer = Layer {
        lines,
        page,
        style,
        laid: Laid::default(),
        heads: Vec::new(),
        subheads: Vec::new(),
        left: Vec::new(),
    };
    for section in sections {
        let folio = section.folio.and_then(|at| folios.get(at));
        layer.section(section, folio);
    }
    let Layer {
        mut laid,
        heads,
        subheads,
        left,
        ..
    } = layer;
    laid.headlines = Headlines::of(heads, subheads, left);
    laid
}

struct Layer<'p, 't> {
    lines: &'t [Line<'t>],
    page: &'p Neighbours,
    style: Style,
    laid: Laid<'t>,
    heads: Vec<Head>,
    subheads: Vec<(Unit, usize)>,
    left: Vec<Left>,
}

impl<'t> Layer<'_, 't> {
    fn section(&mut self, section: &Section, folio: Option<&Folio>) {
        let row = |range: &Range<usize>| self.lines.get(range.clone()).unwrap_or_default();
        let [headline, signed, body] = [&section.headline, &section.byline, &section.body].map(row);
        let title = (!headline.is_empty()).then(|| self.laid.heading(headline));
        if body.is_empty() && signed.is_empty() {
            // Its report was a copy.
            self.left.extend(title.map(|unit| Left {
                unit,
                kind: Kind::Headline,
                reports: Vec::new(),
            }));
            return;
        }
        let line_each = has_line_each(body, headline);
        let mut head = self.head(title, headline, line_each);
        let mut notes = Notes::default();
        if !signed.is_empty() {
            self.laid.items.push(Item::Byline(signed));
            notes.bylines.push(signed);
        }
        let frames = if line_each {
            self.paragraphs(body)
        } else {
            self.columns(body, &mut head, &mut notes)
        };
        let sure = if section.folio.is_some() { 95 } else { 80 };
        self.laid.drafts.push(Draft::known(frames, sure));
        self.laid.notes.push(notes);
        self.laid.folios.push(folio.cloned().unwrap_or_default());
        self.heads.push(head);
    }

    /// What stands above a report. Where every paragraph has its line, so has each part of a headline; of
    /// two lines either may be the headline.
    fn head(&self, title: Option<Unit>, lines: &[Line<'_>], line_each: bool) -> Head {
        let mut head = Head {
            title,
            confidence: 95,
            ..Head::default()
        };
        let Some(title) = title else {
            return head;
        };
        let line = |first| Unit {
            first,
            count: 1,
            ..title
        };
        let dashed = lines.get(1).is_some_and(|line| line.text.starts_with('—'));
        match lines {
            [_, _, _] if line_each => {
                (head.kicker, head.title, head.subtitle) =
                    (Some(line(0)), Some(line(1)), Some(line(2)));
                head.confidence = 70;
            }
            [upper, lower] if line_each => {
                if dashed || upper.width < lower.width {
                    (head.title, head.subtitle) = (Some(line(0)), Some(line(1)));
                } else {
                    (head.kicker, head.title) = (Some(line(0)), Some(line(1)));
                }
                head.confidence = if dashed { 95 } else { 50 };
            }
            _ => headlines::part(&mut head, &self.laid.items, self.page),
        }
        head
    }

    /// Adds the paragraphs of a text that has a line for each.
    fn paragraphs(&mut self, body: &'t [Line<'t>]) -> Vec<usize> {
        let report = self.laid.drafts.len();
        let mut frames = Vec::new();
        for (at, line) in body.iter().enumerate() {
            let Some(lines) = body.get(at..=at) else {
                continue;
            };
            if is_subhead(line) && !frames.is_empty() && at + 1 < body.len() {
                let unit = self.laid.heading(lines);
                self.subheads.push((unit, report));
            } else {
                frames.push(self.frame(lines));
            }
        }
        frames
    }

    /// Adds a paragraph; returns its place.
    fn frame(&mut self, lines: &'t [Line<'t>]) -> usize {
        self.laid.items.push(Item::Frame(Frame {
            whole: true,
            ..Frame::of(lines, false, false)
        }));
        self.laid.items.len() - 1
    }

    /// Adds what a text is that is set in columns.
    fn columns(
        &mut self,
        body: &'t [Line<'t>],
        head: &mut Head,
        notes: &mut Notes<'t>,
    ) -> Vec<usize> {
        let report = self.laid.drafts.len();
        let found = frames::items(body, self.page, self.style);
        let is_text = |item: &Item<'_>| matches!(item, Item::Frame(_));
        let last = found.iter().rposition(is_text).unwrap_or(0);
        let mut frames = Vec::new();
        for (at, item) in found.into_iter().enumerate() {
            match item {
                Item::Heading(heading) if at < last => {
                    let unit = self.laid.heading(heading.lines);
                    if frames.is_empty() && head.title.is_some() && head.subtitle.is_none() {
                        head.subtitle = Some(unit);
                    } else if frames.is_empty() {
                        head.kept.push(unit);
                    } else {
                        self.subheads.push((unit, report));
                    }
                }
                Item::Byline(lines) if frames.is_empty() && notes.bylines.is_empty() => {
                    self.laid.items.push(item);
                    notes.bylines.push(lines);
                }
                // What stands below the last of the text ends it.
                Item::Heading(Heading { lines, .. }) | Item::Byline(lines) => {
                    frames.push(self.frame(lines));
                }
                // A credit without a picture's caption is what the text ends with.
                Item::Caption(lines)
                    if notes.captions.is_empty()
                        && lines.iter().all(|line| captions::is_credit(line.text)) =>
                {
                    frames.push(self.frame(lines));
                }
                Item::Caption(lines) => {
                    self.laid.items.push(item);
                    notes.captions.push(lines);
                }
                Item::Frame(_) => {
                    self.laid.items.push(item);
                    frames.push(self.laid.items.len() - 1);
                }
            }
        }
        frames
    }
}
