//! How far long work is, on a terminal's standard error.

use std::io::{self, IsTerminal as _, Write as _};
use std::path::Path;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use crate::archive::{self, Archive, Watch};
use crate::lang::{Lang, Say as _, bilingual};
use crate::text::sanitize;
use crate::text::width::{Ambiguous, truncate};

/// The bar's width in cells.
const BAR: u64 = 30;
/// The widest name of a file, in cells.
const NAME: usize = 30;
/// What is done in this time needs no bar.
const SOON: Duration = Duration::from_millis(500);
/// Fewer reports need no bar.
const MANY: usize = 20;
/// How often the bar is redrawn.
const OFTEN: Duration = Duration::from_millis(100);

/// A bar that grows with the work.
#[derive(Debug)]
pub(super) struct Progress {
    lang: Lang,
    /// Nothing where nobody sees it.
    drawing: Option<Mutex<Drawing>>,
}

/// What is being drawn.
#[derive(Debug)]
struct Drawing {
    unit: Unit,
    begun: Instant,
    /// How much was done when it begun.
    from: u64,
    drawn: Option<Instant>,
}

/// What is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Unit {
    Bytes,
    Files,
    Reports,
    Loaded,
    Exported,
    Feeds,
}

impl Progress {
    /// Begins with nothing done.
    pub(super) fn new(lang: Lang) -> Self {
        let drawing = Drawing {
            unit: Unit::Bytes,
            begun: Instant::now(),
            from: 0,
            drawn: None,
        };
        Self {
            lang,
            drawing: io::stderr().is_terminal().then(|| Mutex::new(drawing)),
        }
    }

    /// Shows which page of a file was rebuilt, and how many files were read before; what is done soon needs no bar.
    pub(super) fn page(&self, [done, of]: [usize; 2], file: &str, page: u32) {
        let is_short = |drawing: &Drawing| drawing.begun.elapsed() < SOON;
        self.draw_unless(is_short, Unit::Files, [done as u64, of as u64], |lang| {
            let name = Path::new(file).file_name().unwrap_or(file.as_ref());
            let name = name.to_string_lossy();
            let name = truncate(&sanitize::line(&name), NAME, Ambiguous::Wide).into_owned();
            match lang {
                Lang::En => format!("  {name}, page {page}"),
                Lang::Zh => format!("  {name} 第 {page} 页"),
            }
        });
    }

    /// Shows how many bytes were read.
    pub(super) fn bytes(&self, done: u64, of: u64) {
        self.draw(Unit::Bytes, done, of);
    }

    /// Shows how many reports were indexed.
    fn reports(&self, done: u64, of: u64) {
        self.draw(Unit::Reports, done, of);
    }

    /// Shows how many reports were loaded into an index on a search engine.
    pub(super) fn loaded(&self, done: u64, of: u64) {
        self.draw(Unit::Loaded, done, of);
    }

    /// Shows how many reports were exported.
    pub(super) fn exported(&self, done: usize, of: usize) {
        if of >= MANY {
            self.draw(Unit::Exported, done as u64, of as u64);
        }
    }

    /// Shows how many feeds were fetched.
    pub(super) fn feeds(&self, done: usize, of: usize) {
        self.draw(Unit::Feeds, done as u64, of as u64);
    }

    fn draw(&self, unit: Unit, done: u64, of: u64) {
        self.draw_unless(|_| false, unit, [done, of], |_| String::new());
    }

    /// Draws, with what stands behind the bar's own text, unless there is no need.
    fn draw_unless(
        &self,
        is_needless: impl FnOnce(&Drawing) -> bool,
        unit: Unit,
        [done, of]: [u64; 2],
        rest: impl FnOnce(Lang) -> String,
    ) {
        let Some(drawing) = &self.drawing else { return };
        let mut drawing = drawing.lock().unwrap_or_else(PoisonError::into_inner);
        if is_needless(&drawing) {
            return;
        }
        if drawing.unit != unit {
            drawing.unit = unit;
            drawing.begun = Instant::now();
            drawing.from = done;
        }
        if drawing.drawn.is_some_and(|drawn| drawn.elapsed() < OFTEN) {
            return;
        }
        drawing.drawn = Some(Instant::now());
        let rate = Rate::of(done - drawing.from, drawing.begun.elapsed());
        let line = line(unit, done, of, rate, self.lang) + &rest(self.lang);
        // Without the bar nothing is lost.
        let _ = write!(io::stderr(), "\r{line}\x1b[K");
    }

