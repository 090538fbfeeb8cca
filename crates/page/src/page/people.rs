//! The people whom a report names as its authors.

use std::cmp::Reverse;
use std::collections::HashSet;

use super::captions;
use super::forms;
use super::join::{Spaces, join};
use super::line::is_closed;
use super::notes::Notes;
use super::paragraphs::Parts;
use crate::article::{Author, byline};

/// Where in a caption's last line the credit begins: after the last sentence.
pub(super) fn credit_at(text: &str) -> Option<usize> {
    if !captions::has_credit(text) {
        return None;
    }
    let named = captions::without_agency(text);
    let stop = named
        .rfind(['。', '！', '”', '）'])
        .map(|at| at + '。'.len_utf8());
    match stop {
        Some(at) if at < named.len() => Some(at),
        Some(_) => None,
        None => Some(if captions::is_credit(text) || text.chars().count() <= 16 {
            0
        } else {
            return named.rfind(char::is_whitespace);
        }),
    }
}

/// The people whom a report's byline and its first words name.
pub(super) fn authors(parts: &Parts<'_>, notes: &Notes<'_>) -> Authors {
    let mut authors = Authors::default();
    for lines in &notes.bylines {
        let parted = join(lines, Spaces::Verbatim).text;
        authors.add_likelier(Some(parted), Some(join(lines, Spaces::Phrases).text));
    }
    let opening = parts.iter().find(|part| !part.subhead);
    if let Some(part) = opening {
        let head = part
            .lines
            .get(..part.lines.len().min(4))
            .unwrap_or_default();
        authors.add_likelier(
            named(&join(head, Spaces::Verbatim).text),
            named(&join(head, Spaces::Phrases).text),
        );
    }
    if let Some(part) = parts.iter().next_back() {
        let text = join(part.lines, Spaces::None).text;
        if let Some(names) = run_in(&text) {
            authors.add(names);
        }
    }
    for part in parts
        .iter()
        .rev()
        .take(TAIL)
        .filter(|part| part.lines.len() <= LONGEST_SIGNATURE)
    {
        let text = join(part.lines, Spaces::Verbatim).text;
        signed(&text).for_each(|names| authors.add(names));
    }
    authors
}

/// How many of a report's last paragraphs may be its tail byline.
const TAIL: usize = 2;

/// How many lines and characters it has at the most.
const LONGEST_SIGNATURE: usize = 4;
const MOST_CHARACTERS: usize = 120;

/// What names people in the brackets that a report ends with: （本报记者李明、王芳参与采写）,
/// （作者为小学教师，本报记者李明整理）.
fn signed(text: &str) -> impl Iterator<Item = &str> {
    let inside = text.trim().strip_prefix(['（', '(']);
    let inside = inside.and_then(|text| text.strip_suffix(['）', ')']));
    let inside = inside.filter(|text| {
        text.chars().count() <= MOST_CHARACTERS && !text.contains(['。', '！', '？'])
    });
    let by = ["记者", "記者", "通讯员", "通訊員"];
    let inside = inside.filter(|text| by.iter().any(|role| text.contains(role)));
    let parts = inside
        .into_iter()
        .flat_map(|text| text.split(['，', '；', ',', ';']));
    let parts = parts.filter(|part| !forms::says_who_the_author_is(part));
    parts.map(move |part| {
        // Where a telegram is from stands before who sent it: （本报江城3月1日电 记者李明）.
        let offices = by.iter().filter_map(|role| part.find(role));
        let at = offices.min().unwrap_or(0);
        let (before, names) = part.split_at_checked(at).unwrap_or(("", part));
        let telegram = before.contains(['电', '電']);
        let signed = if telegram { names } else { part };
        let did = ["采访整理", "采写整理", "採訪整理", "采访", "採訪"];
        let rest = did.iter().find_map(|did| signed.strip_suffix(did));
        rest.unwrap_or(signed)
    })
}

/// The names in the brackets that a report ends with, behind its last sentence: …不误农时。（李明、王芳）.
fn run_in(text: &str) -> Option<&str> {
    let inside = text.trim_end().strip_suffix(['）', ')'])?;
    let (before, names) = inside.rsplit_once(['（', '('])?;
    let is_name = |name: &str| byline::may_be_name(name);
    let mut words = names.split(['、', '，', ' ', '\u{3000}']);
    (is_closed(before) && words.all(is_name)).then_some(names)
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

    /// Adds those whom a text names that may be read in two ways: a line's end may part two names, or one.
    fn add_likelier(&mut self, parted: Option<String>, whole: Option<String>) {
        let likely = |names: &Option<String>| {
            let people = names.as_deref().map(byline::authors).unwrap_or_default();
            let fits = |author: &&Author| byline::may_be_name(&author.name);
            let fitting = people.iter().filter(fits).count();
            let length: usize = people
                .iter()
                .map(|author| author.name.chars().count())
                .sum();
            (people.len() - fitting, Reverse(fitting), Reverse(length))
        };
        let better = if likely(&whole) < likely(&parted) {
            whole
        } else {
            parted
        };
        if let Some(names) = better {
            self.add(&names);
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
    (before <= 24 && is_lead && names.chars().count() <= 40).then(|| without_dateline(names))
}

/// Takes the place and the day from what stands behind the names in a lead: 記者李明江城11月27日電.
fn without_dateline(names: &str) -> String {
    let Some((before, _)) = names
        .split_once('月')
        .filter(|(_, day)| day.ends_with(['電', '电']))
    else {
        return names.to_owned();
    };
    let before = before.trim_end_matches(|c: char| c.is_ascii_digit() || c.is_whitespace());
    let at = ["記者", "记者", "、", " "]
        .iter()
        .filter_map(|mark| Some(before.rfind(mark)? + mark.len()));
    let (head, last) = before
        .split_at_checked(at.max().unwrap_or(0))
        .unwrap_or(("", before));
    format!("{head}{}", byline::without_place(last))
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
            ("（作者为小学教师，本报记者李明采访整理）", "李明"),
            ("（作者为小学教师）", ""),
            ("（本报江城、青山3月1日电 记者李明、王芳）", "李明 王芳"),
            ("本报记者李明参与采写", ""),
        ] {
            let mut authors = Authors::default();
            signed(text).for_each(|names| authors.add(names));
            let authors = authors.all();
            let found: Vec<_> = authors.iter().map(|author| author.name.as_str()).collect();
            assert_eq!(found.join(" "), names, "{text}");
        }
    }
}
