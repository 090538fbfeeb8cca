//! The reading pane: one article's galley and the window on it.

use std::ops::Range;
use std::sync::Arc;

use crate::document::Document;
use crate::text::width::Ambiguous;

use super::choosing::Run;
use super::galley::Galley;

/// Bytes of text that are set at once when an article is opened: many screens, in well under a
/// frame's time.
const FIRST_PART: usize = 64 * 1024;
/// Bytes of text that are set between two messages.
const NEXT_PART: usize = 256 * 1024;

/// The article in the reading pane.
#[derive(Clone, Debug)]
pub struct Reading {
    /// Its index in the collection.
    pub article: usize,
    /// Its id, which is known even where its file does not hold it any more.
    pub id: String,
    /// Its text.
    pub document: Arc<Document>,
    /// Where the query's words stand in it.
    pub hits: Vec<Range<usize>>,
    /// The run of lines that is being chosen in it.
    pub run: Option<Run>,
    galley: Galley,
    /// A paragraph's indent, if it does not go by the measure.
    indent: Option<u16>,
    height: usize,
    top: usize,
    /// The character that stays on top when the measure changes: the first of the line that was on
    /// top when the reader last scrolled.
    anchor: usize,
    seek: Option<Seek>,
}

/// A place that the galley has not reached yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Seek {
    /// The anchor.
    Anchor,
    /// A byte that is to be seen.
    Reveal(usize),
    /// The end.
    End,
}

impl Reading {
    /// Opens an article with the character at byte `anchor` on top.
    pub fn new(article: usize, id: String, document: Arc<Document>, anchor: usize) -> Self {
        Self {
            article,
            id,
            document,
            hits: Vec::new(),
            run: None,
            galley: Galley::new(0, Ambiguous::Narrow),
            indent: None,
            height: 0,
            top: 0,
            anchor,
            seek: None,
        }
    }

    /// Gives paragraphs an indent in cells, nothing to go by the measure, when the text is fitted next.
    pub fn indent_by(&mut self, indent: Option<u16>) {
        self.indent = indent;
    }

    /// Sets the text to a measure (cells) in a window of `height` lines. The character on top stays.
    pub fn fit(&mut self, measure: u16, height: u16, ambiguous: Ambiguous) {
        let height = usize::from(height);
        let is_set = self.galley.is_set_so(measure, self.indent, ambiguous);
        if !is_set || self.galley.lines().is_empty() {
            self.galley = Galley::new(measure, ambiguous).indented(self.indent);
            self.seek = self.seek.or(Some(Seek::Anchor));
            self.height = height;
            self.proceed(FIRST_PART);
        } else if self.height != height {
            self.height = height;
            self.seek = self.seek.or(Some(Seek::Anchor));
            self.settle();
        }
    }

    /// Sets more of the text.
    pub fn set_more(&mut self) {
        self.proceed(NEXT_PART);
    }

    fn proceed(&mut self, budget: usize) {
        self.galley.set(&self.document, budget);
        self.settle();
    }

    /// Goes where the reader wanted to go, as far as the text is set.
    fn settle(&mut self) {
        let reached = |byte: usize, galley: &Galley| {
            galley.is_complete() || galley.lines().last().is_some_and(|l| l.range.end > byte)
        };
        match self.seek {
            Some(Seek::Anchor) => {
                self.top = self.clamped(self.galley.line_at(self.anchor));
                // At the end of the text the anchor stands below the top line: show the rest too.
                if reached(self.anchor, &self.galley) && self.window_is_set() {
                    self.seek = None;
                }
            }
            Some(Seek::Reveal(byte)) => {
                let done = reached(byte, &self.galley) && self.window_is_set();
                self.show_line(self.galley.line_at(byte));
                if done {
                    self.seek = None;
                }
            }
            Some(Seek::End) => {
                self.scroll_to(self.last_top());
                if self.galley.is_complete() {
                    self.seek = None;
                }
            }
            None => {}
        }
    }

    fn window_is_set(&self) -> bool {
        self.galley.is_complete() || self.galley.lines().len() >= self.top + 2 * self.height
    }

    /// Returns whether all lines are set, so that their number is exact.
    pub fn is_complete(&self) -> bool {
        self.galley.is_complete()
    }

    /// Returns the galley.
    pub fn galley(&self) -> &Galley {
        &self.galley
    }

    /// Returns the line on top of the window.
    pub fn top(&self) -> usize {
        self.top
    }

    /// Returns the byte that is to stand on top when the article is opened again; one that is still
    /// on its way there counts.
    pub fn anchor(&self) -> usize {
        match self.seek {
            Some(Seek::End) => self.document.text().len(),
            Some(Seek::Reveal(byte)) => byte,
            Some(Seek::Anchor) | None => self.anchor,
        }
    }

    /// Returns whether the character at `byte` is in the window.
    pub fn shows(&self, byte: usize) -> bool {
        self.visible().contains(&self.galley.line_at(byte))
    }

    /// Returns the lines in the window.
    pub fn visible(&self) -> Range<usize> {
        let end = (self.top + self.height).min(self.galley.lines().len());
        self.top.min(end)..end
    }

    /// Scrolls by lines, down if positive.
    pub fn scroll(&mut self, lines: isize) {
        self.seek = None;
        self.scroll_to(self.top.saturating_add_signed(lines));
    }

    /// Scrolls by windows, down if positive; a line of the old window stays in sight.
    pub fn page(&mut self, pages: isize) {
        let step = self.height.saturating_sub(1).max(1);
        self.scroll(pages.saturating_mul(step.cast_signed()));
    }

