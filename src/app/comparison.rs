//! What newspapers made of one text, beside what one of them made of it: what each cut and added is marked in the text.

use std::ops::Range;

use similar::{Algorithm, DiffOp, capture_diff_slices};

use super::set_lines::set;
use crate::corpus::Printing;
use crate::lang::Lang;
use crate::text::width::{Ambiguous, truncate};

/// Fewer characters that stand between changes are taken for changed: words, not parts of them, are marked.
const SHORT: usize = 3;

/// What newspapers made of one text.
#[derive(Clone, Debug)]
pub struct Comparison {
    printings: Vec<Printing>,
    /// The one that the others are held to, and the one that is shown.
    own: usize,
    shown: usize,
}

impl Comparison {
    pub(super) fn new(printings: Vec<Printing>, own: usize) -> Self {
        let mut comparison = Self {
            printings,
            own,
            shown: own,
        };
        comparison.turn(false);
        comparison
    }

    /// Shows the next, or the one before.
    pub(super) fn turn(&mut self, back: bool) {
        let count = self.printings.len().max(1);
        let step = if back { count - 1 } else { 1 };
        self.shown = (self.shown + step) % count;
    }

    /// Sets in lines which newspapers there are, and the text of the one that is shown.
    pub(super) fn lines(&self, columns: usize, lang: Lang, ambiguous: Ambiguous) -> Vec<String> {
        let mut lines = Vec::new();
        for (at, printing) in self.printings.iter().enumerate() {
            let mark = if at == self.shown { '>' } else { ' ' };
            let own = if at == self.own {
                lang.pick("this report: ", "本篇：")
            } else {
                ""
            };
            let line = format!("{mark} {own}{}", printing.label);
            lines.push(truncate(&line, columns, ambiguous).into_owned());
        }
        let texts = [self.own, self.shown].map(|at| self.printings.get(at));
        let [Some(own), Some(shown)] = texts else {
            return lines;
        };
        lines.push(String::new());
        if self.own != self.shown {
            let legend = lang.pick(
                "[-only in this report-]  {+only in the other+}",
                "[-本篇有，该篇无-]  {+该篇有，本篇无+}",
            );
            lines.push(legend.to_owned());
            lines.push(String::new());
        }
        for paragraph in marked(&own.text, &shown.text).lines() {
            lines.extend(set(paragraph, columns, ambiguous));
        }
        lines
    }
}

/// Marks in a text what another has not, and what that has beside it.
fn marked(own: &str, other: &str) -> String {
    let sentences = |text: &str| -> Vec<String> {
        let sentences = text.split_inclusive(['。', '！', '？', '；', '\n']);
        sentences.map(str::to_owned).collect()
    };
    let (own, other) = (sentences(own), sentences(other));
    let mut changes = Changes::default();
    for change in capture_diff_slices(Algorithm::Myers, &own, &other) {
        let of =
            |texts: &[String], range: Range<usize>| texts.get(range).unwrap_or_default().concat();
        let (cut, added) = (of(&own, change.old_range()), of(&other, change.new_range()));
        match change {
            DiffOp::Equal { .. } => changes.keep(&added),
            _ => changes.compare(&cut, &added),
        }
    }
    changes.end()
}

/// A text with marks, and what is to be marked next.
#[derive(Default)]
struct Changes {
    text: String,
    cut: String,
    added: String,
}

impl Changes {
    /// Adds what both have.
    fn keep(&mut self, text: &str) {
        self.flush();
        self.text.push_str(text);
    }

    /// Adds what one has in the place of what the other has.
    fn compare(&mut self, own: &str, other: &str) {
        let (own, other): (Vec<char>, Vec<char>) = (own.chars().collect(), other.chars().collect());
        for change in capture_diff_slices(Algorithm::Myers, &own, &other) {
            let of = |text: &[char], range: Range<usize>| -> String {
                text.get(range).unwrap_or_default().iter().collect()
            };
            let (cut, added) = (of(&own, change.old_range()), of(&other, change.new_range()));
            let is_kept = matches!(change, DiffOp::Equal { len, .. } if len >= SHORT);
            if is_kept || cut == added && self.cut.is_empty() && self.added.is_empty() {
                self.keep(&added);
            } else {
                self.cut.push_str(&cut);
                self.added.push_str(&added);
            }
        }
    }

    fn flush(&mut self) {
        let mut cut = std::mem::take(&mut self.cut);
        let mut added = std::mem::take(&mut self.added);
        // What both end with is no change.
        let ends = cut.chars().rev().zip(added.chars().rev());
        let same = ends.take_while(|(one, other)| one == other);
        let same: usize = same.map(|(c, _)| c.len_utf8()).sum();
        cut.truncate(cut.len() - same);
        let tail = added.split_off(added.len() - same);
        // Nor is where paragraphs end.
        let behind = added.trim_start_matches('\n');
        self.text.push_str(&"\n".repeat(added.len() - behind.len()));
        let (cut_text, more) = (cut.trim_matches('\n'), behind.trim_end_matches('\n'));
        if !cut_text.trim().is_empty() {
            // A paragraph that was cut stands as one.
            let begins = self.text.is_empty() || self.text.ends_with('\n');
            if cut.starts_with('\n') && !begins {
                self.text.push('\n');
            }
            self.text.extend(["[-", cut_text, "-]"]);
            if cut.ends_with('\n') && begins && more.is_empty() {
                self.text.push('\n');
            }
        }
        if more.trim().is_empty() {
            self.text.push_str(more);
        } else {
            self.text.extend(["{+", more, "+}"]);
        }
        self.text.push_str(&"\n".repeat(behind.len() - more.len()));
        self.text.push_str(&tail);
    }

    fn end(mut self) -> String {
        self.flush();
        self.text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_cut_and_added_is_marked() {
        for (own, other, expected) in [
            ("雨停了。路通了。", "雨停了。路通了。", "雨停了。路通了。"),
            ("雨停了。路通了。", "雨停了。", "雨停了。[-路通了。-]"),
            (
                "雨停了。",
                "本报讯 雨停了。路通了。",
                "{+本报讯 +}雨停了。{+路通了。+}",
            ),
            (
                "昨天下午，三座桥已经修好通车。",
                "昨天上午，三座桥已经修好开放。",
                "昨天[-下-]{+上+}午，三座桥已经修好[-通车-]{+开放+}。",
            ),
            ("雨停了。\n路通了。", "雨停了。路通了。", "雨停了。路通了。"),
            (
                "雨停了。\n路通了。\n完。",
                "雨停了。\n完。",
                "雨停了。\n[-路通了。-]\n完。",
            ),
            ("路通了。\n完。", "完。", "[-路通了。-]\n完。"),
            ("雨停了。\n路通了。", "雨停了。", "雨停了。\n[-路通了。-]"),
            (
                "雨停了。路通了。",
                "雨停了。\n路通了。\n完。",
                "雨停了。\n路通了。\n{+完。+}",
            ),
        ] {
            assert_eq!(marked(own, other), expected, "{own} {other}");
        }
    }
}
