//! The text that a correction acts on: the paragraph that one looks at, another that is chosen while its keys are
//! pending, or the lines that are selected, as far as sentences.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use super::super::keymap::{Command, Resolved};
use super::super::keys::Key;
use super::super::origin::{Found, Page};
use super::super::reading::Reading;
use super::super::run::Run;
use super::super::selection::paragraph;
use super::super::{Effect, Focus, Model};
use super::aim::PageLines;
use crate::article::Article;
use crate::corrections::{Field, Span};
use crate::document::{Document, Role};
use crate::text::plain::plain;
use crate::text::sanitize;

/// A part of the text that can be corrected.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Piece {
    field: Field,
    bytes: Range<usize>,
}

impl Model {
    /// Returns the parts of fields that a correction acts on now.
    pub(super) fn target_spans(&self) -> Vec<Span> {
        let Some(reading) = &self.pane.reading else {
            return Vec::new();
        };
        let Some(article) = self.article(reading.article) else {
            return Vec::new();
        };
        let target = reading.aim.target.clone().or_else(|| self.target());
        target.map_or_else(Vec::new, |target| {
            spans(article, &reading.document, &target)
        })
    }

    /// Chooses what pending keys will act on.
    pub(super) fn aim_at_text(&mut self) {
        if self.is_shown_converted() {
            return;
        }
        let target = self.target();
        if let Some(reading) = &mut self.pane.reading {
            let is_chosen = reading.aim.target.is_some() && reading.run.is_none();
            if !is_chosen {
                reading.aim.target = target;
            }
            self.window.focus = Focus::Text;
        }
        self.ask_for_page_lines();
    }

    /// Asks for the lines of the page of what is selected, with which selected lines are divided more finely. Keys
    /// that act on the text wait for them.
    fn ask_for_page_lines(&mut self) {
        let is_wanted = |reading: &Reading| {
            reading.run.is_some() && reading.aim.page_lines == PageLines::Unknown
        };
        let index = self
            .pane
            .reading
            .as_ref()
            .filter(|reading| is_wanted(reading));
        let Some(index) = index.map(|reading| reading.article) else {
            return;
        };
        let has_lines = |article: &&Article| {
            let origin = article.origin.as_ref();
            origin.is_some_and(|origin| !origin.fields.is_empty())
        };
        let article = self.article(index).filter(has_lines);
        let Some(article) = article.cloned().map(Arc::new) else {
            return;
        };
        let number = self.questions.next_origin();
        if let Some(reading) = &mut self.pane.reading {
            reading.aim.page_lines = PageLines::Asked(number);
        }
        self.effects.push(Effect::FindOrigin {
            number,
            article,
            row: (self.reports.version(), index),
        });
    }

    /// Takes the lines of the page, if they were asked for.
    pub(in crate::app) fn take_page_lines(&mut self, number: u64, found: &Found) {
        let index = self.pane.article();
        let article = index.and_then(|index| self.article(index));
        let Some(reading) = &self.pane.reading else {
            return;
        };
        if reading.aim.page_lines != PageLines::Asked(number) {
            return;
        }
        let ends = match (&found.page, article) {
            (Page::Lines { lines, .. }, Some(article)) => {
                let pieces = pieces(article, &reading.document);
                let ends = pieces.iter().flat_map(|piece| {
                    let lines = page_lines_of(article, piece.field, lines);
                    let text = reading.document.text().get(piece.bytes.clone());
                    let ends = line_ends(text.unwrap_or_default(), lines).into_iter();
                    ends.map(|end| piece.bytes.start + end)
                });
                ends.collect()
            }
            _ => Vec::new(),
        };
        if let Some(reading) = &mut self.pane.reading {
            reading.aim.page_lines = PageLines::Known(ends);
        }
        if self.has_target() {
            self.aim_at_text();
        }
    }

