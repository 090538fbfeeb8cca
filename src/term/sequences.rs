//! Reads what a terminal sends: keys, the mouse, and text that is pasted.
//!
//! A key can be several bytes behind an ESC, which alone is the Esc key, and a slow line tears them apart. So what is
//! begun is held until the rest is there or time is up. What is no key, as an answer to a question that another
//! program asked, is passed over whole: no part of it may be taken for a key.

mod csi;
mod paste;

use crate::app::Mouse;
use crate::app::keys::{Code, Key};

use paste::Paste;

/// What was done on the terminal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Typed {
    Key(Key),
    /// Text that was pasted, whole.
    Paste(String),
    Mouse(Mouse),
}

/// Puts together what comes in pieces.
#[derive(Debug, Default)]
pub(super) struct Sequences {
    /// What is begun.
    begun: Vec<u8>,
    /// The text that is being pasted.
    paste: Option<Paste>,
}

const ESC: u8 = 0x1b;
const BEL: u8 = 0x07;

/// How many bytes are held of a sequence: an answer has some hundred.
const LONGEST: usize = 4096;

/// What stands at the start of some bytes.
#[derive(Debug, PartialEq, Eq)]
enum Start {
    /// Something of so many bytes, or nothing that means anything here.
    Whole(usize, Option<Typed>),
    /// The first bytes of something.
    Begun,
    /// Of so many bytes: what is pasted follows.
    PasteBegins(usize),
}

impl Sequences {
    /// Takes bytes that came, in one piece or `after_silence` of a second or more, and returns what is whole.
    pub(super) fn take(&mut self, bytes: &[u8], after_silence: bool) -> Vec<Typed> {
        let mut typed = Vec::new();
        if after_silence && matches!(bytes, [ESC | 0x03]) {
            // The end of what was pasted was lost, and nobody could leave for waiting for it.
            typed.extend(self.paste.take().map(Paste::give_up));
        }
        self.begun.extend_from_slice(bytes);
        self.read(&mut typed);
        self.forget_middle();
        typed
    }

    /// Of what is longer than any sequence with a meaning only the end is still waited for.
    fn forget_middle(&mut self) {
        if self.begun.len() <= LONGEST {
            return;
        }
        if self.begun.starts_with(b"\x1b[") {
            // No key has this parameter.
            self.begun = b"\x1b[?".to_vec();
        } else {
            self.begun.truncate(3);
        }
    }

    /// Returns whether something is begun of which the rest should be there by now.
    pub(super) fn is_begun(&self) -> bool {
        self.paste.is_none() && !self.begun.is_empty()
    }

    /// Returns what is begun as far as it has a meaning, for its rest did not come.
    pub(super) fn give_up(&mut self) -> Vec<Typed> {
        let mut typed = Vec::new();
        if !self.is_begun() {
            return typed;
        }
        match self.begun.as_slice() {
            [ESC] => typed.push(Typed::Key(Key::plain(Code::Esc))),
            // With Alt; longer ones are answers that were cut off.
            [ESC, c] => typed.push(Typed::Key(alt(Key::char(char::from(*c))))),
            _ => {}
        }
        self.begun.clear();
        typed
    }

    fn read(&mut self, typed: &mut Vec<Typed>) {
        loop {
            if let Some(paste) = &mut self.paste {
                let Some(text) = paste.take(&mut self.begun) else {
                    return;
                };
                self.paste = None;
                typed.push(Typed::Paste(text));
            }
            let (count, pastes) = match start(&self.begun) {
                Start::Whole(count, whole) => {
                    typed.extend(whole);
                    (count, false)
                }
                Start::PasteBegins(count) => (count, true),
                Start::Begun => return,
            };
            self.begun.drain(..count);
            self.paste = pastes.then(Paste::default);
        }
    }
}

fn whole(count: usize, key: impl Into<Option<Key>>) -> Start {
    Start::Whole(count, key.into().map(Typed::Key))
}

const fn alt(key: Key) -> Key {
    Key { alt: true, ..key }
}

/// Reads what stands at the start.
fn start(bytes: &[u8]) -> Start {
    match bytes {
        [] | [ESC] => Start::Begun,
        [ESC, behind @ ..] => escape(behind),
        bytes => plain(bytes),
    }
}

/// Reads what stands behind an ESC.
fn escape(behind: &[u8]) -> Start {
    match behind {
        // Another ESC begins something of its own: Esc was pressed before it, or Alt held with it.
        [ESC, ..] => whole(1, Key::plain(Code::Esc)),
        [b'[', rest @ ..] => csi::start(rest),
        [b'O', rest @ ..] => match rest.first() {
            None => Start::Begun,
            Some(end @ b' '..=b'~') => whole(3, csi::cursor_key(&[], *end)),
            Some(_) => whole(2, alt(Key::char('O'))),
        },
        [introducer @ (b']' | b'P' | b'_' | b'^'), rest @ ..] => match rest.first() {
            None => Start::Begun,
            // So answers begin; with other characters behind it, it is a key held with Alt.
            Some(b'0'..=b'9' | b'>' | b'!' | b'+' | b'$' | b'G') => string(rest),
            Some(_) => whole(2, alt(Key::char(char::from(*introducer)))),
        },
        behind => match plain(behind) {
            Start::Whole(count, Some(Typed::Key(key))) => whole(count + 1, alt(key)),
            Start::Whole(count, _) => whole(count + 1, None),
            other => other,
        },
    }
}

/// Passes over an answer that ends with BEL or `ESC \`, of which the first two bytes stand before `rest`.
fn string(rest: &[u8]) -> Start {
    let end = rest.iter().position(|b| matches!(b, 0..0x20));
    let Some(end) = end else {
        return Start::Begun;
    };
    match rest.get(end..) {
        Some([ESC]) => Start::Begun,
        Some([ESC, b'\\', ..]) => whole(end + 4, None),
        Some([BEL, ..]) => whole(end + 3, None),
        // What no answer holds was typed: the end was lost.
        _ => whole(end + 2, None),
    }
}

/// Reads a key without an ESC.
fn plain(bytes: &[u8]) -> Start {
    let Some(first) = bytes.first() else {
        return Start::Begun;
    };
    let key = match first {
        b'\r' => Key::plain(Code::Enter),
        b'\t' => Key::plain(Code::Tab),
        0x7f => Key::plain(Code::Backspace),
        0 => Key::ctrl(' '),
        1..=0x1a => Key::ctrl(char::from(b'a' - 1 + first)),
        0x1c..=0x1f => Key::ctrl(char::from(b'4' + first - 0x1c)),
        0x80.. => return character(bytes),
        _ => Key::char(char::from(*first)),
    };
    whole(1, key)
}

/// Reads a character of several bytes.
fn character(bytes: &[u8]) -> Start {
    let bytes = bytes.get(..4).unwrap_or(bytes);
    let valid = match std::str::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) if error.valid_up_to() > 0 => {
            let valid = bytes.get(..error.valid_up_to()).unwrap_or_default();
            std::str::from_utf8(valid).unwrap_or_default()
        }
        Err(error) => {
            return error
                .error_len()
                .map_or(Start::Begun, |len| whole(len, None));
        }
    };
    let Some(c) = valid.chars().next() else {
        return Start::Begun;
    };
    whole(c.len_utf8(), Key::char(c))
}

#[cfg(test)]
mod tests;
