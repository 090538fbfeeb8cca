//! Texts that stand over the screen until they are closed.

use super::keymap::BINDINGS;
use super::lang::Lang;
use crate::store::Problem;
use crate::text::sanitize;
use crate::text::width::{Ambiguous, width};

/// A text over the screen.
#[derive(Clone, Debug)]
pub struct Overlay {
    /// What it is.
    pub title: &'static str,
    /// Its lines.
    pub lines: Vec<String>,
    /// The line on top of its window.
    pub top: usize,
}

impl Overlay {
    /// Makes the table of keys.
    pub fn help(lang: Lang, ambiguous: Ambiguous) -> Self {
        let keys: Vec<_> = BINDINGS
            .iter()
            .map(|b| (b.keys(), b.description(lang)))
            .collect();
        let column = keys
            .iter()
            .map(|(keys, _)| width(keys, ambiguous))
            .max()
            .unwrap_or(0)
            + 2;
        let line = |(keys, description): &(String, &str)| {
            let gap = " ".repeat(column - width(keys, ambiguous));
            format!("{keys}{gap}{description}")
        };
        Self {
            title: lang.pick("Keys", "按键"),
            lines: keys.iter().map(line).collect(),
            top: 0,
        }
    }

    /// Makes the list of what was wrong in the files.
    pub fn problems(problems: &[Problem], lang: Lang) -> Self {
        let none = || vec![lang.pick("Nothing is wrong.", "没有问题。").to_owned()];
        let lines: Vec<_> = problems
            .iter()
            .map(|p| sanitize::line(&p.to_string()).into_owned())
            .collect();
        let title = lang.pick("Problems in the files", "数据中的问题");
        Self {
            title,
            lines: if lines.is_empty() { none() } else { lines },
            top: 0,
        }
    }

    /// Scrolls by lines in a window of `height` lines.
    pub fn scroll(&mut self, lines: isize, height: usize) {
        let last = self.lines.len().saturating_sub(height);
        self.top = self.top.saturating_add_signed(lines).min(last);
    }
}
