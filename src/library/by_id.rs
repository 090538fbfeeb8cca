//! Values of articles by their ids, of which a million are to fit into little memory.
//!
//! Most of them were there when the reader was opened: they stand side by side, in the order of the ids, and are
//! shared by all copies. What came since is kept beside them, and put among them once it is much.

use std::collections::HashMap;
use std::sync::Arc;

use super::{Dated, Id, give};

/// So many new values are much at least; at most an eighth of those that stand in order is.
const MUCH: usize = 4096;

/// Values of articles by their ids.
#[derive(Clone, Debug)]
pub(super) struct ById<T> {
    settled: Arc<Settled<T>>,
    recent: HashMap<Id, Dated<T>>,
}

/// Values that stand in the order of their ids.
#[derive(Debug)]
struct Settled<T> {
    /// All ids in one.
    ids: String,
    /// Where each ends there, in bytes.
    ends: Vec<usize>,
    times: Vec<i64>,
    values: Vec<T>,
}

impl<T> Default for Settled<T> {
    fn default() -> Self {
        Self {
            ids: String::new(),
            ends: Vec::new(),
            times: Vec::new(),
            values: Vec::new(),
        }
    }
}

impl<T: Copy> Settled<T> {
    fn with_room(count: usize, bytes: usize) -> Self {
        Self {
            ids: String::with_capacity(bytes),
            ends: Vec::with_capacity(count),
            times: Vec::with_capacity(count),
            values: Vec::with_capacity(count),
        }
    }

    fn push(&mut self, id: &str, dated: Dated<T>) {
        self.ids.push_str(id);
        self.ends.push(self.ids.len());
        self.times.push(dated.at);
        self.values.push(dated.value);
    }

    fn id(&self, index: usize) -> &str {
        let start = index
            .checked_sub(1)
            .and_then(|before| self.ends.get(before));
        let end = self.ends.get(index).copied().unwrap_or_default();
        self.ids
            .get(start.copied().unwrap_or_default()..end)
            .unwrap_or_default()
    }

    fn dated(&self, index: usize) -> Option<Dated<T>> {
        Some(Dated {
            at: *self.times.get(index)?,
            value: *self.values.get(index)?,
        })
    }

    fn get(&self, id: &str) -> Option<Dated<T>> {
        let (mut low, mut high) = (0, self.ends.len());
        while low < high {
            let middle = low + (high - low) / 2;
            if self.id(middle) < id {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        self.dated(low).filter(|_| self.id(low) == id)
    }

    fn iter(&self) -> impl Iterator<Item = (&str, Dated<T>)> {
        (0..self.ends.len()).filter_map(|index| Some((self.id(index), self.dated(index)?)))
    }
}

impl<T> Default for ById<T> {
    fn default() -> Self {
        Self {
            settled: Arc::default(),
            recent: HashMap::new(),
        }
    }
}

impl<T: Copy + Default> ById<T> {
    /// Returns the value of an article.
    pub(super) fn get(&self, id: &str) -> Option<Dated<T>> {
        let recent = self.recent.get(id).copied();
        recent.or_else(|| self.settled.get(id))
    }

    /// Takes a value unless there is a newer one.
    pub(super) fn give(&mut self, id: &Id, at: i64, value: T) {
        if let Some(kept) = self.recent.get_mut(&**id) {
            return give(kept, at, value);
        }
        let mut kept = self.settled.get(id).unwrap_or_default();
        give(&mut kept, at, value);
        self.recent.insert(id.clone(), kept);
        if self.recent.len() >= MUCH.max(self.settled.ends.len() / 8) {
            self.settle();
        }
    }

    /// Puts all values in order, where they take less memory and are shared by copies.
    pub(super) fn settle(&mut self) {
        if self.recent.is_empty() {
            return;
        }
        let recent = std::mem::take(&mut self.recent);
        let mut recent: Vec<(Id, Dated<T>)> = recent.into_iter().collect();
        recent.sort_unstable_by(|(one, _), (other, _)| one.cmp(other));
        let count = self.settled.ends.len() + recent.len();
        let bytes: usize = recent.iter().map(|(id, _)| id.len()).sum();
        let mut all = Settled::with_room(count, self.settled.ids.len() + bytes);
        let mut recent = recent.into_iter().peekable();
        for (id, dated) in self.settled.iter() {
            while let Some((new, dated)) = recent.next_if(|(new, _)| &**new < id) {
                all.push(&new, dated);
            }
            let newer = recent.next_if(|(new, _)| &**new == id);
            all.push(id, newer.map_or(dated, |(_, newer)| newer));
        }
        for (id, dated) in recent {
            all.push(&id, dated);
        }
        self.settled = Arc::new(all);
    }

    /// Returns the values with their articles' ids, in no order.
    pub(super) fn iter(&self) -> impl Iterator<Item = (&str, Dated<T>)> {
        let settled = self.settled.iter();
        let settled = settled.filter(|(id, _)| !self.recent.contains_key(*id));
        let recent = self.recent.iter();
        settled.chain(recent.map(|(id, dated)| (&**id, *dated)))
    }
}

impl<T: Copy + Default + PartialEq> PartialEq for ById<T> {
    fn eq(&self, other: &Self) -> bool {
        let has = |(id, dated)| other.get(id) == Some(dated);
        self.iter().all(has) && self.iter().count() == other.iter().count()
    }
}

impl<T: Copy + Default + Eq> Eq for ById<T> {}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn what_was_given_last_is_there_wherever_it_stands(
            given in prop::collection::vec((0u16..300, 0i64..50, any::<u8>(), 0u8..20), 0..400),
        ) {
            let (mut values, mut expected) = (ById::default(), BTreeMap::new());
            let mut before = Vec::new();
            for (number, at, value, settles) in given {
                let id: Id = format!("{number:x}").into();
                let kept: &mut Dated<u8> = expected.entry(id.clone()).or_default();
                give(kept, at, value);
                values.give(&id, at, value);
                if settles == 0 {
                    before.push((values.clone(), expected.clone()));
                    values.settle();
                }
                prop_assert_eq!(values.get(&id), expected.get(&id).copied());
            }
            before.push((values, expected));
            for (values, expected) in before {
                let all: BTreeMap<Id, Dated<u8>> =
                    values.iter().map(|(id, dated)| (id.into(), dated)).collect();
                prop_assert_eq!(values.iter().count(), all.len());
                prop_assert_eq!(&all, &expected);
                let mut other = ById::default();
                for (id, dated) in &expected {
                    other.give(id, dated.at, dated.value);
                }
                prop_assert_eq!(&other, &values);
                other.give(&"g".into(), 1, 1);
                prop_assert_ne!(&other, &values);
            }
        }
    }
}
