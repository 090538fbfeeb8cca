//! The table of commands: a row gives a command its names, its keys and what it does, in both languages. Help, the
//! palette, the file of settings and the README's table are made from it, with the user's own keys put in
//! ([`Keymap`]).

mod effective;

use super::keys::{Code, Key};
use crate::lang::Lang;

pub(super) use effective::fixed_command;
pub use effective::{Bound, Keymap, Resolved, Row, is_fixed};

/// Makes the commands and their table of rows: `Command (names) [[keys], …] (what it does)`.
macro_rules! commands {
    ($($command:ident $names:tt [$([$($key:expr),+]),*] $does:tt;)+) => {
        /// Everything the reader can be asked to do by a key.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[expect(missing_docs, reason = "each is described, in both languages, in its row")]
        pub enum Command {
            $($command,)+
        }

        /// The commands, in the order in which help shows them.
        pub const BINDINGS: &[Binding] = &[$(Binding {
            command: Command::$command,
            sequences: &[$(&[$($key),+]),*],
            does: $does,
        },)+];

        impl Command {
            /// Returns its name in English and in Chinese. They stay as they are: a user's file holds them.
            pub const fn names(self) -> (&'static str, &'static str) {
                match self {
                    $(Self::$command => $names,)+
                }
            }
        }
    };
}

/// A row of the table.
#[derive(Clone, Copy, Debug)]
pub struct Binding {
    /// What the keys do.
    pub command: Command,
    /// The key sequences that do it.
    pub sequences: &'static [&'static [Key]],
    does: (&'static str, &'static str),
}

impl Binding {
    /// Returns what the command does, for people.
    pub fn description(&self, lang: Lang) -> &'static str {
        let (english, chinese) = self.does;
        lang.pick(english, chinese)
    }
}