    /// Returns whether it shows what pending keys will act on.
    pub fn has_target(&self) -> bool {
        let reading = self.pane.reading.as_ref();
        reading.is_some_and(|reading| reading.aim.target.is_some())
    }

    /// Returns whether that is in the lower half of its window.
    pub fn is_target_low(&self) -> bool {
        let low = |reading: &Reading| {
            let line = reading.galley().line_at(reading.aim.target.as_ref()?.start);
            let visible = reading.visible();
            Some(2 * line.saturating_sub(visible.start) > visible.len())
        };
        self.pane.reading.as_ref().and_then(low).unwrap_or(false)
    }

    /// Nothing is acted on any more.
    pub(in crate::app) fn drop_target(&mut self) {
        if let Some(reading) = &mut self.pane.reading {
            reading.aim.target = None;
        }
    }

    /// The selected lines, or the paragraph that one looks at.
    fn target(&self) -> Option<Range<usize>> {
        let reading = self.pane.reading.as_ref()?;
        let article = self.article(reading.article)?;
        let pieces = pieces(article, &reading.document);
        if let Some(run) = &reading.run {
            return whole_sentences(reading, run, &pieces);
        }
        let at = paragraph(reading, self.pane.hit_in_sight())?;
        let there = pieces.iter().find(|piece| piece.bytes.end > at.start);
        Some(there.or(pieces.last())?.bytes.clone())
    }

    /// Acts on a key that chooses what pending keys will act on, or takes them back. Returns whether it did.
    pub(in crate::app) fn moves_target(&mut self, key: Key) -> bool {
        let is_aiming = |reading: &Reading| reading.aim.target.is_some();
        if !self.pane.reading.as_ref().is_some_and(is_aiming) {
            return false;
        }
        let keymap = &self.settings.keymap;
        let key = key.outside_text();
        let sequence: Vec<Key> = self.typeahead.keys.iter().copied().chain([key]).collect();
        if self.typeahead.keys.is_empty() || keymap.resolve(&sequence) != Resolved::Unbound {
            return false;
        }
        let Resolved::Command(command) = keymap.resolve(&[key]) else {
            return false;
        };
        let is_run = self.pane.is_choosing();
        match command {
            Command::Clear => {
                self.typeahead.keys.clear();
                self.drop_target();
            }
            Command::Down | Command::Up | Command::NextParagraph | Command::PreviousParagraph
                if is_run =>
            {
                self.act_on_run(command);
                self.aim_at_text();
            }
            Command::Down | Command::NextParagraph => self.move_target(1),
            Command::Up | Command::PreviousParagraph => self.move_target(-1),
            Command::SelectLines if !is_run => self.run_at_target(),
            _ => return false,
        }
        true
    }

    /// Chooses the next paragraph, or the one before.
    fn move_target(&mut self, by: isize) {
        let Some(index) = self.pane.article() else {
            return;
        };
        let Some(reading) = &self.pane.reading else {
            return;
        };
        let Some(article) = self.article(index) else {
            return;
        };
        let pieces = pieces(article, &reading.document);
        let start = reading.aim.target.as_ref().map_or(0, |target| target.start);
        let at = pieces.iter().rposition(|piece| piece.bytes.start <= start);
        let last = pieces.len().saturating_sub(1);
        let to = at.unwrap_or(0).saturating_add_signed(by).min(last);
        let Some(bytes) = pieces.get(to).map(|piece| piece.bytes.clone()) else {
            return;
        };
        self.pane.read(|reading| {
            if !reading.shows(bytes.start) || !reading.shows(bytes.end.saturating_sub(1)) {
                reading.reveal(bytes.start);
            }
            reading.aim.target = Some(bytes);
        });
    }

    /// Selects lines from the first of what is acted on.
    fn run_at_target(&mut self) {
        if let Some(reading) = &mut self.pane.reading
            && let Some(target) = &reading.aim.target
        {
            let line = reading.galley().line_at(target.start);
            let line = reading.galley().lines().get(line);
            reading.run = line.map(|line| Run::at(line.range.clone()));
        }
        self.aim_at_text();
    }
}

