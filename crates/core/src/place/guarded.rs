//! A writer that shows a terminal what it might obey, and gives everything else its bytes as they are.

use std::io::{self, IsTerminal, Write};

use crate::text::sanitize;

/// What stands at the beginning of a table for spreadsheets, and is nothing to look at.
const BYTE_ORDER_MARK: &str = "\u{FEFF}";

/// Writes to a pipe or a file what comes, and to a terminal what is [visible](sanitize::visible_with_marks) of it.
#[derive(Debug)]
pub struct Guarded<W: Write> {
    writer: W,
    /// What of a line is there; nothing where no terminal is written to.
    line: Option<Vec<u8>>,
    is_begun: bool,
}

impl<W: Write + IsTerminal> Guarded<W> {
    /// Looks at what is written to.
    pub fn new(writer: W) -> Self {
        let is_terminal = writer.is_terminal();
        Self::of(writer, is_terminal)
    }
}

impl<W: Write> Guarded<W> {
    /// Takes a writer that ends at a terminal, or does not.
    pub fn of(writer: W, is_terminal: bool) -> Self {
        Self {
            writer,
            line: is_terminal.then(Vec::new),
            is_begun: false,
        }
    }

    /// Shows what is there of lines, up to a byte.
    fn show(&mut self, end: usize) -> io::Result<()> {
        let Some(line) = self.line.as_mut().filter(|_| end > 0) else {
            return Ok(());
        };
        let lines: Vec<u8> = line.drain(..end).collect();
        let mut text = &*String::from_utf8_lossy(&lines);
        if !self.is_begun {
            text = text.strip_prefix(BYTE_ORDER_MARK).unwrap_or(text);
            self.is_begun = true;
        }
        self.writer
            .write_all(sanitize::visible_with_marks(text).as_bytes())
    }
}

impl<W: Write> Write for Guarded<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let Some(line) = &mut self.line else {
            return self.writer.write(bytes);
        };
        line.extend_from_slice(bytes);
        // Whether a character is drawn may depend on the one behind it, and it may come in two pieces.
        let whole = line.iter().rposition(|byte| *byte == b'\n');
        self.show(whole.map_or(0, |at| at + 1))?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.show(self.line.as_ref().map_or(0, Vec::len))?;
        self.writer.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(is_terminal: bool, pieces: &[&[u8]]) -> Vec<u8> {
        let mut out = Vec::new();
        let mut guarded = Guarded::of(&mut out, is_terminal);
        for piece in pieces {
            guarded.write_all(piece).unwrap();
        }
        guarded.flush().unwrap();
        out
    }

    #[test]
    fn a_pipe_gets_every_byte_and_a_terminal_no_control() {
        let hostile = "\u{feff}春\u{1b}[2J雨\u{9b}0m\u{2028}\u{202e}\r\n".as_bytes();
        assert_eq!(
            written(false, &[hostile, b"\xff\x9b"]),
            [hostile, b"\xff\x9b"].concat()
        );
        let shown = written(true, &[hostile, b"\xff\x9b"]);
        assert_eq!(
            String::from_utf8(shown).unwrap(),
            "春\\u001b[2J雨\\u009b0m\\u2028\\u202e\r\n\u{fffd}\u{fffd}"
        );
    }

    #[test]
    fn what_comes_in_pieces_is_judged_as_a_whole() {
        let text = "👩\u{200d}🔬 一行\n\u{9b}".as_bytes();
        let pieces: Vec<&[u8]> = text.chunks(1).collect();
        let shown = String::from_utf8(written(true, &pieces)).unwrap();
        assert_eq!(shown, "👩\u{200d}🔬 一行\n\\u009b");
    }
}
