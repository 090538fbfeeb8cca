//! The field for a path or an address that is to be added.

use crate::app::line_edit::LineEdit;

/// The field while it is open.
#[derive(Debug, Default)]
pub struct PathField {
    /// What is typed.
    pub line: LineEdit,
    /// The paths that what was typed may become, as long as they are gone through.
    pub(in crate::app) candidates: Vec<String>,
    /// Which of them stands there.
    pub(in crate::app) at: usize,
}

impl PathField {
    /// Puts the next candidate in, or the one before. Returns whether there are any.
    pub(in crate::app) fn turn(&mut self, back: bool) -> bool {
        let all = self.candidates.len();
        if all == 0 {
            return false;
        }
        self.at = (self.at + if back { all - 1 } else { 1 }) % all;
        self.show();
        true
    }

    /// Puts in as much as all paths have in common; where that is typed already, the first of them.
    pub(in crate::app) fn complete(&mut self, paths: Vec<String>) {
        let common = common_beginning(&paths);
        if common.len() > self.line.text().len() || paths.len() == 1 {
            self.line = LineEdit::new(&common);
            return;
        }
        self.candidates = paths;
        self.at = 0;
        self.show();
    }

    fn show(&mut self) {
        if let Some(path) = self.candidates.get(self.at) {
            self.line = LineEdit::new(path);
        }
    }
}

fn common_beginning(paths: &[String]) -> String {
    let Some((first, others)) = paths.split_first() else {
        return String::new();
    };
    let agreeing = first.char_indices().find(|(at, c)| {
        let is_other = |other: &String| other.get(*at..).is_none_or(|rest| !rest.starts_with(*c));
        others.iter().any(is_other)
    });
    let end = agreeing.map_or(first.len(), |(at, _)| at);
    first.get(..end).unwrap_or_default().to_owned()
}
