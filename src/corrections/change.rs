//! What of a list was changed, so that it can be taken back.

use serde::{Deserialize, Serialize};

/// A part of a list that another took the place of.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct Change<T> {
    /// Where it begins.
    at: usize,
    old: Vec<T>,
    new: Vec<T>,
}

impl<T: Clone + PartialEq> Change<T> {
    /// Finds what was changed.
    pub(super) fn between(old: &[T], new: &[T]) -> Self {
        let same = |pair: &(&T, &T)| pair.0 == pair.1;
        let at = old.iter().zip(new).take_while(same).count();
        let rests = (old.get(at..), new.get(at..));
        let (old, new) = (rests.0.unwrap_or_default(), rests.1.unwrap_or_default());
        let behind = old.iter().rev().zip(new.iter().rev());
        let behind = behind.take_while(same).count();
        let without = |list: &[T]| list.get(..list.len() - behind).unwrap_or_default().to_vec();
        Self {
            at,
            old: without(old),
            new: without(new),
        }
    }

    /// Takes it back in a list, which may have changed elsewhere since. Returns whether it could.
    pub(super) fn take_back(&self, list: &mut Vec<T>) -> bool {
        if self.old.is_empty() && self.new.is_empty() {
            return true;
        }
        let is_at = |at: &usize| list.get(*at..*at + self.new.len()) == Some(&*self.new);
        let end = list.len().saturating_sub(self.new.len());
        let places = [self.at].into_iter().chain(0..=end);
        let place = places.clone().find(is_at);
        let Some(at) = place.or((self.new.is_empty()).then_some(list.len())) else {
            return false;
        };
        let behind = at + self.new.len();
        list.splice(at..behind, self.old.iter().cloned());
        true
    }

    /// Returns what stands there now.
    pub(super) fn now(&self) -> &[T] {
        &self.new
    }
}
