//! Writes shards.

use std::path::Path;

use tantivy::directory::MmapDirectory;
use tantivy::{Index, SingleSegmentIndexWriter};

use super::fields::{self, Fields, Place};
use super::files::Files;
use super::{Error, Watch};
use crate::place;

/// What tantivy makes its tables for, in bytes.
const MEMORY: usize = 200 << 20;

/// Reports between two looks at whether the work is still wanted.
const BETWEEN_LOOKS: usize = 64;

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
        .schema(schema.clone())
        .tokenizers(fields::tokenizers());
    let mmap = MmapDirectory::open(directory).map_err(tantivy::TantivyError::from)?;
    let mut writer: SingleSegmentIndexWriter = index.single_segment_index_writer(mmap, MEMORY)?;
    for some in places.chunks(BETWEEN_LOOKS) {
        if watch.is_stopped() {
            return Err(Error::Stopped);
        }
        for place in some {
            let article = files.article(place)?;
            let document = fields::document(&fields, &schema, &article, place)?;
            writer.add_document(document)?;
        }
        written(some.len());
    }
    writer.finalize()?;
    Ok(())
}
