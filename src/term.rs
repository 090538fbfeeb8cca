//! The shell around the reader: the terminal, the threads, the loop. The only place that names
//! crossterm.
//!
//! One thread reads keys, one listens for signals, workers read files and search; all send into one
//! channel. The loop blocks on it, takes what is there, updates the model and draws once if
//! anything happened: an idle reader takes no CPU.

mod desktop;
mod guard;
mod input;
mod probe;
mod reports;
mod screen;
mod signals;
mod workers;

use std::io;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::{Duration, Instant};

use anyhow::Context;
use ratatui::Terminal;

use crate::app::lang::Lang;
use crate::app::{Effect, Model, Msg};
use crate::store::{Collection, Reading, Source};
use crate::text::width::Ambiguous;
use crate::ui::{self, Theme};

use guard::Guard;
use reports::LateReports;
use screen::Screen;
use workers::{Searcher, load};

/// What the reader is to show, and how.
#[derive(Clone, Debug)]
pub struct Request {
    /// Where the articles are.
    pub sources: Vec<Source>,
    /// How they are read.
    pub reading: Reading,
    /// Whether a problem in them refuses all.
    pub strict: bool,
    /// The interface's language.
    pub lang: Lang,
    /// How the terminal draws ambiguous characters; `None` asks it.
    pub ambiguous: Option<Ambiguous>,
    /// Whether colours are wanted.
    pub colour: bool,
}

/// How the reader ended.
#[derive(Debug)]
pub enum Ended {
    /// The reader quit.
    Quit,
    /// A signal of this number asked for it.
    Signal(i32),
    /// The articles cannot be shown: everything that was wrong with them.
    Refused(Collection),
}

/// What reaches the loop.
enum Event {
    /// Something for the model.
    Msg(Msg),
    /// The articles.
    Loaded(Collection),
    /// A signal asks for the end.
    Stop(i32),
    /// A signal asks for a pause.
    Suspend,
    /// No more keys will come.
    InputEnded(io::Error),
}

/// Opens the reader and returns when it ends; the terminal is then as it was before.
///
/// # Errors
///
/// When the terminal cannot be set up, read or drawn on.
pub fn read(request: Request) -> anyhow::Result<Ended> {
    let (sender, receiver) = channel();
    load(request.sources, request.reading, sender.clone());
    signals::listen(sender.clone()).context("cannot listen for signals")?;
    let guard = Guard::enter().context("cannot set the terminal up")?;
    let probe::Answer {
        ambiguous,
        outstanding,
        typed_ahead,
    } = request
        .ambiguous
        .map_or_else(probe::ask, probe::Answer::given);
    input::listen(sender.clone(), typed_ahead);
    let size = crossterm::terminal::size().context("cannot tell the terminal's size")?;
    let theme = if request.colour {
        Theme::coloured()
    } else {
        Theme::plain()
    };
    let shell = Shell {
        model: Model::new(request.lang, ambiguous, size),
        theme,
        terminal: Terminal::new(Screen::new()).context("cannot draw on the terminal")?,
        guard: Some(guard),
        searcher: Searcher::new(sender.clone()),
        reports: LateReports::new(outstanding),
        strict: request.strict,
        sender,
    };
    shell.run(&receiver)
}

/// The running reader.
struct Shell {
    model: Model,
    theme: Theme,
    terminal: Terminal<Screen>,
    /// The terminal; given back while suspended.
    guard: Option<Guard>,
    searcher: Searcher,
    reports: LateReports,
    strict: bool,
    sender: Sender<Event>,
}

/// How long the rest of a late cursor report may take to follow its first byte.
const REPORT_PAUSE: Duration = Duration::from_millis(100);

/// How long a frame may wait for the answer to what the reader typed.
const FRAME: Duration = Duration::from_millis(12);

impl Shell {
    fn run(mut self, receiver: &Receiver<Event>) -> anyhow::Result<Ended> {
        loop {
            self.draw().context("cannot draw on the terminal")?;
            let mut event = self.wait(receiver)?;
            let frame = Instant::now() + FRAME;
            loop {
                if let Some(ended) = self.take(event)? {
                    return Ok(ended);
                }
                match self.next_before(frame, receiver) {
                    Some(next) => event = Some(next),
                    None => break,
                }
            }
        }
    }

