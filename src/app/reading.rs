//! The reading pane: one article's galley and the window on it.
//!
//! A window of several columns shows the lines that follow each other from the top of the first to the foot
//! of the last, below as much of the article's head as is in sight, which stands across them. At the
//! article's end the columns are made equally high. Vertical text is the same turned by a right angle: its lines
//! follow each other from right to left, and its columns from top to bottom.

mod conversion;

use std::ops::Range;
use std::sync::Arc;

use crate::document::Document;
use crate::text::conversion::ShownScript;
use crate::text::width::Ambiguous;
use crate::text::writing_mode::WritingMode;

use super::correcting::aim::Aim;
use super::galley::Galley;
use super::layout::Page;
use super::run::Run;
use conversion::Conversion;

/// Bytes of text that are set at once when an article is opened: many screens, in well under a
/// frame's time.
const FIRST_PART: usize = 64 * 1024;
/// Bytes of text that are set between two messages.
const NEXT_PART: usize = 256 * 1024;

/// Characters that are read in a minute: 260 words of one and a half (Brysbaert 2019, "How many words do we read
/// per minute?", Journal of Memory and Language 109, for silent reading of Chinese).
const A_MINUTE: usize = 390;

/// The article in the reading pane.
#[derive(Clone, Debug)]
pub struct Reading {
    /// Its index in the collection.
    pub article: usize,
    /// Its id, which is known even where its file does not hold it any more.
    pub id: String,
    /// Its text, as it is printed.
    pub document: Arc<Document>,
    /// The script in which it is to be shown, and its text in that, if it is printed in another.
    script: ShownScript,
    conversion: Option<Conversion>,
    /// Where the query's words stand in what is shown of it, as far as that is known.
    pub hits: Vec<Range<usize>>,
    /// The search that was last asked for hits in it, and whether it was answered.
    asked: Option<(u64, bool)>,
    /// The run of lines that is being chosen in it.
    pub run: Option<Run>,
    /// What pending keys will act on.
    pub aim: Aim,
    galley: Galley,
    /// How many characters it has besides white space (字数).
    characters: usize,
    /// A paragraph's indent, if it does not go by the measure.
    indent: Option<u16>,
    frame: Frame,
    top: usize,
    /// The character that stays on top when the measure changes: the first of the line that was on
    /// top when the reader last scrolled.
    anchor: usize,
    seek: Option<Seek>,
}

/// The window on the lines.
#[derive(Clone, Copy, Debug)]
struct Frame {
    /// Lines that a column holds.
    height: usize,
    columns: usize,
    /// Whether every line may stand on top.
    is_plain: bool,
}

