//! A pseudo-terminal with the program in it. Waits are for what is to be seen, never for time.

use std::fs::File;
use std::io::{Read, Write};
use std::num::NonZeroU16;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Condvar, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use notify::Watcher as _;
use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};
use rustix::termios::{Termios, tcgetattr};

/// How long something may take to be seen before the test fails.
const PATIENCE: Duration = Duration::from_secs(20);

/// How the terminal answers where its cursor is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reports {
    /// At once, with the cursor behind one cell for an ambiguous character.
    Narrow,
    /// At once, with the cursor behind two cells.
    Wide,
    /// As narrow, and that its ground is light.
    Light,
    /// Not by itself.
    Never,
}

struct Seen {
    parser: vt100::Parser,
    bytes: Vec<u8>,
    closed: bool,
}

/// A terminal on which a program runs.
pub(crate) struct Desk {
    master: Box<dyn MasterPty + Send>,
    writer: Arc<Mutex<Box<dyn Write + Send>>>,
    child: Box<dyn Child + Send + Sync>,
    seen: Arc<(Mutex<Seen>, Condvar)>,
}

fn cells(count: u16) -> NonZeroU16 {
    NonZeroU16::new(count).expect("a screen has cells")
}

fn size(columns: u16, rows: u16) -> PtySize {
    PtySize {
        rows,
        cols: columns,
        pixel_width: 0,
        pixel_height: 0,
    }
}

/// The program, with an environment that is the same everywhere.
pub(crate) fn zhenews(arguments: &[&str]) -> CommandBuilder {
    let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_zhenews"));
    command.args(arguments);
    command.env("LANG", "zh_CN.UTF-8");
    command.env("LC_ALL", "zh_CN.UTF-8");
    command.env("TERM", "xterm-256color");
    command.env_remove("NO_COLOR");
    // No clipboard of the user's is to be filled, and the terminal is the test's own.
    for inherited in [
        "STY",
        "TMUX",
        "WAYLAND_DISPLAY",
        "DISPLAY",
        "WSL_DISTRO_NAME",
        "WSL_INTEROP",
    ] {
        command.env_remove(inherited);
    }
    away_from_home(&mut command);
    command
}

/// Has a program find nothing that the user has, and leave nothing there.
pub(crate) fn away_from_home(command: &mut CommandBuilder) {
    command.env("XDG_STATE_HOME", fresh_state());
    command.env(
        "XDG_CONFIG_HOME",
        concat!(env!("CARGO_TARGET_TMPDIR"), "/no-config"),
    );
}

/// A place for what a reader remembers, which no other has.
fn fresh_state() -> PathBuf {
    static NEXT: AtomicUsize = AtomicUsize::new(0);
    let name = format!(
        "state-{}-{}",
        std::process::id(),
        NEXT.fetch_add(1, Ordering::Relaxed)
    );
    let place = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    // It is there only if an earlier test had the same number.
    let _ = std::fs::remove_dir_all(&place);
    place
}

impl Desk {
    /// Starts a command on a terminal of 80 × 24 that answers reports as narrow.
    pub(crate) fn new(command: CommandBuilder) -> Self {
        Self::with(command, (80, 24), Reports::Narrow, "")
    }

    /// Starts a command; `typed_ahead` waits in the terminal before the program reads.
    pub(crate) fn with(
        command: CommandBuilder,
        (columns, rows): (u16, u16),
        reports: Reports,
        typed_ahead: &str,
    ) -> Self {
        let pair = native_pty_system()
            .openpty(size(columns, rows))
            .expect("a pseudo-terminal");
        let writer = Arc::new(Mutex::new(pair.master.take_writer().expect("its keyboard")));
        let reader = pair.master.try_clone_reader().expect("its screen");
        let parser = vt100::Parser::new(cells(rows), cells(columns), 0);
        let seen = Seen {
            parser,
            bytes: Vec::new(),
            closed: false,
        };
        let seen = Arc::new((Mutex::new(seen), Condvar::new()));
        thread::spawn({
            let (seen, writer) = (seen.clone(), writer.clone());
            move || watch(reader, &writer, &seen, reports)
        });
        writer
            .lock()
            .expect("keyboard")
            .write_all(typed_ahead.as_bytes())
            .expect("typing");
        let child = pair
            .slave
            .spawn_command(command)
            .expect("the program starts");
        Self {
            master: pair.master,
            writer,
            child,
            seen,
        }
    }

    pub(crate) fn send(&self, keys: &str) {
        let mut writer = self.writer.lock().expect("keyboard");
        writer.write_all(keys.as_bytes()).expect("typing");
        writer.flush().expect("typing");
    }

    pub(crate) fn resize(&self, columns: u16, rows: u16) {
        let mut seen = self.seen.0.lock().expect("screen");
        seen.parser
            .screen_mut()
            .set_size(cells(rows), cells(columns));
        self.master.resize(size(columns, rows)).expect("resizing");
    }

    /// Waits until the screen is as described, and returns what `see` saw.
    pub(crate) fn wait_for<T>(&self, what: &str, see: impl Fn(&vt100::Screen) -> Option<T>) -> T {
        let (lock, changed) = &*self.seen;
        let mut seen = lock.lock().expect("screen");
        let end = Instant::now() + PATIENCE;
        loop {
            if let Some(result) = see(seen.parser.screen()) {
                return result;
            }
            let left = end.saturating_duration_since(Instant::now());
            assert!(
                !left.is_zero(),
                "{what} was not seen:\n{}",
                seen.parser.screen().contents()
            );
            (seen, _) = changed.wait_timeout(seen, left).expect("screen");
        }
    }

