//! The reader's own marks, and where reports were read from, by the numbers of an archive's reports.

use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;

use super::{Archive, Error};
use crate::search::Marked;
use crate::search::query::Mark;
use crate::store::Roots;
use crate::text::fold;

/// Of more ids than so many it is dearer to look each up than to go through all that there are.
const MANY: usize = 2000;

/// A bit for each report.
pub(super) type Bits = Arc<Vec<u64>>;

/// Which reports of an archive have which marks.
#[derive(Clone, Debug, Default)]
pub struct Marks {
    read: Bits,
    starred: Bits,
    noted: Bits,
    new: Bits,
    /// By the folded tag.
    tags: BTreeMap<String, Bits>,
    /// By the number of the place that was named.
    places: Vec<Bits>,
    /// By the id of the report that they are like.
    similar: BTreeMap<String, Bits>,
}

impl Marks {
    /// Gives a mark to the reports with some ids, or takes it (`on` is false). Ids that the archive has not
    /// are left out. What is unread is what is not read: it is set by [`Mark::Read`].
    ///
    /// # Errors
    ///
    /// When the index cannot be read.
    pub fn set<'i>(
        &mut self,
        archive: &Archive,
        mark: Mark,
        on: bool,
        ids: impl Iterator<Item = &'i str>,
    ) -> Result<(), Error> {
        let numbers = archive.numbers(&ids.collect::<Vec<_>>())?;
        let (bits, on) = match mark {
            Mark::Read => (&mut self.read, on),
            Mark::Unread => (&mut self.read, !on),
            Mark::Starred => (&mut self.starred, on),
            Mark::Noted => (&mut self.noted, on),
            Mark::New => (&mut self.new, on),
        };
        write(bits, &numbers, on);
        Ok(())
    }

    /// Gives a tag to the reports with some ids, or takes it.
    ///
    /// # Errors
    ///
    /// When the index cannot be read.
    pub fn set_tag<'i>(
        &mut self,
        archive: &Archive,
        tag: &str,
        on: bool,
        ids: impl Iterator<Item = &'i str>,
    ) -> Result<(), Error> {
        let numbers = archive.numbers(&ids.collect::<Vec<_>>())?;
        write(self.tags.entry(fold::fold(tag)).or_default(), &numbers, on);
        Ok(())
    }

    /// Takes from an archive which reports were read from which of the places that were named. This looks
    /// at every report.
    ///
    /// # Errors
    ///
    /// When the index cannot be read.
    pub fn set_places(&mut self, archive: &Archive, roots: &Roots) -> Result<(), Error> {
        let files = archive.files.entries().iter();
        let of_files: Vec<Vec<u16>> = files.map(|file| roots.of(&file.path)).collect();
        let len = archive.order.len() as usize;
        let mut places = vec![vec![0_u64; len.div_ceil(64)]; roots.len()];
        archive.ask(|| {
            for (shard, base) in archive.shards.iter().zip(&archive.bases) {
                for doc in 0..shard.len() {
                    let of_file = of_files.get(shard.file(doc) as usize);
                    for place in of_file.into_iter().flatten() {
                        if let Some(bits) = places.get_mut(usize::from(*place)) {
                            insert(bits, base + doc);
                        }
                    }
                }
            }
            Ok(())
        })?;
        for (place, ids) in carried(roots) {
            if let Some(bits) = places.get_mut(usize::from(place)) {
                for number in archive.numbers(&ids)? {
                    insert(bits, number);
                }
            }
        }
        self.places = places.into_iter().map(Arc::new).collect();
        Ok(())
    }

    /// Sets which reports of an archive are like the one of an id, by their rows.
    pub fn set_similar(&mut self, archive: &Archive, id: &str, rows: &[u32]) {
        let numbers = rows.iter().filter_map(|row| archive.order.report(*row));
        self.set_similar_numbers(id, &numbers.collect::<Vec<_>>());
    }

    /// Sets which reports are like the one of an id, by their numbers.
    pub fn set_similar_numbers(&mut self, id: &str, numbers: &[u32]) {
        let mut bits = Bits::default();
        write(&mut bits, numbers, true);
        self.similar.insert(id.to_owned(), bits);
    }

    /// Returns whether it is known which reports are like the one of an id.
    pub fn has_similar(&self, id: &str) -> bool {
        self.similar.contains_key(id)
    }

    /// Returns whether a report is like the one of an id.
    pub fn is_similar(&self, id: &str, number: u32) -> bool {
        self.similar
            .get(id)
            .is_some_and(|similar| has(similar, number))
    }

    /// Returns the numbers of the reports that are like the one of an id.
    pub fn similar_numbers(&self, id: &str) -> Vec<u32> {
        let similar = self.similar(id);
        let numbers = 0..similar.len() as u32 * u64::BITS;
        numbers.filter(|number| has(&similar, *number)).collect()
    }

    /// Returns the reports that are like the one of an id.
    pub(super) fn similar(&self, id: &str) -> Bits {
        self.similar.get(id).cloned().unwrap_or_default()
    }

    /// Returns the reports from some of the places that were named.
    pub(super) fn from(&self, places: &[u16]) -> Bits {
        let bits = |place: &u16| self.places.get(usize::from(*place));
        if let [place] = places {
            return bits(place).cloned().unwrap_or_default();
        }
        union(places.iter().filter_map(bits))
    }

    /// Returns the reports with a mark, and whether those are meant that have it.
    pub(super) fn of(&self, mark: Mark) -> (Bits, bool) {
        match mark {
            Mark::Read => (self.read.clone(), true),
            Mark::Unread => (self.read.clone(), false),
            Mark::Starred => (self.starred.clone(), true),
            Mark::Noted => (self.noted.clone(), true),
            Mark::New => (self.new.clone(), true),
        }
    }

    /// Returns the reports with a tag in which a folded text stands.
    pub(super) fn tagged(&self, needle: &str) -> Bits {
        let tags = self.tags.iter().filter(|(tag, _)| tag.contains(needle));
        union(tags.map(|(_, bits)| bits))
    }
}

