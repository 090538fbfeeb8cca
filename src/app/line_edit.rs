//! A text field of one line, or of several where it keeps them. The caret moves by what a person sees as a character.

use unicode_segmentation::UnicodeSegmentation;

use super::keys::{Code, Key};
use crate::text::sanitize;

/// Text and the caret's place in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LineEdit {
    before: String,
    after: String,
    keeps_lines: bool,
}

impl LineEdit {
    /// Makes a field that holds `text`, the caret at its end.
    pub fn new(text: &str) -> Self {
        Self::split(text, "")
    }

    /// Makes a field that holds the lines of `text`, the caret at its end.
    pub fn of_lines(text: &str) -> Self {
        let mut edit = Self {
            keeps_lines: true,
            ..Self::default()
        };
        edit.insert(text);
        edit
    }

    /// Makes a field with the caret between two texts.
    pub fn split(before: &str, after: &str) -> Self {
        let clean = |text| sanitize::line(text).into_owned();
        Self {
            before: clean(before),
            after: clean(after),
            keeps_lines: false,
        }
    }

    /// Returns the whole text.
    pub fn text(&self) -> String {
        format!("{}{}", self.before, self.after)
    }

    /// Returns the text before the caret.
    pub fn before(&self) -> &str {
        &self.before
    }

    /// Returns the text behind the caret.
    pub fn after(&self) -> &str {
        &self.after
    }

    /// Returns whether there is no text.
    pub fn is_empty(&self) -> bool {
        self.before.is_empty() && self.after.is_empty()
    }

    /// Puts `text` in at the caret: a paste, or what an input method commits.
    pub fn insert(&mut self, text: &str) {
        if !self.keeps_lines {
            return self.before.push_str(&sanitize::line(text));
        }
        let text = text.replace("\r\n", "\n");
        for (at, line) in text.split(['\n', '\r']).enumerate() {
            if at > 0 {
                self.before.push('\n');
            }
            self.before.push_str(&sanitize::line(line));
        }
    }

    /// Empties the field.
    pub fn clear(&mut self) {
        *self = Self::default();
    }

    /// Acts on an editing key. Returns whether it was one.
    pub fn key(&mut self, key: Key) -> bool {
        match (key.code, key.ctrl) {
            (Code::Char(c), false) if !key.alt => self.insert(c.encode_utf8(&mut [0; 4])),
            (Code::Left, _) | (Code::Char('b'), true) => self.left(),
            (Code::Right, _) | (Code::Char('f'), true) => self.right(),
            (Code::Home, _) | (Code::Char('a'), true) => self.home(),
            (Code::End, _) | (Code::Char('e'), true) => self.end(),
            (Code::Up, _) if self.keeps_lines => self.up(),
            (Code::Down, _) if self.keeps_lines => self.down(),
            (Code::Backspace, _) | (Code::Char('h'), true) => {
                self.before.truncate(last_grapheme(&self.before));
            }
            (Code::Delete, _) | (Code::Char('d'), true) => {
                self.after.drain(..first_grapheme(&self.after));
            }
            (Code::Char('u'), true) => self.before.truncate(self.line_start()),
            (Code::Char('k'), true) => drop(self.after.drain(..self.line_end())),
            (Code::Char('w'), true) => self.delete_word(),
            _ => return false,
        }
        true
    }

    /// The byte of the text before the caret at which its line begins.
    fn line_start(&self) -> usize {
        self.before.rfind('\n').map_or(0, |at| at + 1)
    }

    /// The byte of the text behind the caret at which its line ends.
    fn line_end(&self) -> usize {
        self.after.find('\n').unwrap_or(self.after.len())
    }

    fn home(&mut self) {
        let moved = self.before.split_off(self.line_start());
        self.after.insert_str(0, &moved);
    }

    fn end(&mut self) {
        let rest = self.after.split_off(self.line_end());
        self.before
            .push_str(&std::mem::replace(&mut self.after, rest));
    }

    /// How many characters stand before the caret in its line.
    fn column(&self) -> usize {
        let line = self.before.get(self.line_start()..).unwrap_or_default();
        line.graphemes(true).count()
    }

    /// Goes to the same character of the line above, or to its end.
    fn up(&mut self) {
        let column = self.column();
        self.home();
        self.left();
        for _ in column..self.column() {
            self.left();
        }
    }

