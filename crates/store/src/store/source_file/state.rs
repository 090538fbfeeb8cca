//! What tells whether a file is the one that was read before: what the file system says of it and, where
//! that is not enough, checksums of what was read.

use std::fs::Metadata;
use std::io;
use std::os::unix::fs::{FileExt as _, MetadataExt as _};
use std::time::{Duration, SystemTime};

use serde::{Deserialize, Serialize};
use xxhash_rust::xxh3::{Xxh3, xxh3_64};

use super::{BLOCK, Volume};

/// How coarse the times of a file system may be. A file that was changed so shortly before it was read may
/// have been changed once more within the same tick, and no time tells of that.
const TICK: Duration = Duration::from_secs(2);

/// How many bytes are read at a time to be compared: what a processor holds near.
const STEP: u64 = 256 << 10;

/// What the file system says of a file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct State {
    /// Its length in bytes.
    pub len: u64,
    /// When it was last written, in nanoseconds since 1970. A program may set this as it likes.
    pub written: u64,
    /// When it was last changed in any way, the same. Only the system sets this.
    pub changed: u64,
    /// Whether a later change has another time for certain.
    pub is_settled: bool,
}

impl State {
    /// Takes what is said of a file that is about to be read.
    pub fn of(metadata: &Metadata) -> Self {
        Self::seen(metadata, SystemTime::now())
    }

    fn seen(metadata: &Metadata, now: SystemTime) -> Self {
        let changed = changed(metadata);
        let earliest = now.checked_sub(TICK).map_or(0, since_1970);
        Self {
            len: metadata.len(),
            written: metadata.modified().map_or(0, since_1970),
            changed,
            is_settled: changed < earliest,
        }
    }

    /// Returns whether a file of this metadata is certainly as it was, as far as a file system can tell.
    pub fn is_of(&self, metadata: &Metadata) -> bool {
        let written = metadata.modified().map_or(0, since_1970);
        self.is_settled
            && (self.len, self.written, self.changed)
                == (metadata.len(), written, changed(metadata))
    }
}

fn changed(metadata: &Metadata) -> u64 {
    let seconds = u64::try_from(metadata.ctime()).unwrap_or(0);
    let nanoseconds = u64::try_from(metadata.ctime_nsec()).unwrap_or(0);
    seconds
        .saturating_mul(1_000_000_000)
        .saturating_add(nanoseconds)
}

fn since_1970(time: SystemTime) -> u64 {
    let since = time.duration_since(SystemTime::UNIX_EPOCH);
    since.map_or(0, |since| since.as_nanos() as u64)
}

/// A piece of a file that was read; it begins where the one before it ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Piece {
    /// The byte behind it.
    pub end: u64,
    /// The checksum of its bytes.
    pub sum: u64,
}

impl Piece {
    /// Returns the pieces of bytes that stand at a place of a file.
    pub(super) fn of(bytes: &[u8], at: u64) -> Vec<Self> {
        let mut end = at;
        let piece = |bytes: &[u8]| {
            end += bytes.len() as u64;
            let sum = xxh3_64(bytes);
            Self { end, sum }
        };
        bytes.chunks(BLOCK as usize).map(piece).collect()
    }

    /// Puts pieces that follow each other together to runs of a block's size, each with where it begins.
    pub fn runs(pieces: &[Self]) -> Vec<(u64, &[Self])> {
        let mut runs = Vec::new();
        let (mut start, mut rest) = (0, pieces);
        while !rest.is_empty() {
            let fitting = rest.partition_point(|piece| piece.end <= start + BLOCK);
            let (run, others) = rest.split_at(fitting.max(1));
            runs.push((start, run));
            start = run.last().map_or(start, |piece| piece.end);
            rest = others;
        }
        runs
    }
}

impl Volume {
    /// Reads all pieces of the file.
    ///
    /// # Errors
    ///
    /// When the file cannot be read.
    pub(super) fn pieces(&self) -> io::Result<Vec<Piece>> {
        let mut pieces = Vec::new();
        let mut at = 0;
        while at < self.len {
            let bytes = self.bytes(at, (self.len - at).min(BLOCK))?;
            pieces.extend(Piece::of(&bytes, at));
            at += bytes.len() as u64;
        }
        Ok(pieces)
    }

