//! Texts whose JSON is broken in the middle: the element that is broken is blanked, and all else stays in its
//! place.
//!
//! Only the element in which reading breaks off is lost. Where the next one begins is told by its first name, which
//! it has in common with the broken one.

use serde_json::value::RawValue;

use super::super::fault::Fault;
use super::super::json;

/// How many elements may be broken.
const MOST: usize = 32;

/// How many ends of a list are tried behind its last element.
const MOST_ENDS: usize = 16;

/// A text that can be read, and what was broken in it.
pub(super) struct Repaired {
    pub(super) text: String,
    pub(super) faults: Vec<Fault>,
}

/// Repairs a text whose elements stand below so many brackets at least; `None` where it is broken elsewhere.
pub(super) fn repaired(text: &str, depth: usize) -> Option<Repaired> {
    let mut repaired = Repaired {
        text: text.to_owned(),
        faults: Vec::new(),
    };
    while let Err((start, fault)) = first_fault(&repaired.text) {
        if repaired.faults.len() >= MOST {
            return None;
        }
        let broken = Broken::find(&repaired.text, start, fault.at, depth)?;
        repaired.text = broken.without(&repaired.text);
        repaired.faults.push(fault);
    }
    Some(repaired)
}

/// Returns the first fault of a text, and where the value begins in which it is.
fn first_fault(text: &str) -> Result<(), (usize, Fault)> {
    let mut at = text.len() - text.trim_start().len();
    while at < text.len() {
        let (_, end) = json::value_at::<&RawValue>(text, at).map_err(|fault| (at, fault))?;
        let rest = text.get(end..).unwrap_or_default();
        at = end + rest.len() - rest.trim_start().len();
    }
    Ok(())
}

/// An element of a list in which a text is broken.
struct Broken {
    /// Where it begins, and where the text is broken.
    start: usize,
    at: usize,
    /// The brackets that are open around it.
    around: Vec<u8>,
}

impl Broken {
    /// Finds the outermost element of a list, below so many brackets, around a place.
    fn find(text: &str, start: usize, at: usize, depth: usize) -> Option<Self> {
        let open = open_brackets(text.as_bytes(), start, at);
        let is_element = |index: &usize| {
            let parent = index.checked_sub(1).and_then(|parent| open.get(parent));
            parent.is_some_and(|(_, bracket)| *bracket == b'[')
        };
        let index = (depth..open.len()).find(is_element)?;
        let (start, _) = *open.get(index)?;
        let around = open.iter().take(index).map(|(_, bracket)| *bracket);
        Some(Self {
            start,
            at,
            around: around.collect(),
        })
    }

    /// Returns the text without it, in which all else has its place.
    fn without(&self, text: &str) -> String {
        if let Some(next) = self.next(text) {
            return blanked(text, self.start, next);
        }
        // It is the last of its list, and no comma stands before the end.
        let before = text.get(..self.start).unwrap_or_default().trim_end();
        let start = before.strip_suffix(',').unwrap_or(before).len();
        let ends = text.match_indices(']').map(|(end, _)| end);
        let ends: Vec<usize> = ends.filter(|end| *end >= self.at).collect();
        let repaired = ends.iter().rev().take(MOST_ENDS).find_map(|end| {
            let blanked = blanked(text, start, *end);
            first_fault(&blanked).is_ok().then_some(blanked)
        });
        repaired.unwrap_or_else(|| {
            let mut cut = text.get(..start).unwrap_or_default().to_owned();
            let closing = self.around.iter().rev();
            cut.extend(closing.map(|bracket| if *bracket == b'[' { ']' } else { '}' }));
            cut
        })
    }

    /// Finds where the next element of the list begins: one that is whole and has a name that the broken one begins
    /// with.
    fn next(&self, text: &str) -> Option<usize> {
        let opening = *text.as_bytes().get(self.start)?;
        let within = text.get(self.start + 1..)?.trim_start();
        let first = json::value_at::<std::borrow::Cow<str>>(within, 0).ok();
        let first = first.map(|(name, _)| name);
        let from = self.at.max(self.start + 1);
        let rest = text.as_bytes().get(from..)?;
        // What is read in vain is bounded, whatever the text is.
        let mut patience = text.len().saturating_mul(4);
        let mut places = memchr::memchr_iter(opening, rest).map(|at| from + at);
        places.find(|at| {
            let before = text.get(..*at).unwrap_or_default().trim_end();
            let is_item = before.ends_with(',') || before.len() <= self.start;
            is_item && is_like(text, *at, first.as_deref(), &mut patience)
        })
    }
}

