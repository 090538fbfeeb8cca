//! What stands at a path and is no file: a pipe waits for a writer, and a device may never end.

use std::fs;
use std::os::unix::fs::FileTypeExt as _;
use std::path::Path;

/// Where pipes stand that are open already.
const OPEN: [&str; 3] = ["/dev/fd", "/dev/stdin", "/proc/self/fd"];

/// Returns whether what stands at a path is a pipe, a socket or a device. A pipe that is open already, as the
/// shell's `<(command)` is, ends with its command and is read like standard input.
pub fn is_special(path: &Path) -> bool {
    let Ok(metadata) = fs::metadata(path) else {
        return false;
    };
    let kind = metadata.file_type();
    let is_open = kind.is_fifo() && OPEN.iter().any(|open| path.starts_with(open));
    !(kind.is_file() || kind.is_dir() || is_open)
}
