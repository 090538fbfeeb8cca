//! Adding a path or an address from within the reader. It is looked at and fetched on a thread; what came is read as
//! soon as the settings name it.

use super::keys::{Code, Key};
use super::prompt::Prompt;
use super::prompt::path_field::PathField;
use super::{Effect, Model};
use crate::lang::{Bilingual, Say as _};
use crate::text::sanitize;

/// What was added.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Added {
    /// What is said of it.
    pub what: Bilingual,
    /// The path of the one place that was added, if it is one.
    pub place: Option<String>,
}

impl Model {
    /// Opens the field for a path or an address.
    pub(super) fn ask_what_to_add(&mut self) {
        self.front.prompt = Some(Prompt::Add(PathField::default()));
    }

    /// Acts on a key in the field: Tab completes a path.
    pub(super) fn path_edited(&mut self, mut field: PathField, key: Key) -> PathField {
        match key.code {
            Code::Tab | Code::BackTab => {
                let back = key.code == Code::BackTab;
                if !field.turn(back) {
                    self.effects.push(Effect::ListPaths(field.line.text()));
                }
            }
            _ => {
                field.candidates.clear();
                field.line.key(key);
            }
        }
        field
    }

    /// Takes the paths that begin with what is typed.
    pub(super) fn complete_path(&mut self, typed: &str, paths: Vec<String>) {
        let Some(Prompt::Add(field)) = &mut self.front.prompt else {
            return;
        };
        if field.line.text() != typed {
            return;
        }
        if paths.is_empty() {
            return self.tell_no_completion();
        }
        field.complete(paths);
    }

    /// Has added what was typed.
    pub(super) fn add(&mut self, typed: &str) {
        if typed.is_empty() {
            return;
        }
        let shown = sanitize::line(typed);
        let adding = self.lang.pick("adding", "正在添加");
        self.notice = Some(self.lang.about(adding, &shown));
        self.effects.push(Effect::Add(typed.to_owned()));
    }

    /// Says what was added, or why nothing was.
    pub(super) fn added(&mut self, outcome: Result<Added, Bilingual>) {
        self.reports.fetching = None;
        match outcome {
            Ok(Added { what, place }) => {
                self.notice = Some(what.say(self.lang));
                if let Some(place) = place {
                    self.choose_added(place);
                }
            }
            Err(why) => {
                let not_added = self.lang.pick("not added", "未添加");
                self.notice = Some(self.lang.about(not_added, &why.say(self.lang)));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::line_edit::LineEdit;

    #[test]
    fn paths_are_completed_as_far_as_they_agree_and_then_one_by_one() {
        let mut field = PathField {
            line: LineEdit::new("/n"),
            candidates: Vec::new(),
            at: 0,
        };
        field.complete(vec!["/news/甲报/".into(), "/news/甲刊/".into()]);
        assert_eq!(field.line.text(), "/news/甲");
        assert!(!field.turn(false), "what there is below is asked for");
        field.complete(vec!["/news/甲报/".into(), "/news/甲刊/".into()]);
        assert_eq!(field.line.text(), "/news/甲报/");
        assert!(field.turn(false));
        assert_eq!(field.line.text(), "/news/甲刊/");
        assert!(field.turn(false) && field.turn(true));
        assert_eq!(field.line.text(), "/news/甲刊/");
    }
}
