//! What the first screen says of itself: what its signs mean and which keys come first. It stands below the
//! headlines, where these leave room, until the reader has been used once.

use super::Model;
use super::keymap::Command;
use super::layout::Area;
use crate::lang::Lang;
use crate::text::width::width;

/// What stands between two parts of a line.
const GAP: &str = "  ";

/// Says what the signs before headlines mean.
pub fn signs(lang: Lang) -> &'static str {
    lang.pick("+ unread  * starred", "+ 未读  * 星标")
}

impl Model {
    /// Returns the row below the headlines on which the legend begins, and its lines; nothing where there is no room
    /// for all of it, or whoever reads knows it.
    pub fn legend(&self, list: Area) -> Option<(u16, Vec<String>)> {
        if !self.memory.is_first_time() || self.search.is_active() {
            return None;
        }
        let mut free = list.height;
        for row in self.list.top()..self.rows() {
            let height = self.list_row(row, list.width).map_or(1, |row| row.height);
            free = free.checked_sub(height)?;
        }
        let lines = self.legend_lines(usize::from(list.width.saturating_sub(2)));
        let height = lines.len() as u16;
        // An empty line parts it from the headlines.
        (height < free).then(|| (list.y + list.height - height, lines))
    }

    fn legend_lines(&self, columns: usize) -> Vec<String> {
        let pick = |english, chinese| self.lang.pick(english, chinese);
        let keys = self.settings.keymap.hint(&[
            (Command::EnterText, pick("read", "阅读")),
            (Command::TextPageDown, pick("read on", "往下读")),
            (Command::Search, pick("find", "查找")),
            (Command::ToggleStar, pick("star", "加星")),
            (Command::ToggleRead, pick("mark as read", "标为已读")),
            (Command::Add, pick("add news", "添加稿件")),
            (Command::Help, pick("all keys", "全部按键")),
            (Command::Quit, pick("quit", "退出")),
        ]);
        let mut lines = vec![signs(self.lang).to_owned()];
        for part in keys.split(GAP) {
            let longer = |line: &String| format!("{line}{GAP}{part}");
            match lines.last_mut() {
                Some(line) if width(&longer(line), self.ambiguous) <= columns => {
                    *line = longer(line);
                }
                _ => lines.push(part.to_owned()),
            }
        }
        lines
    }
}
