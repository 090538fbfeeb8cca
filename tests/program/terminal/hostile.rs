//! Nothing that a terminal might obey reaches it from the reader, whatever stands in articles, names, settings
//! and what was remembered, and whatever is typed and pasted.

use std::fs::{self, File};
use std::io::Write as _;
use std::path::Path;

use zhenews::library::{Action, Journal};

use crate::terminal::desk::{Desk, zhenews};

/// Sequences, controls of both sets, and what reorders, hides or breaks lines.
const HOSTILE: &str = "甲\u{1b}]0;evil\u{7}乙\u{9b}2J\u{202e}丙\u{2028}\u{2029}\u{85}\u{7f}\u{e0041}\u{200b}\u{2066}\u{feff}\
     \r\u{8}\n\t\u{1b}[31m丁\u{90}q\u{9c}";

fn put(path: &Path, text: &str) {
    fs::create_dir_all(path.parent().expect("a directory")).expect("a directory");
    let mut file = File::create(path).expect("a file");
    file.write_all(text.as_bytes()).expect("a file");
}

fn desk(dir: &Path) -> Desk {
    let article = |id: &str| {
        serde_json::json!({
            "id": id, "title": HOSTILE, "kicker": HOSTILE, "subtitle": HOSTILE, "byline": HOSTILE,
            "authors": [HOSTILE], "source": HOSTILE, "section": HOSTILE, "page": HOSTILE,
            "published": "2019年11月22日", "body": [HOSTILE, {"subhead": HOSTILE}, HOSTILE],
            "tags": [HOSTILE], "url": format!("https://example.org/{HOSTILE}"),
            "images": [{"caption": HOSTILE}],
        })
    };
    let store = format!("{HOSTILE}.json");
    let broken = format!("[{{\"title\": true, {}: 1}}]", serde_json::json!(HOSTILE));
    let articles = serde_json::json!([article("a"), article(HOSTILE)]);
    put(&dir.join(&store), &articles.to_string());
    put(&dir.join(HOSTILE).join("broken.json"), &broken);
    let key = serde_json::json!(HOSTILE)
        .to_string()
        .replace('\u{7f}', "\\u007f");
    put(
        &dir.join("config/zhenews/config.toml"),
        &format!("{key} = 1\n[searches]\n{key} = \"甲\"\n"),
    );
    let mut journal = Journal::open(&dir.join("state/zhenews"))
        .expect("a journal")
        .journal;
    let ids = || vec!["a".into(), HOSTILE.into()];
    let actions = [
        Action::Tag(HOSTILE.to_owned(), ids()),
        Action::Note(HOSTILE.into(), HOSTILE.to_owned()),
        Action::Note("a".into(), HOSTILE.to_owned()),
        Action::Search(HOSTILE.to_owned()),
        Action::Window("pipe".to_owned(), HOSTILE.to_owned()),
    ];
    journal.append(&actions, 1).expect("a journal");
    let mut command = zhenews(&[&store, HOSTILE]);
    command.cwd(dir);
    command.env("HOME", dir);
    command.env("XDG_CONFIG_HOME", dir.join("config"));
    command.env("XDG_STATE_HOME", dir.join("state"));
    Desk::new(command)
}

/// What is left of what was sent without the sequences that the reader sends itself.
fn foreign(sent: &str) -> String {
    let mut left = String::new();
    let mut rest = sent;
    loop {
        if let Some(behind) = behind_own_sequence(rest) {
            rest = behind;
            continue;
        }
        let mut characters = rest.chars();
        let Some(c) = characters.next() else {
            return left;
        };
        left.extend(Some(c).filter(|c| !matches!(c, '\r' | '\n')));
        rest = characters.as_str();
    }
}

/// What stands behind a sequence of ours that a text begins with: modes, colours, places, the clipboard.
fn behind_own_sequence(text: &str) -> Option<&str> {
    let own = [
        "\u{1b}]11;?\u{7}",
        "\u{1b}(B",
        "\u{1b}7",
        "\u{1b}8",
        "\u{1b}>",
        "\u{1b}=",
    ];
    if let Some(behind) = own.iter().find_map(|own| text.strip_prefix(own)) {
        return Some(behind);
    }
    if let Some(body) = text.strip_prefix("\u{1b}]52;c;") {
        let is_base64 = |c: char| c.is_ascii_alphanumeric() || "+/=".contains(c);
        let end = body.trim_start_matches(is_base64);
        return end
            .strip_prefix('\u{7}')
            .or_else(|| end.strip_prefix("\u{1b}\\"));
    }
    let body = text.strip_prefix("\u{1b}[")?;
    let is_parameter = |c: char| matches!(c, '0'..='9' | ';' | ':' | '?' | '>' | ' ');
    let last = body.trim_start_matches(is_parameter);
    last.strip_prefix(|c| "ABCDHJKhlmnqru".contains(c))
}

fn is_obeyed(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}' | '\u{200e}' | '\u{200f}'
            | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}'
            | '\u{e0000}'..='\u{e007f}')
}

#[test]
fn the_reader_sends_no_terminal_what_it_might_obey() {
    let dir = tempfile::tempdir().expect("a directory");
    let mut desk = desk(dir.path());
    desk.wait_text("1/2");
    // What the terminal sends around a paste, and within it what a page on the web may hold.
    let paste = format!("\u{1b}[200~{}\u{1b}[201~", HOSTILE.replace('\u{1b}', ""));
    let typed = "\u{2028}\u{2029}\u{202e}\u{200b}\u{e0041}";
    let steps: &[(&str, &str)] = &[
        ("T", "标签："),
        ("M", "笔记："),
        ("/", "查找"),
        (":", "Enter 执行"),
        ("d", "跳到"),
        ("e", "导出"),
        ("f", "甲"),
        ("t", "2019"),
        ("F", "未读"),
        ("!", "问题"),
        ("p", "出处"),
        ("?", "进入正文"),
    ];
    for (keys, shown) in steps {
        desk.send(keys);
        desk.wait_text(shown);
        if matches!(*keys, "T" | "M" | "/" | ":" | "d" | "e") {
            desk.send(&format!("{paste}{typed}终"));
            desk.wait_text("终");
        }
        desk.send("\u{7}");
        desk.send("\u{7}");
        desk.wait_text("1/2");
    }
    // The last search and the last command come back.
    desk.send("/\u{1b}[A");
    desk.wait_text("/甲乙丙");
    desk.send("\u{7}\u{7}");
    desk.send("C");
    desk.wait_text("已复制");
    desk.send("\r|\u{1b}[A");
    desk.wait_text("| 甲乙丙");
    desk.send("\u{7}\u{7}e\u{15}");
    desk.send(&format!("none/{paste}.md\r"));
    desk.wait_text("未能导出");
    desk.send("q");
    assert_eq!(desk.wait_end(), 0);
    desk.wait_closed();
    let sent = String::from_utf8(desk.bytes()).expect("what is sent is UTF-8");
    let foreign = foreign(&sent);
    let found: Vec<char> = foreign.chars().filter(|c| is_obeyed(*c)).collect();
    assert!(found.is_empty(), "{found:?} in {sent:?}");
}