    /// Reads a run of pieces that begins at `start` once more. Returns it as one piece, or two that meet at
    /// `cut`; `None` where the file does not hold the same there.
    ///
    /// # Errors
    ///
    /// When the file cannot be read.
    pub fn compare(&self, start: u64, run: &[Piece], cut: u64) -> io::Result<Option<Vec<Piece>>> {
        let end = run.last().map_or(start, |piece| piece.end);
        if end > self.len {
            return Ok(None);
        }
        let mut whole = Xxh3::new();
        let mut found = Vec::new();
        let mut bytes = vec![0; STEP as usize];
        let mut at = start;
        for piece in run {
            let mut hasher = Xxh3::new();
            while at < piece.end {
                let next = [piece.end, cut].into_iter().filter(|end| *end > at).min();
                let len = next.map_or(0, |next| next - at).min(STEP);
                let part = bytes.get_mut(..len as usize).unwrap_or_default();
                self.file.read_exact_at(part, at)?;
                hasher.update(part);
                whole.update(part);
                at += len;
                if at == cut && at > start || at == end {
                    let sum = whole.digest();
                    found.push(Piece { end: at, sum });
                    whole.reset();
                }
            }
            if hasher.digest() != piece.sum {
                return Ok(None);
            }
        }
        Ok(Some(found))
    }
}

#[cfg(test)]
mod tests {
    use std::fs::{self, File};
    use std::io::Write as _;
    use std::sync::Arc;

    use proptest::prelude::*;

    use super::super::Form;
    use super::*;
    use crate::store::{Names, Reading};

    #[test]
    fn a_file_that_was_changed_just_now_may_change_again_in_the_same_tick() {
        let file = tempfile::NamedTempFile::new().unwrap();
        let metadata = file.as_file().metadata().unwrap();
        let now = SystemTime::now();
        assert!(!State::seen(&metadata, now).is_of(&metadata));
        let settled = State::seen(&metadata, now + 2 * TICK);
        assert!(settled.is_of(&metadata));
        // Another text of the same length, and the time of writing set back.
        file.as_file().set_modified(now - TICK).unwrap();
        let metadata = file.as_file().metadata().unwrap();
        let State { written, .. } = State::of(&metadata);
        assert!(!State { written, ..settled }.is_of(&metadata));
    }

    fn volume(bytes: &[u8]) -> (tempfile::TempDir, Volume) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a");
        File::create(&path).unwrap().write_all(bytes).unwrap();
        let names = Names::of(&Reading::default());
        let volume = Volume::known("a", &path, &names, Form::Lines, &Arc::default()).unwrap();
        (folder, volume)
    }

    proptest! {
        #[test]
        fn what_was_read_in_pieces_is_the_same_until_a_byte_is_another(
            mut bytes in prop::collection::vec(any::<u8>(), 1..2000),
            ends in prop::collection::btree_set(1_usize..2000, 0..6),
            (cut, spoilt) in (any::<prop::sample::Index>(), any::<prop::sample::Index>()),
        ) {
            let ends = ends.into_iter().filter(|end| *end < bytes.len());
            let ends: Vec<usize> = ends.chain([bytes.len()]).collect();
            let mut start = 0;
            let mut pieces = Vec::new();
            for end in ends {
                pieces.extend(Piece::of(&bytes[start..end], start as u64));
                start = end;
            }
            let cut = cut.index(bytes.len() + 1) as u64;
            let compare = |volume: &Volume, pieces: &[Piece]| {
                let mut all = Vec::new();
                for (start, run) in Piece::runs(pieces) {
                    all.extend(volume.compare(start, run, cut).unwrap()?);
                }
                Some(all)
            };
            let (folder, whole) = volume(&bytes);
            let merged = compare(&whole, &pieces).unwrap();
            prop_assert!(merged.len() <= 2);
            prop_assert_eq!(merged.last().unwrap().end, bytes.len() as u64);
            prop_assert!(cut == 0 || merged.iter().any(|piece| piece.end == cut));
            prop_assert!(compare(&whole, &merged).is_some());
            let at = spoilt.index(bytes.len());
            bytes[at] ^= 1;
            let (_other, spoilt) = volume(&bytes);
            prop_assert!(compare(&spoilt, &pieces).is_none());
            prop_assert!(compare(&spoilt, &merged).is_none());
            fs::remove_dir_all(folder.path()).unwrap();
        }
    }
}