    /// Goes to the same character of the line below, or to its end.
    fn down(&mut self) {
        let column = self.column();
        self.end();
        self.right();
        for _ in 0..column {
            if self.line_end() > 0 {
                self.right();
            }
        }
    }

    fn left(&mut self) {
        let at = last_grapheme(&self.before);
        let moved = self.before.split_off(at);
        self.after.insert_str(0, &moved);
    }

    fn right(&mut self) {
        let rest = self.after.split_off(first_grapheme(&self.after));
        self.before
            .push_str(&std::mem::replace(&mut self.after, rest));
    }

    fn delete_word(&mut self) {
        let kept = self.before.trim_end();
        let start = kept.rfind(char::is_whitespace).map_or(0, |at| {
            at + kept
                .get(at..)
                .and_then(|s| s.chars().next())
                .map_or(0, char::len_utf8)
        });
        self.before.truncate(start);
    }
}

/// The byte at which the last character of `text` starts.
fn last_grapheme(text: &str) -> usize {
    text.grapheme_indices(true)
        .next_back()
        .map_or(0, |(at, _)| at)
}

/// The bytes that the first character of `text` takes.
fn first_grapheme(text: &str) -> usize {
    text.graphemes(true).next().map_or(0, str::len)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn press(edit: &mut LineEdit, codes: &[Code]) {
        for code in codes {
            assert!(edit.key(Key::plain(*code)));
        }
    }

    #[test]
    fn the_caret_moves_over_whole_characters() {
        let mut edit = LineEdit::default();
        edit.insert("污染👩‍👩‍👧治");
        press(&mut edit, &[Code::Left, Code::Left]);
        assert_eq!((edit.before(), edit.after()), ("污染", "👩‍👩‍👧治"));
        press(&mut edit, &[Code::Delete, Code::Backspace]);
        assert_eq!(edit.text(), "污治");
        press(
            &mut edit,
            &[Code::Char('水'), Code::Right, Code::Right, Code::Backspace],
        );
        assert_eq!(edit.text(), "污水");
    }

    #[test]
    fn ends_and_kills() {
        let mut edit = LineEdit::new("大气 污染 治理");
        assert!(edit.key(Key::ctrl('w')));
        assert_eq!(edit.text(), "大气 污染 ");
        press(
            &mut edit,
            &[Code::Home, Code::Char('3'), Code::End, Code::Char('4')],
        );
        assert_eq!(edit.text(), "3大气 污染 4");
        assert!(edit.key(Key::ctrl('u')));
        assert!(edit.is_empty());
    }

    #[test]
    fn a_paste_arrives_whole_and_harmless() {
        let mut edit = LineEdit::default();
        edit.insert("植树\n活动\u{1b}[31m");
        assert_eq!(edit.text(), "植树 活动");
    }

    #[test]
    fn lines_are_kept_where_they_are_wanted() {
        let mut edit = LineEdit::of_lines("雨停了\r\n\u{1b}[31m路\r通");
        assert_eq!(edit.text(), "雨停了\n路\n通");
        press(
            &mut edit,
            &[Code::Up, Code::Home, Code::Char('大'), Code::Up],
        );
        assert_eq!((edit.before(), edit.after()), ("雨", "停了\n大路\n通"));
        press(&mut edit, &[Code::End, Code::Down, Code::Char('面')]);
        assert_eq!(edit.text(), "雨停了\n大路面\n通");
        press(&mut edit, &[Code::Down]);
        assert_eq!(edit.after(), "");
        assert!(edit.key(Key::ctrl('u')));
        assert_eq!(edit.text(), "雨停了\n大路面\n");
        press(
            &mut edit,
            &[Code::Backspace, Code::Up, Code::Home, Code::Up],
        );
        assert_eq!(edit.before(), "");
        assert!(edit.key(Key::ctrl('k')));
        assert_eq!(edit.text(), "\n大路面");
    }

    #[test]
    fn what_is_opened_is_harmless_too() {
        let hostile = "植\u{2028}树\u{9b}31m\u{202e}";
        assert_eq!(LineEdit::new(hostile).text(), "植 树");
        let split = LineEdit::split(hostile, hostile);
        assert_eq!((split.before(), split.after()), ("植 树", "植 树"));
    }

    #[test]
    fn other_keys_are_not_taken() {
        assert!(!LineEdit::default().key(Key::plain(Code::Up)));
        assert!(!LineEdit::default().key(Key::ctrl('c')));
    }
}
