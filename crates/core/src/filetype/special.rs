//! What stands at a path and is no file: a pipe waits for a writer, and a device may never end.

use std::fs;
use std::io::{self, Read};
use std::os::unix::fs::FileTypeExt as _;
use std::path::Path;

use crate::lang::Bilingual;

/// So many zeros at the beginning are those of no text, in bytes.
const ZEROS: u64 = 64 << 10;

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

/// A stream is held in memory, and more of one is refused, in bytes: it may never end.
const MOST: u64 = 2 << 30;

/// Reads all of a stream, unless it begins with zeros as `/dev/zero` does, or is so long that it may never end.
///
/// # Errors
///
/// When it cannot be read, is nothing but zeros, or is too long.
pub fn read_all(stream: impl Read) -> io::Result<Vec<u8>> {
    read_within(stream, MOST)
}

fn read_within(mut stream: impl Read, most: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    stream.by_ref().take(ZEROS).read_to_end(&mut bytes)?;
    if bytes.len() as u64 == ZEROS && bytes.iter().all(|byte| *byte == 0) {
        let what = Bilingual::new(
            "it begins with nothing but zero bytes, which are no text; give a text",
            "开头全是零字节，不是文本；请改用文本",
        );
        return Err(io::Error::new(io::ErrorKind::InvalidData, what));
    }
    stream.take(most).read_to_end(&mut bytes)?;
    if bytes.len() as u64 >= most {
        let what = Bilingual::new(
            "it has more than 2 GB, or never ends; save it to a file and give the path",
            "超过 2 GB，或永远读不完；请先存成文件，再给出路径",
        );
        return Err(io::Error::new(io::ErrorKind::InvalidData, what));
    }
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stream_that_may_never_end_is_refused() {
        let most = 2 * ZEROS;
        let error = read_within(io::repeat(b'a'), most).unwrap_err();
        assert!(error.to_string().contains("never ends"), "{error}");
        let whole = vec![b'a'; ZEROS as usize + 1];
        assert_eq!(read_within(&*whole, most).unwrap(), whole);
    }
}
