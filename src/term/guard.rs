//! Takes the terminal and gives it back as it was: on quit, error, panic and signal.

use std::io::{self, Write, stdout};
use std::sync::Once;
use std::sync::atomic::{AtomicBool, Ordering};

use crossterm::event::{DisableBracketedPaste, EnableBracketedPaste};
use crossterm::style::Print;
use crossterm::terminal::{
    EndSynchronizedUpdate, EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode,
    enable_raw_mode,
};
use crossterm::{cursor, execute, style};

use crate::exit::Exit;

/// Whether the terminal is ours. A panic on any thread must be able to give it back.
static TAKEN: AtomicBool = AtomicBool::new(false);

/// Holds the terminal: raw mode, the alternate screen, mouse and paste reports. Dropping it gives
/// the terminal back.
pub(super) struct Guard(());

impl Guard {
    /// Takes the terminal.
    pub(super) fn enter() -> io::Result<Self> {
        TAKEN.store(true, Ordering::SeqCst);
        let guard = Self(());
        enable_raw_mode()?;
        execute!(stdout(), EnterAlternateScreen, cursor::Hide)?;
        Ok(guard)
    }
}

/// Asks for pastes in one piece and, if it is wanted, for the mouse: when the terminal is held, and
/// someone listens.
pub(super) fn ask_for_reports(mouse: bool) -> io::Result<()> {
    listen_to_mouse(mouse)?;
    execute!(stdout(), EnableBracketedPaste)
}

/// Asks for the mouse, or leaves it to the terminal again. GNU screen is never asked: from then on it would keep
/// each Esc until the next key.
pub(super) fn listen_to_mouse(mouse: bool) -> io::Result<()> {
    let wanted = mouse && !is_in_gnu_screen();
    execute!(stdout(), Print(if wanted { MOUSE_ON } else { MOUSE_OFF }))
}

/// Whether GNU screen stands between the program and the terminal.
pub(super) fn is_in_gnu_screen() -> bool {
    std::env::var_os("STY").is_some_and(|session| !session.is_empty())
}

/// Buttons and the wheel, in the form that reaches beyond column 223 (xterm's modes 1000 and 1006).
/// The pointer's mere movements are not asked for: over a slow line they would be a flood.
const MOUSE_ON: &str = "\u{1b}[?1002h\u{1b}[?1006h";
const MOUSE_OFF: &str = "\u{1b}[?1006l\u{1b}[?1002l";

impl Drop for Guard {
    fn drop(&mut self) {
        restore();
    }
}

/// Gives the terminal back if it is ours, and returns whether it was. Every step is tried even
/// where one fails, for the terminal may be gone.
fn restore() -> bool {
    if !TAKEN.swap(false, Ordering::SeqCst) {
        return false;
    }
    let mut out = stdout();
    let _ = execute!(
        out,
        EndSynchronizedUpdate,
        style::ResetColor,
        DisableBracketedPaste,
        Print(MOUSE_OFF),
        cursor::Show,
        LeaveAlternateScreen
    );
    let _ = out.flush();
    let _ = disable_raw_mode();
    true
}

/// Gives the terminal back before a panic is reported, so that the report can be read, and ends the
/// program: a reader whose search thread is gone would wait for it forever.
pub(super) fn restore_on_panic() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let report = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |info| {
            // What a damaged index leads to is met where it is read.
            if crate::archive::is_guarded() {
                return;
            }
            let reading = restore();
            report(info);
            if reading {
                std::process::exit(Exit::Failure.code().into());
            }
        }));
    });
}

#[cfg(test)]
mod tests {
    use std::io::Read;
    use std::thread;

    use portable_pty::{CommandBuilder, PtySize, native_pty_system};

    use super::Guard;

    /// Tells this test's own program to panic while it holds the terminal.
    const PANIC: &str = "ZHENEWS_TEST_PANIC";

    /// A panic on another thread, on a terminal: this program, started again on one.
    #[test]
    fn a_panic_on_any_thread_restores_the_terminal_and_is_reported() {
        if std::env::var_os(PANIC).is_some() {
            super::restore_on_panic();
            let _guard = Guard::enter().expect("a terminal");
            super::ask_for_reports(true).expect("a terminal");
            let _ = thread::spawn(|| panic!("a worker's fault")).join();
            unreachable!("the program went on without its worker");
        }
        let terminal = native_pty_system()
            .openpty(PtySize::default())
            .expect("a terminal");
        let mut command = CommandBuilder::new(std::env::current_exe().expect("this program"));
        command.args(["a_panic_on_any_thread", "--nocapture"]);
        command.env(PANIC, "1");
        let mut child = terminal
            .slave
            .spawn_command(command)
            .expect("this program starts");
        drop(terminal.slave);
        let mut reader = terminal.master.try_clone_reader().expect("its screen");
        let mut bytes = Vec::new();
        // A closed pseudo-terminal is an error to its reader.
        let _ = reader.read_to_end(&mut bytes);
        let seen = String::from_utf8_lossy(&bytes);
        assert_eq!(child.wait().expect("its end").exit_code(), 3, "{seen}");
        let left = seen
            .find("\u{1b}[?1049l")
            .expect("the alternate screen is left");
        let told = seen
            .find("a worker's fault")
            .expect("the panic is reported");
        assert!(left < told, "the report is lost with the alternate screen");
        for restored in ["\u{1b}[?25h", "\u{1b}[?1002l", "\u{1b}[?2004l"] {
            assert!(seen.contains(restored), "{restored:?} is missing");
        }
    }
}