/// Returns the ids of the reports that places have besides those in their files.
fn carried(roots: &Roots) -> BTreeMap<u16, Vec<&str>> {
    let mut by_place: BTreeMap<u16, Vec<&str>> = BTreeMap::new();
    for (id, places) in roots.carried() {
        for place in places {
            by_place.entry(*place).or_default().push(id);
        }
    }
    by_place
}

fn union<'b>(parts: impl Iterator<Item = &'b Bits>) -> Bits {
    let mut all: Vec<u64> = Vec::new();
    for bits in parts {
        all.resize(all.len().max(bits.len()), 0);
        for (word, other) in all.iter_mut().zip(bits.iter()) {
            *word |= other;
        }
    }
    all.into()
}

/// The marks of one report of an archive, whatever its index is elsewhere.
pub(super) struct OfReport<'m> {
    pub(super) marks: Option<&'m Marks>,
    pub(super) number: u32,
}

impl Marked for OfReport<'_> {
    fn is(&self, _: usize, mark: Mark) -> bool {
        self.marks.is_some_and(|marks| {
            let (bits, on) = marks.of(mark);
            has(&bits, self.number) == on
        })
    }

    fn is_tagged(&self, _: usize, needle: &str) -> bool {
        self.marks
            .is_some_and(|marks| has(&marks.tagged(needle), self.number))
    }

    fn is_from(&self, _: usize, places: &[u16]) -> bool {
        self.marks
            .is_some_and(|marks| has(&marks.from(places), self.number))
    }

    fn is_like(&self, _: usize, id: &str) -> bool {
        self.marks
            .is_some_and(|marks| marks.is_similar(id, self.number))
    }
}

