//! Asks the terminal how wide it draws ambiguous characters, and on which ground.
//!
//! Each of some such characters is printed at the screen's corner, followed by the question where
//! the cursor is (vim finds its `ambiwidth` in the same way). The ground's colour is asked for before
//! that (OSC 11): answers come in order, so that a terminal which does not know this question makes
//! nobody wait. This happens before anything else reads the terminal, and takes 50 ms at the most: a
//! terminal that does not answer in time is taken to draw them narrow, its ground is not known, and what
//! it answers later is left to [`super::terminal_replies`].

use std::fs::File;
use std::io::{self, Write, stdout};
use std::os::fd::{AsFd, BorrowedFd};
use std::time::{Duration, Instant};

use rustix::event::{PollFd, PollFlags, Timespec, poll};

use crate::text::width::Ambiguous;

/// The characters that are tried. Fonts and settings widen some of them and not others; text that
/// is set for the wider is laid out well on both.
const TRIED: [&str; 4] = ["“", "—", "…", "·"];
/// The question for the ground's colour. Ended by BEL, which some terminals repeat better than ST.
const GROUND: &str = "\x1b]11;?\x07";
/// Kinds of terminals that would print the question for the ground's colour, or ring its bell.
const DEAF: [&str; 5] = ["linux", "vt", "eterm", "dumb", "cons"];
const PATIENCE: Duration = Duration::from_millis(50);

/// What the terminal answered.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Answer {
    /// How it draws ambiguous characters.
    pub(super) ambiguous: Ambiguous,
    /// The ground's colour, if it told that.
    pub(super) ground: Option<Rgb>,
    /// How many answers may still come.
    pub(super) outstanding: usize,
    /// What was typed meanwhile.
    pub(super) typed_ahead: Vec<u8>,
}

/// What the terminal is to be asked.
#[derive(Clone, Copy, Debug)]
pub(super) struct Question {
    /// How it draws ambiguous characters, where the reader does not say so.
    pub(super) width: Option<Ambiguous>,
    /// The ground's colour.
    pub(super) ground: bool,
}

impl Question {
    /// How often it asks where the cursor is. Without any answer to that there is nothing to wait for, so
    /// that it is asked behind the ground's colour too.
    fn reports(self) -> usize {
        match (self.width, self.ground) {
            (None, _) => TRIED.len(),
            (Some(_), true) => 1,
            (Some(_), false) => 0,
        }
    }

    fn text(self) -> String {
        let mut text = String::new();
        if self.ground {
            text.push_str(GROUND);
        }
        if self.width.is_none() {
            for tried in TRIED {
                text.push_str("\x1b[H");
                text.push_str(tried);
                text.push_str("\x1b[6n");
            }
        } else if self.ground {
            text.push_str("\x1b[6n");
        }
        text.push_str("\x1b[2J\x1b[H");
        text
    }
}

/// Returns whether a terminal of this kind can be asked for its ground's colour.
pub(super) fn tells_its_ground(term: &str) -> bool {
    !term.is_empty() && !DEAF.iter().any(|deaf| term.starts_with(deaf))
}

/// Asks the terminal, which is in raw mode and shows nothing of value.
pub(super) fn ask(question: Question) -> Answer {
    let reports = question.reports();
    let mut bytes = Vec::new();
    if reports > 0 {
        // A terminal that cannot be asked is one that does not answer.
        let _ = send(&question.text()).and_then(|()| listen(reports, &mut bytes));
    }
    let heard = Heard::of(&bytes);
    let wide = heard.columns.iter().any(|column| *column >= 3);
    let seems = if wide {
        Ambiguous::Wide
    } else {
        Ambiguous::Narrow
    };
    let silent = usize::from(question.ground && heard.ground.is_none());
    Answer {
        ambiguous: question.width.unwrap_or(seems),
        ground: heard.ground,
        outstanding: reports.saturating_sub(heard.columns.len()) + silent,
        typed_ahead: heard.typed,
    }
}

fn send(question: &str) -> io::Result<()> {
    let mut out = stdout();
    out.write_all(question.as_bytes())?;
    out.flush()
}

