//! The field at the foot of the window, in which the reader answers what was asked. There is one at a time;
//! the search has a field of its own, for what is typed there acts at once.

pub mod choice_field;
pub mod export_field;
pub mod label;
pub mod name_field;
pub mod path_field;
pub mod program_field;

use self::choice_field::ChoiceField;
use self::export_field::Field;
use self::label::Label;
use self::name_field::NameField;
use self::path_field::PathField;
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
    /// What is sought in the help.
    Help(LineEdit),
    /// One of a few words.
    Choice(ChoiceField),
    /// A path or an address that is to be added.
    Add(PathField),
}

impl Prompt {
    /// Returns what is typed, if anything can be.
    pub fn line(&self) -> Option<&LineEdit> {
        Some(match self {
            Self::Date(line) | Self::Help(line) => line,
            Self::Name(name) => &name.line,
            Self::Label(label) => &label.field,
            Self::Program(piping) => &piping.field,
            Self::Export(field) => &field.name,
            Self::Add(field) => &field.line,
            Self::Choice(_) => return None,
        })
    }

    fn insert(&mut self, text: &str) {
        match self {
            Self::Date(line) | Self::Help(line) => line.insert(text),
            Self::Name(name) => name.insert(text),
            Self::Label(label) => label.field.insert(text),
            Self::Program(piping) => piping.field.insert(text),
            Self::Export(field) => field.name.insert(text),
            Self::Add(field) => field.line.insert(text),
            Self::Choice(_) => {}
        }
    }
}

impl Model {
    /// Acts on a key in the field: Enter gives the answer, Esc takes the question back.
    pub(super) fn answer_key(&mut self, key: Key) {
        let Some(asked) = self.front.prompt.take() else {
            return;
        };
        let breaks_line = matches!(&asked, Prompt::Label(label) if label.is_line_break(key));
        match (key.code, key.ctrl) {
            _ if breaks_line => self.edit_answer(asked, key),
            (Code::Enter, _) => self.take_answer(asked),
            (Code::Esc, _) | (Code::Char('g'), true) => match asked {
                Prompt::Choice(field) => self.leave_choice(field),
                Prompt::Help(_) => self.narrow_help(""),
                _ => {}
            },
            _ => self.edit_answer(asked, key),
        }
    }

    fn take_answer(&mut self, asked: Prompt) {
        match asked {
            Prompt::Date(line) => self.go_to_date(line.text().trim()),
            Prompt::Label(label) => self.keep_label(label),
            Prompt::Program(piping) => self.pipe(piping),
            Prompt::Export(field) => self.order_export(&field),
            Prompt::Name(name) => self.save_search(name.line.text().trim()),
            Prompt::Choice(field) => self.keep_choice(&field),
            Prompt::Add(field) => self.add(field.line.text().trim()),
            Prompt::Help(line) => self.narrow_help(&line.text()),
        }
    }

    fn edit_answer(&mut self, asked: Prompt, key: Key) {
        self.front.prompt = Some(match asked {
            Prompt::Date(mut line) => {
                line.key(key);
                Prompt::Date(line)
            }
            Prompt::Name(mut name) => {
                name.key(key);
                Prompt::Name(name)
            }
            Prompt::Help(mut line) => {
                line.key(key);
                self.narrow_help(&line.text());
                Prompt::Help(line)
            }
            Prompt::Choice(mut field) => {
                if field.key(key) {
                    self.try_choice(&field);
                }
                Prompt::Choice(field)
            }
            Prompt::Label(label) if label.is_for_editor(key) => return self.edit_note(label),
            Prompt::Label(label) => Prompt::Label(self.label_edited(label, key)),
            Prompt::Program(piping) => Prompt::Program(self.piping_edited(piping, key)),
            Prompt::Export(field) => Prompt::Export(self.export_edited(field, key)),
            Prompt::Add(field) => Prompt::Add(self.path_edited(field, key)),
        });
    }

    /// Puts text into the field that is open.
    pub(super) fn paste_answer(&mut self, text: &str) {
        if let Some(asked) = &mut self.front.prompt {
            asked.insert(text);
        }
        if let Some(Prompt::Help(line)) = &self.front.prompt {
            let sought = line.text();
            self.narrow_help(&sought);
        }
    }
}
