//! Counting the reports of an archive, all or those of a search: what [`Histogram::of`] and
//! [`Facet::of`] give, without reading an article.
//!
//! Rows are newest first, so that the reports of a time stand together: a histogram is a few steps
//! for each of its times. Names are counted by their ordinals in each shard's column, and only those that
//! occur are read and merged.

use std::collections::HashMap;
use std::io;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use tantivy::DocId;
use tantivy::columnar::{Cardinality, StrColumn};

use super::shard::Shard;
use super::{Archive, Error, threads};
use crate::search::Rows;
use crate::search::counts::{Count, Facet, Histogram, Kind, Span};

/// How many reports are looked up in a column at a time.
const BLOCK: u32 = 4096;

/// How many reports of a shard have each value of a column, by the values' ordinals.
type Ordinals = Vec<u32>;

/// Which reports of a shard are counted.
enum Docs {
    All,
    These(Vec<DocId>),
}

impl Archive {
    /// Counts the reports of each time, and those of them in `matching`; `None` is all.
    pub fn histogram(&self, matching: Option<&Rows>, span: Span) -> Histogram {
        let len = self.len();
        let mut counts = Vec::new();
        let mut row = 0;
        while row < len {
            let time = span.of(self.day(row));
            let end = self.end_of(row, time);
            let all = end - row;
            let matching = matching.map_or(all, |rows| rows.below_row(end) - rows.below_row(row));
            counts.push((time, Count { matching, all }));
            row = end;
        }
        Histogram::new(span, counts)
    }

    /// Returns the first row behind `row` that is of an earlier day than `time` is or begins with.
    fn end_of(&self, row: usize, time: u32) -> usize {
        let is_in = |row: usize| self.day(row) >= time.max(1) || time == 0;
        // Most times are short: ever longer steps are tried first.
        let (mut low, mut step) = (row, 1);
        while low + step < self.len() && is_in(low + step) {
            low += step;
            step *= 2;
        }
        let mut high = (low + step).min(self.len());
        while low + 1 < high {
            let middle = low + (high - low) / 2;
            if is_in(middle) {
                low = middle;
            } else {
                high = middle;
            }
        }
        high
    }

    /// Counts the reports in `matching` (`None` is all) by each of `kinds`, of which the `count` values
    /// that most have are kept.
    ///
    /// # Errors
    ///
    /// When the index cannot be read.
    pub fn facets(
        &self,
        matching: Option<&Rows>,
        kinds: &[Kind],
        count: usize,
    ) -> Result<Vec<Facet>, Error> {
        let docs = self.counted(matching);
        let columns: Vec<_> = kinds.iter().filter_map(|kind| column(*kind)).collect();
        let tasks: Vec<_> = columns
            .iter()
            .flat_map(|column| (0..self.shards.len()).map(|shard| (*column, shard)))
            .collect();
        let mut counted = self.count_all(&tasks, &docs)?;
        let total = matching.map_or(self.len(), Rows::len);
        let facet = |kind: &Kind| {
            let Some(column) = column(*kind) else {
                return Facet::of_years(&self.histogram(matching, Span::Year), count);
            };
            let (names, with) = counted.remove(&column).unwrap_or_default();
            Facet::new(names, total - with, count)
        };
        Ok(kinds.iter().map(facet).collect())
    }

    /// Finds the reports that are counted, in each shard.
    fn counted(&self, matching: Option<&Rows>) -> Vec<Docs> {
        if matching.is_none() && self.order.is_same() {
            return self.shards.iter().map(|_| Docs::All).collect();
        }
        let mut docs: Vec<Vec<DocId>> = vec![Vec::new(); self.shards.len()];
        let mut add = |row: usize| {
            let report = self.order.report(row as u32);
            let Some(report) = report else { return };
            let at = self.bases.partition_point(|base| *base <= report) - 1;
            if let (Some(docs), Some(base)) = (docs.get_mut(at), self.bases.get(at)) {
                docs.push(report - base);
            }
        };
        match matching {
            Some(rows) => rows.iter().for_each(&mut add),
            None => (0..self.len()).for_each(&mut add),
        }
        // A column is read in its own order.
        for docs in &mut docs {
            docs.sort_unstable();
        }
        docs.into_iter().map(Docs::These).collect()
    }

    /// Counts columns of shards, on every processor; returns of each column the names with their counts,
    /// and how many reports have one.
    fn count_all(&self, tasks: &[(usize, usize)], docs: &[Docs]) -> Result<Counted, Error> {
        let next = AtomicUsize::new(0);
        let count_some = || {
            let mut counted = Counted::new();
            while let Some((column, at)) = tasks.get(next.fetch_add(1, Ordering::Relaxed)) {
                let (Some(shard), Some(docs)) = (self.shards.get(*at), docs.get(*at)) else {
                    continue;
                };
                let (names, with) = counted.entry(*column).or_default();
                *with += count(shard, *column, docs, names)?;
            }
            Ok(counted)
        };
        let work = || self.ask(count_some);
        let parts = thread::scope(|scope| {
            let others: Vec<_> = (1..threads()).map(|_| scope.spawn(work)).collect();
            let mut parts = vec![work()];
            parts.extend(others.into_iter().map(|other| {
                let failed = |_| Err(Error::Damaged);
                other.join().unwrap_or_else(failed)
            }));
            parts
        });
        let mut parts = parts.into_iter();
        let mut all = parts.next().unwrap_or_else(|| Ok(Counted::new()))?;
        for part in parts {
            for (column, (names, with)) in part? {
                let (into, sum) = all.entry(column).or_default();
                *sum += with;
                for (name, count) in names {
                    *into.entry(name).or_default() += count;
                }
            }
        }
        Ok(all)
    }
}

