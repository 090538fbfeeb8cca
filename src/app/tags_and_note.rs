//! The fields for an article's own tags and for its note.

mod words;

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use super::Model;
use super::keys::{Code, Key};
use super::line_edit::LineEdit;
use super::prompt::Prompt;
use super::prompt::label::Completing;
pub use super::prompt::label::{Label, What};
use crate::corpus::Counting;
use crate::library::Action;
use crate::search::counts::{Facet, Kind};
use crate::text::fold::fold;
use words::{Word, quoted, words};

impl Model {
    /// Opens the field for the tags or the note of the article that the reader acts on.
    pub(super) fn label(&mut self, what: What) {
        let Some(id) = self.acted_on() else {
            return self.tell_of_none();
        };
        let library = self.memory.library();
        let field = match what {
            What::Note => LineEdit::of_lines(library.note(&id)),
            What::Tags => {
                let tags = library.tags(&id).map(|tag| quoted(tag) + " ");
                LineEdit::new(&tags.collect::<String>())
            }
        };
        self.front.prompt = Some(Prompt::Label(Label {
            what,
            // As it is shown: what cannot be seen is no change that was made.
            opened: field.text(),
            field,
            id,
            completing: None,
        }));
    }

    /// Returns the note of the article that the reader acts on, if it has one.
    pub fn note(&self) -> Option<&str> {
        let note = self.memory.library().note(&self.acted_on()?);
        (!note.is_empty()).then_some(note)
    }

    /// Acts on a key in the field.
    pub(super) fn label_edited(&mut self, mut label: Label, key: Key) -> Label {
        match (label.what, key.code) {
            (What::Tags, Code::Tab) => self.tag_completed(label, false),
            (What::Tags, Code::BackTab) => self.tag_completed(label, true),
            _ if label.is_line_break(key) => {
                label.field.insert("\n");
                label
            }
            _ => {
                label.completing = None;
                label.field.key(key);
                label
            }
        }
    }

    pub(super) fn keep_label(&mut self, label: Label) {
        let typed = label.field.text();
        if typed == label.opened {
            return;
        }
        let id = label.id;
        let actions = match label.what {
            What::Note => vec![Action::Note(id, typed.trim().to_owned())],
            What::Tags => {
                let words = words(&typed).into_iter().map(|word| word.tag);
                let now: BTreeSet<String> = words.filter(|tag| !tag.is_empty()).collect();
                let before = self.memory.library().tags(&id);
                // What cannot be seen in the field is no change that was made.
                let (kept, gone): (Vec<&str>, Vec<&str>) =
                    before.partition(|tag| now.contains(&as_typed(tag)));
                let kept: BTreeSet<String> = kept.into_iter().map(as_typed).collect();
                let gone = gone
                    .into_iter()
                    .map(|tag| Action::Untag(tag.to_owned(), vec![id.clone()]));
                let new = now.difference(&kept);
                let new = new.map(|tag| Action::Tag(tag.clone(), vec![id.clone()]));
                gone.chain(new).collect()
            }
        };
        self.mark(actions);
    }

    /// Completes the tag before the caret, with those most used first; then goes through them. The tags that
    /// reports have are asked for.
    fn tag_completed(&mut self, mut label: Label, back: bool) -> Label {
        if let Some(completing) = &mut label.completing {
            completing.turn(back);
            return label.with_candidate();
        }
        self.count(Counting::Values(Kind::Tag));
        label
    }

    /// Takes the tags that reports have, if the field is open; returns whether it is.
    pub(super) fn complete_tag(&mut self, counted: Kind, printed: &Facet) -> bool {
        match self.front.prompt.take() {
            Some(Prompt::Label(label)) if counted == Kind::Tag => {
                self.front.prompt = Some(Prompt::Label(self.completed_with(label, printed)));
                true
            }
            other => {
                self.front.prompt = other;
                false
            }
        }
    }

    fn completed_with(&mut self, mut label: Label, printed: &Facet) -> Label {
        let typed = label.field.before();
        let mut others = words(typed);
        let last = others.pop_if(|last| !last.is_closed);
        let (start, word) =
            last.map_or((typed.len(), String::new()), |last| (last.start, last.tag));
        let before = typed.get(..start).unwrap_or_default();
        let candidates = self.tags_like(&word, &others, printed);
        if candidates.is_empty() {
            self.tell_no_completion();
            return label;
        }
        label.completing = Some(Completing {
            before: before.to_owned(),
            candidates,
            at: 0,
        });
        label.with_candidate()
    }

    /// The tags that begin as a word does, the reader's own and those printed, without some, each as it is
    /// typed.
    fn tags_like(&self, word: &str, others: &[Word], printed: &Facet) -> Vec<String> {
        let (mut counts, word) = (BTreeMap::new(), fold(word));
        let own = self.memory.library().tagged().map(|(_, tag)| (tag, 1));
        let printed = printed
            .top
            .iter()
            .map(|(tag, count)| (tag.as_str(), *count));
        for (tag, count) in own.chain(printed) {
            if fold(tag).starts_with(&word) && others.iter().all(|other| other.tag != tag) {
                *counts.entry(tag).or_insert(0) += count;
            }
        }
        let mut tags: Vec<_> = counts.into_iter().collect();
        tags.sort_by_key(|(tag, count)| (Reverse(*count), *tag));
        let typed = tags.into_iter().map(|(tag, _)| quoted(tag).into_owned());
        typed.collect()
    }
}

/// Returns a tag as the field gives it back: without what cannot be seen there.
fn as_typed(tag: &str) -> String {
    let field = LineEdit::new(&quoted(tag));
    words(&field.text())
        .into_iter()
        .map(|word| word.tag)
        .collect()
}