impl Archive {
    /// Returns the numbers of the reports with some ids.
    fn numbers(&self, ids: &[&str]) -> Result<Vec<u32>, Error> {
        self.ask(|| {
            let mut numbers = Vec::new();
            let many = (ids.len() > MANY).then(|| ids.iter().copied().collect::<HashSet<&str>>());
            for (shard, base) in self.shards.iter().zip(&self.bases) {
                if let Some(many) = &many {
                    let docs = shard.find_where(&|id| many.contains(id))?;
                    numbers.extend(docs.into_iter().map(|doc| base + doc));
                    continue;
                }
                for id in ids {
                    numbers.extend(shard.find(id)?.map(|doc| base + doc));
                }
            }
            Ok(numbers)
        })
    }

    /// Returns the ids of the articles in some rows, in no order. This looks through all ids.
    ///
    /// # Errors
    ///
    /// When the index cannot be read.
    pub fn ids(&self, rows: &[usize]) -> Result<Vec<Box<str>>, Error> {
        let rows = rows.iter().filter_map(|row| u32::try_from(*row).ok());
        let mut wanted: Bits = Bits::default();
        let numbers: Vec<u32> = rows.filter_map(|row| self.order.report(row)).collect();
        write(&mut wanted, &numbers, true);
        self.ask(|| {
            let mut found = Vec::new();
            for (shard, base) in self.shards.iter().zip(&self.bases) {
                shard.each_id(&mut |id, doc| {
                    if has(&wanted, base + doc) {
                        found.push(id.into());
                    }
                })?;
            }
            Ok(found)
        })
    }

    /// Returns the first of some rows that is unread.
    pub fn first_unread(&self, rows: &[usize], marks: &Marks) -> Option<usize> {
        let is_unread = |row: &usize| {
            let number = u32::try_from(*row).ok();
            let number = number.and_then(|row| self.order.report(row));
            number.is_some_and(|number| !has(&marks.read, number))
        };
        rows.iter().copied().find(is_unread)
    }
}

fn write(bits: &mut Bits, numbers: &[u32], on: bool) {
    let bits = Arc::make_mut(bits);
    for number in numbers {
        let (at, bit) = (*number as usize / 64, 1 << (number % 64));
        if on && at >= bits.len() {
            bits.resize(at + 1, 0);
        }
        if let Some(word) = bits.get_mut(at) {
            *word = if on { *word | bit } else { *word & !bit };
        }
    }
}

fn insert(bits: &mut Vec<u64>, number: u32) {
    let (at, bit) = (number as usize / 64, 1 << (number % 64));
    if at >= bits.len() {
        bits.resize(at + 1, 0);
    }
    if let Some(word) = bits.get_mut(at) {
        *word |= bit;
    }
}

fn has(bits: &[u64], number: u32) -> bool {
    let word = bits.get(number as usize / 64).copied().unwrap_or(0);
    word & (1 << (number % 64)) != 0
}

/// Reports of a shard that have a mark, or have it not.
pub(super) struct Marking {
    pub(super) bits: Bits,
    /// Whether those are meant that have it.
    pub(super) on: bool,
    /// The number of the shard's first report, and how many it has.
    pub(super) base: u32,
    pub(super) len: u32,
}

impl Marking {
    /// Returns the first report of the shard from `from` on that is meant.
    pub(super) fn next(&self, from: u32) -> Option<u32> {
        let end = self.base + self.len;
        let mut number = self.base.saturating_add(from);
        while number < end {
            let word = self.bits.get(number as usize / 64).copied().unwrap_or(0);
            let word = if self.on { word } else { !word };
            let left = word >> (number % 64);
            if left != 0 {
                let found = number + left.trailing_zeros();
                return (found < end).then(|| found - self.base);
            }
            number = (number / 64 + 1) * 64;
        }
        None
    }

    /// Returns about how many are meant.
    pub(super) fn cost(&self) -> u32 {
        let words = self.base as usize / 64..(self.base + self.len).div_ceil(64) as usize;
        let words = self.bits.get(words.start..words.end.min(self.bits.len()));
        let ones = words
            .unwrap_or_default()
            .iter()
            .map(|word| word.count_ones());
        let ones = ones.sum::<u32>().min(self.len);
        if self.on { ones } else { self.len - ones }
    }
}
