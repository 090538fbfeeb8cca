//! How far a long import is, on a terminal's standard error.

use std::io::{self, IsTerminal as _, Write as _};
use std::time::{Duration, Instant};

use crate::app::lang::Lang;

/// Fewer files need no bar.
const MANY: usize = 20;
/// The bar's width in cells.
const BAR: usize = 30;
/// How often the bar is drawn anew.
const OFTEN: Duration = Duration::from_millis(100);

/// A bar that grows with the files.
#[derive(Debug)]
pub(super) struct Progress {
    files: usize,
    done: usize,
    lang: Lang,
    begun: Instant,
    /// When it was last drawn; `None` where nobody sees it.
    drawn: Option<Instant>,
}

impl Progress {
    /// Begins with no file done.
    pub(super) fn new(files: usize, lang: Lang) -> Self {
        let begun = Instant::now();
        let seen = files >= MANY && io::stderr().is_terminal();
        Self {
            files,
            done: 0,
            lang,
            begun,
            drawn: seen.then_some(begun),
        }
    }

    /// Shows that another file is being read.
    pub(super) fn step(&mut self) {
        self.done += 1;
        if self.drawn.is_some_and(|drawn| drawn.elapsed() >= OFTEN) {
            self.drawn = Some(Instant::now());
            let line = line(self.done, self.files, self.begun.elapsed(), self.lang);
            // Who cannot see the bar loses nothing.
            let _ = write!(io::stderr(), "\r{line}\x1b[K");
        }
    }

    /// Takes the bar away.
    pub(super) fn end(&self) {
        if self.drawn.is_some() {
            let _ = write!(io::stderr(), "\r\x1b[K");
        }
    }
}

/// The bar, how many files are done, how many a second, and how long the rest will take.
fn line(done: usize, files: usize, elapsed: Duration, lang: Lang) -> String {
    let full = "#".repeat(BAR * done / files.max(1));
    let seconds = elapsed.as_secs_f64().max(0.001);
    // Fewer files than a float counts exactly are met in any directory.
    #[expect(
        clippy::cast_precision_loss,
        reason = "a rate is told in whole numbers"
    )]
    let rate = done as f64 / seconds;
    #[expect(
        clippy::cast_precision_loss,
        reason = "a rate is told in whole numbers"
    )]
    let left = (files - done) as f64 / rate;
    match lang {
        Lang::En => format!("[{full:<BAR$}] {done}/{files} files  {rate:.0}/s  {left:.0} s left"),
        Lang::Zh => {
            format!("[{full:<BAR$}] {done}/{files} 个文件  {rate:.0}/秒  还需 {left:.0} 秒")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bar_tells_rate_and_time_left() {
        let after = Duration::from_secs(2);
        let bar = format!("[{}{}]", "#".repeat(15), " ".repeat(15));
        assert_eq!(
            line(50, 100, after, Lang::En),
            format!("{bar} 50/100 files  25/s  2 s left")
        );
        assert_eq!(
            line(50, 100, after, Lang::Zh),
            format!("{bar} 50/100 个文件  25/秒  还需 2 秒")
        );
    }
}
