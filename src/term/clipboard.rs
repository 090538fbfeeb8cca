//! The clipboards: the terminal's, which works through SSH too, and the system's, where there is one.

use std::io::{self, Write as _, stdout};
use std::os::unix::process::CommandExt as _;
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use crossterm::clipboard::CopyToClipboard;
use crossterm::execute;

use super::{DRAWING, Ended, Event, Shell};
use crate::app::Msg;
use crate::lang::{IoContext as _, SystemError};

/// Terminals take a text of about this many bytes (OSC 52) and drop more without a word.
const LARGEST: usize = 1_000_000;

/// A program that puts its standard input on the system's clipboard.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Tool {
    program: &'static str,
    arguments: &'static [&'static str],
}

const WL_COPY: Tool = tool("wl-copy", &["--type", "text/plain;charset=utf-8"]);
const XCLIP: Tool = tool("xclip", &["-selection", "clipboard", "-in"]);
const XSEL: Tool = tool("xsel", &["--clipboard", "--input"]);
const PBCOPY: Tool = tool("pbcopy", &[]);
const CLIP_EXE: Tool = tool("clip.exe", &[]);

/// tmux passes on to the terminal's clipboard what it is given itself, and by default nothing that a program within
/// it sends there. Before its version 3.2 it keeps the text for `prefix ]` alone.
const TMUX: [Tool; 2] = [
    tool("tmux", &["load-buffer", "-w", "-"]),
    tool("tmux", &["load-buffer", "-"]),
];

const fn tool(program: &'static str, arguments: &'static [&'static str]) -> Tool {
    Tool { program, arguments }
}

/// What is known of the desktop around the terminal.
#[derive(Clone, Copy, Debug, Default)]
struct Surroundings {
    wayland: bool,
    x11: bool,
    system: System,
    ssh: bool,
}

/// Where the clipboard is the system's own, and no display's.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum System {
    #[default]
    Other,
    Mac,
    /// Linux within Windows.
    Wsl,
}

/// Returns whether a variable of the environment says something.
fn is_set(name: &str) -> bool {
    std::env::var_os(name).is_some_and(|value| !value.is_empty())
}

impl Surroundings {
    fn here() -> Self {
        Self {
            wayland: is_set("WAYLAND_DISPLAY"),
            x11: is_set("DISPLAY"),
            system: if cfg!(target_os = "macos") {
                System::Mac
            } else if is_set("WSL_DISTRO_NAME") || is_set("WSL_INTEROP") {
                System::Wsl
            } else {
                System::Other
            },
            ssh: is_set("SSH_CONNECTION") || is_set("SSH_TTY"),
        }
    }

    /// Returns the programs that may be there, the best first. Through SSH a clipboard that belongs to
    /// the other machine is none of the reader's; a display that is named is.
    fn tools(self) -> Vec<Tool> {
        let mut tools = Vec::new();
        if self.wayland {
            tools.push(WL_COPY);
        }
        if self.x11 {
            tools.extend([XCLIP, XSEL]);
        }
        match self.system {
            System::Mac if !self.ssh => tools.push(PBCOPY),
            System::Wsl if !self.ssh => tools.push(CLIP_EXE),
            _ => {}
        }
        tools
    }
}

impl Tool {
    /// Returns the bytes that it is to read: Windows takes others for the characters of a code page.
    fn bytes(self, text: &str) -> Vec<u8> {
        if self == CLIP_EXE {
            text.encode_utf16().flat_map(u16::to_le_bytes).collect()
        } else {
            text.as_bytes().to_vec()
        }
    }

    /// Gives it the text and waits for its end, so that it leaves nothing behind; one that serves the
    /// clipboard does so in a process that it starts itself.
    fn put(self, text: &str) -> io::Result<()> {
        put(
            Command::new(self.program).args(self.arguments),
            &self.bytes(text),
        )
    }
}

fn put(command: &mut Command, bytes: &[u8]) -> io::Result<()> {
    let mut child = command
        // Without it pbcopy takes the text for another encoding's.
        .env("LC_CTYPE", "UTF-8")
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .process_group(0)
        .spawn()?;
    // It is closed with the end of the statement, which tells that this is all.
    let written = child
        .stdin
        .take()
        .map_or(Ok(()), |mut stdin| stdin.write_all(bytes));
    let status = child.wait()?;
    written?;
    if status.success() {
        Ok(())
    } else {
        Err(io::Error::other(status.to_string()))
    }
}

/// How long a copy that is under way is waited for when the reader leaves.
const PATIENCE: Duration = Duration::from_secs(1);

/// The system's clipboard. One text at a time is put on it, so that the one that was copied last is there in
/// the end, however long each takes.
pub(super) struct Clipboard {
    newest: Arc<AtomicU64>,
    turn: Arc<Mutex<()>>,
    alive: Sender<()>,
    /// Closed when nothing is under way.
    ended: Receiver<()>,
}

impl Default for Clipboard {
    fn default() -> Self {
        let (alive, ended) = channel();
        Self {
            newest: Arc::default(),
            turn: Arc::default(),
            alive,
            ended,
        }
    }
}

