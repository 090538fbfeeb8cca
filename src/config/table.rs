//! The table of settings: a row says what a setting is called, of what kind its value is and what holds without it,
//! how it is read, and how it is explained in both languages; its kind says how it is written. Whatever goes through the settings goes
//! through these rows.

use std::path::PathBuf;

use toml::de::DeValue;

use super::write::Written as _;
use super::{
    Fault, FeedSetting, KeySetting, LONGEST_INDENT, ListSide, MEASURE, MEASURES, Origin, SECONDS,
    SearchSetting, Setting, TIMES, WhenRead, parse,
};
use crate::lang::{Bilingual, Lang, bilingual};
use crate::text::conversion::ShownScript;
use crate::text::width::Ambiguous;

/// A row of the table, as far as all rows are alike.
#[derive(Clone, Copy, Debug)]
pub struct SettingRow {
    /// What it is called.
    pub name: &'static str,
    /// Its value as the file has it.
    pub value: fn(&Config) -> String,
    /// Who said it.
    pub origin: fn(&Config) -> Origin,
    /// Reads it from a line of the file; of themes these are known.
    pub(super) read: fn(&mut Config, usize, &DeValue, &[&str]) -> Result<(), Bilingual>,
    /// What it is for, in lines; the themes are listed in some.
    pub(super) explain: fn(&str) -> Bilingual,
}

