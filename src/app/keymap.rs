//! Which keys give which command. Help and the README's table are made from this one table, with the
//! user's own keys put in ([`Keymap`]).

mod effective;
mod names;

use super::keys::{Code, Key};
use super::lang::Lang;

pub(super) use effective::FIXED;
pub use effective::{Bound, Keymap, Resolved, Row, is_fixed};

/// Everything the reader can be asked to do by a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(
    missing_docs,
    reason = "each is described, in both languages, in `BINDINGS`"
)]
pub enum Command {
    Down,
    Up,
    PageDown,
    PageUp,
    HalfPageDown,
    HalfPageUp,
    Top,
    Bottom,
    EnterText,
    BackToList,
    SwitchFocus,
    TextPageDown,
    TextPageUp,
    NextArticle,
    PreviousArticle,
    Search,
    NextHit,
    PreviousHit,
    Sort,
    Facets,
    Times,
    Date,
    ToggleRead,
    ToggleStar,
    MarkAllRead,
    PreviousUnread,
    NextUnread,
    Tags,
    Note,
    Undo,
    Clear,
    Copy,
    Cite,
    Export,
    Open,
    Problems,
    Palette,
    ReloadConfig,
    Help,
    Redraw,
    Suspend,
    Quit,
}

/// One row of the key map.
#[derive(Clone, Copy, Debug)]
pub struct Binding {
    /// What the keys do.
    pub command: Command,
    /// The key sequences that do it.
    pub sequences: &'static [&'static [Key]],
    english: &'static str,
    chinese: &'static str,
}

impl Binding {
    /// Returns what the command does, for people.
    pub fn description(&self, lang: Lang) -> &'static str {
        lang.pick(self.english, self.chinese)
    }
}

const fn bind(
    command: Command,
    sequences: &'static [&'static [Key]],
    english: &'static str,
    chinese: &'static str,
) -> Binding {
    Binding {
        command,
        sequences,
        english,
        chinese,
    }
}

const fn key(code: Code) -> Key {
    Key::plain(code)
}

const fn ch(c: char) -> Key {
    Key::char(c)
}