    /// Waits until `text` stands on the screen.
    pub(crate) fn wait_text(&self, text: &str) {
        self.wait_for(text, |screen| {
            screen.contents().contains(text).then_some(())
        });
    }

    /// Waits until the program ended and returns its exit code.
    pub(crate) fn wait_end(&mut self) -> u32 {
        let end = Instant::now() + PATIENCE;
        while Instant::now() < end {
            if let Some(status) = self.child.try_wait().expect("a child") {
                return status.exit_code();
            }
            thread::sleep(Duration::from_millis(5));
        }
        panic!("the program did not end:\n{}", self.contents());
    }

    /// Waits until all that an ended program wrote was seen, and returns the screen.
    pub(crate) fn wait_closed(&self) -> String {
        let (lock, changed) = &*self.seen;
        let mut seen = lock.lock().expect("screen");
        while !seen.closed {
            let waited = changed.wait_timeout(seen, PATIENCE).expect("screen");
            seen = waited.0;
            assert!(!waited.1.timed_out(), "the terminal was not closed");
        }
        seen.parser.screen().contents()
    }

    pub(crate) fn contents(&self) -> String {
        self.seen
            .0
            .lock()
            .expect("screen")
            .parser
            .screen()
            .contents()
    }

    /// The number of bytes that the program has sent once a whole frame has come.
    pub(crate) fn settled_bytes(&self) -> usize {
        let (lock, changed) = &*self.seen;
        let mut seen = lock.lock().expect("screen");
        while !seen.bytes.ends_with(b"\x1b[?2026l") {
            let waited = changed.wait_timeout(seen, PATIENCE).expect("screen");
            seen = waited.0;
            assert!(!waited.1.timed_out(), "a frame did not end");
        }
        seen.bytes.len()
    }

    /// Everything the program has sent.
    pub(crate) fn bytes(&self) -> Vec<u8> {
        self.seen.0.lock().expect("screen").bytes.clone()
    }

    pub(crate) fn process_id(&self) -> u32 {
        self.child.process_id().expect("a running program")
    }

    pub(crate) fn signal(&self, signal: rustix::process::Signal) {
        let id = rustix::process::Pid::from_raw(self.process_id().cast_signed());
        rustix::process::kill_process(id.expect("a process"), signal).expect("a signal");
    }

    /// The terminal's line discipline: raw or as it was.
    pub(crate) fn termios(&self) -> Termios {
        let name: PathBuf = self.master.tty_name().expect("a name");
        tcgetattr(File::open(name).expect("the terminal")).expect("its modes")
    }

    /// Asserts that nothing of the reader is left in the terminal.
    pub(crate) fn assert_restored(&self, before: &Termios) {
        self.wait_for("the restored terminal", |screen| {
            (!screen.alternate_screen()
                && !screen.hide_cursor()
                && !screen.bracketed_paste()
                && screen.mouse_protocol_mode() == vt100::MouseProtocolMode::None)
                .then_some(())
        });
        let after = self.termios();
        assert_eq!(after.local_modes, before.local_modes);
        assert_eq!(after.input_modes, before.input_modes);
        assert_eq!(after.output_modes, before.output_modes);
    }
}

impl Drop for Desk {
    fn drop(&mut self) {
        let _ = self.child.kill();
    }
}

/// Reads what the program writes, and answers its questions.
fn watch(
    mut reader: Box<dyn Read + Send>,
    writer: &Mutex<Box<dyn Write + Send>>,
    seen: &(Mutex<Seen>, Condvar),
    reports: Reports,
) {
    let (lock, changed) = seen;
    let mut buffer = [0; 4096];
    loop {
        let count = reader.read(&mut buffer).unwrap_or(0);
        let chunk = &buffer[..count];
        let mut seen = lock.lock().expect("screen");
        if count == 0 {
            seen.closed = true;
            changed.notify_all();
            return;
        }
        seen.parser.process(chunk);
        seen.bytes.extend(chunk);
        changed.notify_all();
        drop(seen);
        let questions = chunk.windows(4).filter(|bytes| bytes == b"\x1b[6n").count();
        let answer = match reports {
            Reports::Narrow | Reports::Light => "\x1b[1;2R",
            Reports::Wide => "\x1b[1;3R",
            Reports::Never => continue,
        };
        let mut answers = answer.repeat(questions);
        let asks_for_ground = chunk.windows(7).any(|bytes| bytes == b"\x1b]11;?\x07");
        if reports == Reports::Light && asks_for_ground {
            answers.insert_str(0, "\x1b]11;rgb:ffff/ffff/ffff\x07");
        }
        let _ = writer
            .lock()
            .expect("keyboard")
            .write_all(answers.as_bytes());
    }
}

/// Whether the system tells of files that are written where temporary ones are. Where it does not the reader
/// looks for itself when keys are pressed, and what is said here of doing so at once does not hold.
pub(crate) fn is_told_of_writes() -> bool {
    let directory = tempfile::tempdir().expect("a directory");
    let (sender, receiver) = std::sync::mpsc::channel();
    let watching = notify::recommended_watcher(sender).and_then(|mut watcher| {
        watcher.watch(directory.path(), notify::RecursiveMode::NonRecursive)?;
        Ok(watcher)
    });
    let written = std::fs::File::create(directory.path().join("file"));
    watching.is_ok() && written.is_ok() && receiver.recv_timeout(PATIENCE).is_ok()
}
