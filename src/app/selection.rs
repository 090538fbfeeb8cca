//! Choosing a part of the text: a run of lines, or a paragraph.
//!
//! What is chosen is bytes of the document's text, so that it outlives a change of the screen; and
//! the text between them is the newspaper's, in which no line was broken to fit a window.

use std::ops::Range;

use super::galley::Line;
use super::keymap::Command;
use super::pane::Pane;
use super::reading::Reading;
use super::run::{Run, last_byte};
use super::{Effect, Focus, Model};
use crate::document::{Block, Role};
use crate::lang::Lang;

impl Pane {
    /// Returns the text of the run that is being chosen: a paragraph is one line of it, however many it
    /// is set in, and paragraphs follow each other as in the document. `None` where nothing is chosen.
    pub fn chosen_text(&self) -> Option<String> {
        let text = self.reading.as_ref()?.document.text();
        let text = text.get(self.chosen_bytes()?)?;
        Some(text.trim_matches('\n').to_owned())
    }

    /// Returns the bytes of the printed text that are selected.
    pub(super) fn chosen_bytes(&self) -> Option<Range<usize>> {
        let reading = self.reading.as_ref()?;
        let shown = reading.run.as_ref()?.bytes(reading.galley());
        Some(reading.to_source(shown))
    }

    /// Returns how many lines the run takes in that is being chosen, if one is.
    pub fn chosen_lines(&self) -> Option<usize> {
        let reading = self.reading.as_ref()?;
        Some(reading.run.as_ref()?.lines(reading.galley()).len())
    }

    /// Returns whether keys act on a run of lines.
    pub(super) fn is_choosing(&self) -> bool {
        let run = self
            .reading
            .as_ref()
            .and_then(|reading| reading.run.as_ref());
        run.is_some()
    }

    /// Begins a run of lines: at the hit that is looked at, or else at the first line in sight. Returns whether
    /// there is any.
    fn begin_run(&mut self) -> bool {
        let hit = self.hit_in_sight();
        let Some(reading) = &mut self.reading else {
            return false;
        };
        let line = match hit {
            Some(byte) => reading.galley().lines().get(reading.galley().line_at(byte)),
            None => first_in_sight(reading),
        };
        let run = line.map(|line| Run::at(line.range.clone()));
        let is_begun = run.is_some();
        reading.run = run.or(reading.run.take());
        is_begun
    }

    /// Ends the choice; nothing is done with it.
    pub(super) fn end_run(&mut self) {
        if let Some(reading) = &mut self.reading {
            reading.run = None;
        }
    }

    /// The first byte of the hit that is looked at, where it is in sight.
    pub(super) fn hit_in_sight(&self) -> Option<usize> {
        let reading = self.reading.as_ref()?;
        let byte = reading.hits.get(self.hit?)?.start;
        reading.shows(byte).then_some(byte)
    }

    /// Moves the end of the run by lines, and into sight.
    fn extend_run(&mut self, by: isize) {
        self.read(|reading| {
            let Some(run) = &reading.run else { return };
            let lines = reading.galley().lines();
            let head = reading.galley().line_at(run.head());
            let line = head.saturating_add_signed(by);
            let line = line.min(lines.len().saturating_sub(1));
            if let Some(range) = lines.get(line).map(|line| line.range.clone()) {
                reach(reading, range);
                show_head(reading);
            }
        });
    }

    /// Moves the end of the run to the last line of a paragraph, or back to the first of one.
    fn extend_run_by_paragraph(&mut self, back: bool) {
        let (Some(reading), true) = (&self.reading, self.is_choosing()) else {
            return;
        };
        let galley = reading.galley();
        let head = reading.run.as_ref().map_or(0, Run::head);
        let head = galley.line_at(head);
        let mut blocks = reading.shown().blocks().iter();
        let line = if back {
            let starts = blocks.map(|block| galley.line_at(block.range.start));
            starts.take_while(|line| *line < head).last()
        } else {
            blocks.find_map(|block| {
                let last = galley.line_at(last_byte(&block.range));
                (last > head).then_some(last)
            })
        };
        match line {
            Some(line) => self.extend_run(line.cast_signed() - head.cast_signed()),
            None if back => self.extend_run_to_start(),
            None => self.extend_run_to_end(),
        }
    }

    fn extend_run_to_start(&mut self) {
        self.read(|reading| {
            let first = reading.galley().lines().first();
            let first = first.map_or(0..0, |line| line.range.clone());
            reach(reading, first);
            reading.go_to_start();
        });
    }

    /// The end may not be set in lines yet; its place is known.
    fn extend_run_to_end(&mut self) {
        self.read(|reading| {
            let end = reading.shown().text().len();
            reach(reading, end..end);
            reading.go_to_end();
        });
    }
}

impl Model {
    /// Begins a run of lines in the text.
    pub(super) fn begin_run(&mut self) {
        if self.pane.begin_run() {
            self.window.focus = Focus::Text;
        }
    }