    /// Returns an event that is there. While a search is under way its answer is waited for until
    /// `frame`: most are there by then, and question and answer make one frame instead of three.
    fn next_before(&self, frame: Instant, receiver: &Receiver<Event>) -> Option<Event> {
        if self.model.awaits_answer() {
            receiver
                .recv_timeout(frame.saturating_duration_since(Instant::now()))
                .ok()
        } else {
            receiver.try_recv().ok()
        }
    }

    /// Blocks until something happens; `None` when a report's rest did not come in time.
    fn wait(&self, receiver: &Receiver<Event>) -> anyhow::Result<Option<Event>> {
        if self.reports.is_holding() {
            return match receiver.recv_timeout(REPORT_PAUSE) {
                Ok(event) => Ok(Some(event)),
                Err(RecvTimeoutError::Timeout) => Ok(None),
                Err(error) => Err(error.into()),
            };
        }
        Ok(Some(receiver.recv()?))
    }

    /// Takes one event. Returns how the reader ended, if it did.
    fn take(&mut self, event: Option<Event>) -> anyhow::Result<Option<Ended>> {
        match event {
            None => {
                for key in self.reports.release() {
                    if let Some(ended) = self.update(Msg::Key(key))? {
                        return Ok(Some(ended));
                    }
                }
                Ok(None)
            }
            Some(Event::Msg(Msg::Key(key))) => {
                for key in self.reports.filter(key) {
                    if let Some(ended) = self.update(Msg::Key(key))? {
                        return Ok(Some(ended));
                    }
                }
                Ok(None)
            }
            Some(Event::Msg(msg)) => self.update(msg),
            Some(Event::Loaded(collection)) => self.loaded(collection),
            Some(Event::Stop(signal)) => Ok(Some(Ended::Signal(signal))),
            Some(Event::Suspend) => self.suspend().map(|()| None),
            Some(Event::InputEnded(error)) => Err(error).context("the terminal gave no more keys"),
        }
    }

    /// Shows the articles, unless there is nothing to show or the reader wants them faultless.
    fn loaded(&mut self, collection: Collection) -> anyhow::Result<Option<Ended>> {
        if !collection.is_usable(self.strict) {
            return Ok(Some(Ended::Refused(collection)));
        }
        let collection = std::sync::Arc::new(collection);
        self.searcher.search_in(collection.clone());
        self.update(Msg::Loaded(collection))
    }

    fn update(&mut self, msg: Msg) -> anyhow::Result<Option<Ended>> {
        for effect in self.model.update(msg) {
            match effect {
                Effect::Quit => return Ok(Some(Ended::Quit)),
                Effect::Suspend => self.suspend()?,
                Effect::Redraw => self.redraw()?,
                Effect::Search { generation, query } => self.searcher.search(generation, query),
                Effect::Locate {
                    generation,
                    article,
                    document,
                    query,
                } => {
                    self.searcher.locate(generation, article, document, query);
                }
                Effect::SetMore => self.send(Msg::SetMore),
                Effect::Copy(text) => desktop::copy(&text)?,
                Effect::Open(address) => desktop::open(address, self.sender.clone()),
            }
        }
        Ok(None)
    }

    fn send(&self, msg: Msg) {
        // The loop itself holds the receiver: the channel is open.
        let _ = self.sender.send(Event::Msg(msg));
    }

    /// Gives the terminal back, stops, and takes it again when the shell continues us.
    fn suspend(&mut self) -> anyhow::Result<()> {
        self.guard = None;
        signals::stop().context("cannot suspend")?;
        self.guard = Some(Guard::enter().context("cannot set the terminal up")?);
        let (width, height) = crossterm::terminal::size()?;
        self.model.update(Msg::Resize(width, height));
        self.redraw()
    }

    fn redraw(&mut self) -> anyhow::Result<()> {
        Ok(self.terminal.clear()?)
    }

    fn draw(&mut self) -> io::Result<()> {
        let (model, theme) = (&self.model, &self.theme);
        self.terminal.draw(|frame| ui::draw(model, theme, frame))?;
        Ok(())
    }
}