    /// Goes to the start.
    pub fn go_to_start(&mut self) {
        self.seek = None;
        self.scroll_to(0);
    }

    /// Goes to the end, now or as soon as it is set.
    pub fn go_to_end(&mut self) {
        self.seek = Some(Seek::End);
        self.settle();
    }

    /// Brings the character at `byte` into the window, with some lines around it.
    pub fn reveal(&mut self, byte: usize) {
        self.seek = Some(Seek::Reveal(byte));
        self.settle();
    }

    /// Goes back to a former [`Self::anchor`].
    pub fn restore(&mut self, anchor: usize) {
        self.anchor = anchor;
        self.seek = Some(Seek::Anchor);
        self.settle();
    }

    fn show_line(&mut self, line: usize) {
        let context = (self.height / 4).min(3);
        let window = self.top + context..(self.top + self.height).saturating_sub(context);
        let start_is_near = self.top == 0 && line < window.start;
        if !window.contains(&line) && !start_is_near {
            self.scroll_to(line.saturating_sub(self.height / 3));
        }
    }

    fn scroll_to(&mut self, line: usize) {
        self.top = self.clamped(line);
        self.anchor = self
            .galley
            .lines()
            .get(self.top)
            .map_or(0, |l| l.range.start);
    }

    fn clamped(&self, line: usize) -> usize {
        line.min(self.last_top())
    }

    fn last_top(&self) -> usize {
        self.galley.lines().len().saturating_sub(self.height)
    }

    /// Returns how much of the text has been shown when the window's last line has, in percent.
    pub fn percent(&self) -> usize {
        let bytes = self.document.text().len().max(1);
        let visible = self.visible();
        if self.galley.is_complete() && visible.end == self.galley.lines().len() {
            return 100;
        }
        let line = visible
            .end
            .checked_sub(1)
            .and_then(|last| self.galley.lines().get(last));
        line.map_or(0, |l| (l.range.end * 100 / bytes).min(99))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::{Article, Block};
    use proptest::prelude::*;

    fn reading(characters: usize) -> Reading {
        let sentence = "扎实做好林木后续管护工作，确保栽种一片、成活一片、美化一片。";
        let text: String = sentence.chars().cycle().take(characters).collect();
        let article = Article {
            title: Some("植树".into()),
            body: vec![Block::Paragraph(text.clone()), Block::Paragraph(text)],
            ..Article::default()
        };
        Reading::new(0, String::new(), Arc::new(Document::new(&article)), 0)
    }

    fn set_all(reading: &mut Reading) {
        while !reading.is_complete() {
            reading.set_more();
        }
    }

    fn last_byte_is_visible(reading: &Reading) -> bool {
        let end = reading.document.text().trim_end().len();
        let last = reading.visible().end.checked_sub(1);
        last.and_then(|l| reading.galley().lines().get(l))
            .is_some_and(|l| l.range.end == end)
    }

    proptest! {
        #[test]
        fn every_article_scrolls_to_its_last_character(
            characters in 1usize..3000, measure in 2u16..100, height in 1u16..60,
        ) {
            let mut reading = reading(characters);
            reading.fit(measure, height, Ambiguous::Narrow);
            set_all(&mut reading);
            let mut steps = 0;
            while !last_byte_is_visible(&reading) {
                let before = reading.top();
                reading.page(1);
                prop_assert!(reading.top() > before, "stuck at line {before}");
                steps += 1;
            }
            prop_assert_eq!(reading.percent(), 100);
            for _ in 0..=steps {
                reading.page(-1);
            }
            prop_assert_eq!(reading.top(), 0);
        }

        #[test]
        fn the_character_on_top_survives_resizing(
            scroll in 0isize..40, sizes in prop::collection::vec((2u16..100, 1u16..60), 1..5),
        ) {
            let mut reading = reading(1500);
            reading.fit(40, 10, Ambiguous::Narrow);
            reading.scroll(scroll);
            let anchor = reading.anchor();
            for (measure, height) in sizes {
                reading.fit(measure, height, Ambiguous::Narrow);
                let line = reading.galley().line_at(anchor);
                prop_assert!(reading.visible().contains(&line));
            }
            reading.fit(40, 10, Ambiguous::Narrow);
            let top = &reading.galley().lines()[reading.top()];
            prop_assert_eq!((top.range.start, reading.anchor()), (anchor, anchor));
        }
    }

    #[test]
    fn a_long_article_opens_in_part_and_its_end_is_reached_when_set() {
        let mut reading = reading(200_000);
        reading.fit(60, 20, Ambiguous::Narrow);
        assert!(!reading.is_complete());
        reading.go_to_end();
        set_all(&mut reading);
        assert!(last_byte_is_visible(&reading));
    }

    #[test]
    fn scrolling_stops_a_jump_that_is_under_way() {
        let mut reading = reading(200_000);
        reading.fit(60, 20, Ambiguous::Narrow);
        reading.go_to_end();
        reading.go_to_start();
        set_all(&mut reading);
        assert_eq!(reading.top(), 0);
    }

    #[test]
    fn a_hit_is_brought_into_the_window() {
        let mut reading = reading(2000);
        reading.fit(30, 12, Ambiguous::Narrow);
        for byte in [3000, 20, 11_000, 5999] {
            let byte = reading.document.text().floor_char_boundary(byte);
            reading.reveal(byte);
            let line = reading.galley().line_at(byte);
            assert!(reading.visible().contains(&line));
        }
    }
}
