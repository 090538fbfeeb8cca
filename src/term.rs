//! The shell around the reader: the terminal, the threads, the loop. The only place that names
//! crossterm.
//!
//! One thread reads keys, one listens for signals, workers read files and search; all send into one
//! channel. The loop blocks on it, takes what is there, updates the model and draws once if
//! anything happened: an idle reader takes no CPU.

mod clipboard;
mod collections;
mod corrector;
mod desktop;
mod editor;
mod effects;
mod exporter;
mod feed_thread;
mod fetch_thread;
mod file_watch;
mod guard;
mod hangup;
mod index_thread;
mod input;
mod inputs;
mod journal_thread;
mod load_events;
mod origin;
mod page_thread;
mod probe;
mod remote_thread;
mod run_program;
mod screen;
mod search_thread;
mod sequences;
mod settings;
mod signals;
mod source_watch;
mod suspend;
mod terminal_replies;
mod typing;
mod wait;
mod waiting;

use std::io;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::{Duration, Instant};

use ratatui::Terminal;

use crate::app::folders::Place;
use crate::app::{Model, Msg, Piped};
use crate::config::{Config, Given};
use crate::corpus::Corpus;
use crate::lang::{self, IoContext as _, Lang, SystemError};
use crate::library::{self, Library, Record, Unkept};
use crate::store::{Reading, Source};
use crate::text::width::Ambiguous;
use crate::ui::{self, Theme};

use clipboard::Clipboard;
use editor::Draft;
use exporter::Exporter;
pub(crate) use exporter::{modified, named, now};
use fetch_thread::FetchThread;
use file_watch::Watcher;
use guard::Guard;
use index_thread::IndexThread;
use input::Listener;
pub(crate) use inputs::{inputs, own_files};
use journal_thread::JournalThread;
use load_events::LoadEvent;
use run_program::RunningProgram;
use screen::Screen;
use search_thread::SearchThread;
use settings::{FileState, TerminalColours};
use signals::Signals;
use terminal_replies::LateReplies;
use wait::Wait;

/// What the reader is to show, and how.
#[derive(Clone, Debug)]
pub struct Request {
    /// Where the articles are.
    pub sources: Vec<Source>,
    /// Whether they are what the settings say, for no path was named.
    pub follows_settings: bool,
    /// How they are read.
    pub reading: Reading,
    /// Whether a problem in them refuses all.
    pub strict: bool,
    /// The settings, the arguments' among them.
    pub config: Config,
    /// The arguments that win over the settings, also when these are read again.
    pub given: Given,
    /// The language that the system is set to.
    pub locale: Lang,
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
    /// The articles cannot be shown, for what is wrong with them.
    Refused(Arc<dyn Corpus>),
}

/// What reaches the loop.
enum Event {
    /// Something for the model.
    Msg(Msg),
    /// What there is to read.
    Loaded(LoadEvent),
    /// What was remembered before.
    Remembered {
        library: Box<Library>,
        /// The same, for the search thread.
        copy: Box<Library>,
        damaged: usize,
    },
    /// What another reader did.
    MarkedElsewhere(Vec<Record>),
    /// What was kept is gone from the disk.
    JournalLost,
    /// Another program wrote where the marks or the settings are.
    FilesWritten,
    /// The index or the files are not what they are taken for.
    CorpusDamaged,
    /// A signal asks for the end.
    Stop(i32),
    /// A signal asks for a pause.
    Suspend,
    /// The program that has the terminal has ended.
    Ended(Piped),
    /// The process was continued, perhaps after a stop that it did not see.
    Continued,
    /// No more keys will come.
    InputEnded(io::Error),
}

/// What is being done where the terminal cannot be had.
const SETTING_UP: (&str, &str) = ("cannot set the terminal up", "无法设置终端");

/// What is being done where the terminal takes nothing.
const DRAWING: (&str, &str) = ("cannot draw on the terminal", "无法在终端上显示");

/// Opens the reader and returns when it ends; the terminal is then as it was before. Returns also what was done
/// in it and could not be kept.
///
/// The first is an error when the terminal cannot be set up, read or drawn on.
pub fn read(request: Request) -> (Result<Ended, SystemError>, Option<Unkept>) {
    let (sender, receiver) = channel();
    let (ended, unkept) = match open(request, sender) {
        Ok(shell) => shell.run(&receiver),
        Err(error) => (Err(error), None),
    };
    match ended {
        // The terminal went away: that is what SIGHUP tells, and perhaps it comes later.
        Err(error) if is_hangup(&error) => (Ok(Ended::Signal(signals::HANGUP)), unkept),
        ended => (ended, unkept),
    }
}

fn is_hangup(error: &SystemError) -> bool {
    let gone = rustix::io::Errno::IO.raw_os_error();
    lang::cause(error.io()).raw_os_error() == Some(gone)
}