/// Which lines stand where in the window.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Window {
    /// Those across all columns, on top.
    pub across: Range<usize>,
    /// Those of each column, below them.
    pub columns: Vec<Range<usize>>,
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
        let characters = document.text().chars().filter(|c| !c.is_whitespace());
        Self {
            article,
            id,
            characters: characters.count(),
            document,
            hits: Vec::new(),
            asked: None,
            run: None,
            aim: Aim::default(),
            galley: Galley::new(0, WritingMode::Horizontal(Ambiguous::Narrow)),
            indent: None,
            frame: Frame {
                height: 0,
                columns: 1,
                is_plain: false,
            },
            conversion: None,
            script: ShownScript::Original,
            top: 0,
            anchor,
            seek: None,
        }
    }

    /// Gives paragraphs an indent in cells, nothing to go by the measure, when the text is fitted next.
    pub fn indent_by(&mut self, indent: Option<u16>) {
        self.indent = indent;
    }

    /// Sets the text on a page. The character on top stays.
    pub fn set_on(&mut self, page: &Page, ambiguous: Ambiguous) {
        let (height, columns) = (usize::from(page.lines()), usize::from(page.columns.max(1)));
        self.frame.is_plain = page.is_plain;
        let galley = Galley::new(page.measure, page.writing_mode(ambiguous)).indented(self.indent);
        let galley = galley.headed(page.measure_across());
        let is_window_same = (self.frame.height, self.frame.columns) == (height, columns);
        (self.frame.height, self.frame.columns) = (height, columns);
        if !self.galley.is_set_as(&galley) || self.galley.lines().is_empty() {
            self.galley = galley;
            self.seek = self.seek.or(Some(Seek::Anchor));
            self.proceed(FIRST_PART);
        } else if !is_window_same {
            self.seek = self.seek.or(Some(Seek::Anchor));
            self.settle();
        }
    }

    /// Notes that the hits of a search are wanted. Returns whether they are to be asked for.
    pub(super) fn want_hits(&mut self, generation: u64) -> bool {
        let is_new = self.asked.is_none_or(|(asked, _)| asked != generation);
        if is_new {
            self.asked = Some((generation, false));
        }
        is_new
    }

    /// Returns whether the hits of a search were asked for and have not come.
    pub(super) fn awaits_hits(&self, generation: u64) -> bool {
        self.asked == Some((generation, false))
    }

    /// Takes the hits of a search, bytes of the printed text.
    pub(super) fn take_hits(&mut self, generation: u64, hits: Vec<Range<usize>>) {
        self.asked = Some((generation, true));
        self.hits = hits.into_iter().map(|hit| self.to_shown(hit)).collect();
    }

    /// Forgets the hits, which are to be asked for again where they are wanted.
    pub(super) fn forget_hits(&mut self) {
        self.hits.clear();
        self.asked = None;
    }

    /// Has the article another index from now on. An answer for the former one is none any more.
    pub(super) fn move_to(&mut self, index: usize) {
        self.article = index;
        self.asked = self.asked.filter(|(_, is_answered)| *is_answered);
    }

    /// Sets more of the text.
    pub fn set_more(&mut self) {
        self.proceed(NEXT_PART);
    }

    fn proceed(&mut self, budget: usize) {
        let shown = Arc::clone(self.shown());
        self.galley.set(&shown, budget);
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
        self.galley.is_complete()
            || self.galley.lines().len() >= self.top + 2 * self.frame.height * self.frame.columns
    }

    /// Returns whether the text is set as far as the reader went, and a window further.
    pub fn is_settled(&self) -> bool {
        self.seek.is_none() && self.window_is_set()
    }

    /// Returns whether all lines are set, so that their number is exact.
    pub fn is_complete(&self) -> bool {
        self.galley.is_complete()
    }

    /// Returns how many characters the article has besides white space (字数).
    pub fn characters(&self) -> usize {
        self.characters
    }

    /// Returns how many minutes it takes to read, one at the least.
    pub fn minutes(&self) -> usize {
        self.characters.div_ceil(A_MINUTE).max(1)
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
        let shown = match self.seek {
            Some(Seek::End) => return self.document.text().len(),
            Some(Seek::Reveal(byte)) => byte,
            Some(Seek::Anchor) | None => self.anchor,
        };
        self.to_source(shown..shown).start
    }

    /// Returns whether the character at `byte` is in the window.
    pub fn shows(&self, byte: usize) -> bool {
        self.visible().contains(&self.galley.line_at(byte))
    }

    /// Returns the lines in the window.
    pub fn visible(&self) -> Range<usize> {
        let end = self
            .window()
            .columns
            .last()
            .map_or(self.top, |last| last.end);
        self.top.min(end)..end
    }

    /// Returns which lines stand where in the window.
    pub fn window(&self) -> Window {
        let all = self.galley.lines().len();
        let top = self.top.min(all);
        let head = if self.frame.columns > 1 {
            self.galley.head()
        } else {
            0
        };
        let across = top..head.min(top + self.frame.height).max(top);
        let (mut from, mut rows) = (across.end, self.frame.height - across.len());
        if self.galley.is_complete() && self.frame.columns > 1 {
            rows = rows.min((all - from).div_ceil(self.frame.columns));
        }
        let mut columns = Vec::with_capacity(self.frame.columns);
        for column in 0..self.frame.columns {
            if column > 0 && self.is_blank(from) {
                from += 1;
            }
            let to = (from + rows).min(all);
            columns.push(from..to);
            from = to;
        }
        Window { across, columns }
    }

    /// Whether a line is an empty one: at the top of a column it is left out.
    fn is_blank(&self, line: usize) -> bool {
        let line = self.galley.lines().get(line);
        let text = line.and_then(|line| self.shown().text().get(line.range.clone()));
        text.is_some_and(|text| text.trim().is_empty())
    }

    /// Scrolls by lines, down if positive.
    pub fn scroll(&mut self, lines: isize) {
        self.seek = None;
        self.scroll_to(self.top.saturating_add_signed(lines));
    }

    /// Scrolls by windows, down if positive; a line of the old window stays in sight, unless there are columns.
    pub fn page(&mut self, pages: isize) {
        let step = if self.frame.columns > 1 && pages > 0 {
            self.visible().len()
        } else if self.frame.columns > 1 {
            self.frame.height * self.frame.columns
        } else {
            self.frame.height.saturating_sub(1)
        };
        let top = self.top;
        self.scroll(pages.saturating_mul(step.max(1).cast_signed()));
        // Where the head comes into sight, which no columns stand beside, the window holds less.
        while pages == -1 && self.top < top && self.visible().end < top {
            let passed_over = top - self.visible().end;
            self.scroll(passed_over.min(top - self.top).cast_signed());
        }
    }

    /// Scrolls by half windows, down if positive.
    pub fn half_page(&mut self, pages: isize) {
        let lines = (self.frame.height * self.frame.columns / 2).max(1);
        self.scroll(pages.saturating_mul(lines.cast_signed()));
    }

    /// Brings the next paragraph, or the one before, to the top; headings are paragraphs here.
    pub fn go_to_paragraph(&mut self, back: bool) {
        let shown = Arc::clone(self.shown());
        let mut starts = shown.blocks().iter().map(|block| block.range.start);
        let found = if back {
            starts.take_while(|start| *start < self.anchor).last()
        } else {
            starts.find(|start| *start > self.anchor)
        };
        match found {
            Some(start) => self.show_from(start),
            None if back => self.go_to_start(),
            None => self.go_to_end(),
        }
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
        self.show_from(self.to_shown(anchor..anchor).start);
    }

    fn show_from(&mut self, byte: usize) {
        self.anchor = byte;
        self.seek = Some(Seek::Anchor);
        self.settle();
    }

    fn show_line(&mut self, line: usize) {
        let context = (self.frame.height / 4).min(3);
        let window = self.top + context..(self.top + self.frame.height).saturating_sub(context);
        let start_is_near = self.top == 0 && line < window.start;
        let is_seen = if self.frame.columns > 1 {
            self.visible().contains(&line)
        } else {
            window.contains(&line) || start_is_near
        };
        if !is_seen {
            self.scroll_to(line.saturating_sub(self.frame.height / 3));
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

    /// The line on top of the last window: from it on, all the rest is in sight.
    fn last_top(&self) -> usize {
        let (all, height) = (self.galley.lines().len(), self.frame.height);
        if self.frame.is_plain {
            return all.saturating_sub(1);
        }
        if self.frame.columns < 2 {
            return all.saturating_sub(height);
        }
        let head = self.galley.head();
        let rows = (all - head).div_ceil(self.frame.columns);
        if rows <= height {
            (head + rows).saturating_sub(height)
        } else {
            all.saturating_sub(height * self.frame.columns)
        }
    }

    /// Returns how much of the text has been shown when the window's last line has, in percent.
    pub fn percent(&self) -> usize {
        let bytes = self.shown().text().len().max(1);
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
mod tests;
