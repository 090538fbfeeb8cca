//! Standard output and what is known about it: a terminal gets marks and cut lines, a pipe gets
//! everything and nothing else.

use std::fmt::Arguments;
use std::io::{self, BufWriter, IsTerminal as _, Stdout, Write};

use clap::builder::StyledStr;
use clap::builder::styling::Style;
use rustix::termios::tcgetwinsize;

use crate::lang::{IoContext as _, Lang, SystemError};
use crate::place::Guarded;

/// What standard output is called.
pub(super) const STANDARD_OUTPUT: (&str, &str) = ("standard output", "标准输出");

/// What standard input is called.
pub(super) const STANDARD_INPUT: (&str, &str) = ("standard input", "标准输入");

/// Standard output, buffered.
#[derive(Debug)]
pub(super) struct Out {
    writer: Guarded<BufWriter<Stdout>>,
    columns: Option<usize>,
    lines: Option<usize>,
    pen: Pen,
    lang: Lang,
    notices: Vec<String>,
}

impl Out {
    /// Looks at standard output, beside which remarks are made in `lang`.
    pub(super) fn stdout(lang: Lang) -> Self {
        let stdout = io::stdout();
        let size = stdout.is_terminal().then(|| size_of(&stdout));
        let (columns, lines) = size.unzip();
        Self {
            pen: Pen {
                marks: columns.is_some() && wants_marks(),
            },
            writer: Guarded::of(BufWriter::new(stdout), columns.is_some()),
            columns,
            lines,
            lang,
            notices: Vec::new(),
        }
    }

    /// Returns the terminal's width in cells; `None` where the output is no terminal.
    pub(super) fn columns(&self) -> Option<usize> {
        self.columns
    }

    /// Returns the width of the terminal before which someone sits, also where the output goes to a pager.
    pub(super) fn columns_of_pager(&self) -> Option<usize> {
        let behind_pipe = || {
            let size = tcgetwinsize(io::stderr()).or_else(|_| tcgetwinsize(io::stdin()));
            let columns = size.ok()?.ws_col;
            (columns > 0).then(|| columns.into())
        };
        self.columns.or_else(behind_pipe)
    }

    /// Returns the terminal's height in lines; `None` where the output is no terminal.
    pub(super) fn lines(&self) -> Option<usize> {
        self.lines
    }

    /// Returns whether someone's terminal interprets what is written.
    pub(super) fn is_terminal(&self) -> bool {
        self.columns.is_some()
    }

    /// Returns what marks words here.
    pub(super) fn pen(&self) -> Pen {
        self.pen
    }

    /// Returns the language of remarks.
    pub(super) fn lang(&self) -> Lang {
        self.lang
    }

    /// Writes what `write!` and `writeln!` make.
    ///
    /// # Errors
    ///
    /// Fails when standard output cannot be written; so do the others.
    pub(super) fn write_fmt(&mut self, text: Arguments) -> Result<(), SystemError> {
        Write::write_fmt(self, text).context(STANDARD_OUTPUT)
    }

    /// Writes a text.
    pub(super) fn print(&mut self, text: &str) -> Result<(), SystemError> {
        self.write_all(text.as_bytes()).context(STANDARD_OUTPUT)
    }

    /// Sends on what is held of the output.
    pub(super) fn finish(&mut self) -> Result<(), SystemError> {
        self.flush().context(STANDARD_OUTPUT)
    }

    /// Keeps a remark for standard error, to stand after the output, where it is seen.
    pub(super) fn notice(&mut self, remark: String) {
        self.notices.push(remark);
    }

    /// Takes the remarks made so far.
    pub(super) fn take_notices(&mut self) -> Vec<String> {
        std::mem::take(&mut self.notices)
    }
}

impl Write for Out {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.writer.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.writer.flush()
    }
}

/// Marks words where the output can show it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Pen {
    marks: bool,
}

impl Pen {
    /// A pen that leaves no mark.
    #[cfg(test)]
    pub(super) const DRY: Self = Self { marks: false };
    /// A pen that marks.
    #[cfg(test)]
    pub(super) const WET: Self = Self { marks: true };

    /// Returns whether it marks.
    pub(super) fn is_wet(self) -> bool {
        self.marks
    }

    /// Returns `text` in bold.
    pub(super) fn strong(self, text: &str) -> String {
        self.draw(Style::new().bold(), text)
    }

    /// Returns `text` as a hit of a search.
    pub(super) fn hit(self, text: &str) -> String {
        self.draw(Style::new().bold().underline(), text)
    }

    /// Returns `text` with the marks that it brings.
    pub(super) fn styled(self, text: &StyledStr) -> String {
        if self.marks {
            text.ansi().to_string()
        } else {
            text.to_string()
        }
    }

    fn draw(self, style: Style, text: &str) -> String {
        if self.marks && !text.is_empty() {
            format!("{style}{text}{style:#}")
        } else {
            text.to_owned()
        }
    }
}

/// The terminal's width and height; the classic 80 and 24 where it does not know its own.
fn size_of(stdout: &Stdout) -> (usize, usize) {
    let known = |cells: u16, or: usize| if cells > 0 { cells.into() } else { or };
    match tcgetwinsize(stdout) {
        Ok(size) => (known(size.ws_col, 80), known(size.ws_row, 24)),
        Err(_) => (80, 24),
    }
}

/// Bold and underlined are no colours, but who asks for no colour in a command's output wants plain
/// text, and a dumb terminal can do nothing else.
fn wants_marks() -> bool {
    let dumb = std::env::var_os("TERM").is_some_and(|term| term == "dumb");
    colour_is_wanted() && !dumb
}

/// Returns whether colours are welcome (<https://no-color.org>).
pub(super) fn colour_is_wanted() -> bool {
    std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty())
}
