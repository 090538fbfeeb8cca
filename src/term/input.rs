//! The thread that reads the terminal.

use std::fs::File;
use std::io::{self, Read as _};
use std::os::fd::{AsFd, BorrowedFd};
use std::os::unix::net::UnixStream;
use std::sync::mpsc::{SendError, Sender};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use crossterm::terminal;
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::io::Errno;
use rustix::process::{Signal, getpid, kill_process};
use signal_hook::consts::SIGWINCH;

use super::Event;
use super::sequences::{Sequences, Typed};
use crate::app::Msg;

/// The thread that reads the terminal, which stands aside while another program has it.
pub(super) struct Listener(Arc<Gate>);

/// Where the thread stands aside.
#[derive(Default)]
struct Gate {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum State {
    #[default]
    Open,
    /// It is to stand aside.
    Closing,
    /// It stands aside.
    Closed,
}

impl Gate {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn is_open(&self) -> bool {
        *self.state() == State::Open
    }

    /// Waits here as long as the gate is not open.
    fn pass(&self) {
        let mut state = self.state();
        while *state != State::Open {
            *state = State::Closed;
            self.changed.notify_all();
            let waited = self.changed.wait(state);
            state = waited.unwrap_or_else(PoisonError::into_inner);
        }
    }
}

impl Listener {
    /// Makes the thread stand aside, so that it takes no key from another program. Returns whether it
    /// does.
    pub(super) fn stand_aside(&self) -> bool {
        const PATIENCE: Duration = Duration::from_secs(2);
        *self.0.state() = State::Closing;
        // It blocks until the terminal reports something: that its size is what it was.
        if kill_process(getpid(), Signal::WINCH).is_err() {
            self.go_on();
            return false;
        }
        let closing = |state: &mut State| *state == State::Closing;
        let waited = self
            .0
            .changed
            .wait_timeout_while(self.0.state(), PATIENCE, closing);
        let is_closed = waited.is_ok_and(|(state, _)| *state == State::Closed);
        if !is_closed {
            self.go_on();
        }
        is_closed
    }

    /// Lets the thread read again.
    pub(super) fn go_on(&self) {
        *self.0.state() = State::Open;
        self.0.changed.notify_all();
    }
}

/// How long the rest of what is begun may take to follow: longer than a line tears a key apart, shorter than anybody
/// waits for Esc.
const PAUSE: Duration = Duration::from_millis(50);

/// How long nothing came where a key that comes alone is none of what was pasted before it.
const SILENCE: Duration = Duration::from_secs(1);

/// Sends what was typed ahead, and then everything that the terminal reports.
///
/// Returns an error where the terminal's changes of size cannot be heard of.
pub(super) fn listen(sender: Sender<Event>, typed_ahead: Vec<u8>) -> io::Result<Listener> {
    let gate = Arc::<Gate>::default();
    let (resized, tells) = UnixStream::pair()?;
    resized.set_nonblocking(true)?;
    signal_hook::low_level::pipe::register(SIGWINCH, tells)?;
    let ears = Ears {
        sender,
        sequences: Sequences::default(),
        last: Instant::now(),
        resized,
        gate: gate.clone(),
    };
    thread::spawn(move || ears.hear(&typed_ahead));
    Ok(Listener(gate))
}

/// What is read of the terminal.
struct Ears {
    sender: Sender<Event>,
    sequences: Sequences,
    /// When something came last.
    last: Instant,
    /// Where the system writes when the terminal's size is another.
    resized: UnixStream,
    gate: Arc<Gate>,
}

/// Why nothing more is read.
enum End {
    /// Nobody takes it any more.
    Left,
    /// The terminal cannot be read.
    Error(io::Error),
}

impl From<SendError<Event>> for End {
    fn from(_: SendError<Event>) -> Self {
        Self::Left
    }
}

impl From<Errno> for End {
    fn from(error: Errno) -> Self {
        Self::Error(error.into())
    }
}

impl Ears {
    fn hear(mut self, typed_ahead: &[u8]) {
        let ended = self.begin(typed_ahead).and_then(|()| {
            let stdin = io::stdin();
            if rustix::termios::isatty(&stdin) {
                return self.go_on(stdin.as_fd());
            }
            let terminal = File::open("/dev/tty").map_err(End::Error)?;
            self.go_on(terminal.as_fd())
        });
        if let Err(End::Error(error)) = ended {
            let _ = self.sender.send(Event::InputEnded(error));
        }
    }

    /// Sends what was typed ahead, and the terminal's size, which may have changed since it was asked.
    fn begin(&mut self, typed_ahead: &[u8]) -> Result<(), End> {
        let typed = self.sequences.take(typed_ahead, false);
        self.send(typed)?;
        self.tell_size()
    }

    fn go_on(&mut self, terminal: BorrowedFd) -> Result<(), End> {
        let mut buffer = [0; 4096];
        loop {
            let pause = Timespec::try_from(PAUSE).ok();
            let pause = pause.as_ref().filter(|_| self.sequences.is_begun());
            let mut ready = [
                PollFd::new(&terminal, PollFlags::IN),
                PollFd::new(&self.resized, PollFlags::IN),
            ];
            let count = match poll(&mut ready, pause) {
                Err(Errno::INTR) => continue,
                count => count?,
            };
            let [keys, sizes] = ready.map(|ready| !ready.revents().is_empty());
            if count == 0 {
                let typed = self.sequences.give_up();
                self.send(typed)?;
            }
            if sizes {
                while self.resized.read(&mut buffer).is_ok_and(|count| count > 0) {}
                self.tell_size()?;
            }
            // Not while it stands aside: the keys are another program's then.
            if keys && self.gate.is_open() {
                self.read(terminal, &mut buffer)?;
            }
            self.gate.pass();
        }
    }

    fn read(&mut self, terminal: BorrowedFd, buffer: &mut [u8]) -> Result<(), End> {
        let count = match rustix::io::read(terminal, &mut *buffer) {
            Err(Errno::INTR | Errno::AGAIN) => return Ok(()),
            // The terminal is gone.
            Ok(0) => return Err(Errno::IO.into()),
            count => count?,
        };
        let now = Instant::now();
        let after_silence = now.duration_since(self.last) >= SILENCE;
        self.last = now;
        let bytes = buffer.get(..count).unwrap_or_default();
        let typed = self.sequences.take(bytes, after_silence);
        self.send(typed)
    }

    fn send(&self, typed: Vec<Typed>) -> Result<(), End> {
        for typed in typed {
            let msg = match typed {
                Typed::Key(key) => Msg::Key(key),
                Typed::Paste(text) => Msg::Paste(text),
                Typed::Mouse(mouse) => Msg::Mouse(mouse),
            };
            self.sender.send(Event::Msg(msg))?;
        }
        Ok(())
    }

    fn tell_size(&self) -> Result<(), End> {
        if let Ok((width, height)) = terminal::size() {
            self.sender.send(Event::Msg(Msg::Resize(width, height)))?;
        }
        Ok(())
    }
}