/// Reads until as many cursor reports have come as are expected, or time is up.
fn listen(reports: usize, bytes: &mut Vec<u8>) -> io::Result<()> {
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
    while Heard::of(bytes).columns.len() < reports {
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

/// What came from the terminal.
#[derive(Debug, Default)]
struct Heard {
    /// The columns of cursor reports.
    columns: Vec<usize>,
    ground: Option<Rgb>,
    /// What was typed.
    typed: Vec<u8>,
}

impl Heard {
    fn of(bytes: &[u8]) -> Self {
        let mut heard = Self::default();
        let mut rest = bytes;
        while let Some((first, behind)) = rest.split_first() {
            if let Some((column, after)) = report(rest) {
                heard.columns.push(column);
                rest = after;
            } else if let Some((ground, after)) = ground(rest) {
                heard.ground = ground.or(heard.ground);
                rest = after;
            } else {
                // What was typed before the terminal was in raw mode has line feeds.
                let typed = if *first == b'\n' { b'\r' } else { *first };
                heard.typed.push(typed);
                rest = behind;
            }
        }
        heard
    }
}

/// A colour, its parts from 0 to 255.
type Rgb = (u8, u8, u8);

/// Reads `ESC ] 11 ; … BEL` or `… ESC \` at the start of `bytes`: the colour, if it is one, and what
/// follows.
fn ground(bytes: &[u8]) -> Option<(Option<Rgb>, &[u8])> {
    let inner = bytes.strip_prefix(b"\x1b]11;")?;
    let end = inner.iter().position(|b| matches!(b, 0x07 | 0x1b))?;
    let (said, rest) = inner.split_at_checked(end)?;
    let rest = rest
        .strip_prefix(b"\x07")
        .or_else(|| rest.strip_prefix(b"\x1b\\"))?;
    Some((std::str::from_utf8(said).ok().and_then(colour), rest))
}

/// Reads a colour as X11 writes it, `rgb:RRRR/GGGG/BBBB` with one to four figures each, and perhaps a
/// fourth part behind.
fn colour(said: &str) -> Option<Rgb> {
    let parts = said
        .strip_prefix("rgb:")
        .or_else(|| said.strip_prefix("rgba:"))?;
    let mut parts = parts.split('/').map(|figures| {
        let most = match figures.len() {
            1..=4 => (1_u32 << (4 * figures.len())) - 1,
            _ => return None,
        };
        let value = u32::from_str_radix(figures, 16).ok()?;
        u8::try_from(value * 255 / most).ok()
    });
    Some((parts.next()??, parts.next()??, parts.next()??))
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reports_and_keys_are_told_apart() {
        let heard = Heard::of(b"j\x1b[1;3R/\x1b[1;2R\x1b[B\x1b[1;2R\n");
        assert_eq!(heard.columns, [3, 2, 2]);
        assert_eq!(heard.typed, b"j/\x1b[B\r");
    }

    #[test]
    fn half_a_report_is_none() {
        assert_eq!(Heard::of(b"\x1b[1;").columns, [0; 0]);
        assert_eq!(Heard::of(b"\x1b[;3R").columns, [0; 0]);
        assert_eq!(Heard::of(b"\x1b]11;rgb:ffff/ffff/ff").ground, None);
    }

    #[test]
    fn the_ground_is_read_in_every_form() {
        let heard = |bytes: &[u8]| {
            let heard = Heard::of(bytes);
            (heard.ground, heard.typed)
        };
        assert_eq!(
            heard(b"j\x1b]11;rgb:fdfd/f6f6/0000\x07k\x1b[1;2R"),
            (Some((0xfd, 0xf6, 0)), b"jk".to_vec())
        );
        let other = heard(b"\x1b]11;rgba:0/8/f/ffff\x1b\\");
        assert_eq!(other, (Some((0, 136, 255)), Vec::new()));
        for nonsense in [
            &b"\x1b]11;rgb:1/2\x07"[..],
            b"\x1b]11;rgb:12345/1/1\x07",
            b"\x1b]11;red\x07",
        ] {
            assert_eq!(heard(nonsense), (None, Vec::new()), "{nonsense:?}");
        }
    }

    #[test]
    fn only_what_is_not_known_is_asked() {
        let text = |width, ground| Question { width, ground }.text();
        assert!(!text(None, false).contains("]11"));
        assert!(
            text(None, true).starts_with(GROUND),
            "the fence stands behind it"
        );
        assert_eq!(text(Some(Ambiguous::Wide), true).matches("[6n").count(), 1);
        assert_eq!(
            Question {
                width: Some(Ambiguous::Wide),
                ground: false
            }
            .reports(),
            0
        );
        assert!(tells_its_ground("xterm-256color") && tells_its_ground("tmux"));
        assert!(!tells_its_ground("linux") && !tells_its_ground("vt220") && !tells_its_ground(""));
    }
}
