//! Files that are read in parts and are not kept open between: a store may have more files than a program
//! may have open.

use std::fs::Metadata;
use std::io::{self, ErrorKind};
use std::os::unix::fs::MetadataExt as _;
use std::path::Path;
use std::sync::Arc;

use super::super::names::Names;
use super::super::shape::Shape;
use super::{BLOCK, Form, SMALL, State, Volume};

/// What a file was like when it was first opened, so that it can be opened again and be read as it was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Snapshot {
    /// How its text is found.
    pub form: Form,
    /// Where its reports stand, and under which names.
    pub shape: Arc<Shape>,
    /// Its state.
    pub state: State,
    device_and_inode: (u64, u64),
}

impl Snapshot {
    /// Returns where the blocks from a byte on begin, and last the end.
    pub fn blocks(&self, from: u64) -> Vec<u64> {
        let mut starts = vec![from];
        if self.form == Form::Lines && self.state.len.saturating_sub(from) > SMALL {
            let mut at = from + BLOCK;
            while at + BLOCK / 2 < self.state.len {
                starts.push(at);
                at += BLOCK;
            }
        }
        starts.push(self.state.len.max(from));
        starts
    }
}

impl Volume {
    /// Keeps what is needed to open it [again](Self::open_again).
    ///
    /// # Errors
    ///
    /// When the file system knows nothing of it.
    pub fn snapshot(&self) -> io::Result<Snapshot> {
        Ok(Snapshot {
            form: self.form,
            shape: self.shape.clone(),
            state: self.state,
            device_and_inode: device_and_inode(&self.file.metadata()?),
        })
    }

    /// Opens a file again, to be read as it was: what was written behind its end since is not read.
    ///
    /// # Errors
    ///
    /// When it cannot be opened; [`UnexpectedEof`](ErrorKind::UnexpectedEof) when another file is in its
    /// place, or it is shorter or gone.
    pub fn open_again(
        name: &str,
        path: &Path,
        names: &Arc<Names>,
        snapshot: &Snapshot,
    ) -> io::Result<Self> {
        let is_gone = |kind| {
            use ErrorKind::{NotADirectory, NotFound, PermissionDenied};
            matches!(kind, NotFound | NotADirectory | PermissionDenied)
        };
        let mut volume = match Self::known(name, path, names, snapshot.form, &snapshot.shape) {
            Err(error) if is_gone(error.kind()) => return Err(ErrorKind::UnexpectedEof.into()),
            opened => opened?,
        };
        let is_same = device_and_inode(&volume.file.metadata()?) == snapshot.device_and_inode;
        if !is_same || volume.len < snapshot.state.len {
            return Err(ErrorKind::UnexpectedEof.into());
        }
        (volume.len, volume.state) = (snapshot.state.len, snapshot.state);
        Ok(volume)
    }
}

fn device_and_inode(metadata: &Metadata) -> (u64, u64) {
    (metadata.dev(), metadata.ino())
}