fn open(request: Request, sender: Sender<Event>) -> Result<Shell, SystemError> {
    guard::restore_on_panic();
    let places = collections::places(&request.sources, &request.config);
    let exporter = Exporter::new(&request.sources, sender.clone());
    let index_thread = IndexThread::new(
        request.sources.clone(),
        request.reading.clone(),
        crate::collections::access(&request.config),
        sender.clone(),
    );
    let signals =
        Signals::listen(sender.clone()).context(("cannot listen for signals", "无法接收信号"))?;
    let guard = Guard::enter().context(SETTING_UP)?;
    let config = request.config;
    let answer = probe::ask(settings::question(&config, request.colour));
    guard::ask_for_reports(config.mouse.value).context(SETTING_UP)?;
    let listener = input::listen(sender.clone(), answer.typed_ahead).context(SETTING_UP)?;
    hangup::watch(sender.clone());
    let size = crossterm::terminal::size()
        .context(("cannot tell the terminal's size", "无法得知终端大小"))?;
    let mut start = settings::configuration(&config, request.locale, answer.ambiguous);
    if request.sources == [Source::Shipped] {
        start
            .notice
            .get_or_insert_with(|| settings::format_sample(start.lang, &start.settings.keymap));
    }
    let mut model = Model::new(start.lang, start.ambiguous, size);
    // Nothing is there yet that anything could be asked of.
    let _ = model.update(Msg::Configured(Box::new(start)));
    let _ = model.update(Msg::Places(places));
    let _ = model.update(Msg::Today(exporter::today()));
    let colours = TerminalColours::new(request.colour, answer.ground);
    Ok(Shell {
        model,
        theme: colours.theme(&config),
        colours,
        given: request.given,
        locale: request.locale,
        probed_width: answer.ambiguous,
        settings: FileState::of(&config),
        config,
        terminal: Terminal::new(Screen::new()).context(DRAWING)?,
        guard: Some(guard),
        search_thread: SearchThread::new(sender.clone()),
        listener,
        program: None,
        draft: None,
        fetch_thread: FetchThread::new(sender.clone()),
        exporter,
        clipboard: Clipboard::default(),
        journal_thread: Some(JournalThread::new(sender.clone())),
        watcher: None,
        last_look: Instant::now(),
        wait: Wait::default(),
        corpus: None,
        version: 0,
        is_open: false,
        index_thread,
        follows_settings: request.follows_settings,
        began: library::now(),
        new_places: None,
        sources: request.sources,
        reading: request.reading,
        late_replies: LateReplies::new(answer.outstanding, Instant::now()),
        strict: request.strict,
        signals,
        sender,
        put_back: None,
    })
}

/// The running reader.
struct Shell {
    model: Model,
    theme: Theme,
    colours: TerminalColours,
    /// The settings that hold, and what of them the arguments say.
    config: Config,
    /// How the file of settings was when it was read.
    settings: Option<FileState>,
    given: Given,
    locale: Lang,
    /// How the terminal draws ambiguous characters, as far as it was asked.
    probed_width: Ambiguous,
    terminal: Terminal<Screen>,
    /// The terminal; given back while suspended.
    guard: Option<Guard>,
    /// The thread that reads the terminal.
    listener: Listener,
    /// The terminal, while another program has it.
    program: Option<RunningProgram>,
    /// The text that the editor has, while that is the program.
    draft: Option<Draft>,
    search_thread: SearchThread,
    fetch_thread: FetchThread,
    exporter: Exporter,
    clipboard: Clipboard,
    /// Keeps what is remembered; it is let go when the reader ends.
    journal_thread: Option<JournalThread>,
    /// Tells when other programs write where the marks and the settings are.
    watcher: Option<Watcher>,
    /// When what is kept was last looked at.
    last_look: Instant,
    /// How long what is read has been in sight.
    wait: Wait,
    /// What is read, and which version of it.
    corpus: Option<Arc<dyn Corpus>>,
    version: u64,
    /// Whether all files were looked at, and can be read.
    is_open: bool,
    index_thread: IndexThread,
    /// Where the articles are, and how they are read.
    sources: Vec<Source>,
    reading: Reading,
    /// Whether that is what the settings say.
    follows_settings: bool,
    /// When the reader was opened: milliseconds since 1970.
    began: i64,
    /// The places of what is read, where something else is on the screen still.
    new_places: Option<Vec<Place>>,
    late_replies: LateReplies,
    strict: bool,
    signals: Signals,
    sender: Sender<Event>,
    /// What came behind characters that were taken together.
    put_back: Option<Event>,
}

/// How long a frame may wait for the answer to what the reader typed.
const FRAME: Duration = Duration::from_millis(12);

impl Shell {
    fn run(mut self, receiver: &Receiver<Event>) -> (Result<Ended, SystemError>, Option<Unkept>) {
        let ended = self.go_on(receiver);
        // Also where the terminal is gone: what was done is kept.
        let _ = self.update(Msg::Leaving);
        self.note_leaving();
        self.exporter.finish();
        self.clipboard.finish();
        let journal_thread = self.journal_thread.take();
        let unkept = journal_thread
            .and_then(|journal_thread| journal_thread.finish(self.model.memory.library()));
        (ended, unkept)
    }

