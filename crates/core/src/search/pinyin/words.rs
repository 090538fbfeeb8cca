//! Many words that may be pinyin, sought together.
//!
//! The words are a tree of their characters, in which a text is followed from each of its characters on.
//! So a text is read once, whatever the number of words. What is found may be said there; a
//! [`Pattern`](super::Pattern) of the word alone tells where, and whether it is.

use std::collections::HashMap;

use super::LONGEST_TEXT;
use super::syllables::{INITIALS_OF_TWO, Syllable, Syllables};

/// A place in the tree: what was read of some words.
type Node = u32;

const ROOT: Node = 0;

/// A tree of words, each with a number.
#[derive(Debug, Default)]
pub(in crate::search) struct Words {
    children: HashMap<(Node, char), Node>,
    /// By the node, the numbers of the words that end there.
    ends: HashMap<Node, Vec<usize>>,
}

impl Words {
    /// Adds a word.
    pub(in crate::search) fn add(&mut self, word: &str, number: usize) {
        let mut node = ROOT;
        for c in word.chars() {
            let new = self.children.len() as Node + 1;
            node = *self.children.entry((node, c)).or_insert(new);
        }
        self.ends.entry(node).or_default().push(number);
    }

    /// Sets what is said somewhere in a folded text, by the words' numbers. A word may be set that only
    /// stands there, and one that is not said by a hair.
    pub(in crate::search) fn find_in(&self, text: &str, found: &mut Vec<bool>) {
        if self.ends.is_empty() || text.len() > LONGEST_TEXT {
            return;
        }
        let (mut reached, mut next) = (Vec::new(), Vec::new());
        for (start, _) in text.char_indices() {
            reached.push(ROOT);
            for c in text.get(start..).unwrap_or_default().chars() {
                for node in reached.drain(..) {
                    self.step(node, c, &mut next, found);
                }
                self.skip_apostrophes(&mut next);
                next.sort_unstable();
                next.dedup();
                for node in &next {
                    self.set_ends(*node, found);
                }
                std::mem::swap(&mut reached, &mut next);
                if reached.is_empty() {
                    break;
                }
            }
            reached.clear();
        }
    }

    /// Adds the nodes that a character of the text leads to from one: by itself, by a whole syllable, and
    /// by an initial.
    fn step(&self, from: Node, c: char, next: &mut Vec<Node>, found: &mut Vec<bool>) {
        next.extend(self.child(from, c));
        let syllables = Syllables::get();
        for syllable in syllables.of(c) {
            if let Some(syllable) = syllables.all().get(usize::from(*syllable)) {
                self.follow(from, syllable, next, found);
            }
        }
    }

    fn follow(&self, from: Node, syllable: &Syllable, next: &mut Vec<Node>, found: &mut Vec<bool>) {
        let mut node = from;
        for (at, letter) in syllable.char_indices() {
            let Some(child) = self.child(node, letter) else {
                return;
            };
            node = child;
            let read = at + letter.len_utf8();
            let is_long_initial = || {
                let initial = syllable.get(..read).unwrap_or_default();
                INITIALS_OF_TWO.contains(&initial)
            };
            if at == 0 || read == syllable.len() || is_long_initial() {
                next.push(node);
            }
            // Behind its first syllable a word may end within one.
            if from != ROOT {
                self.set_ends(node, found);
            }
        }
    }

    fn skip_apostrophes(&self, nodes: &mut Vec<Node>) {
        for at in 0..nodes.len() {
            let behind = nodes.get(at).and_then(|node| self.child(*node, '"'));
            nodes.extend(behind);
        }
    }

    fn child(&self, node: Node, c: char) -> Option<Node> {
        self.children.get(&(node, c)).copied()
    }

    fn set_ends(&self, node: Node, found: &mut Vec<bool>) {
        for number in self.ends.get(&node).into_iter().flatten() {
            if found.len() <= *number {
                found.resize(number + 1, false);
            }
            if let Some(found) = found.get_mut(*number) {
                *found = true;
            }
        }
    }
}
