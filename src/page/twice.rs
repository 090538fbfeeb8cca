//! Finds what a page has twice: a file may hold two prints of one page, and then every report would be
//! two.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::hash::{BuildHasher as _, RandomState};

use super::line::Line;

/// Lines that stand on the page a second time.
#[derive(Clone, Debug)]
pub(super) struct Copy<'t> {
    /// The lines.
    pub(super) lines: Vec<Line<'t>>,
    /// The number of the line that each of them repeats.
    pub(super) of: Vec<u32>,
}

/// How many lines in a row must come again to be a copy: less may be a phrase that two reports share.
const LEAST_LINES: usize = 8;
/// How many lines in a row are compared first.
const SHINGLE: usize = 3;

/// Takes the copies from a page's lines.
pub(super) fn take<'a>(lines: &[Line<'a>]) -> (Vec<Line<'a>>, Vec<Copy<'a>>) {
    let mut first = Seen::default();
    let (mut kept, mut copies) = (Vec::with_capacity(lines.len()), Vec::new());
    let mut at = 0;
    while at < lines.len() {
        let known = first.see(lines, at);
        let again = known.map_or(0, |known| run(lines, known, at));
        if again < LEAST_LINES {
            kept.extend(lines.get(at));
            at += 1;
            continue;
        }
        let from = known.unwrap_or_default();
        copies.push(Copy {
            lines: lines.get(at..at + again).unwrap_or_default().to_vec(),
            of: lines
                .get(from..from + again)
                .into_iter()
                .flatten()
                .map(|line| line.number)
                .collect(),
        });
        at += again;
        // What follows a copy is no neighbour of what stands before it.
        if let Some(next) = lines.get(at) {
            kept.push(Line { gap: true, ..*next });
            at += 1;
        }
    }
    (kept, copies)
}

/// Where lines in a row were seen first. A page has as many of them as lines, so their hashes are kept
/// in place of their texts.
#[derive(Default)]
struct Seen<'t> {
    hasher: RandomState,
    first: HashMap<u64, u32>,
    /// Those that have their hash in common with others.
    others: HashMap<[&'t str; SHINGLE], usize>,
}

impl<'t> Seen<'t> {
    /// Returns where the lines from a place on were seen before.
    fn see(&mut self, lines: &[Line<'t>], at: usize) -> Option<usize> {
        let seen = shingle(lines, at)?;
        let known = match self.first.entry(self.hasher.hash_one(seen)) {
            Entry::Occupied(known) => *known.get() as usize,
            Entry::Vacant(free) => {
                free.insert(at as u32);
                return None;
            }
        };
        if shingle(lines, known) == Some(seen) {
            return Some(known);
        }
        let known = self.others.get(&seen).copied();
        self.others.entry(seen).or_insert(at);
        known
    }
}

fn shingle<'t>(lines: &[Line<'t>], at: usize) -> Option<[&'t str; SHINGLE]> {
    let lines = lines.get(at..at + SHINGLE)?;
    let mut texts = [""; SHINGLE];
    for (text, line) in texts.iter_mut().zip(lines) {
        *text = line.text;
    }
    Some(texts)
}

/// How many lines from two places on are the same, as far as the second place.
fn run(lines: &[Line<'_>], first: usize, second: usize) -> usize {
    let a = lines.get(first..second).unwrap_or_default();
    let b = lines.get(second..).unwrap_or_default();
    a.iter()
        .zip(b)
        .take_while(|(a, b)| a.text == b.text)
        .count()
}

#[cfg(test)]
mod tests {
    use super::super::line::lines;
    use super::*;

    #[test]
    fn the_second_print_of_a_page_is_taken_away() {
        let print = ('甲'..'癸').take(9).fold(String::new(), |print, c| {
            print + &format!("{c}行写的是不同的事\n")
        });
        let text = format!("{print}{print}完全不同的一行\n");
        let (kept, copies) = take(&lines(&text, 1));
        assert_eq!(kept.len(), 10);
        assert_eq!(copies.len(), 1);
        assert_eq!(copies[0].of, (1..=9).collect::<Vec<u32>>());
        assert_eq!(copies[0].lines[0].number, 10);
    }

    #[test]
    fn a_few_lines_in_common_are_no_copy() {
        let text = "春雨贵如油\n夏天到了\n秋风起\n冬雪\n春雨贵如油\n夏天到了\n秋风起\n立春\n";
        assert!(take(&lines(text, 1)).1.is_empty());
    }
}