/// Returns the parts of a document that are texts of the newspaper, with their fields.
fn pieces(article: &Article, document: &Document) -> Vec<Piece> {
    let is_shown = |text: &str| !sanitize::line(text).trim().is_empty();
    let body = article.body.iter().enumerate();
    let mut body = body.filter(|(_, block)| is_shown(block.text()));
    let images = article.images.iter().enumerate();
    let mut images = images.filter(|(_, image)| {
        let parts = [&image.caption, &image.credit].into_iter().flatten();
        parts.into_iter().any(|part| is_shown(part))
    });
    let blocks = document.blocks().iter();
    let pieces = blocks.filter_map(|block| {
        let field = match block.role {
            Role::Kicker => Field::Kicker,
            Role::Headline => Field::Title,
            Role::Subtitle => Field::Subtitle,
            Role::Byline => Field::Byline,
            Role::Paragraph | Role::Subhead => Field::Body(body.next()?.0),
            Role::Caption => Field::Image(images.next()?.0),
            Role::DrawnHeadline | Role::Imprint | Role::Link | Role::Tags => return None,
        };
        let bytes = block.range.clone();
        Some(Piece { field, bytes })
    });
    pieces.collect()
}

/// Returns the parts of fields in a range of a document's text.
fn spans(article: &Article, document: &Document, target: &Range<usize>) -> Vec<Span> {
    let solids = |range: Range<usize>| {
        let text = document.text().get(range).unwrap_or_default();
        text.chars().filter(|c| !c.is_whitespace()).count()
    };
    let pieces = pieces(article, document).into_iter();
    let pieces =
        pieces.filter(|piece| piece.bytes.start < target.end && target.start < piece.bytes.end);
    let span = |Piece { field, bytes }: Piece| Span {
        field,
        from: solids(bytes.start..target.start.max(bytes.start)),
        to: solids(bytes.start..target.end.min(bytes.end)),
    };
    pieces.map(span).collect()
}

/// Returns the sentences that selected lines begin and end with: from the first that begins in the first line to
/// the last that ends in the last, for lines end where the window does.
fn whole_sentences(reading: &Reading, run: &Run, pieces: &[Piece]) -> Option<Range<usize>> {
    let galley = reading.galley();
    let lines = galley.lines().get(run.lines(galley))?;
    let (first, last) = (lines.first()?.range.clone(), lines.last()?.range.clone());
    let text = reading.document.text();
    let ends = pieces.iter().flat_map(|piece| {
        let text = text.get(piece.bytes.clone()).unwrap_or_default();
        let start = piece.bytes.start;
        sentence_ends(text).into_iter().map(move |end| start + end)
    });
    let ends: Vec<usize> = ends.collect();
    let starts: Vec<usize> = pieces
        .iter()
        .flat_map(|piece| {
            let within = ends.iter().copied();
            let within = within.filter(|end| piece.bytes.start < *end && *end < piece.bytes.end);
            std::iter::once(piece.bytes.start).chain(within)
        })
        .collect();
    let breaks = match &reading.aim.page_lines {
        PageLines::Known(breaks) => breaks.as_slice(),
        _ => &[],
    };
    let start = starts.iter().find(|start| first.contains(start));
    let start = start.or_else(|| breaks.iter().find(|start| first.contains(start)));
    let start = start.or_else(|| starts.iter().rfind(|start| **start <= first.start));
    let start = *start.or(starts.first())?;
    let is_in_last = |end: &&usize| **end > start && last.start < **end && **end <= last.end;
    let end = ends.iter().rfind(is_in_last);
    let end = end.or_else(|| breaks.iter().rfind(is_in_last));
    let end = end.or_else(|| ends.iter().find(|end| **end > start && **end >= last.end));
    let end = *end.or(ends.last())?;
    (start < end).then_some(start..end)
}