/// Whether a whole element stands at a place, of which an object has a name.
fn is_like(text: &str, at: usize, name: Option<&str>, patience: &mut usize) -> bool {
    if *patience == 0 {
        return false;
    }
    match json::value_at::<&RawValue>(text, at) {
        Err(fault) => {
            *patience = patience.saturating_sub(1 + fault.at.saturating_sub(at));
            false
        }
        Ok((value, _)) => {
            let object = json::fields(value).unwrap_or_default();
            let has_name = |name| object.0.iter().any(|(known, _)| known == name);
            value.get().starts_with('[') || name.is_none_or(has_name)
        }
    }
}

/// Returns the brackets that are open at a place, with where they stand.
fn open_brackets(bytes: &[u8], start: usize, end: usize) -> Vec<(usize, u8)> {
    let mut open = Vec::new();
    let mut at = start;
    while at < end {
        match bytes.get(at) {
            Some(b'"') => {
                at += 1;
                while at < end && bytes.get(at) != Some(&b'"') {
                    at += if bytes.get(at) == Some(&b'\\') { 2 } else { 1 };
                }
            }
            Some(bracket @ (b'{' | b'[')) => open.push((at, *bracket)),
            Some(b'}' | b']') => drop(open.pop()),
            _ => {}
        }
        at += 1;
    }
    open
}

/// Returns a text with white space from one place to another; its lines stay.
fn blanked(text: &str, start: usize, end: usize) -> String {
    let part = text.get(start..end).unwrap_or_default();
    let blank = part
        .bytes()
        .map(|byte| if byte == b'\n' { '\n' } else { ' ' });
    let before = text.get(..start).unwrap_or_default().chars();
    let after = text.get(end..).unwrap_or_default().chars();
    before.chain(blank).chain(after).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_made_to_be_read_in_vain_is_given_up() {
        let text = format!(
            "{{\"r\":{{\"d\":[{{\"t\" 1}}{}",
            ",{\"t\":[1".repeat(50_000)
        );
        let found = repaired(&text, 2).unwrap();
        assert_eq!(found.text, "{\"r\":{\"d\":[]}}");
    }

    #[test]
    fn only_the_broken_elements_are_lost() {
        for (text, depth, left, faults) in [
            // Broken in the middle, at the end, cut off, and twice.
            (
                r#"{"r":{"d":[{"t":"a"},{"t":"b" "x":[{"y":1},{"y":2}]},{"t":"c"}]},"n":1}"#,
                2,
                &["a", "c"][..],
                1,
            ),
            (r#"{"r":{"d":[{"t":"a"},{"t":"b}]},"n":1}"#, 2, &["a"], 1),
            (r#"{"r":{"d":[{"t":"a"},{"t":"b"#, 2, &["a"], 1),
            (
                r#"{"r":{"d":[{"t":oops},{"t":"b"},{"t":},{"t":"c"}]}}"#,
                2,
                &["b", "c"],
                2,
            ),
            (r#"{"r":{"d":[{"t":"a"},{"t":"b",}]},"n":1}"#, 2, &["a"], 1),
        ] {
            let found = repaired(text, depth).unwrap();
            let value: serde_json::Value = serde_json::from_str(&found.text).unwrap();
            let titles: Vec<&str> = value["r"]["d"]
                .as_array()
                .unwrap()
                .iter()
                .map(|record| record["t"].as_str().unwrap())
                .collect();
            assert_eq!(titles, left, "{text}");
            assert_eq!(found.faults.len(), faults, "{text}");
        }
        assert!(repaired("{\"a\" 1, \"r\":{\"d\":[]}}", 2).is_none());
    }
}
