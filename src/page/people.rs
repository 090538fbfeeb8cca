//! The people whom a report names as its authors.

use std::collections::HashSet;

use super::forms;
use super::join::{Spaces, join};
use super::notes::Notes;
use super::paragraphs::Parts;
use crate::article::{Author, byline};

/// Where in a caption's last line the credit begins: after the last sentence.
pub(super) fn credit_at(text: &str) -> Option<usize> {
    if !forms::has_credit(text) {
        return None;
    }
    let stop = text
        .rfind(['。', '！', '”', '）'])
        .map(|at| at + '。'.len_utf8());
    match stop {
        Some(at) if at < text.len() => Some(at),
        Some(_) => None,
        None => Some(if text.chars().count() <= 16 {
            0
        } else {
            return text.rfind(char::is_whitespace);
        }),
    }
}

/// The people whom a report's byline and its first words name.
pub(super) fn authors(parts: &Parts<'_>, notes: &Notes<'_>) -> Authors {
    let mut authors = Authors::default();
    for lines in &notes.bylines {
        authors.add(&join(lines, Spaces::Verbatim).text);
    }
    let opening = parts.iter().find(|part| !part.subhead);
    if let Some(part) = opening {
        let head = part
            .lines
            .get(..part.lines.len().min(4))
            .unwrap_or_default();
        let text = join(head, Spaces::Verbatim).text;
        if let Some(names) = named(&text) {
            authors.add(&names);
        }
    }
    for part in parts
        .iter()
        .rev()
        .take(TAIL)
        .filter(|part| part.lines.len() <= 2)
    {
        if let Some(names) = signed(&join(part.lines, Spaces::Verbatim).text) {
            authors.add(names);
        }
    }
    authors
}

/// How many of a report's last paragraphs may be its tail byline.
const TAIL: usize = 2;

/// The names in brackets that a report ends with: （本报记者李明、王芳参与采写）.
fn signed(text: &str) -> Option<&str> {
    let inside = text
        .trim()
        .strip_prefix(['（', '('])?
        .strip_suffix(['）', ')'])?;
    let by = ["记者", "記者", "通讯员", "通訊員"];
    let signs = inside.chars().count() <= 40 && by.iter().any(|role| inside.contains(role));
    signs.then_some(inside)
}

/// The people whom a report names, each once.
#[derive(Debug, Default)]
pub(super) struct Authors {
    found: Vec<Author>,
    names: HashSet<String>,
}

impl Authors {
    /// Adds those whom a text names.
    pub(super) fn add(&mut self, text: &str) {
        for author in byline::authors(text) {
            let plausible = (2..=12).contains(&author.name.chars().count());
            if plausible && self.names.insert(author.name.clone()) {
                self.found.push(author);
            }
        }
    }

    /// Returns them in the order in which they were named.
    pub(super) fn all(self) -> Vec<Author> {
        self.found
    }
}

/// The names in the brackets that a lead form ends with: 本报讯（记者李明）.
fn named(text: &str) -> Option<String> {
    let at = text.find(['(', '（', '【', '〔'])?;
    let before = text.get(..at)?.chars().count();
    let inside = text.get(at..)?;
    let end = inside.find([')', '）', '】', '〕'])?;
    let names = inside.get(..end)?;
    let names = names.trim_start_matches(['(', '（', '【', '〔']);
    let is_lead = ["记者", "記者", "通讯员", "实习生"]
        .iter()
        .any(|role| names.contains(role));
    (before <= 24 && is_lead && names.chars().count() <= 40).then(|| names.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tail_byline_names_who_took_part() {
        for (text, names) in [
            ("（本报记者李明参与采写）", "李明"),
            ("(本报记者李明、王芳报道)", "李明 王芳"),
            ("（据新华社电）", ""),
            ("本报记者李明参与采写", ""),
        ] {
            let mut authors = Authors::default();
            if let Some(names) = signed(text) {
                authors.add(names);
            }
            let authors = authors.all();
            let found: Vec<_> = authors.iter().map(|author| author.name.as_str()).collect();
            assert_eq!(found.join(" "), names, "{text}");
        }
    }
}