    fn go_on(&mut self, receiver: &Receiver<Event>) -> Result<Ended, SystemError> {
        loop {
            self.draw().context(DRAWING)?;
            let mut event = self.wait(receiver);
            let frame = Instant::now() + FRAME;
            loop {
                let ended = match event {
                    Some(Event::Msg(Msg::Key(key))) if self.program.is_none() => {
                        self.typed(key, receiver)?
                    }
                    event => self.take(event)?,
                };
                if let Some(ended) = ended {
                    return Ok(ended);
                }
                match self.next_before(frame, receiver) {
                    Some(next) => event = Some(next),
                    None => break,
                }
            }
        }
    }

    /// Returns an event that is there, unless it is time to draw. While a search is under way its
    /// answer is waited for until then: most are there by then, and question and answer make one
    /// frame instead of three.
    fn next_before(&mut self, frame: Instant, receiver: &Receiver<Event>) -> Option<Event> {
        let left = frame.saturating_duration_since(Instant::now());
        if left.is_zero() {
            None
        } else if self.put_back.is_some() {
            self.put_back.take()
        } else if self.model.awaits_answer() {
            receiver.recv_timeout(left).ok()
        } else {
            receiver.try_recv().ok()
        }
    }

    /// Blocks until something happens; `None` when the rest of a report did not come in time, or an article
    /// has been open for a while.
    fn wait(&mut self, receiver: &Receiver<Event>) -> Option<Event> {
        if self.put_back.is_some() {
            return self.put_back.take();
        }
        let ends = [self.late_replies.holds_until(), self.wait.until()];
        let Some(until) = ends.into_iter().flatten().min() else {
            // It stays open, for a sender is held here.
            return receiver.recv().ok();
        };
        let left = until.saturating_duration_since(Instant::now());
        receiver.recv_timeout(left).ok()
    }

    /// Takes one event. Returns how the reader ended, if it did.
    fn take(&mut self, event: Option<Event>) -> Result<Option<Ended>, SystemError> {
        match event {
            None => self.timed_out(),
            Some(Event::Msg(Msg::Key(_))) => self.key_while_program_runs(),
            Some(Event::Msg(Msg::Fetched(fetched))) => {
                if fetched.articles.iter().any(|(_, article)| article.is_err()) {
                    self.index_thread.look_again();
                }
                self.update(Msg::Fetched(fetched))
            }
            Some(Event::Msg(Msg::Corrected(outcome))) => {
                if outcome.is_ok() {
                    self.index_thread.look_again();
                }
                self.update(Msg::Corrected(outcome))
            }
            Some(Event::Msg(msg @ (Msg::FeedsFetched(_) | Msg::PageFetched { .. }))) => {
                self.index_thread.files_written();
                self.look_at_collections();
                self.update(msg)
            }
            Some(Event::Msg(Msg::Added(outcome))) => self.added(outcome),
            Some(Event::Msg(msg)) => self.update(msg),
            Some(Event::Remembered {
                library,
                copy,
                damaged,
            }) => {
                self.watch();
                self.search_thread.remembered(copy);
                self.search_thread.remember(self.model.memory.unwritten());
                let remembered = self.update(Msg::Remembered { library, damaged })?;
                self.tell_arrived()?;
                Ok(remembered)
            }
            Some(Event::MarkedElsewhere(records)) => {
                self.search_thread.take_records(records.clone());
                self.search_thread.remember(self.model.memory.unwritten());
                self.update(Msg::MarkedElsewhere(records))
            }
            Some(Event::JournalLost) => {
                if let Some(journal_thread) = &self.journal_thread {
                    journal_thread.restore(self.model.memory.library().records());
                }
                Ok(None)
            }
            Some(Event::FilesWritten) => self.look(),
            Some(Event::CorpusDamaged) => {
                self.index_thread.look_again();
                Ok(None)
            }
            Some(Event::Loaded(arrival)) => self.loaded(arrival),
            Some(Event::Stop(signal)) => Ok(Some(Ended::Signal(signal))),
            Some(Event::Suspend) => self.suspend(),
            Some(Event::Ended(piped)) => self.command_ended(piped),
            Some(Event::Continued) => self.resume(),
            Some(Event::InputEnded(error)) => {
                Err(error).context(("the terminal gave no more keys", "终端不再给出按键"))
            }
        }
    }

    /// Does what it is time for.
    fn timed_out(&mut self) -> Result<Option<Ended>, SystemError> {
        let now = Instant::now();
        if let Some(wait) = self.wait.over(now) {
            self.update(Msg::Waited(wait))?;
        }
        if self
            .late_replies
            .holds_until()
            .is_none_or(|until| until > now)
        {
            return Ok(None);
        }
        let keys = self.late_replies.release();
        self.keys(keys)
    }

    fn redraw(&mut self) -> Result<(), SystemError> {
        self.terminal.clear().context(DRAWING)
    }

    fn draw(&mut self) -> io::Result<()> {
        if self.program.is_some() {
            return Ok(());
        }
        let (model, theme) = (&self.model, &self.theme);
        self.terminal.draw(|frame| ui::draw(model, theme, frame))?;
        Ok(())
    }
}
