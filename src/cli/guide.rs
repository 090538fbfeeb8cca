//! What the help and the man page teach beyond the options, kept once for both and in both languages.

use crate::exit;
use crate::lang::Lang;

/// A command worth trying, and what it does in English and Chinese.
pub(super) type Example = (&'static str, [&'static str; 2]);

/// Commands worth trying.
pub(super) const EXAMPLES: [Example; 17] = [
    ("zhenews", ["read the shipped edition", "读自带的样刊"]),
    (
        "zhenews news.json archive/",
        ["read your own articles", "读你自己的稿件"],
    ),
    (
        "cat news.json | zhenews -",
        [
            "read what comes down a pipe; keys still work",
            "读管道里来的稿件，按键照样有效",
        ],
    ),
    (
        "zhenews list news.json",
        [
            "a line an article, its id first",
            "每篇一行，编号（ID）在最前",
        ],
    ),
    (
        "zhenews show ID news.json",
        ["an article, typeset", "显示一篇，已排版"],
    ),
    (
        "zhenews search '植樹 志愿者' archive/",
        [
            "articles with both words, 植树 among them",
            "两个词都有的稿件，写作“植树”的也在内",
        ],
    ),
    (
        "zhenews search --json 植树 archive/ > found.jsonl",
        [
            "whole articles as JSON Lines",
            "完整的稿件，JSON Lines 格式",
        ],
    ),
    (
        "zhenews stats 植树 archive/",
        [
            "how often a word occurs in time, as a chart",
            "此词随时间出现的多少，画成图",
        ],
    ),
    (
        "zhenews export 植树 archive/ -o found.md",
        [
            "what is found as a file, with the search and each report's origin",
            "查找结果存为文件，写明检索词和每篇的出处",
        ],
    ),
    (
        "zhenews index archive/",
        ["index a large store ahead of time", "预先为大稿库编索引"],
    ),
    (
        "zhenews add archive/",
        [
            "read it from now on where no PATH is given",
            "此后不给路径时就读它",
        ],
    ),
    (
        "zhenews collections",
        [
            "what is read where no PATH is given",
            "列出不给路径时所读的稿库",
        ],
    ),
    (
        "zhenews collections --opml > feeds.opml",
        [
            "the feeds that you read, with their folders, for other readers",
            "你的订阅及其文件夹，供别的阅读器使用",
        ],
    ),
    ("zhenews remove archive/", ["take it out again", "再移出去"]),
    (
        "zhenews config",
        [
            "the settings that hold, each with who said so",
            "现行的设置，各来自何处",
        ],
    ),
    (
        "zhenews fmt --width 60 page.txt",
        [
            "wrap any text, a paragraph a line",
            "给任何文本折行，一行一段",
        ],
    ),
    (
        "zhenews check news.json",
        [
            "every problem with file, line and column",
            "列出全部问题：文件、行、列",
        ],
    ),
];

/// What one must know about keys to get along.
pub(super) const KEYS: [&str; 2] = [
    "In the reader ? shows every key, arrows or j k move, Enter reads, / searches, \
     q leaves. A Chinese input method may stay on.",
    "在阅读器里按 ? 列出全部按键，方向键或 j、k 移动，Enter 阅读，/ 查找，q 退出。中文输入状态下按键照样有效。",
];

/// Where the store's format is described.
pub(super) const FORMAT: [&str; 2] = [
    "Articles are JSON: an array, an object with \"articles\", or JSON Lines. \
     Only a title or a body is required. data/README.md in the source tree describes every field; common \
     other names (headline, 标题, content, 正文 …) are understood, and --map names the rest.",
    "稿件是 JSON：数组、带 \"articles\" 的对象，或 JSON Lines。标题与正文有其一即可。源码中的 data/README.md \
     说明每个字段；常见的别名（headline、标题、content、正文等）都能读懂，其余用 --map 指明。",
];

/// Where the settings are.
pub(super) const SETTINGS: [&str; 2] = [
    "The settings, in ~/.config where XDG_CONFIG_HOME is not set; \
     zhenews config --init writes a file to begin with, every setting explained.",
    "设置文件，未设 XDG_CONFIG_HOME 时在 ~/.config 下；zhenews config --init 写下一份可供修改的文件，每项都有说明。",
];

/// How a command's name and a file's are told apart.
pub(super) const FIRST_WORD: [&str; 2] = [
    "A command is the first word; a file of that name is given as ./list.",
    "命令是第一个词；与命令同名的文件写作 ./list。",
];

const MORE: [&str; 2] = [
    "--help has examples, the exit codes and the store's format.",
    "--help 另有示例、退出码和稿件格式。",
];

/// Picks the words of a language.
pub(super) fn of(lang: Lang, [english, chinese]: [&'static str; 2]) -> &'static str {
    lang.pick(english, chinese)
}

/// Returns what stands under the short help.
pub(super) fn short(lang: Lang) -> String {
    [FIRST_WORD, KEYS, MORE]
        .map(|text| of(lang, text))
        .join("\n")
}

/// Returns what stands under the long help.
pub(super) fn long(lang: Lang) -> String {
    let line = |text| format!("  {}\n", of(lang, text));
    let codes =
        exit::MEANINGS.map(|(code, meaning)| format!("  {code:<6} {}\n", of(lang, meaning)));
    let section = |heading, lines: &str| section(lang, heading, lines);
    [
        examples(lang, &EXAMPLES),
        section(["Paths", "路径"], &line(FIRST_WORD)),
        section(["Keys", "按键"], &line(KEYS)),
        section(["Store", "稿件格式"], &line(FORMAT)),
        section(["Settings", "设置"], &line(SETTINGS)),
        section(["Exit codes", "退出码"], &codes.concat()),
    ]
    .join("\n")
}

/// Returns a section of examples.
pub(super) fn examples(lang: Lang, examples: &[Example]) -> String {
    let line = |(command, what): &Example| format!("  {command}\n          {}\n", of(lang, *what));
    let lines: String = examples.iter().map(line).collect();
    section(lang, ["Examples", "示例"], &lines)
}

fn section(lang: Lang, heading: [&'static str; 2], lines: &str) -> String {
    format!("{}{}\n{lines}", of(lang, heading), lang.pick(":", "："))
}
