//! The order of an archive's reports: which report stands in a row, and in which row a report stands.
//!
//! While nothing is added the shards follow each other and each is in order: then nothing is kept. Reports
//! that came later are in shards of their own and stand between the others: then two numbers are kept
//! for each report, 8 bytes of memory.

use std::io;
use std::path::Path;

use xxhash_rust::xxh3::xxh3_64;

use super::manifest::OrderEntry;
use super::{Error, checked, manifest};

/// A report whose file is gone has no row.
const NONE: u32 = u32::MAX;

/// The order of reports that are numbered through all shards.
#[derive(Debug)]
pub(super) enum Order {
    /// As they are numbered.
    Same(u32),
    /// Another.
    Table {
        /// The report in each row.
        reports: Vec<u32>,
        /// The row of each report.
        rows: Vec<u32>,
    },
}

impl Order {
    /// Takes the report in each row, of `len` reports.
    pub(super) fn table(reports: Vec<u32>, len: u32) -> Self {
        let mut rows = vec![NONE; len as usize];
        for (row, report) in reports.iter().enumerate() {
            if let Some(place) = rows.get_mut(*report as usize) {
                *place = row as u32;
            }
        }
        Self::Table { reports, rows }
    }

    /// Returns how many rows there are.
    pub(super) fn len(&self) -> u32 {
        match self {
            Self::Same(len) => *len,
            Self::Table { reports, .. } => reports.len() as u32,
        }
    }

    /// Returns whether every report has the row of its number.
    pub(super) fn is_same(&self) -> bool {
        matches!(self, Self::Same(_))
    }

    /// Returns the report in a row.
    pub(super) fn report(&self, row: u32) -> Option<u32> {
        match self {
            Self::Same(len) => (row < *len).then_some(row),
            Self::Table { reports, .. } => reports.get(row as usize).copied(),
        }
    }

    /// Returns the row of a report; `None` for one that is gone.
    pub(super) fn row(&self, report: u32) -> Option<u32> {
        match self {
            Self::Same(len) => (report < *len).then_some(report),
            Self::Table { rows, .. } => rows
                .get(report as usize)
                .copied()
                .filter(|row| *row != NONE),
        }
    }

    /// Reads the order of `len` reports from a file with this checksum.
    ///
    /// # Errors
    ///
    /// When it cannot be read or is damaged.
    pub(super) fn read(path: &Path, sum: u64, len: u32) -> Result<Self, Error> {
        let bytes = checked::read_file(path)?;
        if sum != xxh3_64(&bytes) || bytes.len() % 4 != 0 {
            return Err(Error::Damaged);
        }
        let number = |bytes: &[u8]| bytes.try_into().map_or(NONE, u32::from_le_bytes);
        let reports: Vec<u32> = bytes.chunks_exact(4).map(number).collect();
        if reports.iter().any(|report| *report >= len) {
            return Err(Error::Damaged);
        }
        Ok(Self::table(reports, len))
    }

    /// Writes the report in each row.
    ///
    /// # Errors
    ///
    /// When it cannot be written.
    pub(super) fn write(reports: &[u32], directory: &Path, name: String) -> io::Result<OrderEntry> {
        let numbers = reports.iter().flat_map(|report| report.to_le_bytes());
        let bytes: Vec<u8> = numbers.collect();
        manifest::replace(directory, &name, &bytes)?;
        let sum = xxh3_64(&bytes);
        Ok(OrderEntry { name, sum })
    }
}
