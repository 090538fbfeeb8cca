//! Files that were there and are not for the time being: what was read of them stays.

use super::Model;
use crate::corpus::Absent;
use crate::lang::{Lang, Say as _};
use crate::text::sanitize;

impl Model {
    /// Takes for which files an archive waits.
    pub(super) fn take_absent(&mut self, absent: Vec<Absent>) {
        let before = std::mem::replace(&mut self.reports.absent, absent);
        self.reports.await_files(!self.reports.absent.is_empty());
        if !self.reports.absent.is_empty() {
            self.tell_of_absent();
        } else if let Some(Absent { name, .. }) = before.first() {
            let name = sanitize::visible_line(name);
            self.notice = Some(match self.lang {
                Lang::En => format!("read again: {name}"),
                Lang::Zh => format!("已重新读取：{name}"),
            });
            self.pane.show_selected();
        }
    }

    /// Says what happened to files that were there, and that they are waited for.
    pub(super) fn tell_of_absent(&mut self) {
        let Some(Absent { name, why }) = self.reports.absent.first() else {
            return;
        };
        let (name, why, more) = (
            sanitize::visible_line(name),
            why.say(self.lang),
            self.reports.absent.len() - 1,
        );
        self.notice = Some(match (self.lang, more) {
            (Lang::En, 0) => format!("waiting for {name}: {why}"),
            (Lang::Zh, 0) => format!("等待 {name}：{why}"),
            (Lang::En, _) => format!("waiting for {name} and {more} more: {why}"),
            (Lang::Zh, _) => format!("等待 {name} 等 {} 个文件：{why}", more + 1),
        });
    }
}
