//! The fields for an article's own tags and for its note.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::Model;
use super::asking::Asked;
use super::keys::{Code, Key};
use super::line_edit::LineEdit;
use crate::library::{Action, Id};
use crate::text::fold::fold;

/// What is written of an article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    /// Its own tags, parted by white space or commas.
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
    id: Id,
    /// Tags that what is typed may become: what stands before them, they, and which of them stands there.
    completing: Option<(String, Vec<String>, usize)>,
}

/// Whether a character parts tags.
fn parts(c: char) -> bool {
    c.is_whitespace() || matches!(c, ',' | '，' | '、' | ';' | '；')
}

/// Returns the tags in what was typed, each once.
fn tags(typed: &str) -> Vec<&str> {
    let mut tags: Vec<&str> = typed.split(parts).filter(|tag| !tag.is_empty()).collect();
    tags.sort_unstable();
    tags.dedup();
    tags
}

impl Model {
    /// Opens the field for the tags or the note of the article that the reader acts on.
    pub(super) fn label(&mut self, what: What) {
        let Some(id) = self.acted_on() else {
            return self.tell_of_none();
        };
        let library = self.memory.library();
        let text = match what {
            What::Note => library.note(&id).to_owned(),
            What::Tags => library.tags(&id).flat_map(|tag| [tag, " "]).collect(),
        };
        self.asked = Some(Asked::Label(Label {
            what,
            field: LineEdit::new(&text),
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
    pub(super) fn label_edited(&self, mut label: Label, key: Key) -> Label {
        match (label.what, key.code) {
            (What::Tags, Code::Tab) => self.tag_completed(label, false),
            (What::Tags, Code::BackTab) => self.tag_completed(label, true),
            _ => {
                label.completing = None;
                label.field.key(key);
                label
            }
        }
    }

    pub(super) fn keep_label(&mut self, label: Label) {
        let typed = label.field.text();
        let id = label.id;
        let actions = match label.what {
            What::Note => vec![Action::Note(id, typed.trim().to_owned())],
            What::Tags => {
                let now = tags(&typed);
                let before = self.memory.library().tags(&id);
                let gone = before.filter(|tag| !now.contains(tag));
                let gone = gone.map(|tag| Action::Untag(tag.to_owned(), vec![id.clone()]));
                let new = now
                    .iter()
                    .map(|tag| Action::Tag((*tag).to_owned(), vec![id.clone()]));
                gone.chain(new).collect()
            }
        };
        self.mark(actions);
    }

    /// Completes the tag before the caret, with those most used first; then goes through them.
    fn tag_completed(&self, label: Label, back: bool) -> Label {
        let (before, candidates, at) = if let Some((before, candidates, at)) = label.completing {
            let step = if back { candidates.len() - 1 } else { 1 };
            let at = (at + step) % candidates.len();
            (before, candidates, at)
        } else {
            let typed = label.field.before();
            let word = typed.rsplit(parts).next().unwrap_or_default();
            let before = typed.strip_suffix(word).unwrap_or_default();
            let others = tags(before);
            (before.to_owned(), self.tags_like(word, &others), 0)
        };
        let field = match candidates.get(at) {
            Some(tag) => LineEdit::split(&format!("{before}{tag}"), label.field.after()),
            None => label.field,
        };
        let completing = (!candidates.is_empty()).then_some((before, candidates, at));
        Label {
            field,
            completing,
            ..label
        }
    }

    /// The tags that begin as a word does, the reader's own and those printed, without some.
    fn tags_like(&self, word: &str, others: &[&str]) -> Vec<String> {
        let (mut counts, word) = (BTreeMap::new(), fold(word));
        let own = self.memory.library().tagged().map(|(_, tag)| tag);
        let articles = self.shelf.all().unwrap_or_default();
        let printed = articles.iter().flat_map(|article| &article.tags);
        for tag in own.chain(printed.map(String::as_str)) {
            if fold(tag).starts_with(&word) && !others.contains(&tag) && !tag.contains(parts) {
                *counts.entry(tag).or_insert(0) += 1;
            }
        }
        let mut tags: Vec<_> = counts.into_iter().collect();
        tags.sort_by_key(|(tag, count)| (Reverse(*count), *tag));
        tags.into_iter().map(|(tag, _)| tag.to_owned()).collect()
    }
}