/// Of each column the names with their counts, and how many reports have one.
type Counted = HashMap<usize, (HashMap<String, usize>, usize)>;

/// Returns the column of a kind of name.
fn column(kind: Kind) -> Option<usize> {
    match kind {
        Kind::Source => Some(0),
        Kind::Section => Some(1),
        Kind::Author => Some(2),
        Kind::Tag => Some(3),
        Kind::Page => Some(4),
        Kind::Year => None,
    }
}

/// Adds the names of a shard's reports up; returns how many reports have one.
fn count(
    shard: &Shard,
    column: usize,
    docs: &Docs,
    names: &mut HashMap<String, usize>,
) -> io::Result<usize> {
    let Some(column) = shard.names(column) else {
        return Ok(0);
    };
    let (ordinals, with) = ordinals(shard, column, docs)?;
    let occurring = ordinals.iter().enumerate().filter(|(_, count)| **count > 0);
    let (ords, counts): (Vec<u64>, Vec<u32>) = occurring.map(|(ord, n)| (ord as u64, *n)).unzip();
    let mut counts = counts.into_iter();
    let found = column.dictionary().sorted_ords_to_term_cb(&ords, |name| {
        let count = counts.next().unwrap_or(0) as usize;
        let name = String::from_utf8_lossy(name);
        if let Some(sum) = names.get_mut(&*name) {
            *sum += count;
        } else {
            names.insert(name.into_owned(), count);
        }
    })?;
    if found {
        Ok(with)
    } else {
        Err(io::ErrorKind::InvalidData.into())
    }
}

/// Counts a column's values by their ordinals, and the reports that have one.
///
/// # Errors
///
/// When the column has more names than values: memory for as many as damage says may not be asked for.
fn ordinals(shard: &Shard, column: &StrColumn, docs: &Docs) -> io::Result<(Ordinals, usize)> {
    if column.num_terms() > column.ords().values.num_vals() as usize {
        return Err(io::ErrorKind::InvalidData.into());
    }
    let mut tally = Tally {
        column,
        counts: vec![0; column.num_terms()],
        with: 0,
        docs: Vec::new(),
        rows: Vec::new(),
        values: Vec::new(),
    };
    match docs {
        Docs::All if column.ords().get_cardinality() != Cardinality::Multivalued => {
            tally.add_single();
        }
        Docs::All => {
            let mut block = Vec::new();
            for start in (0..shard.len()).step_by(BLOCK as usize) {
                block.clear();
                block.extend(start..(start + BLOCK).min(shard.len()));
                tally.add(&block);
            }
        }
        Docs::These(docs) => docs
            .chunks(BLOCK as usize)
            .for_each(|block| tally.add(block)),
    }
    Ok((tally.counts, tally.with))
}

/// Counts values by their ordinals.
struct Tally<'c> {
    column: &'c StrColumn,
    counts: Ordinals,
    /// How many reports have a value.
    with: usize,
    docs: Vec<DocId>,
    rows: Vec<u32>,
    values: Vec<u64>,
}

impl Tally<'_> {
    /// Adds all values of a column in which no report has more than one.
    fn add_single(&mut self) {
        let values = &self.column.ords().values;
        let len = values.num_vals();
        for start in (0..len).step_by(BLOCK as usize) {
            let block = BLOCK.min(len - start);
            self.values.resize(block as usize, 0);
            values.get_range(start.into(), &mut self.values);
            for ord in &self.values {
                if let Some(count) = self.counts.get_mut(*ord as usize) {
                    *count += 1;
                }
            }
        }
        self.with += len as usize;
    }

    /// Adds the values of a block of reports, each once for a report.
    fn add(&mut self, block: &[DocId]) {
        let ords = self.column.ords();
        self.docs.clear();
        self.rows.clear();
        ords.row_ids_for_docs(block, &mut self.docs, &mut self.rows);
        self.values.clear();
        self.values.resize(self.rows.len(), 0);
        ords.values.get_vals(&self.rows, &mut self.values);
        let mut start = 0;
        while let Some(doc) = self.docs.get(start) {
            let same = self.docs.iter().skip(start).take_while(|next| *next == doc);
            let end = start + same.count();
            let own = self.values.get(start..end).unwrap_or_default();
            for (at, ord) in own.iter().enumerate() {
                let is_new = !own.iter().take(at).any(|known| known == ord);
                if let (true, Some(count)) = (is_new, self.counts.get_mut(*ord as usize)) {
                    *count += 1;
                }
            }
            self.with += 1;
            start = end;
        }
    }
}
