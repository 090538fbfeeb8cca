//! What one of several matchers is to meet.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use tantivy::{DocId, TERMINATED};

use super::matcher::Matcher;

/// Matchers of which a document is to meet one. Each is asked only for documents that no other is known
/// to meet: of thousands most are never asked for most documents.
pub(super) struct Alternatives {
    parts: Vec<Matcher>,
    /// Each part's number behind the document that it has approached, the least first. It may stand
    /// before the document that all have approached; then it was not asked yet.
    approached: BinaryHeap<Reverse<(DocId, usize)>>,
}

impl Alternatives {
    pub(super) fn new(mut parts: Vec<Matcher>) -> Self {
        let approached = parts.iter_mut().enumerate();
        Self {
            approached: approached
                .map(|(number, part)| Reverse((part.approach(0), number)))
                .collect(),
            parts,
        }
    }

    /// About how many documents are approached.
    pub(super) fn cost(&self) -> u32 {
        let costs = self.parts.iter().map(Matcher::cost);
        costs.fold(0, u32::saturating_add)
    }

    /// Returns the first document from `from` on that may meet one.
    pub(super) fn approach(&mut self, from: DocId) -> DocId {
        while let Some(mut least) = self.approached.peek_mut() {
            let Reverse((doc, number)) = &mut *least;
            if *doc >= from {
                return *doc;
            }
            let part = self.parts.get_mut(*number);
            *doc = part.map_or(TERMINATED, |part| part.approach(from));
            if *doc == from {
                return from;
            }
        }
        TERMINATED
    }

    /// Returns whether the document that was approached meets one.
    pub(super) fn confirm(&mut self, doc: DocId) -> bool {
        let mut asked = Vec::new();
        let mut is_met = false;
        while !is_met && self.approached.peek().is_some_and(|least| least.0.0 <= doc) {
            let Some(Reverse((_, number))) = self.approached.pop() else {
                break;
            };
            if let Some(part) = self.parts.get_mut(number) {
                let at = part.approach(doc);
                is_met = at == doc && part.confirm(doc);
                asked.push(Reverse((at, number)));
            }
        }
        self.approached.extend(asked);
        is_met
    }
}
