//! The field for the name of a search.

use crate::app::keys::{Code, Key};
use crate::app::line_edit::LineEdit;

/// The field while it is open.
#[derive(Debug)]
pub struct NameField {
    /// What stands there.
    pub line: LineEdit,
    /// Whether it is what was offered: what is typed takes its place.
    pub is_offered: bool,
}

impl NameField {
    /// Makes a field that offers a name.
    pub(in crate::app) fn offering(name: &str) -> Self {
        Self {
            line: LineEdit::new(name),
            is_offered: !name.is_empty(),
        }
    }

    /// Acts on a key. One that moves or deletes keeps what is offered, to be edited.
    pub(in crate::app) fn key(&mut self, key: Key) {
        if matches!(key.code, Code::Char(_)) && !key.ctrl && !key.alt {
            self.replace_offer();
        }
        self.is_offered = false;
        self.line.key(key);
    }

    /// Takes text in one piece.
    pub(in crate::app) fn insert(&mut self, text: &str) {
        self.replace_offer();
        self.line.insert(text);
    }

    fn replace_offer(&mut self) {
        if std::mem::take(&mut self.is_offered) {
            self.line.clear();
        }
    }
}
