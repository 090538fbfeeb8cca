//! A file of settings to begin with: every setting at its default, explained.

use super::Config;
use super::feeds::{FEED_SETTINGS, FeedRow, FeedSetting, FolderPaths};
use super::table::{SETTINGS, SettingRow};
use crate::lang::{Bilingual, Lang, Say as _};

/// Returns the file; `themes` and `keys` are lines that tell which themes there are and how the keys
/// are bound.
pub fn example(lang: Lang, themes: &str, keys: &str) -> String {
    let default = Config::default();
    let head = Bilingual::new(
        "The settings of zhenews; each is here with what holds without it.\n\
         `zhenews config` shows what holds, `zhenews config --check` what is wrong.",
        "zhenews 的设置；每一项在此都是默认值。\n\
         `zhenews config` 列出生效的设置，`zhenews config --check` 指出有误之处。",
    );
    let feeds = Bilingual::new(
        "Feeds, each with a name of its own; `zhenews add URL` adds one, `zhenews fetch` fetches them. Of each can be set:",
        "订阅，各有自己的名称；`zhenews add URL` 添加，`zhenews fetch` 抓取。每一个可以设定：",
    );
    let searches = Bilingual::new(
        "Searches that are folders above the headlines, by their names, as \"环保\" = \"环保 OR 治污\";\n\
         in the reader S saves a search and F lists the folders.",
        "列表上方作为文件夹的查找，以名称列出，如 \"环保\" = \"环保 OR 治污\"；\n\
         在阅读器中按 S 保存查找，按 F 列出文件夹。",
    );
    let bound = Bilingual::new(
        "Keys and the commands they give, by name; the keys that you bind are taken from what had them.\n\
         \"none\" takes a key away. Keys of a sequence are parted by spaces. Below is what holds without it.",
        "按键与所给的命令（以名称）；自己指定的按键不再归原来的命令。\n\
         \"none\" 取消一个按键；连续的几个键用空格隔开。以下是默认的按键。",
    );
    let setting = |row: &SettingRow| {
        let value = (row.value)(&default);
        let explained = comment(&(row.explain)(themes).say(lang));
        format!("{explained}\n{} = {value}", row.name)
    };
    let feeds = format!(
        "{}\n{}\n\n[feeds]",
        comment(&feeds.say(lang)),
        comment(&feed_rows(lang))
    );
    let tables = [(searches, "[searches]"), (bound, "[keys]")];
    let tables = tables.map(|(what, name)| format!("{}\n{name}", comment(&what.say(lang))));
    let mut parts = vec![comment(&head.say(lang))];
    parts.extend(SETTINGS.iter().map(setting));
    parts.push(feeds);
    parts.extend(tables);
    format!("{}\n{keys}", parts.join("\n\n"))
}

/// Explains what can be set for a feed, by an example of one.
fn feed_rows(lang: Lang) -> String {
    let default = FeedSetting::new("", "https://paper.example/rss.xml", FolderPaths::default());
    let row = |row: &FeedRow| {
        let setting = format!("{} = {}", row.name, (row.value)(&default));
        format!("  {setting}\n    {}", (row.explain)().say(lang))
    };
    let rows: Vec<String> = FEED_SETTINGS.iter().map(row).collect();
    format!(
        "  [feeds.\"{}\"]\n{}",
        lang.pick("Morning Post", "晨报"),
        rows.join("\n")
    )
}

/// Makes lines comments.
fn comment(lines: &str) -> String {
    let lines: Vec<String> = lines.lines().map(|line| format!("# {line}")).collect();
    lines.join("\n")
}