    /// Acts on the run that is being chosen. Returns whether that is all; what has nothing to do with a
    /// run ends it.
    pub(super) fn act_on_run(&mut self, command: Command) -> bool {
        let visible = self.pane.reading.as_ref().map_or(0..0, Reading::visible);
        let page = visible.len().saturating_sub(1).max(1).cast_signed();
        match command {
            Command::Down => self.pane.extend_run(1),
            Command::Up => self.pane.extend_run(-1),
            Command::PageDown | Command::TextPageDown => self.pane.extend_run(page),
            Command::PageUp | Command::TextPageUp => self.pane.extend_run(-page),
            Command::HalfPageDown => self.pane.extend_run((page + 1) / 2),
            Command::HalfPageUp => self.pane.extend_run(-((page + 1) / 2)),
            Command::PreviousParagraph => self.pane.extend_run_by_paragraph(true),
            Command::NextParagraph => self.pane.extend_run_by_paragraph(false),
            Command::Top => self.pane.extend_run_to_start(),
            Command::Bottom => self.pane.extend_run_to_end(),
            Command::Copy | Command::CopyParagraph => self.copy_run(),
            Command::Clear | Command::SelectLines | Command::Quit => self.pane.end_run(),
            // It is in the text already, and nothing is to be lost by a slip.
            Command::EnterText => {}
            Command::Pipe
            | Command::Export
            | Command::Origin
            | Command::Help
            | Command::Problems
            | Command::Palette
            | Command::ReloadConfig
            | Command::Redraw
            | Command::Suspend => return false,
            _ => {
                self.pane.end_run();
                return false;
            }
        }
        true
    }

    /// Copies the run, which ends it.
    pub(super) fn copy_run(&mut self) {
        let (Some(text), Some(lines)) = (self.pane.chosen_text(), self.pane.chosen_lines()) else {
            return;
        };
        self.pane.end_run();
        let characters = characters(&text);
        if characters == 0 {
            let nothing = self
                .lang
                .pick("nothing stands in these lines", "所选各行没有文字");
            self.notice = Some(nothing.to_owned());
            return;
        }
        self.notice = Some(match self.lang {
            Lang::En if lines == 1 => format!("copied a line, {characters} characters"),
            Lang::En => format!("copied {lines} lines, {characters} characters"),
            Lang::Zh => format!("已复制 {lines} 行，{characters} 字"),
        });
        self.effects.push(Effect::Copy(format!("{text}\n")));
    }

    /// Copies the whole text.
    pub(super) fn copy(&mut self) {
        let Some(reading) = &self.pane.reading else {
            return;
        };
        let text = reading.document.text();
        let characters = characters(text);
        self.effects.push(Effect::Copy(format!("{text}\n")));
        self.notice = Some(match self.lang {
            Lang::En => format!("copied {characters} characters"),
            Lang::Zh => format!("已复制 {characters} 字"),
        });
    }

    /// Copies a paragraph, and says by its beginning which it was.
    pub(super) fn copy_paragraph(&mut self) {
        const BEGINNING: usize = 12;
        let hit = self.pane.hit_in_sight();
        let Some(reading) = &self.pane.reading else {
            return;
        };
        let bytes = paragraph(reading, hit);
        let Some(text) = bytes.and_then(|bytes| reading.document.text().get(bytes)) else {
            return;
        };
        let characters = characters(text);
        let mut beginning: String = text.chars().take(BEGINNING).collect();
        if beginning.len() < text.len() {
            beginning.push('…');
        }
        self.effects.push(Effect::Copy(format!("{text}\n")));
        self.notice = Some(match self.lang {
            Lang::En => format!("copied {characters} characters: {beginning}"),
            Lang::Zh => format!("已复制 {characters} 字：{beginning}"),
        });
    }

    /// Says that what was to be copied is on no clipboard.
    pub(super) fn not_copied(&mut self) {
        let why = self.lang.pick(
            "not copied: the terminal's clipboard does not take it, and there is no other",
            "未复制：终端剪贴板放不下或用不了，又没有别的剪贴板",
        );
        self.notice = Some(why.to_owned());
    }
}

/// The characters of a text, as people count them in Chinese: without white space.
fn characters(text: &str) -> usize {
    text.chars().filter(|c| !c.is_whitespace()).count()
}

pub(super) fn reach(reading: &mut Reading, line: Range<usize>) {
    if let Some(mut run) = reading.run.take() {
        run.reach(line, reading.galley());
        reading.run = Some(run);
    }
}

/// Scrolls no farther than is needed to have the end of the run in sight.
fn show_head(reading: &mut Reading) {
    let head = reading.run.as_ref().map_or(0, Run::head);
    let line = reading.galley().line_at(head);
    let visible = reading.visible();
    if line < visible.start {
        reading.scroll(-(visible.start - line).cast_signed());
    } else if line >= visible.end {
        reading.scroll((line + 1 - visible.end).cast_signed());
    }
}

/// The first line in sight on which something stands.
fn first_in_sight(reading: &Reading) -> Option<&Line> {
    let lines = reading.galley().lines().get(reading.visible())?;
    let text = reading.shown().text();
    let is_written = |line: &&Line| {
        let shown = text.get(line.range.clone());
        shown.is_some_and(|shown| !shown.trim().is_empty())
    };
    lines.iter().find(is_written).or(lines.first())
}

/// The bytes in the printed text of the hit's paragraph, or else of the first paragraph whose beginning is in sight, or
/// else of the one that fills the window.
pub(super) fn paragraph(reading: &Reading, hit: Option<usize>) -> Option<Range<usize>> {
    let blocks = reading.shown().blocks();
    let holds = |byte: usize| {
        let block = move |block: &&Block| block.range.start <= byte && byte < block.range.end;
        blocks.iter().find(block)
    };
    let begins_in_sight = || {
        let lines = reading.galley().lines().get(reading.visible())?;
        let (first, last) = (lines.first()?, lines.last()?);
        let seen = first.range.start..last.range.end;
        let is_text = |role| matches!(role, Role::Paragraph | Role::Caption);
        let mut begun = blocks.iter().filter(|block| is_text(block.role));
        begun.find(|block| seen.contains(&block.range.start))
    };
    let on_top = || holds(first_in_sight(reading)?.range.start);
    let block = hit.and_then(holds).or_else(begins_in_sight);
    let shown = block.or_else(on_top)?.range.clone();
    Some(reading.to_source(shown))
}
