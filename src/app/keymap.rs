//! Which keys give which command. Help and the README's table are made from this one table, with the
//! user's own keys put in ([`Keymap`]).

mod effective;
mod names;

use super::keys::{Code, Key};
use crate::lang::Lang;

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
    Folders,
    ChooseFolder,
    SaveSearch,
    RemoveFolder,
    Undo,
    PreviousParagraph,
    NextParagraph,
    Zen,
    Columns,
    Spacing,
    Divide,
    SmallerList,
    LargerList,
    Clear,
    Copy,
    CopyParagraph,
    SelectLines,
    Pipe,
    Cite,
    Export,
    Open,
    Origin,
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
        "a page of the text down, from anywhere; at its end the next report",
        "正文下翻一页（任何位置），到末尾则下一篇",
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
    bind(
        Command::PreviousParagraph,
        &[&[ch('{')]],
        "previous paragraph",
        "上一段",
    ),
    bind(
        Command::NextParagraph,
        &[&[ch('}')]],
        "next paragraph",
        "下一段",
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
        "how often, by year, month or day, to narrow by one",
        "按年、月、日统计篇数，可据以筛选",
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
        Command::Folders,
        &[&[ch('F')]],
        "the folders: saved searches, unread, starred, collections",
        "文件夹：保存的查找、未读、加星、各稿库",
    ),
    bind(
        Command::ChooseFolder,
        &[
            &[ch('1')],
            &[ch('2')],
            &[ch('3')],
            &[ch('4')],
            &[ch('5')],
            &[ch('6')],
            &[ch('7')],
            &[ch('8')],
            &[ch('9')],
        ],
        "the folder of this number",
        "打开该序号的文件夹",
    ),
    bind(
        Command::SaveSearch,
        &[&[ch('S')]],
        "save the search as a folder",
        "把查找存为文件夹",
    ),
    bind(
        Command::RemoveFolder,
        &[&[ch('x')], &[key(Code::Delete)]],
        "remove the saved search that is selected among the folders",
        "删除文件夹中选中的查找",
    ),
    bind(
        Command::Undo,
        &[&[ch('u')]],
        "undo the last mark or change of folders, as often as you like",
        "撤销上一次标记或文件夹的改动，可连续撤销",
    ),
    bind(
        Command::Zen,
        &[&[ch('z')]],
        "the text alone while it is read, or with the list",
        "阅读时正文独占窗口；再按恢复",
    ),
    bind(
        Command::Columns,
        &[&[ch('c')]],
        "newspaper columns, where there is room",
        "分栏；再按恢复",
    ),
    bind(
        Command::Spacing,
        &[&[ch('=')]],
        "larger line spacing",
        "加大行距；再按恢复",
    ),
    bind(
        Command::Divide,
        &[&[ch('w')]],
        "list above the text, or on its left",
        "列表在上或在左",
    ),
    bind(
        Command::SmallerList,
        &[&[ch('<')]],
        "smaller list",
        "缩小列表",
    ),
    bind(
        Command::LargerList,
        &[&[ch('>')]],
        "larger list",
        "放大列表",
    ),
    bind(
        Command::Clear,
        &[&[key(Code::Esc)], &[Key::ctrl('g')]],
        "close, end the search, back to the headlines",
        "关闭；结束查找；回到列表",
    ),
    bind(
        Command::Copy,
        &[&[ch('y')]],
        "copy the report, or the lines that are selected",
        "复制全文，或所选各行",
    ),
    bind(
        Command::CopyParagraph,
        &[&[ch('Y')]],
        "copy a paragraph: the hit's, or the first in sight",
        "复制一段：当前查找处的，或屏上第一段",
    ),
    bind(
        Command::SelectLines,
        &[&[ch('V')]],
        "select lines of the text",
        "选择正文若干行",
    ),
    bind(
        Command::Pipe,
        &[&[ch('|')]],
        "give the text, or the lines that are selected, to a program",
        "把全文或所选各行交给一个程序",
    ),
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
        "open its link in the browser, or the first in its text",
        "在浏览器中打开链接，或正文中的第一个",
    ),
    bind(
        Command::Origin,
        &[&[ch('p')]],
        "where it came from: file, line, and the page's own lines",
        "出处：文件、行号、版面原文",
    ),
    bind(
        Command::Problems,
        &[&[ch('!')]],
        "what was wrong in the files, the settings too",
        "查看数据与设置中的问题",
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