    /// Takes the bar away.
    pub(super) fn end(&self) {
        if self.drawing.is_some() {
            let _ = write!(io::stderr(), "\r\x1b[K");
        }
    }
}

/// Moves with the making of an index.
impl Watch for Progress {
    fn progress(&self, progress: archive::Progress) {
        match progress {
            archive::Progress::Reading { done, of } => self.bytes(done, of),
            archive::Progress::Indexing { done, of } => self.reports(done, of),
        }
    }

    fn grown(&self, _: Archive) {}

    /// Says it at once, for what follows takes its time.
    fn damaged(&self, directory: &Path) {
        self.end();
        let directory = directory.display();
        let said = bilingual!(
            "the index in {directory} is damaged and is made again",
            "{directory} 中的索引已损坏，正在重新编制"
        );
        super::remark(&said.say(self.lang));
    }

    fn is_stopped(&self) -> bool {
        false
    }
}

/// How much is done a second.
#[derive(Clone, Copy, Debug)]
struct Rate(u64);

impl Rate {
    fn of(done: u64, elapsed: Duration) -> Self {
        let milliseconds = u64::try_from(elapsed.as_millis())
            .unwrap_or(u64::MAX)
            .max(1);
        Self(done.saturating_mul(1000) / milliseconds)
    }

    /// How many seconds the rest takes.
    fn left(self, rest: u64) -> u64 {
        rest / self.0.max(1)
    }
}

/// The bar, how much is done, how much a second, and how long the rest will take.
fn line(unit: Unit, done: u64, of: u64, rate: Rate, lang: Lang) -> String {
    let cells = (BAR * done.min(of) / of.max(1)) as usize;
    let full = "#".repeat(cells);
    let bar = format!("[{full:<width$}]", width = BAR as usize);
    let left = rate.left(of.saturating_sub(done));
    let Rate(rate) = rate;
    let megabytes = |bytes: u64| bytes / 1_000_000;
    match (unit, lang) {
        (Unit::Bytes, Lang::En) => format!(
            "{bar} reading {}/{} MB  {} MB/s  {left} s left",
            megabytes(done),
            megabytes(of),
            megabytes(rate)
        ),
        (Unit::Bytes, Lang::Zh) => format!(
            "{bar} 读取 {}/{} MB  {} MB/秒  还需 {left} 秒",
            megabytes(done),
            megabytes(of),
            megabytes(rate)
        ),
        (Unit::Files, lang) => {
            let left = format!(
                "{}{left}{}",
                lang.pick("  ", "  还需 "),
                lang.pick(" s left", " 秒")
            );
            let left = if rate == 0 { "" } else { &*left };
            format!("{bar} {done}/{of} {}{left}", lang.pick("files", "个文件"))
        }
        (Unit::Reports, Lang::En) => {
            format!("{bar} indexing {done}/{of} reports  {rate}/s  {left} s left")
        }
        (Unit::Reports, Lang::Zh) => {
            format!("{bar} 编索引 {done}/{of} 篇  {rate}/秒  还需 {left} 秒")
        }
        (Unit::Loaded, Lang::En) => {
            format!("{bar} loading {done}/{of} reports  {rate}/s  {left} s left")
        }
        (Unit::Loaded, Lang::Zh) => {
            format!("{bar} 装入 {done}/{of} 篇  {rate}/秒  还需 {left} 秒")
        }
        (Unit::Feeds, Lang::En) => format!("{bar} {done}/{of} feeds"),
        (Unit::Feeds, Lang::Zh) => format!("{bar} {done}/{of} 个订阅"),
        (Unit::Exported, Lang::En) => {
            format!("{bar} exporting {done}/{of} reports  {rate}/s  {left} s left")
        }
        (Unit::Exported, Lang::Zh) => {
            format!("{bar} 导出 {done}/{of} 篇  {rate}/秒  还需 {left} 秒")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bar_tells_rate_and_time_left() {
        let rate = Rate::of(50_000, Duration::from_secs(2));
        let bar = format!("[{}{}]", "#".repeat(15), " ".repeat(15));
        assert_eq!(
            line(Unit::Reports, 50_000, 100_000, rate, Lang::En),
            format!("{bar} indexing 50000/100000 reports  25000/s  2 s left")
        );
        let rate = Rate::of(40_000_000, Duration::from_millis(500));
        assert_eq!(
            line(Unit::Bytes, 40_000_000, 80_000_000, rate, Lang::Zh),
            format!("{bar} 读取 40/80 MB  80 MB/秒  还需 0 秒")
        );
    }
}