/// The key map, in the order in which help shows it.
pub const BINDINGS: &[Binding] = &[
    bind(
        Command::Down,
        &[&[key(Code::Down)], &[ch('j')]],
        "next headline, or a line down in the text",
        "下一条；在正文中下移一行",
    ),
    bind(
        Command::Up,
        &[&[key(Code::Up)], &[ch('k')]],
        "previous headline, or a line up in the text",
        "上一条；在正文中上移一行",
    ),
    bind(
        Command::PageDown,
        &[&[key(Code::PageDown)], &[Key::ctrl('f')]],
        "a page down",
        "下翻一页",
    ),
    bind(
        Command::PageUp,
        &[&[key(Code::PageUp)], &[Key::ctrl('b')]],
        "a page up",
        "上翻一页",
    ),
    bind(
        Command::HalfPageDown,
        &[&[Key::ctrl('d')]],
        "half a page down",
        "下翻半页",
    ),
    bind(
        Command::HalfPageUp,
        &[&[Key::ctrl('u')]],
        "half a page up",
        "上翻半页",
    ),
    bind(
        Command::Top,
        &[&[key(Code::Home)], &[ch('g'), ch('g')]],
        "to the first headline, or the text's start",
        "到第一条；正文开头",
    ),
    bind(
        Command::Bottom,
        &[&[key(Code::End)], &[ch('G')]],
        "to the last headline, or the text's end",
        "到最后一条；正文末尾",
    ),
    bind(
        Command::EnterText,
        &[&[key(Code::Enter)], &[key(Code::Right)], &[ch('l')]],
        "into the text",
        "进入正文",
    ),
    bind(
        Command::BackToList,
        &[&[key(Code::Left)], &[ch('h')]],
        "back to the headlines",
        "回到标题列表",
    ),
    bind(
        Command::SwitchFocus,
        &[&[key(Code::Tab)]],
        "between headlines and text; while finding, complete",
        "在列表与正文间切换；查找时补全",
    ),
    bind(
        Command::TextPageDown,
        &[&[ch(' ')]],
        "a page of the text down, from anywhere",
        "正文下翻一页（任何位置）",
    ),
    bind(
        Command::TextPageUp,
        &[&[ch('b')]],
        "a page of the text up, from anywhere",
        "正文上翻一页（任何位置）",
    ),
    bind(
        Command::NextArticle,
        &[&[ch('J')]],
        "next report, in the text too",
        "下一篇（在正文中亦可）",
    ),
    bind(
        Command::PreviousArticle,
        &[&[ch('K')]],
        "previous report, in the text too",
        "上一篇（在正文中亦可）",
    ),
    bind(Command::Search, &[&[ch('/')]], "find", "查找"),
    bind(Command::NextHit, &[&[ch('n')]], "next hit", "下一处"),
    bind(
        Command::PreviousHit,
        &[&[ch('N')]],
        "previous hit",
        "上一处",
    ),
    bind(
        Command::Sort,
        &[&[ch('s')]],
        "sort what was found: newest first, or most relevant",
        "查找结果的次序：新的在前，或相关的在前",
    ),
    bind(
        Command::Facets,
        &[&[ch('f')]],
        "narrow by source, section, author or year",
        "按来源、版面、作者、年份筛选",
    ),
    bind(
        Command::Times,
        &[&[ch('t')]],
        "how often, by year, month or day",
        "按年、月、日统计篇数",
    ),
    bind(Command::Date, &[&[ch('d')]], "to a date", "跳到某日"),
    bind(
        Command::ToggleRead,
        &[&[ch('m')]],
        "mark as read, or as unread",
        "标为已读；再按标为未读",
    ),
    bind(
        Command::ToggleStar,
        &[&[ch('*')]],
        "star, or take the star away",
        "加星标；再按去掉",
    ),
    bind(
        Command::MarkAllRead,
        &[&[ch('A')]],
        "mark everything in the list as read",
        "列表全部标为已读",
    ),
    bind(
        Command::PreviousUnread,
        &[&[ch('[')]],
        "previous unread report",
        "上一篇未读",
    ),
    bind(
        Command::NextUnread,
        &[&[ch(']')]],
        "next unread report",
        "下一篇未读",
    ),
    bind(
        Command::Tags,
        &[&[ch('T')]],
        "tags of your own",
        "自己的标签",
    ),
    bind(Command::Note, &[&[ch('M')]], "a note", "笔记"),
    bind(
        Command::Undo,
        &[&[ch('u')]],
        "undo the last mark, as often as you like",
        "撤销上一次标记，可连续撤销",
    ),
    bind(
        Command::Clear,
        &[&[key(Code::Esc)], &[Key::ctrl('g')]],
        "close, end the search, back to the headlines",
        "关闭；结束查找；回到列表",
    ),
    bind(Command::Copy, &[&[ch('y')]], "copy the report", "复制全文"),
    bind(
        Command::Cite,
        &[&[ch('C')]],
        "copy a citation; again: as of GB/T 7714",
        "复制引文；再按为 GB/T 7714 格式",
    ),
    bind(
        Command::Export,
        &[&[ch('e')]],
        "export the report, or what was found, to a file",
        "导出本篇或查找结果到文件",
    ),
    bind(
        Command::Open,
        &[&[ch('o')]],
        "open its link in the browser",
        "在浏览器中打开链接",
    ),
    bind(
        Command::Problems,
        &[&[ch('!')]],
        "what was wrong in the files",
        "查看数据中的问题",
    ),
    bind(
        Command::Palette,
        &[&[ch(':')]],
        "any command, by its name",
        "按名称找命令",
    ),
    bind(
        Command::ReloadConfig,
        &[],
        "read the settings again",
        "重新读取设置",
    ),
    bind(Command::Help, &[&[ch('?')]], "these keys", "按键说明"),
    bind(
        Command::Redraw,
        &[&[Key::ctrl('l')]],
        "draw the screen anew",
        "重画屏幕",
    ),
    bind(
        Command::Suspend,
        &[&[Key::ctrl('z')]],
        "suspend (fg comes back)",
        "挂起（fg 返回）",
    ),
    bind(
        Command::Quit,
        &[&[ch('q')], &[Key::ctrl('c')]],
        "quit",
        "退出",
    ),
];
