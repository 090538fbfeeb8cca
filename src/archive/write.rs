//! Writes shards.

use std::path::Path;

use tantivy::directory::MmapDirectory;
use tantivy::{Index, SingleSegmentIndexWriter};

use super::files::Files;
use super::schema::{self, Fields, Place};
use super::{Error, Watch, ids, sketches};
use crate::place;

/// What tantivy makes its tables for, in bytes.
const MEMORY: usize = 200 << 20;

/// How many reports are read together, between two looks at whether the work is still wanted.
const BETWEEN_LOOKS: usize = 64;

/// How much of the files is read at once, in bytes, unless a record is longer.
const MOST_READ: usize = 1 << 20;

/// Writes reports as a shard into a new directory; `written` is told how many more there are.
///
/// # Errors
///
/// When a file has changed, the disk takes no more, or the watch stops it. The directory is of no use then.
pub(super) fn shard(
    directory: &Path,
    places: &[Place],
    files: &Files,
    watch: &dyn Watch,
    written: &dyn Fn(usize),
) -> Result<(), Error> {
    place::private_directory(directory)?;
    let schema = Fields::schema();
    let fields = Fields::of(&schema)?;
    let index = Index::builder()
        .schema(schema)
        .tokenizers(schema::tokenizers());
    let mmap = MmapDirectory::open(directory).map_err(tantivy::TantivyError::from)?;
    let mut writer: SingleSegmentIndexWriter = index.single_segment_index_writer(mmap, MEMORY)?;
    let mut ids = ids::Writer::default();
    let mut sketches = sketches::Writer::default();
    for some in batches(places) {
        if watch.is_stopped() {
            return Err(Error::Stopped);
        }
        for (article, place) in files.articles(some)?.iter().zip(some) {
            ids.add(&article.id);
            let (document, sketch) = schema::document(&fields, article, place);
            sketches.add(&sketch);
            writer.add_document(document)?;
        }
        written(some.len());
    }
    writer.finalize()?;
    sketches.write(directory)?;
    Ok(ids.write(directory)?)
}

/// Cuts reports into those whose records are read together.
fn batches(places: &[Place]) -> impl Iterator<Item = &[Place]> {
    let mut rest = places;
    std::iter::from_fn(move || {
        let mut bytes = 0;
        let fits = |place: &&Place| {
            bytes += place.spot.len as usize;
            bytes <= MOST_READ
        };
        let most = rest.iter().take(BETWEEN_LOOKS);
        let (some, others) = rest.split_at_checked(most.take_while(fits).count().max(1))?;
        rest = others;
        Some(some)
    })
}
