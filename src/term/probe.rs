//! Asks the terminal how wide it draws ambiguous characters.
//!
//! Each of some such characters is printed at the screen's corner, followed by the question where
//! the cursor is (vim finds its `ambiwidth` in the same way). This happens before anything else
//! reads the terminal, and takes 50 ms at the most: a terminal that does not answer in time is taken
//! to draw them narrow, and what it answers later is left to [`super::reports`].

use std::fs::File;
use std::io::{self, Write, stdout};
use std::os::fd::{AsFd, BorrowedFd};
use std::time::{Duration, Instant};

use rustix::event::{PollFd, PollFlags, Timespec, poll};

use crate::app::keys::{Code, Key};
use crate::text::width::Ambiguous;

/// The characters that are tried. Fonts and settings widen some of them and not others; text that
/// is set for the wider is laid out well on both.
const TRIED: [&str; 4] = ["“", "—", "…", "·"];
const PATIENCE: Duration = Duration::from_millis(50);

/// What the terminal answered.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Answer {
    /// How it draws ambiguous characters.
    pub(super) ambiguous: Ambiguous,
    /// How many answers may still come.
    pub(super) outstanding: usize,
    /// What was typed meanwhile.
    pub(super) typed_ahead: Vec<Key>,
}

impl Answer {
    /// Takes the word of the reader, who knows.
    pub(super) fn given(ambiguous: Ambiguous) -> Self {
        Self {
            ambiguous,
            outstanding: 0,
            typed_ahead: Vec::new(),
        }
    }
}

/// Asks the terminal, which is in raw mode and shows nothing of value.
pub(super) fn ask() -> Answer {
    let mut bytes = Vec::new();
    // A terminal that cannot be asked is one that does not answer.
    let _ = question().and_then(|()| listen(&mut bytes));
    let (columns, typed) = split(&bytes);
    let wide = columns.iter().any(|column| *column >= 3);
    Answer {
        ambiguous: if wide {
            Ambiguous::Wide
        } else {
            Ambiguous::Narrow
        },
        outstanding: TRIED.len().saturating_sub(columns.len()),
        typed_ahead: keys(&typed),
    }
}

fn question() -> io::Result<()> {
    let mut question = String::new();
    for tried in TRIED {
        question.push_str("\x1b[H");
        question.push_str(tried);
        question.push_str("\x1b[6n");
    }
    question.push_str("\x1b[2J\x1b[H");
    let mut out = stdout();
    out.write_all(question.as_bytes())?;
    out.flush()
}

fn listen(bytes: &mut Vec<u8>) -> io::Result<()> {
    let stdin = io::stdin();
    let terminal;
    let input: BorrowedFd = if rustix::termios::isatty(&stdin) {
        stdin.as_fd()
    } else {
        terminal = File::open("/dev/tty")?;
        terminal.as_fd()
    };
    let deadline = Instant::now() + PATIENCE;
    let mut buffer = [0; 1024];
    while split(bytes).0.len() < TRIED.len() {
        let left = deadline.saturating_duration_since(Instant::now());
        let timeout = Timespec {
            tv_sec: 0,
            tv_nsec: left.subsec_nanos().into(),
        };
        let mut ready = [PollFd::new(&input, PollFlags::IN)];
        if left.is_zero() || poll(&mut ready, Some(&timeout))? == 0 {
            break;
        }
        let count = rustix::io::read(input, &mut buffer)?;
        if count == 0 {
            break;
        }
        bytes.extend(buffer.iter().take(count));
    }
    Ok(())
}

/// Separates the columns of cursor reports from what was typed.
fn split(bytes: &[u8]) -> (Vec<usize>, Vec<u8>) {
    let (mut columns, mut typed) = (Vec::new(), Vec::new());
    let mut rest = bytes;
    while let Some((first, behind)) = rest.split_first() {
        if let Some((column, after)) = report(rest) {
            columns.push(column);
            rest = after;
        } else {
            typed.push(*first);
            rest = behind;
        }
    }
    (columns, typed)
}

/// Reads `ESC [ row ; column R` at the start of `bytes`: the column, and what follows.
fn report(bytes: &[u8]) -> Option<(usize, &[u8])> {
    let inner = bytes.strip_prefix(b"\x1b[")?;
    let end = inner
        .iter()
        .position(|b| !b.is_ascii_digit() && *b != b';')?;
    let (figures, rest) = inner.split_at_checked(end)?;
    let rest = rest.strip_prefix(b"R")?;
    let (row, column) = std::str::from_utf8(figures).ok()?.split_once(';')?;
    row.parse::<usize>().ok()?;
    Some((column.parse().ok()?, rest))
}

/// The keys that some bytes stand for: what can be typed in the first moment, before the terminal's
/// own reader listens.
fn keys(bytes: &[u8]) -> Vec<Key> {
    const SEQUENCES: [(&str, Code); 10] = [
        ("\x1b[A", Code::Up),
        ("\x1b[B", Code::Down),
        ("\x1b[C", Code::Right),
        ("\x1b[D", Code::Left),
        ("\x1b[H", Code::Home),
        ("\x1b[F", Code::End),
        ("\x1b[5~", Code::PageUp),
        ("\x1b[6~", Code::PageDown),
        ("\x1b[3~", Code::Delete),
        ("\x1b", Code::Esc),
    ];
    let text = String::from_utf8_lossy(bytes);
    let mut rest: &str = &text;
    let mut keys = Vec::new();
    loop {
        let sequence = SEQUENCES
            .iter()
            .find_map(|(s, code)| Some((rest.strip_prefix(s)?, *code)));
        if let Some((behind, code)) = sequence {
            keys.push(Key::plain(code));
            rest = behind;
            continue;
        }
        let mut chars = rest.chars();
        let Some(c) = chars.next() else { return keys };
        keys.push(match c {
            '\r' => Key::plain(Code::Enter),
            '\t' => Key::plain(Code::Tab),
            '\u{7f}' => Key::plain(Code::Backspace),
            '\u{1}'..='\u{1a}' => Key::ctrl(char::from(b'a' - 1 + c as u8)),
            c => Key::char(c),
        });
        rest = chars.as_str();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reports_and_keys_are_told_apart() {
        let (columns, typed) = split(b"j\x1b[1;3R/\x1b[1;2R\x1b[B\x1b[1;2R");
        assert_eq!(columns, [3, 2, 2]);
        assert_eq!(
            keys(&typed),
            [Key::char('j'), Key::char('/'), Key::plain(Code::Down)]
        );
    }

    #[test]
    fn what_is_typed_ahead_is_what_was_meant() {
        let typed = "树\r\x1b[6~\x03\x1b".as_bytes();
        let codes = [
            Key::char('树'),
            Key::plain(Code::Enter),
            Key::plain(Code::PageDown),
        ];
        let ends = [Key::ctrl('c'), Key::plain(Code::Esc)];
        assert_eq!(keys(typed), [&codes[..], &ends[..]].concat());
    }

    #[test]
    fn half_a_report_is_none() {
        assert_eq!(split(b"\x1b[1;").0, Vec::<usize>::new());
        assert_eq!(split(b"\x1b[;3R").0, Vec::<usize>::new());
    }
}
