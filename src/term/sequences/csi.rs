//! Sequences behind `ESC [`: keys with names, characters with modifiers, the mouse.

use super::{Start, Typed, whole};
use crate::app::keys::{Code, Key};
use crate::app::{Mouse, MouseAction};

/// Reads what stands behind `ESC [`.
pub(super) fn start(rest: &[u8]) -> Start {
    // The console's function keys: one more bracket and a letter.
    if let [b'[', behind @ ..] = rest {
        return if behind.is_empty() {
            Start::Begun
        } else {
            whole(4, None)
        };
    }
    let Some(at) = rest.iter().position(|b| !matches!(b, b' '..=b'?')) else {
        return Start::Begun;
    };
    let (Some(parameters), Some(end)) = (rest.get(..at), rest.get(at)) else {
        return Start::Begun;
    };
    // Introducer, parameters, and the byte that ends it.
    let count = at + 3;
    match (parameters, *end) {
        // It was cut off; what cuts it off is read next.
        (_, 0..0x20 | 0x7f..) => whole(count - 1, None),
        (b"200", b'~') => Start::PasteBegins(count),
        ([], b'M') => old_mouse(rest.get(1..).unwrap_or_default()),
        ([b'<', numbers @ ..], b'M' | b'm') => {
            let mouse = mouse(numbers, 0, *end == b'm');
            Start::Whole(count, mouse.map(Typed::Mouse))
        }
        ([b'0'..=b'9', ..], b'M') => {
            let mouse = mouse(parameters, 32, false);
            Start::Whole(count, mouse.map(Typed::Mouse))
        }
        (parameters, b'u') => whole(count, character(parameters)),
        (parameters, end) => whole(count, cursor_key(parameters, end)),
    }
}

/// Reads numbers that semicolons part; `None` where one is none.
fn numbers(parameters: &[u8]) -> Option<Vec<u16>> {
    let text = std::str::from_utf8(parameters).ok()?;
    let number = |number: &str| number.parse().ok();
    text.split(';').map(number).collect()
}

/// Returns the key of a sequence that ends with this byte.
pub(super) fn cursor_key(parameters: &[u8], end: u8) -> Option<Key> {
    let numbers = if parameters.is_empty() {
        Vec::new()
    } else {
        numbers(parameters)?
    };
    let first = numbers.first().copied();
    let code = match (end, first) {
        (b'A', _) => Code::Up,
        (b'B', _) => Code::Down,
        (b'C', _) => Code::Right,
        (b'D', _) => Code::Left,
        (b'H', _) | (b'~', Some(1 | 7)) => Code::Home,
        (b'F', _) | (b'~', Some(4 | 8)) => Code::End,
        (b'Z', _) => Code::BackTab,
        (b'~', Some(3)) => Code::Delete,
        (b'~', Some(5)) => Code::PageUp,
        (b'~', Some(6)) => Code::PageDown,
        _ => return None,
    };
    Some(with(code, numbers.get(1).copied().unwrap_or(1)))
}

/// Makes a key with modifiers, which are one more than the sum of Shift (1), Alt (2) and Ctrl (4).
fn with(code: Code, modifiers: u16) -> Key {
    let held = modifiers.saturating_sub(1);
    Key {
        code,
        alt: held & 2 != 0,
        ctrl: held & 4 != 0,
    }
}

/// Reads the key of `code : shifted ; modifiers : kind`, as some terminals tell keys when they are asked to.
fn character(parameters: &[u8]) -> Option<Key> {
    const RELEASE: u32 = 3;
    let text = std::str::from_utf8(parameters).ok()?;
    let mut parts = text.split(';').map(|part| {
        let number = |number: &str| number.parse::<u32>().ok();
        part.split(':').map(number).collect::<Vec<_>>()
    });
    let codes = parts.next()?;
    let held = parts.next().unwrap_or_default();
    let at = |list: &[Option<u32>], at: usize| list.get(at).copied().flatten();
    if at(&held, 1) == Some(RELEASE) {
        return None;
    }
    let modifiers = u16::try_from(at(&held, 0).unwrap_or(1)).ok()?;
    let shift = modifiers.saturating_sub(1) & 1 != 0;
    let code = match at(&codes, 0)? {
        9 if shift => Code::BackTab,
        9 => Code::Tab,
        13 => Code::Enter,
        27 => Code::Esc,
        127 => Code::Backspace,
        // Keys without characters stand in this private area.
        0..0x20 | 0xe000..=0xf8ff => return None,
        code => {
            let c = char::from_u32(code)?;
            let shifted = at(&codes, 1).and_then(char::from_u32);
            let upper = || c.to_uppercase().next().unwrap_or(c);
            Code::Char(if shift {
                shifted.unwrap_or_else(upper)
            } else {
                c
            })
        }
    };
    Some(with(code, modifiers))
}

/// Reads the mouse as terminals told it first: three bytes behind the letter.
fn old_mouse(behind: &[u8]) -> Start {
    let [button, x, y, ..] = behind else {
        return Start::Begun;
    };
    let place = |at: &u8| u16::from(*at).checked_sub(33);
    let used = || {
        let action = action(u16::from(*button).checked_sub(32)?, false)?;
        let (x, y) = (place(x)?, place(y)?);
        Some(Typed::Mouse(Mouse { action, x, y }))
    };
    Start::Whole(6, used())
}

/// Reads `button ; column ; row`, the button counted from `base`.
fn mouse(parameters: &[u8], base: u16, released: bool) -> Option<Mouse> {
    let numbers = numbers(parameters)?;
    let [button, x, y] = numbers.as_slice() else {
        return None;
    };
    Some(Mouse {
        action: action(button.checked_sub(base)?, released)?,
        x: x.checked_sub(1)?,
        y: y.checked_sub(1)?,
    })
}

/// Returns what was done, where it means something here: other buttons do not.
fn action(button: u16, released: bool) -> Option<MouseAction> {
    // Beside the button there are Shift, Alt and Ctrl, and whether the mouse was moved.
    const MOVED: u16 = 32;
    let kind = (button & 3) | ((button & 0b1100_0000) >> 4);
    match (kind, button & MOVED != 0) {
        (0, false) if released => Some(MouseAction::Release),
        (0, false) => Some(MouseAction::Click),
        (0, true) => Some(MouseAction::Drag),
        (3, false) => Some(MouseAction::Release),
        (4, false) => Some(MouseAction::WheelUp),
        (5, false) => Some(MouseAction::WheelDown),
        _ => None,
    }
}