/// Makes the settings and their table of rows: `name: kind = default, read, explanation`.
macro_rules! settings {
    ($(
        $(#[$doc:meta])*
        $name:ident: $kind:ty = $default:expr, $read:path, $explain:expr;
    )+) => {
        /// All settings.
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub struct Config {
            /// The file, whether it is there or not; nothing where there is no place for one.
            pub path: Option<PathBuf>,
            $($(#[$doc])* pub $name: Setting<$kind>,)+
            /// The feeds, in the file's order.
            pub feeds: Vec<FeedSetting>,
            /// The searches that are folders, in the file's order.
            pub searches: Vec<SearchSetting>,
            /// The reader's own keys.
            pub keys: Vec<KeySetting>,
            /// What is wrong with the file.
            pub faults: Vec<Fault>,
        }

        impl Default for Config {
            fn default() -> Self {
                Self {
                    path: None,
                    $($name: Setting {
                        value: $default,
                        origin: Origin::Default,
                    },)+
                    feeds: Vec::new(),
                    searches: Vec::new(),
                    keys: Vec::new(),
                    faults: Vec::new(),
                }
            }
        }

        /// The settings that have one value, in the order in which they are explained.
        pub const SETTINGS: &[SettingRow] = &[$(SettingRow {
            name: stringify!($name),
            value: |config| config.$name.value.written(),
            origin: |config| config.$name.origin,
            read: |config, line, value, themes| {
                config.$name = Setting {
                    value: $read(value, themes)?,
                    origin: Origin::File(line),
                };
                Ok(())
            },
            explain: $explain,
        },)+];
    };
}

/// The tables that hold any number of values.
pub(super) const TABLES: [&str; 3] = ["feeds", "searches", "keys"];

settings! {
    /// The theme's name; nothing to choose by the terminal's ground.
    theme: Option<String> = None, parse::theme, |themes| bilingual!(
        "\"auto\" goes by the terminal's ground, or one of:\n{themes}",
        "界面配色：\"auto\" 依终端底色而定，或为其中之一：\n{themes}"
    );

    /// The language; nothing for the locale's.
    language: Option<Lang> = None, parse::language, |_| Bilingual::new(
        "What the program says: \"zh\", \"en\", or \"auto\" for the locale's.",
        "界面语言：\"zh\"、\"en\"，或 \"auto\"（依系统语言）。"
    );

    /// The longest line, in cells.
    measure: u16 = MEASURE, parse::measure, |_| {
        let (least, most) = MEASURES;
        bilingual!(
            "The longest line in cells, {least} to {most}; a Han character takes two.",
            "一行最长的格数，{least} 至 {most}；一个汉字占两格。"
        )
    };

    /// A paragraph's indent, in cells; nothing to choose by the measure.
    indent: Option<u16> = None, parse::indent, |_| bilingual!(
        "A paragraph's indent in cells, 0 to {LONGEST_INDENT}; \"auto\" is two characters, fewer in short lines.",
        "段首缩进的格数，0 至 {LONGEST_INDENT}；\"auto\" 为两个字，行短时减少。"
    );

    /// How many rows a line of the text takes: 1 or 2.
    spacing: u16 = 1, parse::spacing, |_| Bilingual::new(
        "How many rows a line of the text takes, 1 or 2; in the reader = changes it.",
        "正文一行占几行屏幕，1 或 2；在阅读器中按 = 更改。"
    );

    /// Whether the text is set in columns where there is room for two.
    columns: bool = false, parse::switch, |_| Bilingual::new(
        "Whether the text is set in newspaper columns where there is room for two; in the reader c changes it.",
        "放得下两栏时是否像报纸那样分栏；在阅读器中按 c 更改。"
    );

    /// Whether the lines of the text run from top to bottom.
    vertical: bool = false, parse::switch, |_| Bilingual::new(
        "Whether the text is vertical, its lines from top to bottom and from right to left; in the reader v changes it.",
        "正文是否竖排（自上而下、从右到左）；在阅读器中按 v 更改。"
    );

    /// In which characters text and headlines are shown.
    script: ShownScript = ShownScript::Original, parse::script, |_| Bilingual::new(
        "In which characters text and headlines are shown: \"original\", \"simplified\", \"traditional\", \"taiwan\" or\n\
         \"hongkong\" (with their own words); in the reader Z changes it. What is stored, searched and copied stays as it is.",
        "正文与标题用哪种字显示：\"original\"（原文）、\"simplified\"（简体）、\"traditional\"（繁体）、\n\
         \"taiwan\"（台湾用词）、\"hongkong\"（香港用词）；在阅读器中按 Z 更改。稿库、查找与复制不受影响。"
    );

    /// Where the list stands.
    layout: ListSide = ListSide::Left, parse::layout, |_| Bilingual::new(
        "Where the list of headlines stands, \"left\" or \"above\" the text; in the reader w changes it.\n\
         What is set here holds whenever the reader starts; what is not set is as it was left.",
        "标题列表的位置：在正文左边（\"left\"）或上边（\"above\"）；在阅读器中按 w 更改。\n\
         此处设定的，每次启动时照办；没有设定的，沿用上次的样子。"
    );

    /// Whether one thing at a time is shown, without frames, with the cursor where one reads.
    plain: bool = false, parse::switch, |_| Bilingual::new(
        "One thing at a time, without frames, the cursor on the line that is read: for screen readers and\n\
         small screens. `zhenews --plain` asks for it once.",
        "一次只显示一样，没有边框，光标停在所读的行：供读屏软件与小屏幕使用。\n\
         `zhenews --plain` 只用于这一次。"
    );

    /// How wide ambiguous characters are; nothing to ask the terminal.
    ambiguous: Option<Ambiguous> = None, parse::ambiguous, |_| Bilingual::new(
        "How wide the terminal draws “ ” and — : \"narrow\", \"wide\", or \"auto\" to ask it.",
        "终端把“ ”与 — 画成多宽：\"narrow\"（一格）、\"wide\"（两格），或 \"auto\"（询问终端）。"
    );

    /// Whether the mouse is listened to.
    mouse: bool = true, parse::switch, |_| Bilingual::new(
        "Whether the reader listens to the mouse; without it the terminal selects text as usual.",
        "阅读器是否响应鼠标；不响应时可照常在终端中选取文字。"
    );

    /// The program that opens links, and its arguments; nothing for the desktop's.
    browser: Vec<String> = Vec::new(), parse::browser, |_| Bilingual::new(
        "The program that opens a link, the address put behind its arguments, as [\"firefox\", \"--new-tab\"].\n\
         No shell reads it. Empty: the desktop's own.",
        "打开链接的程序，网址接在其参数之后，如 [\"firefox\", \"--new-tab\"]；不经过 shell。\n\
         空：用桌面默认的程序。"
    );

    /// What makes an article count as read.
    read: WhenRead = WhenRead::default(), parse::when_read, |_| {
        let (shortest, longest) = TIMES;
        bilingual!(
            "What makes a report count as read: its end shown or open for so many seconds, {shortest} to {longest};\n\
             \"auto\" is {SECONDS}, \"end\" only its end shown, \"never\" only the key m.",
            "怎样算读过一篇报道：显示到末尾，或打开若干秒，{shortest} 至 {longest}；\n\
             \"auto\" 为 {SECONDS} 秒，\"end\" 只看是否显示到末尾，\"never\" 只由 m 键标记。"
        )
    };

    /// The files and directories that are read where none is named.
    collections: Vec<PathBuf> = Vec::new(), parse::paths, |_| Bilingual::new(
        "What is read where no PATH is given: files and directories; `zhenews add PATH` adds one.\n\
         Empty: the edition that is part of the program.",
        "未给出路径时读什么：文件与目录；`zhenews add PATH` 添加一个。\n\
         空：自带的样刊。"
    );

    /// The program that prints how to log in at search engines, and its arguments.
    remote_login: Vec<String> = Vec::new(), parse::browser, |_| Bilingual::new(
        "The program that prints how to log in at the search engines of remote_hosts, as [\"pass\", \"show\", \"search\"]:\n\
         USER:PASSWORD, or ApiKey and the key. No shell reads it, and no password stands here.",
        "打印登录方式的程序，用于 remote_hosts 中的搜索引擎，如 [\"pass\", \"show\", \"search\"]：\n\
         打印 USER:PASSWORD，或 ApiKey 与密钥；不经过 shell，密码不必写在此处。"
    );

    /// The machines that are told how we log in.
    remote_hosts: Vec<String> = Vec::new(), parse::hosts, |_| Bilingual::new(
        "The machines to which that is told, and no others, as [\"search.example:9200\"].",
        "只向这些主机登录，如 [\"search.example:9200\"]。"
    );

    /// Files of certificates that are trusted.
    remote_ca: Vec<PathBuf> = Vec::new(), parse::paths, |_| Bilingual::new(
        "Files of certificates (PEM) by which search engines are trusted. Empty: the system's.",
        "信任搜索引擎所依据的证书文件（PEM）。空：用系统的证书。"
    );

    /// How long a search engine may take to answer, in seconds.
    remote_timeout: u16 = 30, parse::timeout, |_| Bilingual::new(
        "How many seconds a search engine may take to answer, 1 to 600.",
        "等待搜索引擎回答的秒数，1 至 600。"
    );
}

/// Returns the names of all settings, in the order in which they are explained.
pub fn names() -> Vec<&'static str> {
    let rows = SETTINGS.iter().map(|row| row.name);
    rows.chain(TABLES).collect()
}
