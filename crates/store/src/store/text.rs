//! Texts that are looked at in windows, be they in memory or in a file.

use std::fs::File;
use std::io::{self, ErrorKind};
use std::os::unix::fs::FileExt as _;

/// A text of any length.
pub(super) trait Text {
    /// Returns its length in bytes.
    fn len(&self) -> u64;

    /// Returns what stands from a byte on, about `size` bytes of it or more, and whether that is the rest.
    ///
    /// # Errors
    ///
    /// When it cannot be read, or is no UTF-8.
    fn window(&mut self, from: u64, size: usize) -> io::Result<(&str, bool)>;
}

impl Text for &str {
    fn len(&self) -> u64 {
        str::len(self) as u64
    }

    fn window(&mut self, from: u64, size: usize) -> io::Result<(&str, bool)> {
        let from = usize::try_from(from).map_err(io::Error::other)?;
        let end = self.ceil_char_boundary(from.saturating_add(size));
        let window = self.get(from..end).ok_or(ErrorKind::InvalidInput)?;
        Ok((window, end == str::len(self)))
    }
}

/// The text of a file in UTF-8, from a byte on; no more of it than a window is held.
#[derive(Debug)]
pub(super) struct InFile<'f> {
    file: &'f File,
    /// The first byte of the text, and the one behind its last.
    base: u64,
    end: u64,
    /// What was read last, and where that stands in the text.
    bytes: Vec<u8>,
    from: u64,
}

impl<'f> InFile<'f> {
    pub(super) fn new(file: &'f File, base: u64, end: u64) -> Self {
        Self {
            file,
            base,
            end: end.max(base),
            bytes: Vec::new(),
            from: 0,
        }
    }

    /// Returns where it begins in the file.
    pub(super) fn base(&self) -> u64 {
        self.base
    }

    /// Returns whether it is UTF-8 throughout. This reads all of it.
    ///
    /// # Errors
    ///
    /// When it cannot be read.
    pub(super) fn is_utf8(&mut self) -> io::Result<bool> {
        const SIZE: usize = 1 << 20;
        let mut at = 0;
        while at < self.len() {
            match self.window(at, SIZE) {
                Ok((window, _)) => at += window.len() as u64,
                Err(error) if error.kind() == ErrorKind::InvalidData => return Ok(false),
                Err(error) => return Err(error),
            }
        }
        Ok(true)
    }

    /// Reads what is not yet read of so many bytes from `from` on.
    fn fill(&mut self, from: u64, size: usize) -> io::Result<()> {
        let skipped = from
            .checked_sub(self.from)
            .and_then(|skip| usize::try_from(skip).ok());
        match skipped.filter(|skip| *skip <= self.bytes.len()) {
            Some(skip) => drop(self.bytes.drain(..skip)),
            None => self.bytes.clear(),
        }
        self.from = from;
        // What a long record needed is not kept for the short ones behind it.
        self.bytes.shrink_to(size.saturating_mul(4));
        let left = self.len().saturating_sub(from);
        let size = usize::try_from(left).unwrap_or(usize::MAX).min(size);
        let known = self.bytes.len();
        if size > known {
            self.bytes.resize(size, 0);
            let more = self.bytes.get_mut(known..).unwrap_or_default();
            self.file
                .read_exact_at(more, self.base + from + known as u64)?;
        }
        Ok(())
    }
}

impl Text for InFile<'_> {
    fn len(&self) -> u64 {
        self.end - self.base
    }

    fn window(&mut self, from: u64, size: usize) -> io::Result<(&str, bool)> {
        // At least one character.
        self.fill(from, size.max(4))?;
        let is_last = from + self.bytes.len() as u64 >= self.len();
        let end = if is_last {
            self.bytes.len()
        } else {
            end_of_characters(&self.bytes)
        };
        let whole = self.bytes.get(..end).unwrap_or_default();
        let window = simdutf8::basic::from_utf8(whole).map_err(|_| ErrorKind::InvalidData)?;
        Ok((window, is_last))
    }
}

/// Returns where the last character ends that is not cut.
fn end_of_characters(bytes: &[u8]) -> usize {
    let is_begin = |byte: &u8| byte & 0b1100_0000 != 0b1000_0000;
    let tail = bytes.len().saturating_sub(3);
    let last = bytes.get(tail..).unwrap_or_default();
    let Some(at) = last.iter().rposition(is_begin) else {
        return bytes.len();
    };
    let length = last.get(at).map_or(0, |byte| byte.leading_ones() as usize);
    let begin = tail + at;
    // A byte of its own has no leading one.
    if begin + length.max(1) > bytes.len() {
        begin
    } else {
        bytes.len()
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use super::*;

    #[test]
    fn a_cut_character_is_left_for_the_next_window() {
        for text in ["a", "é", "植", "𠮷", "植𠮷", "𠮷é"] {
            for end in 0..=text.len() {
                let bytes = text.as_bytes().get(..end).unwrap();
                assert_eq!(end_of_characters(bytes), text.floor_char_boundary(end));
            }
        }
    }

    #[test]
    fn a_window_is_the_same_in_memory_and_in_a_file() {
        let text = "{\"title\":\"示范区组织学生观看科普展\"}\n".repeat(20);
        let mut file = tempfile::tempfile().unwrap();
        write!(file, "\u{FEFF}{text}").unwrap();
        let mut in_file = InFile::new(&file, 3, 3 + text.len() as u64);
        assert!(in_file.is_utf8().unwrap());
        let mut at = 0;
        for size in [1, 2, 5, 11, 64, 3, 100, 1000, 7].into_iter().cycle() {
            let (window, is_last) = in_file.window(at as u64, size).unwrap();
            assert!(text.get(at..).unwrap().starts_with(window));
            assert_eq!(is_last, at + window.len() == text.len());
            if is_last {
                break;
            }
            let mut in_memory = text.as_str();
            let (same, _) = in_memory.window(at as u64, window.len()).unwrap();
            assert_eq!(same, window);
            at += window.len().div_ceil(2);
            at = text.ceil_char_boundary(at);
        }
        file.write_all(b"\xFF").unwrap();
        let len = file.metadata().unwrap().len();
        assert!(!InFile::new(&file, 3, len).is_utf8().unwrap());
    }
}
