//! How far a long import is, on a terminal's standard error.

use std::io::{self, IsTerminal as _, Write as _};

/// Fewer files need no bar.
const MANY: usize = 20;
/// The bar's width in cells.
const BAR: usize = 30;

/// A bar that grows with the files.
#[derive(Debug)]
pub(super) struct Progress {
    files: usize,
    done: usize,
    shown: bool,
}

impl Progress {
    /// Begins with no file done.
    pub(super) fn new(files: usize) -> Self {
        let shown = files >= MANY && io::stderr().is_terminal();
        Self {
            files,
            done: 0,
            shown,
        }
    }

    /// Shows that another file is being read.
    pub(super) fn step(&mut self) {
        self.done += 1;
        let full = BAR * self.done / self.files.max(1);
        let now = BAR * self.done / self.files.max(1) != BAR * (self.done - 1) / self.files.max(1);
        if self.shown && now {
            let bar = format!(
                "\r[{:<BAR$}] {}/{}",
                "#".repeat(full),
                self.done,
                self.files
            );
            // Who cannot see the bar loses nothing.
            let _ = write!(io::stderr(), "{bar}");
        }
    }

    /// Takes the bar away.
    pub(super) fn end(&self) {
        if self.shown {
            let _ = write!(io::stderr(), "\r\x1b[K");
        }
    }
}