/// Returns the lines of the page that a field has, in order.
fn page_lines_of<'l>(
    article: &Article,
    field: Field,
    lines: &'l BTreeMap<u32, String>,
) -> Vec<&'l str> {
    let fields = article.origin.as_ref().map(|origin| &origin.fields);
    let ranges = fields.and_then(|fields| fields.get(&field.to_string()));
    let ranges = ranges
        .into_iter()
        .flatten()
        .filter(|[first, last]| first <= last);
    let lines = ranges.flat_map(|[first, last]| lines.range(first..=last));
    lines.map(|(_, line)| line.as_str()).collect()
}

/// Returns the bytes of a text behind each line of the page that it was joined of. Where the next line is none of
/// those that are left the rest is not divided: a page says more than its reports.
fn line_ends(text: &str, lines: Vec<&str>) -> Vec<usize> {
    let solid = |text: &str| -> Vec<char> {
        let text = text.chars().filter(|c| !c.is_whitespace());
        text.map(plain).collect()
    };
    let mut left: Vec<Vec<char>> = lines.into_iter().map(solid).collect();
    left.retain(|line| !line.is_empty());
    let places = text.char_indices().filter(|(_, c)| !c.is_whitespace());
    let places: Vec<(usize, char)> = places.map(|(at, c)| (at, plain(c))).collect();
    let mut ends = Vec::new();
    let mut at = 0;
    loop {
        let rest = places.get(at..).unwrap_or_default();
        let begins = |line: &Vec<char>| {
            line.len() <= rest.len() && line.iter().zip(rest).all(|(one, (_, other))| one == other)
        };
        let Some(next) = left.iter().position(begins) else {
            return ends;
        };
        at += left.remove(next).len();
        ends.push(places.get(at).map_or(text.len(), |(byte, _)| *byte));
    }
}

/// Returns the bytes behind the sentences of a text, its end among them.
fn sentence_ends(text: &str) -> Vec<usize> {
    const ENDS: [char; 6] = ['。', '！', '？', '；', '!', '?'];
    const CLOSING: [char; 8] = ['”', '’', '」', '』', '）', ')', '》', '"'];
    let mut ends = Vec::new();
    let mut characters = text.char_indices().peekable();
    while let Some((_, c)) = characters.next() {
        if !ENDS.contains(&c) {
            continue;
        }
        while characters
            .next_if(|(_, next)| ENDS.contains(next) || CLOSING.contains(next))
            .is_some()
        {}
        let end = characters.peek().map_or(text.len(), |(byte, _)| *byte);
        ends.push(end);
    }
    if ends.last() != Some(&text.len()) && !text.is_empty() {
        ends.push(text.len());
    }
    ends
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_the_page_end_where_they_were_joined() {
        let text = "本报记者李明昨天从车站 Rio 获悉，此处另有文字。";
        let ends = line_ends(text, vec!["昨天从车站 Rio", "　本报记者 李明", "获悉，"]);
        let parts: Vec<&str> = [0]
            .iter()
            .chain(&ends)
            .zip(&ends)
            .map(|(from, to)| text.get(*from..*to).unwrap())
            .collect();
        assert_eq!(parts, ["本报记者李明", "昨天从车站 Rio ", "获悉，"]);
        assert_eq!(line_ends("", vec!["", "文"]), [0; 0]);
    }

    #[test]
    fn a_sentence_ends_behind_what_closes_it() {
        let text = "他说：“下雨了！”真的？！ 没有。又讯";
        let parts: Vec<&str> = sentence_ends(text)
            .windows(2)
            .map(|ends| text.get(ends[0]..ends[1]).unwrap())
            .collect();
        assert_eq!(parts, ["真的？！", " 没有。", "又讯"]);
        assert_eq!(sentence_ends(""), [0; 0]);
    }
}
