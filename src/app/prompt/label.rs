//! The field for an article's own tags, or for its note.

use crate::app::keys::{Code, Key};
use crate::app::line_edit::LineEdit;
use crate::library::Id;

/// What is written of an article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    /// Its own tags, parted by white space or commas, and in quotation marks where they hold such.
    Tags,
    /// Its note.
    Note,
}

/// A field that is open.
#[derive(Debug)]
pub struct Label {
    /// What is written.
    pub what: What,
    /// What stands there.
    pub field: LineEdit,
    /// What stood there when it was opened.
    pub(in crate::app) opened: String,
    pub(in crate::app) id: Id,
    /// Tags that what is typed may become.
    pub(in crate::app) completing: Option<Completing>,
}

/// Tags that a word may become.
#[derive(Debug)]
pub(in crate::app) struct Completing {
    /// What stands before the word.
    pub(in crate::app) before: String,
    /// The tags, at least one.
    pub(in crate::app) candidates: Vec<String>,
    /// Which of them stands there.
    pub(in crate::app) at: usize,
}

impl Completing {
    pub(in crate::app) fn turn(&mut self, back: bool) {
        let all = self.candidates.len();
        let step = if back { all - 1 } else { 1 };
        self.at = (self.at + step) % all;
    }
}

impl Label {
    /// Returns whether a key asks for the editor: tags need none.
    pub(in crate::app) fn is_for_editor(&self, key: Key) -> bool {
        self.what == What::Note && key.code == Code::Tab
    }

    /// Returns whether a key begins a new line: Enter alone keeps the note.
    pub(in crate::app) fn is_line_break(&self, key: Key) -> bool {
        let breaks = match key.code {
            Code::Enter => key.alt,
            Code::Char('j') => key.ctrl,
            _ => false,
        };
        breaks && self.what == What::Note
    }

    /// Puts the candidate into the field.
    pub(in crate::app) fn with_candidate(mut self) -> Self {
        if let Some(Completing {
            before,
            candidates,
            at,
        }) = &self.completing
            && let Some(tag) = candidates.get(*at)
        {
            self.field = LineEdit::split(&format!("{before}{tag}"), self.field.after());
        }
        self
    }
}
