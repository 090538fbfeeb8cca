//! The commands' names, for the file of settings and for the palette. They stay as they are: a user's
//! file holds them.

use super::{BINDINGS, Command};
use crate::lang::Lang;

impl Command {
    /// Returns its name in English and in Chinese.
    pub const fn names(self) -> (&'static str, &'static str) {
        match self {
            Self::Down => ("down", "下移"),
            Self::Up => ("up", "上移"),
            Self::PageDown => ("page-down", "下翻页"),
            Self::PageUp => ("page-up", "上翻页"),
            Self::HalfPageDown => ("half-page-down", "下翻半页"),
            Self::HalfPageUp => ("half-page-up", "上翻半页"),
            Self::Top => ("top", "开头"),
            Self::Bottom => ("bottom", "末尾"),
            Self::EnterText => ("enter-text", "进入正文"),
            Self::BackToList => ("back-to-list", "返回列表"),
            Self::SwitchFocus => ("switch-focus", "切换列表正文"),
            Self::TextPageDown => ("text-page-down", "正文下翻页"),
            Self::TextPageUp => ("text-page-up", "正文上翻页"),
            Self::NextArticle => ("next-article", "下一篇"),
            Self::PreviousArticle => ("previous-article", "上一篇"),
            Self::Search => ("search", "查找"),
            Self::NextHit => ("next-hit", "下一处"),
            Self::PreviousHit => ("previous-hit", "上一处"),
            Self::ToggleRead => ("toggle-read", "已读未读"),
            Self::ToggleStar => ("toggle-star", "加星"),
            Self::MarkAllRead => ("mark-all-read", "全部已读"),
            Self::PreviousUnread => ("previous-unread", "上一篇未读"),
            Self::NextUnread => ("next-unread", "下一篇未读"),
            Self::Tags => ("tags", "标签"),
            Self::Note => ("note", "笔记"),
            Self::Folders => ("folders", "文件夹"),
            Self::ChooseFolder => ("choose-folder", "打开文件夹"),
            Self::SaveSearch => ("save-search", "保存查找"),
            Self::RemoveFolder => ("remove-folder", "删除文件夹"),
            Self::Undo => ("undo", "撤销"),
            Self::PreviousParagraph => ("previous-paragraph", "上一段"),
            Self::NextParagraph => ("next-paragraph", "下一段"),
            Self::Zen => ("zen", "正文独占"),
            Self::Columns => ("columns", "分栏"),
            Self::Spacing => ("spacing", "行距"),
            Self::Divide => ("layout", "列表位置"),
            Self::SmallerList => ("smaller-list", "缩小列表"),
            Self::LargerList => ("larger-list", "放大列表"),
            Self::Sort => ("sort", "排序"),
            Self::Facets => ("narrow", "筛选"),
            Self::Times => ("times", "统计篇数"),
            Self::Date => ("go-to-date", "跳到某日"),
            Self::Clear => ("close", "关闭"),
            Self::Copy => ("copy", "复制全文"),
            Self::CopyParagraph => ("copy-paragraph", "复制段落"),
            Self::SelectLines => ("select-lines", "选择各行"),
            Self::Pipe => ("pipe", "交给程序"),
            Self::Cite => ("cite", "引用"),
            Self::Export => ("export", "导出"),
            Self::Open => ("open-link", "打开链接"),
            Self::Origin => ("origin", "出处"),
            Self::Problems => ("problems", "数据问题"),
            Self::Palette => ("commands", "全部命令"),
            Self::ReloadConfig => ("reload-config", "重新读取设置"),
            Self::Help => ("help", "按键说明"),
            Self::Redraw => ("redraw", "重画屏幕"),
            Self::Suspend => ("suspend", "挂起"),
            Self::Quit => ("quit", "退出"),
        }
    }

    /// Returns its name in a language.
    pub const fn name(self, lang: Lang) -> &'static str {
        let (english, chinese) = self.names();
        lang.pick(english, chinese)
    }

    /// Returns the command of a name, English or Chinese.
    pub fn named(name: &str) -> Option<Self> {
        let mut commands = BINDINGS.iter().map(|binding| binding.command);
        commands.find(|command| {
            let (english, chinese) = command.names();
            name == english || name == chinese
        })
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn names_are_kebab_case_and_lead_to_their_commands() {
        let mut seen = HashSet::new();
        for binding in BINDINGS {
            let (english, chinese) = binding.command.names();
            let is_kebab = english
                .split('-')
                .all(|word| !word.is_empty() && word.chars().all(|c| c.is_ascii_lowercase()));
            assert!(is_kebab, "{english}");
            assert!(!chinese.is_ascii(), "{chinese}");
            for name in [english, chinese] {
                assert!(seen.insert(name), "{name} is there twice");
                assert_eq!(Command::named(name), Some(binding.command));
            }
        }
        assert_eq!(Command::named("none"), None);
    }
}
