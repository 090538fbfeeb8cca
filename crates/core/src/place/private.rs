//! Directories and files of ours, which only their owner can read.

use std::fs::{self, DirBuilder, File, OpenOptions, Permissions};
use std::io;
use std::os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _, PermissionsExt as _};
use std::path::Path;

use crate::lang::{Bilingual, bilingual};

/// Makes a directory of ours that only its owner can enter, and those above it that are missing, as the XDG
/// Base Directory Specification asks for. One that others could enter, from an earlier version, is closed to
/// them.
///
/// # Errors
///
/// Fails when it cannot be made.
pub fn private_directory(path: &Path) -> io::Result<()> {
    DirBuilder::new().recursive(true).mode(0o700).create(path)?;
    close_to_others(path);
    Ok(())
}

/// Returns options to open a file of ours with, which nobody but its owner can read where it is made.
pub fn private_file() -> OpenOptions {
    let mut options = OpenOptions::new();
    options.mode(0o600);
    options
}

/// Opens a file of ours. What stands in its place and is no file is refused: a pipe would be waited for, and what a
/// device gives may never end.
///
/// # Errors
///
/// Fails when it is none, or cannot be opened.
pub fn open_file(options: &OpenOptions, path: &Path) -> io::Result<File> {
    let known = fs::metadata(path);
    if known.is_ok_and(|known| !known.is_file() && !known.is_dir()) {
        return Err(io::Error::other(Bilingual::new(
            "it is a pipe, a socket or a device; put a file in its place",
            "这是管道、套接字或设备；请换成文件",
        )));
    }
    let target = fs::read_link(path);
    options.open(path).map_err(|error| match target {
        Ok(target) if error.kind() == io::ErrorKind::NotFound => leads_nowhere(&target),
        _ => error,
    })
}

/// Says of a link that there is nothing where it leads. It is still that there is no file.
fn leads_nowhere(target: &Path) -> io::Error {
    let target = target.display();
    let what = bilingual!(
        "it is a link to {target}, where there is nothing; mend the link or delete it",
        "这是指向 {target} 的链接，那里什么也没有；请改正或删除这个链接"
    );
    io::Error::new(io::ErrorKind::NotFound, what)
}

/// Takes from others what they may do with a file or a directory of ours. Where the file system knows no
/// owners nothing can be taken.
pub fn close_to_others(path: &Path) {
    let Ok(metadata) = path.metadata() else {
        return;
    };
    let mode = metadata.permissions().mode();
    if mode & 0o077 != 0 {
        let _ = fs::set_permissions(path, Permissions::from_mode(mode & 0o700));
    }
}
