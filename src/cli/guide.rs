//! What the help and the man page teach beyond the options, kept once for both.

use crate::exit;

/// Commands worth trying, each with what it does.
pub(super) const EXAMPLES: [(&str, &str); 16] = [
    ("zhenews", "read the shipped edition"),
    ("zhenews news.json archive/", "read your own articles"),
    (
        "cat news.json | zhenews -",
        "read what comes down a pipe; keys still work",
    ),
    ("zhenews list news.json", "a line an article, its id first"),
    ("zhenews show ID news.json", "an article, typeset"),
    (
        "zhenews search '植樹 志愿者' archive/",
        "articles with both words, 植树 among them",
    ),
    (
        "zhenews search --json 植树 archive/ > found.jsonl",
        "whole articles as JSON Lines",
    ),
    (
        "zhenews stats 植树 archive/",
        "how often a word occurs in time, as a chart",
    ),
    (
        "zhenews export 植树 archive/ -o found.md",
        "what is found as a file, with the search and each report's origin",
    ),
    (
        "zhenews index archive/",
        "index a large store ahead of time",
    ),
    (
        "zhenews add archive/",
        "read it from now on where no PATH is given",
    ),
    ("zhenews collections", "what is read where no PATH is given"),
    ("zhenews remove archive/", "take it out again"),
    (
        "zhenews config",
        "the settings that hold, each with who said so",
    ),
    (
        "zhenews fmt --width 60 page.txt",
        "wrap any text, a paragraph a line",
    ),
    (
        "zhenews check news.json",
        "every problem with file, line and column",
    ),
];

/// What one must know about keys to get along.
pub(super) const KEYS: &str = "In the reader ? shows every key, arrows or j k move, Enter reads, / searches, \
q leaves. A Chinese input method may stay on.";

/// Where the store's format is described.
pub(super) const FORMAT: &str = "Articles are JSON: an array, an object with \"articles\", or JSON Lines. \
Only a title or a body is required. data/README.md in the source tree describes every field; common \
other names (headline, 标题, content, 正文 …) are understood, and --map names the rest.";

/// Where the settings are.
pub(super) const SETTINGS: &str = "The settings, in ~/.config where XDG_CONFIG_HOME is not set; \
zhenews config --default prints a file to begin with, every setting explained.";

/// How a command's name and a file's are told apart.
pub(super) const FIRST_WORD: &str =
    "A command is the first word; a file of that name is given as ./list.";

/// Returns what stands under the short help.
pub(super) fn short() -> String {
    format!("{FIRST_WORD}\n{KEYS}\n--help has examples, the exit codes and the store's format.")
}

/// Returns what stands under the long help.
pub(super) fn long() -> String {
    let examples = EXAMPLES.map(|(command, what)| format!("  {command}\n          {what}\n"));
    let codes = exit::MEANINGS.map(|(code, meaning)| format!("  {code:<6} {meaning}\n"));
    [
        section("Examples", &examples.concat()),
        section("Paths", &format!("  {FIRST_WORD}\n")),
        section("Keys", &format!("  {KEYS}\n")),
        section("Store", &format!("  {FORMAT}\n")),
        section("Settings", &format!("  {SETTINGS}\n")),
        section("Exit codes", &codes.concat()),
    ]
    .join("\n")
}

fn section(heading: &str, lines: &str) -> String {
    format!("{heading}:\n{lines}")
}