impl Clipboard {
    /// Has a text put on it, unless another is copied before it has its turn.
    fn have_put(&self, put: impl FnOnce() + Send + 'static) {
        let number = self.newest.fetch_add(1, Ordering::SeqCst) + 1;
        let (newest, turn) = (self.newest.clone(), self.turn.clone());
        let alive = self.alive.clone();
        thread::spawn(move || {
            let turn = turn.lock().unwrap_or_else(PoisonError::into_inner);
            if newest.load(Ordering::SeqCst) == number {
                put();
            }
            drop((turn, alive));
        });
    }

    /// Waits for what is under way, so that no text is cut off where the reader leaves it.
    pub(super) fn finish(self) {
        drop(self.alive);
        let _ = self.ended.recv_timeout(PATIENCE);
    }
}

impl Shell {
    /// Puts text on the terminal's clipboard, and on the system's without waiting for it.
    pub(super) fn copy(&mut self, text: String) -> Result<Option<Ended>, SystemError> {
        let multiplexers: &[Tool] = if is_set("TMUX") { &TMUX } else { &[] };
        let is_sent = text.len() <= LARGEST && multiplexers.is_empty();
        if is_sent {
            execute!(stdout(), CopyToClipboard::to_clipboard_from(&text)).context(DRAWING)?;
        }
        let tools = Surroundings::here().tools();
        if multiplexers.is_empty() && tools.is_empty() {
            return if is_sent {
                Ok(None)
            } else {
                self.update(Msg::NotCopied)
            };
        }
        let sender = self.sender.clone();
        self.clipboard.have_put(move || {
            let put = |tools: &[Tool]| tools.iter().any(|tool| tool.put(&text).is_ok());
            let is_put = [multiplexers, &tools].map(put).contains(&true);
            if !is_put && !is_sent {
                let _ = sender.send(Event::Msg(Msg::NotCopied));
            }
        });
        Ok(None)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_systems_clipboard_is_that_of_the_display() {
        let none = Surroundings::default();
        let programs = |surroundings: Surroundings| -> Vec<&str> {
            let tools = surroundings.tools().into_iter();
            tools.map(|tool| tool.program).collect()
        };
        let (wayland, x11) = (true, true);
        assert_eq!(programs(none), [""; 0]);
        assert_eq!(programs(Surroundings { wayland, ..none }), ["wl-copy"]);
        assert_eq!(programs(Surroundings { x11, ..none }), ["xclip", "xsel"]);
        let both = Surroundings {
            wayland,
            x11,
            ..none
        };
        assert_eq!(programs(both), ["wl-copy", "xclip", "xsel"]);
        let on = |system| Surroundings { system, ..none };
        assert_eq!(programs(on(System::Mac)), ["pbcopy"]);
        assert_eq!(programs(on(System::Wsl)), ["clip.exe"]);
    }

    #[test]
    fn through_ssh_only_a_display_that_is_named_has_a_clipboard() {
        let far = Surroundings {
            ssh: true,
            system: System::Mac,
            ..Surroundings::default()
        };
        assert_eq!(far.tools(), []);
        let windows = System::Wsl;
        assert_eq!(
            Surroundings {
                system: windows,
                ..far
            }
            .tools(),
            []
        );
        assert_eq!(Surroundings { x11: true, ..far }.tools(), [XCLIP, XSEL]);
    }

    #[test]
    fn what_was_copied_last_is_on_the_clipboard_in_the_end() {
        let clipboard = Clipboard::default();
        let held = Arc::<Mutex<Vec<usize>>>::default();
        for number in 0..20 {
            let held = held.clone();
            clipboard.have_put(move || {
                // The earlier takes the longer.
                thread::sleep(Duration::from_millis(20 - number as u64));
                held.lock().unwrap().push(number);
            });
        }
        clipboard.finish();
        assert_eq!(held.lock().unwrap().last(), Some(&19));
    }

    #[test]
    fn windows_is_given_what_it_takes_for_the_same_characters() {
        assert_eq!(CLIP_EXE.bytes("春a"), [0x25, 0x66, 0x61, 0x00]);
        assert_eq!(WL_COPY.bytes("春a"), "春a".as_bytes());
    }

    #[test]
    fn a_program_is_given_all_of_the_text_and_its_failure_is_seen() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("clipboard");
        let text = "植树造林。".repeat(100_000);
        let mut command = Command::new("sh");
        command.args(["-c", "cat > \"$1\"; echo noise; echo noise >&2", "sh"]);
        put(command.arg(&path), text.as_bytes()).unwrap();
        assert_eq!(std::fs::read_to_string(&path).unwrap(), text);
        assert!(put(Command::new("sh").args(["-c", "exit 3"]), b"").is_err());
        // It is not read: a pipe that breaks ends nothing but the attempt.
        assert!(put(&mut Command::new("true"), text.as_bytes()).is_err());
        assert!(put(&mut Command::new("no-such-program-here"), b"").is_err());
    }
}
