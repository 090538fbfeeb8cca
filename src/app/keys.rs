//! Keys as the reader means them, whatever terminal or input method they came through.

/// One key press.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Key {
    /// Which key.
    pub code: Code,
    /// Whether Ctrl was held.
    pub ctrl: bool,
    /// Whether Alt was held.
    pub alt: bool,
}

/// Which key was pressed. Shift is part of the character.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the names on the keyboard say all")]
pub enum Code {
    Char(char),
    Enter,
    Esc,
    Tab,
    BackTab,
    Backspace,
    Delete,
    Up,
    Down,
    Left,
    Right,
    Home,
    End,
    PageUp,
    PageDown,
}

impl Key {
    /// Makes a key without modifiers.
    pub const fn plain(code: Code) -> Self {
        Self {
            code,
            ctrl: false,
            alt: false,
        }
    }

    /// Makes the key of a character.
    pub const fn char(c: char) -> Self {
        Self::plain(Code::Char(c))
    }

    /// Makes a character's key held with Ctrl.
    pub const fn ctrl(c: char) -> Self {
        Self {
            code: Code::Char(c),
            ctrl: true,
            alt: false,
        }
    }

    /// Returns the character that a text field gets by the key.
    pub fn character(self) -> Option<char> {
        match self.code {
            Code::Char(c) if !self.ctrl && !self.alt => Some(c),
            _ => None,
        }
    }

    /// Returns the key that was meant outside text fields, where an input method left in Chinese
    /// mode sends its own marks and full-width forms.
    #[must_use]
    pub fn outside_text(self) -> Self {
        match self.code {
            Code::Char(c) => Self {
                code: Code::Char(ascii(c)),
                ..self
            },
            _ => self,
        }
    }

    /// Reads a key's name: as help shows it, as `Down` and `PageDown`, or a character.
    pub fn named(name: &str) -> Option<Self> {
        let mut key = Self::plain(Code::Esc);
        let mut rest = name;
        loop {
            if let Some(behind) = strip_name(rest, "Ctrl-") {
                key.ctrl = true;
                rest = behind;
            } else if let Some(behind) = strip_name(rest, "Alt-") {
                key.alt = true;
                rest = behind;
            } else {
                break;
            }
        }
        let mut chars = rest.chars();
        key.code = match (chars.next()?, chars.next()) {
            (c, None) if key.ctrl && c.is_ascii() => Code::Char(c.to_ascii_lowercase()),
            (c, None) => arrow(c).unwrap_or(Code::Char(c)),
            _ => named_code(rest)?,
        };
        let is_typed = !matches!(key.code, Code::Char(c) if c.is_control());
        is_typed.then(|| key.outside_text())
    }

    /// Returns the key's name as help shows it.
    pub fn name(self) -> String {
        let name = match self.code {
            Code::Char(' ') => "Space".to_owned(),
            Code::Char(c) if self.ctrl => c.to_uppercase().to_string(),
            Code::Char(c) => c.to_string(),
            Code::Up => "↑".to_owned(),
            Code::Down => "↓".to_owned(),
            Code::Left => "←".to_owned(),
            Code::Right => "→".to_owned(),
            Code::PageUp => "PgUp".to_owned(),
            Code::PageDown => "PgDn".to_owned(),
            code => format!("{code:?}"),
        };
        let ctrl = if self.ctrl { "Ctrl-" } else { "" };
        let alt = if self.alt { "Alt-" } else { "" };
        format!("{ctrl}{alt}{name}")
    }
}

/// Returns what stands behind the beginning of a name, in whatever case that is written.
fn strip_name<'n>(name: &'n str, beginning: &str) -> Option<&'n str> {
    let (first, behind) = name.split_at_checked(beginning.len())?;
    (first.eq_ignore_ascii_case(beginning) && !behind.is_empty()).then_some(behind)
}

fn arrow(c: char) -> Option<Code> {
    Some(match c {
        '↑' => Code::Up,
        '↓' => Code::Down,
        '←' => Code::Left,
        '→' => Code::Right,
        _ => return None,
    })
}

fn named_code(name: &str) -> Option<Code> {
    Some(match name.to_ascii_lowercase().as_str() {
        "space" => Code::Char(' '),
        "enter" | "return" => Code::Enter,
        "esc" | "escape" => Code::Esc,
        "tab" => Code::Tab,
        "backtab" | "shift-tab" => Code::BackTab,
        "backspace" => Code::Backspace,
        "delete" | "del" => Code::Delete,
        "up" => Code::Up,
        "down" => Code::Down,
        "left" => Code::Left,
        "right" => Code::Right,
        "home" => Code::Home,
        "end" => Code::End,
        "pageup" | "pgup" => Code::PageUp,
        "pagedown" | "pgdn" => Code::PageDown,
        _ => return None,
    })
}

/// What a Chinese input method's mark stands for on an ASCII keyboard.
fn ascii(c: char) -> char {
    match c {
        '、' | '／' => '/',
        '。' => '.',
        '【' | '「' => '[',
        '】' | '」' => ']',
        '《' => '<',
        '》' => '>',
        '“' | '”' => '"',
        '‘' | '’' => '\'',
        '￥' => '$',
        '·' => '`',
        '…' => '^',
        '—' => '_',
        '\u{3000}' => ' ',
        '\u{ff01}'..='\u{ff5e}' => {
            char::from_u32(u32::from(c) - 0xff01 + u32::from('!')).unwrap_or(c)
        }
        _ => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_of_a_chinese_input_method_act_as_ascii_keys() {
        let meant = |c| Key::char(c).outside_text();
        for (typed, key) in [
            ('、', '/'),
            ('／', '/'),
            ('？', '?'),
            ('：', ':'),
            ('【', '['),
            ('】', ']'),
        ] {
            assert_eq!(meant(typed), Key::char(key), "{typed}");
        }
        for (typed, key) in [
            ('ｎ', 'n'),
            ('Ｎ', 'N'),
            ('ｑ', 'q'),
            ('３', '3'),
            ('　', ' '),
        ] {
            assert_eq!(meant(typed), Key::char(key), "{typed}");
        }
        assert_eq!(meant('树'), Key::char('树'));
    }

    #[test]
    fn names_are_those_on_the_keyboard() {
        assert_eq!(Key::char(' ').name(), "Space");
        assert_eq!(Key::ctrl('c').name(), "Ctrl-C");
        assert_eq!(Key::plain(Code::PageDown).name(), "PgDn");
        assert_eq!(Key::char('N').name(), "N");
    }

    #[test]
    fn a_key_is_known_by_the_name_that_is_shown() {
        let codes = [
            Code::Char(' '),
            Code::Char('-'),
            Code::Char('N'),
            Code::Enter,
            Code::Esc,
            Code::Tab,
            Code::BackTab,
            Code::Backspace,
            Code::Delete,
            Code::Up,
            Code::Left,
            Code::Home,
            Code::End,
            Code::PageUp,
            Code::PageDown,
        ];
        for key in codes.map(Key::plain) {
            assert_eq!(Key::named(&key.name()), Some(key));
        }
        assert_eq!(Key::named("ctrl-F"), Some(Key::ctrl('f')));
        let alt = Key {
            alt: true,
            ..Key::char('x')
        };
        assert_eq!(Key::named("Alt-x"), Some(alt));
        assert_eq!(Key::named("？"), Some(Key::char('?')));
        for none in ["", "F1", "gg", "Ctrl-", "\u{7}"] {
            assert_eq!(Key::named(none), None, "{none:?}");
        }
    }
}
