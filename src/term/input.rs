//! The thread that reads the terminal, and the translation of its events.

use std::sync::mpsc::Sender;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

use crossterm::event::{
    self, Event as Input, KeyCode, KeyEvent, KeyEventKind, KeyModifiers, MouseButton,
    MouseEventKind,
};
use crossterm::terminal;
use rustix::process::{Signal, getpid, kill_process};

use super::Event;
use crate::app::keys::{Code, Key};
use crate::app::{Mouse, MouseAction, Msg};

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

/// Sends what was typed ahead, and then everything that the terminal reports.
pub(super) fn listen(sender: Sender<Event>, typed_ahead: Vec<Key>) -> Listener {
    let gate = Arc::<Gate>::default();
    let listener = Listener(gate.clone());
    thread::spawn(move || {
        for key in typed_ahead {
            let _ = sender.send(Event::Msg(Msg::Key(key)));
        }
        hear_of_resizes(&sender);
        loop {
            // Blocking: a poll without a timeout would miss keys that wait in the terminal.
            let event = match event::read() {
                Ok(input) => translate(input).map(Event::Msg),
                Err(error) => {
                    let _ = sender.send(Event::InputEnded(error));
                    return;
                }
            };
            if let Some(event) = event
                && sender.send(event).is_err()
            {
                return;
            }
            gate.pass();
        }
    });
    listener
}

/// Makes the terminal's changes of size be heard, and tells of one that came before.
fn hear_of_resizes(sender: &Sender<Event>) {
    // The first poll sets the reader of events up, the signal of a new size included.
    let _ = event::poll(Duration::ZERO);
    if let Ok((width, height)) = terminal::size() {
        let _ = sender.send(Event::Msg(Msg::Resize(width, height)));
    }
}

fn translate(input: Input) -> Option<Msg> {
    match input {
        Input::Key(key) => self::key(key).map(Msg::Key),
        Input::Paste(text) => Some(Msg::Paste(text)),
        Input::Resize(width, height) => Some(Msg::Resize(width, height)),
        Input::Mouse(mouse) => {
            let action = match mouse.kind {
                MouseEventKind::Down(MouseButton::Left) => MouseAction::Click,
                MouseEventKind::Drag(MouseButton::Left) => MouseAction::Drag,
                MouseEventKind::Up(MouseButton::Left) => MouseAction::Release,
                MouseEventKind::ScrollDown => MouseAction::WheelDown,
                MouseEventKind::ScrollUp => MouseAction::WheelUp,
                _ => return None,
            };
            Some(Msg::Mouse(Mouse {
                action,
                x: mouse.column,
                y: mouse.row,
            }))
        }
        Input::FocusGained | Input::FocusLost => None,
    }
}

fn key(key: KeyEvent) -> Option<Key> {
    if key.kind == KeyEventKind::Release {
        return None;
    }
    let code = match key.code {
        KeyCode::Char(c) => Code::Char(c),
        KeyCode::Enter => Code::Enter,
        KeyCode::Esc => Code::Esc,
        KeyCode::Tab => Code::Tab,
        KeyCode::BackTab => Code::BackTab,
        KeyCode::Backspace => Code::Backspace,
        KeyCode::Delete => Code::Delete,
        KeyCode::Up => Code::Up,
        KeyCode::Down => Code::Down,
        KeyCode::Left => Code::Left,
        KeyCode::Right => Code::Right,
        KeyCode::Home => Code::Home,
        KeyCode::End => Code::End,
        KeyCode::PageUp => Code::PageUp,
        KeyCode::PageDown => Code::PageDown,
        _ => return None,
    };
    Some(Key {
        code,
        ctrl: key.modifiers.contains(KeyModifiers::CONTROL),
        alt: key.modifiers.contains(KeyModifiers::ALT),
    })
}