impl Command {
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

const fn key(code: Code) -> Key {
    Key::plain(code)
}

const fn ch(c: char) -> Key {
    Key::char(c)
}

commands! {
    Down ("down", "下移") [[key(Code::Down)], [ch('j')]]
        ("next headline, or a line down in the text", "下一条；在正文中下移一行");
    Up ("up", "上移") [[key(Code::Up)], [ch('k')]]
        ("previous headline, or a line up in the text", "上一条；在正文中上移一行");
    PageDown ("page-down", "下翻页") [[key(Code::PageDown)], [Key::ctrl('f')]]
        ("a page down", "下翻一页");
    PageUp ("page-up", "上翻页") [[key(Code::PageUp)], [Key::ctrl('b')]]
        ("a page up", "上翻一页");
    HalfPageDown ("half-page-down", "下翻半页") [[Key::ctrl('d')]]
        ("half a page down", "下翻半页");
    HalfPageUp ("half-page-up", "上翻半页") [[Key::ctrl('u')]]
        ("half a page up", "上翻半页");
    Top ("top", "开头") [[key(Code::Home)], [ch('g'), ch('g')]]
        ("to the first headline, or the text's start", "到第一条；正文开头");
    Bottom ("bottom", "末尾") [[key(Code::End)], [ch('G')]]
        ("to the last headline, or the text's end", "到最后一条；正文末尾");
    EnterText ("enter-text", "进入正文") [[key(Code::Enter)], [key(Code::Right)], [ch('l')]]
        ("into the text", "进入正文");
    BackToList ("back-to-list", "返回列表") [[key(Code::Left)], [ch('h')]]
        ("back to the headlines", "回到标题列表");
    SwitchFocus ("switch-focus", "切换列表正文") [[key(Code::Tab)]]
        ("between headlines and text; while finding, complete", "在列表与正文间切换；查找时补全");
    TextPageDown ("text-page-down", "正文下翻页") [[ch(' ')]]
        ("a page of the text down, from anywhere; at its end the next report", "正文下翻一页（任何位置），到末尾则下一篇");
    TextPageUp ("text-page-up", "正文上翻页") [[ch('b')]]
        ("a page of the text up, from anywhere", "正文上翻一页（任何位置）");
    NextArticle ("next-article", "下一篇") [[ch('J')]]
        ("next report, in the text too", "下一篇（在正文中亦可）");
    PreviousArticle ("previous-article", "上一篇") [[ch('K')]]
        ("previous report, in the text too", "上一篇（在正文中亦可）");
    PreviousParagraph ("previous-paragraph", "上一段") [[ch('{')]]
        ("previous paragraph", "上一段");
    NextParagraph ("next-paragraph", "下一段") [[ch('}')]]
        ("next paragraph", "下一段");
    Search ("search", "查找") [[ch('/')]]
        ("find", "查找");
    NextHit ("next-hit", "下一处") [[ch('n')]]
        ("next hit", "下一处");
    PreviousHit ("previous-hit", "上一处") [[ch('N')]]
        ("previous hit", "上一处");
    Sort ("sort", "排序") [[ch('s')]]
        ("sort the list: by time, source, page, headline, length, or relevance", "列表次序：按时间、来源、版次、标题、篇幅或相关");
    Similar ("similar", "相似报道") [[ch('~')]]
        ("similar reports: those that share rare words with this one", "相似报道：与本篇有相同罕见词的");
    Compare ("compare", "通稿对照") [[ch('D')]]
        ("what other newspapers made of the same text", "通稿对照：其他报纸所刊的同一篇");
    ListOnce ("list-once", "通稿归一") [[ch('W')]]
        ("reports that are one text as one row, or each", "通稿列为同一行；再按逐篇列出");
    Facets ("narrow", "筛选") [[ch('f')]]
        ("narrow by source, section, author or year", "按来源、版面、作者、年份筛选");
    Times ("times", "统计篇数") [[ch('t')]]
        ("how often, by year, month or day, to narrow by one", "按年、月、日统计篇数，可据以筛选");
    Date ("go-to-date", "跳到某日") [[ch('d')]]
        ("to a date", "跳到某日");
    ToggleRead ("toggle-read", "已读未读") [[ch('m')]]
        ("mark as read, or as unread", "标为已读；再按标为未读");
    ToggleStar ("toggle-star", "加星") [[ch('*')]]
        ("star, or take the star away", "加星标；再按去掉");
    MarkAllRead ("mark-all-read", "全部已读") [[ch('A')]]
        ("mark everything in the list as read", "列表全部标为已读");
    PreviousUnread ("previous-unread", "上一篇未读") [[ch('[')]]
        ("previous unread report", "上一篇未读");
    NextUnread ("next-unread", "下一篇未读") [[ch(']')]]
        ("next unread report", "下一篇未读");
    Tags ("tags", "标签") [[ch('T')]]
        ("tags of your own", "自己的标签");
    Note ("note", "笔记") [[ch('M')]]
        ("a note, shown above the text; Tab in its field opens your editor", "笔记，显示在正文上方；填写时按 Tab 用编辑器写");
    Folders ("folders", "文件夹") [[ch('F')]]
        ("the folders: saved searches, unread, starred, new, collections and feeds", "文件夹：保存的查找、未读、加星、新到、各稿库与订阅");
    ChooseFolder ("choose-folder", "打开文件夹")
        [[ch('1')], [ch('2')], [ch('3')], [ch('4')], [ch('5')], [ch('6')], [ch('7')], [ch('8')], [ch('9')]]
        ("the folder of this number", "打开该序号的文件夹");
    SaveSearch ("save-search", "保存查找") [[ch('S')]]
        ("save the search as a folder", "把查找存为文件夹");
    RemoveFolder ("remove-folder", "删除文件夹") [[ch('x')], [key(Code::Delete)]]
        ("remove the saved search that is selected among the folders", "删除文件夹中选中的查找");
    Add ("add", "添加稿库") [[ch('a')]]
        ("add a path, or the address of a feed, to what is read", "把路径或订阅网址加入稿库");
    FetchFolder ("fetch", "抓取") [[ch('r')]]
        ("fetch the feeds of the folder, or else all that are due", "抓取所在文件夹的订阅，不在订阅中则抓取到期的");
    FetchAll ("fetch-all", "抓取全部") [[ch('R')]]
        ("fetch all feeds", "抓取全部订阅");
    FetchPage ("full-text", "取全文") [[ch('E')]]
        ("fetch the whole text from the page that the report links to", "从报道所链的网页取得全文");
    Undo ("undo", "撤销") [[ch('u')]]
        ("undo the last mark or change of folders, as often as you like", "撤销上一次标记或文件夹的改动，可连续撤销");
    SplitReport ("split-report", "分篇") [[ch(','), ch('s')]]
        ("a new report begins here", "从这里起另成一篇");
    JoinReports ("join-reports", "并入下篇") [[ch(','), ch('J')]]
        ("join the report with the next of its page", "与本版下一篇合并");
    MoveText ("move-text", "移动文字") [[ch(','), ch('m')]]
        ("move the text to another report", "把文字移到另一篇");
    MoveEarlier ("move-earlier", "文字前移") [[ch(','), ch('<')]]
        ("move it before the paragraph above", "移到上一段之前");
    MoveLater ("move-later", "文字后移") [[ch(','), ch('>')]]
        ("move it behind the paragraph below", "移到下一段之后");
    GiveHeadline ("give-headline", "改配标题") [[ch(','), ch('t')]]
        ("give the headline to another report", "把标题给另一篇");
    MarkHeadline ("mark-headline", "标为标题") [[ch(','), ch('T')]]
        ("mark the text as the headline", "标为标题");
    MarkSubhead ("mark-subhead", "标为小标题") [[ch(','), ch('h')]]
        ("mark the text as a subhead", "标为小标题");
    MarkParagraph ("mark-paragraph", "标为段落") [[ch(','), ch('p')]]
        ("mark the text as a paragraph", "标为段落");
    MarkByline ("mark-byline", "标为署名") [[ch(','), ch('b')]]
        ("mark the text as the byline", "标为署名");
    MarkCaption ("mark-caption", "标为图片说明") [[ch(','), ch('c')]]
        ("mark the text as a caption", "标为图片说明");
    MarkFurniture ("mark-furniture", "移出报道") [[ch(','), ch('x')]]
        ("set the text aside: part of no report", "移出：不属任何报道");
    UndoCorrection ("undo-correction", "撤回更正") [[ch(','), ch('u')]]
        ("take back the page's last correction", "撤回本版最近一次更正");
    Zen ("zen", "正文独占") [[ch('z')]]
        ("the text alone while it is read, or with the list", "阅读时正文独占窗口；再按恢复");
    Columns ("columns", "分栏") [[ch('c')]]
        ("newspaper columns, where there is room", "分栏；再按恢复");
    Vertical ("vertical", "竖排正文") [[ch('v')]]
        ("vertical text: lines from top to bottom, the first on the right", "竖排：自上而下，从右到左；再按恢复横排");
    Script ("script", "简繁转换") [[ch('Z')]]
        ("traditional characters, or simplified, or as printed again", "简体转繁体，或繁体转简体；再按恢复原文");
    Spacing ("spacing", "行距") [[ch('=')]]
        ("larger line spacing", "加大行距；再按恢复");
    Theme ("theme", "配色") [[ch('L')]]
        ("another theme, with a look at each", "换配色，逐一试看");
    Divide ("layout", "列表位置") [[ch('w')]]
        ("list above the text, or on its left", "列表在上或在左");
    SmallerList ("smaller-list", "缩小列表") [[ch('<')]]
        ("smaller list", "缩小列表");
    LargerList ("larger-list", "放大列表") [[ch('>')]]
        ("larger list", "放大列表");
    Clear ("close", "关闭") [[key(Code::Esc)], [Key::ctrl('g')]]
        ("close, end the search, back to the headlines", "关闭；结束查找；回到列表");
    Copy ("copy", "复制全文") [[ch('y')]]
        ("copy the report, or the lines that are selected", "复制全文，或所选各行");
    CopyParagraph ("copy-paragraph", "复制段落") [[ch('Y')]]
        ("copy a paragraph: the hit's, or the first in sight", "复制一段：当前查找处的，或屏上第一段");
    SelectLines ("select-lines", "选择各行") [[ch('V')]]
        ("select lines of the text", "选择正文若干行");
    Pipe ("pipe", "交给程序") [[ch('|')]]
        ("give the text, or the lines that are selected, to a program", "把全文或所选各行交给一个程序");
    Cite ("cite", "引用") [[ch('C')]]
        ("copy a citation; again: as of GB/T 7714", "复制引文；再按为 GB/T 7714 格式");
    Export ("export", "导出") [[ch('e')]]
        ("export the report, or what was found, to a file", "导出本篇或查找结果到文件");
    Open ("open-link", "打开链接") [[ch('o')]]
        ("open its link in the browser; of several, choose which to open or copy", "在浏览器中打开链接；有几个时选择打开或复制哪一个");
    Origin ("origin", "出处") [[ch('p')]]
        ("where it came from: file, line, and the page's own lines", "出处：文件、行号、版面原文");
    Problems ("problems", "数据问题") [[ch('!')]]
        ("problems in the files, the settings and the feeds", "查看数据、设置与订阅中的问题");
    Palette ("commands", "全部命令") [[ch(':')]]
        ("any command, by its name", "按名称找命令");
    ReloadConfig ("reload-config", "重新读取设置") []
        ("read the settings again", "重新读取设置");
    Help ("help", "按键说明") [[ch('?')]]
        ("these keys", "按键说明");
    Redraw ("redraw", "重画屏幕") [[Key::ctrl('l')]]
        ("redraw the screen", "重画屏幕");
    Suspend ("suspend", "挂起") [[Key::ctrl('z')]]
        ("suspend (fg comes back)", "挂起（fg 返回）");
    Quit ("quit", "退出") [[ch('q')], [Key::ctrl('c')]]
        ("quit", "退出");
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
