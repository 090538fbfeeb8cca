//! Finds what a page has twice: a file may hold two prints of one page, and then every report would be
//! two.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::hash::{BuildHasher as _, RandomState};
use std::ops::Range;

use super::line::{Line, has_stop};

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
/// A shorter line is no headline that is printed twice, in half ems.
const LEAST_WIDTH: u32 = 8;
/// How many lines in a row are compared first.
const SHINGLE: usize = 3;

/// Takes the copies from a page's lines.
pub(super) fn take<'t>(lines: &mut Vec<Line<'t>>) -> Vec<Copy<'t>> {
    let repeats = repeats(lines);
    let copies = repeats.iter().map(|repeat| Copy {
        lines: lines.get(repeat.lines()).unwrap_or_default().to_vec(),
        of: numbers(lines.get(repeat.of..repeat.of + repeat.count)),
    });
    let copies = copies.collect();
    let mut repeats = repeats.into_iter().peekable();
    let mut at = 0..;
    lines.retain_mut(|line| {
        let at = at.next().unwrap_or_default();
        // What follows a copy is no neighbour of what stands before it.
        line.gap |= repeats.next_if(|repeat| repeat.lines().end == at).is_some();
        !repeats
            .peek()
            .is_some_and(|repeat| repeat.lines().contains(&at))
    });
    lines.shrink_to_fit();
    copies
}

/// Lines that repeat others above them.
struct Repeat {
    at: usize,
    count: usize,
    of: usize,
}

impl Repeat {
    fn lines(&self) -> Range<usize> {
        self.at..self.at + self.count
    }
}

/// Finds the lines that repeat others.
fn repeats(lines: &[Line<'_>]) -> Vec<Repeat> {
    let (mut first, mut repeats) = (Seen::default(), Vec::new());
    let mut at = 0;
    while at < lines.len() {
        let known = first.see(lines, at);
        if is_twice(lines, at) {
            repeats.extend([1, 3].map(|behind| Repeat {
                at: at + behind,
                count: 1,
                of: at + behind - 1,
            }));
            at += 4;
            continue;
        }
        let repeat = known.map(|of| Repeat {
            at,
            count: run(lines, of, at),
            of,
        });
        if let Some(repeat) = repeat.filter(|repeat| repeat.count >= LEAST_LINES) {
            at += repeat.count;
            repeats.push(repeat);
        } else {
            at += 1;
        }
    }
    repeats
}

/// Whether two lines stand there twice each, as those of a headline do that is printed twice to be bold.
fn is_twice(lines: &[Line<'_>], at: usize) -> bool {
    let Some([a, again, b, b_again]) = lines.get(at..at + 4) else {
        return false;
    };
    let is_headline = |line: &Line<'_>| line.width >= LEAST_WIDTH && !has_stop(line.text);
    a.text == again.text && b.text == b_again.text && is_headline(a) && is_headline(b)
}

fn numbers(lines: Option<&[Line<'_>]>) -> Vec<u32> {
    let lines = lines.unwrap_or_default().iter();
    lines.map(|line| line.number).collect()
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
        let mut kept = lines(&text, 1);
        let copies = take(&mut kept);
        assert_eq!(kept.len(), 10);
        assert_eq!(copies.len(), 1);
        assert_eq!(copies[0].of, (1..=9).collect::<Vec<u32>>());
        assert_eq!(copies[0].lines[0].number, 10);
    }

    #[test]
    fn a_headline_that_is_printed_twice_to_be_bold_is_one() {
        let text = "水库今天开闸\n水库今天开闸\n稻田得到灌溉\n稻田得到灌溉\n农民在渠边等着。\n";
        let mut kept = lines(text, 1);
        let copies = take(&mut kept);
        assert_eq!(kept.len(), 3);
        assert_eq!(copies.len(), 2);
        assert_eq!((copies[0].lines[0].number, copies[0].of[0]), (2, 1));
        let once = "水库今天开闸\n水库今天开闸\n农民在渠边等着。\n";
        assert!(take(&mut lines(once, 1)).is_empty());
    }

    #[test]
    fn a_few_lines_in_common_are_no_copy() {
        let text = "春雨贵如油\n夏天到了\n秋风起\n冬雪\n春雨贵如油\n夏天到了\n秋风起\n立春\n";
        assert!(take(&mut lines(text, 1)).is_empty());
    }
}
