//! The field at the foot of the window, in which the reader answers what was asked. There is one at a time;
//! the search has a field of its own, for what is typed there acts at once.

pub mod export_field;
pub mod label;
pub mod name_field;
pub mod program_field;

use self::export_field::Field;
use self::label::Label;
use self::name_field::NameField;
use self::program_field::Piping;
use super::Model;
use super::keys::{Code, Key};
use super::line_edit::LineEdit;

/// What is asked, with the answer as far as it is typed.
#[derive(Debug)]
pub enum Prompt {
    /// A date to go to.
    Date(LineEdit),
    /// Tags or a note of an article.
    Label(Label),
    /// A program that text is given to.
    Program(Piping),
    /// The file for an export.
    Export(Field),
    /// The name under which a search is saved.
    Name(NameField),
}

impl Prompt {
    /// Returns what is typed.
    pub fn line(&self) -> &LineEdit {
        match self {
            Self::Date(line) => line,
            Self::Name(name) => &name.line,
            Self::Label(label) => &label.field,
            Self::Program(piping) => &piping.field,
            Self::Export(field) => &field.name,
        }
    }

    fn insert(&mut self, text: &str) {
        match self {
            Self::Date(line) => line.insert(text),
            Self::Name(name) => name.insert(text),
            Self::Label(label) => label.field.insert(text),
            Self::Program(piping) => piping.field.insert(text),
            Self::Export(field) => field.name.insert(text),
        }
    }
}

impl Model {
    /// Acts on a key in the field: Enter gives the answer, Esc takes the question back.
    pub(super) fn answer_key(&mut self, key: Key) {
        let Some(asked) = self.front.prompt.take() else {
            return;
        };
        match (key.code, key.ctrl) {
            (Code::Enter, _) => self.take_answer(asked),
            (Code::Esc, _) | (Code::Char('g'), true) => {}
            _ => self.front.prompt = Some(self.edited(asked, key)),
        }
    }

    fn take_answer(&mut self, asked: Prompt) {
        match asked {
            Prompt::Date(line) => self.go_to_date(line.text().trim()),
            Prompt::Label(label) => self.keep_label(label),
            Prompt::Program(piping) => self.pipe(piping),
            Prompt::Export(field) => self.order_export(&field),
            Prompt::Name(name) => self.save_search(name.line.text().trim()),
        }
    }

    fn edited(&mut self, asked: Prompt, key: Key) -> Prompt {
        match asked {
            Prompt::Date(mut line) => {
                line.key(key);
                Prompt::Date(line)
            }
            Prompt::Name(mut name) => {
                name.key(key);
                Prompt::Name(name)
            }
            Prompt::Label(label) => Prompt::Label(self.label_edited(label, key)),
            Prompt::Program(piping) => Prompt::Program(self.piping_edited(piping, key)),
            Prompt::Export(field) => Prompt::Export(self.export_edited(field, key)),
        }
    }

    /// Puts text into the field that is open.
    pub(super) fn paste_answer(&mut self, text: &str) {
        if let Some(asked) = &mut self.front.prompt {
            asked.insert(text);
        }
    }
}
