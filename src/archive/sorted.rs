//! The reports of an archive in other orders than that of reading: what
//! [`rows_in_order`](crate::search::sorting::rows_in_order) gives, without reading an article.
//!
//! Each report gets a number that says where it stands: its day or its length, or of names the number that its
//! shard's column gives it, which leads to a place among the names of all shards.

use std::io;

use tantivy::columnar::StrColumn;

use super::schema::{HEADLINES, NAMES, PAGES, SOURCES};
use super::shard::Shard;
use super::{Archive, Error};
use crate::search::Sort;
use crate::search::sorting::{Key, Sound};

/// The place of a report of which nothing is known.
const LAST: u64 = u64::MAX;

impl Archive {
    /// Returns all rows in an order.
    ///
    /// # Errors
    ///
    /// When the index cannot be read.
    pub fn in_order(&self, sort: Sort) -> Result<Vec<u32>, Error> {
        self.ask(|| {
            let places = match sort {
                Sort::Newest | Sort::Relevance => return Ok((0..self.order.len()).collect()),
                Sort::Oldest => self.places(|shard, doc| match shard.day(doc) {
                    0 => LAST,
                    day => day.into(),
                }),
                Sort::Length => self.places(|shard, doc| LAST - 1 - shard.length(doc)),
                Sort::Source => self.places_of_names(SOURCES, Key::of_source)?,
                Sort::Page => self.places_of_names(PAGES, Key::of_page)?,
                Sort::Headline => {
                    self.places_of_names(HEADLINES, |name| Key::of_sound(Sound::kept(name)))?
                }
            };
            let mut rows: Vec<u32> = (0..self.order.len()).collect();
            rows.sort_by_key(|row| {
                let report = self.order.report(*row);
                let place = report.and_then(|report| places.get(report as usize));
                place.copied().unwrap_or(LAST)
            });
            Ok(rows)
        })
    }

    /// The place of every report, in the order of their numbers.
    fn places(&self, place: impl Fn(&Shard, u32) -> u64) -> Vec<u64> {
        let shards = self.shards.iter();
        let places = shards.flat_map(|shard| (0..shard.len()).map(|doc| place(shard, doc)));
        places.collect()
    }

    fn places_of_names(&self, column: &str, key: impl Fn(&str) -> Key) -> Result<Vec<u64>, Error> {
        let column = NAMES.iter().position(|name| *name == column).unwrap_or(0);
        let mut names: Vec<(Key, usize, usize)> = Vec::new();
        let mut of_shards: Vec<Vec<u64>> = Vec::new();
        for (number, shard) in self.shards.iter().enumerate() {
            let all = shard.names(column).map(all_names).transpose()?;
            let all = all.unwrap_or_default();
            of_shards.push(vec![LAST; all.len()]);
            let keys = all.iter().enumerate();
            names.extend(keys.map(|(ordinal, name)| (key(name), number, ordinal)));
        }
        names.sort_unstable();
        let mut place = 0;
        let mut before = None;
        for (key, shard, ordinal) in &names {
            place += u64::from(before.replace(key).is_some_and(|before| before != key));
            let of_shard = of_shards.get_mut(*shard);
            if let Some(own) = of_shard.and_then(|places| places.get_mut(*ordinal)) {
                *own = if *key == Key::Unknown { LAST } else { place };
            }
        }
        let mut places = Vec::new();
        for (shard, of_shard) in self.shards.iter().zip(&of_shards) {
            let names = shard.names(column).map(|names| names.ords());
            let place = |doc| {
                let ordinal = names.and_then(|ordinals| ordinals.first(doc))?;
                of_shard.get(ordinal as usize).copied()
            };
            places.extend((0..shard.len()).map(|doc| place(doc).unwrap_or(LAST)));
        }
        Ok(places)
    }
}

/// Returns the names of a column, by their ordinals.
///
/// # Errors
///
/// When the column has more names than values, or cannot be read.
fn all_names(column: &StrColumn) -> io::Result<Vec<String>> {
    if column.num_terms() > column.ords().values.num_vals() as usize {
        return Err(io::ErrorKind::InvalidData.into());
    }
    let ordinals: Vec<u64> = (0..column.num_terms() as u64).collect();
    let mut names = Vec::with_capacity(ordinals.len());
    let take = |name: &[u8]| names.push(String::from_utf8_lossy(name).into_owned());
    if column
        .dictionary()
        .sorted_ords_to_term_cb(&ordinals, take)?
    {
        Ok(names)
    } else {
        Err(io::ErrorKind::InvalidData.into())
    }
}
