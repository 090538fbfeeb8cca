//! The note of the report that is read: shown whole above its text, and written in an editor where a line is not
//! enough.

use std::borrow::Cow;

use super::layout::{Area, Layout};
use super::prompt::Prompt;
use super::prompt::label::{Label, What};
use super::set_lines::set;
use super::typeahead::Errand;
use super::{Effect, Model};
use crate::lang::{Bilingual, Say as _};
use crate::library::Action;
use crate::text::width::truncate;

/// A note has at most this part of the pane.
const SHARE: u16 = 3;

impl Model {
    /// Gives the note of the report that is read its rows above the text, and an empty one below it.
    pub(super) fn take_note(&self, layout: Layout) -> Layout {
        let Some(pane) = layout.pane else {
            return layout;
        };
        let rows = self.note_lines(pane).len() as u16;
        if rows == 0 {
            return layout;
        }
        let (note, below) = pane.split_rows(rows);
        let (_, pane) = below.split_rows(1);
        Layout {
            note: Some(note),
            pane: Some(pane),
            ..layout
        }
    }

    /// Returns the lines of the note of the report that is read, as a pane shows them; none where it has no note or
    /// the pane no room. What is cut ends in an ellipsis.
    pub fn note_lines(&self, pane: Area) -> Vec<String> {
        let reading = self.pane.reading.as_ref();
        let note = reading.map_or(Cow::Borrowed(""), |reading| self.note_of(&reading.id));
        let most = usize::from((pane.height / SHARE).saturating_sub(1));
        if note.trim().is_empty() || most == 0 {
            return Vec::new();
        }
        let measure = usize::from(self.page_of(pane).area.width);
        let sign = self.lang.pick("note: ", "笔记：");
        let mut lines = Vec::new();
        for (at, line) in note.trim().lines().enumerate() {
            let line = if at == 0 {
                format!("{sign}{line}")
            } else {
                line.to_owned()
            };
            lines.extend(set(&line, measure, self.ambiguous));
            if lines.len() > most {
                lines.truncate(most);
                if let Some(last) = lines.last_mut() {
                    let room = measure.saturating_sub(self.ellipsis_cells());
                    let kept = truncate(last, room, self.ambiguous);
                    *last = format!("{}…", kept.trim_end_matches('…'));
                }
                break;
            }
        }
        lines
    }

    /// The note of a report; while lines of it are being written, as they stand in the field, which shows one.
    fn note_of(&self, id: &str) -> Cow<'_, str> {
        if let Some(Prompt::Label(label)) = &self.front.prompt
            && label.what == What::Note
            && *label.id == *id
            && label.field.text().contains('\n')
        {
            return label.field.text().into();
        }
        self.memory.library().note(id).into()
    }

    fn ellipsis_cells(&self) -> usize {
        crate::text::width::width("…", self.ambiguous)
    }

    /// Gives the note to the reader's editor. What stands in its field is kept, should that fail.
    pub(super) fn edit_note(&mut self, label: Label) {
        let note = self.memory.library().note(&label.id);
        // As it was written, in lines, where nothing in the field was changed.
        let text = if label.field.text() == label.opened {
            note.to_owned()
        } else {
            label.field.text()
        };
        self.memory.time.runs_program = true;
        self.front.edited = Some(label);
        self.effects.push(Effect::Edit(text));
    }

    /// Takes the note as the editor left it, or why there is none.
    pub(super) fn note_edited(&mut self, edited: Result<String, Bilingual>) {
        self.typeahead.done(Errand::Program);
        self.memory.time.runs_program = false;
        let Some(label) = self
            .front
            .edited
            .take()
            .filter(|label| label.what == What::Note)
        else {
            return;
        };
        match edited {
            Ok(text) => {
                let text = text.trim();
                if text != self.memory.library().note(&label.id) {
                    self.mark(vec![Action::Note(label.id, text.to_owned())]);
                }
            }
            Err(why) => {
                let not_kept = self.lang.pick("the note is as it was", "笔记未改动");
                self.notice = Some(self.lang.about(not_kept, &why.say(self.lang)));
                self.front.prompt = Some(Prompt::Label(label));
            }
        }
    }
}
