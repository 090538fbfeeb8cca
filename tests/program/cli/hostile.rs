//! Nothing that a terminal might obey reaches it, whatever stands in articles, names, settings and arguments.

use std::fs::{self, File};
use std::io::Write as _;
use std::path::Path;

use zhenews::library::{Action, Journal};

use crate::cli::terminals::{run_command, zhenews};

/// Sequences, controls of both sets, and what reorders, hides or breaks lines.
const HOSTILE: &str = "甲\u{1b}]0;evil\u{7}乙\u{9b}2J\u{202e}丙\u{2028}\u{2029}\u{85}\u{7f}\u{e0041}\u{200b}\u{2066}\u{feff}\
     \r\u{8}\n\t\u{1b}[31m丁\u{90}q\u{9c}\u{1b}[2J";

fn put(path: &Path, text: &str) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    File::create(path)
        .unwrap()
        .write_all(text.as_bytes())
        .unwrap();
}

/// What a name of a file can be.
fn name(ending: &str) -> String {
    format!("{HOSTILE}{ending}")
}

/// A directory with hostile files, settings and memories.
fn place() -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    let at = |name: &str| dir.path().join(name);
    let text = |id: &str| {
        serde_json::json!({
            "id": id, "title": HOSTILE, "kicker": HOSTILE, "subtitle": HOSTILE, "byline": HOSTILE,
            "authors": [HOSTILE], "source": HOSTILE, "section": HOSTILE, "page": HOSTILE,
            "published": "2019年11月22日", "body": [HOSTILE, {"subhead": HOSTILE}], "tags": [HOSTILE],
            "url": format!("https://example.org/{HOSTILE}"), "images": [{"caption": HOSTILE}],
        })
    };
    let odd = format!(
        "[{}, {{\"title\": true, {}: 1}}]",
        text("b"),
        serde_json::json!(HOSTILE)
    );
    put(
        &at("plain.json"),
        &serde_json::json!([text("a"), text(HOSTILE)]).to_string(),
    );
    put(&at(&name("/in.json")), &odd);
    put(&at(&name(".json")), &odd);
    put(
        &at(&name(".txt")),
        &format!("晨报 2019年11月22日 第4版\n\n水库{HOSTILE}\n\n青山水库今天开闸。{HOSTILE}\n"),
    );
    let key = serde_json::json!(HOSTILE);
    let settings =
        format!("{key} = 1\ntheme = {key}\n[keys]\n{key} = {key}\n[searches]\n{key} = {key}\n");
    put(
        &at("config/zhenews/config.toml"),
        &settings.replace('\u{7f}', "\\u007f"),
    );
    let mut journal = Journal::open(&at("state/zhenews")).unwrap().journal;
    let ids = || vec!["a".into(), HOSTILE.into()];
    let actions = [
        Action::Tag(HOSTILE.to_owned(), ids()),
        Action::Note(HOSTILE.into(), HOSTILE.to_owned()),
        Action::Note("a".into(), HOSTILE.to_owned()),
        Action::Search(HOSTILE.to_owned()),
        Action::Window(HOSTILE.to_owned(), HOSTILE.to_owned()),
    ];
    journal.append(&actions, 1).unwrap();
    dir
}

/// What is left of what was sent without what we send ourselves.
fn foreign(sent: &str) -> String {
    let mut rest = sent.to_owned();
    // Marks of words, and the line on which progress is shown.
    for own in [
        "\u{1b}[0m",
        "\u{1b}[1m",
        "\u{1b}[4m",
        "\r\u{1b}[K",
        "\u{1b}[K",
        "\r\n",
        "\r[",
        "\n",
        "\t",
    ] {
        rest = rest.replace(own, "");
    }
    rest
}

fn is_obeyed(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}' | '\u{200e}' | '\u{200f}'
            | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}'
            | '\u{e0000}'..='\u{e007f}')
}

/// What is run; `HOSTILE` stands for the text.
const COMMANDS: &[&[&str]] = &[
    &["list", "plain.json"],
    &["list", "--json", "plain.json", "HOSTILE.json", "HOSTILE"],
    &["list", "HOSTILE.json"],
    &["list", "HOSTILE.none"],
    &["list", "--strict", "HOSTILE"],
    &["list", "--map", "title=HOSTILE", "plain.json"],
    &["list", "--map", "HOSTILE", "plain.json"],
    &["show", "a", "plain.json"],
    &["show", "HOSTILE", "plain.json"],
    &["show", "--json", "HOSTILE", "plain.json"],
    &["show", "HOSTILE", "HOSTILE.none"],
    &["show", "none", "HOSTILE"],
    &["search", "甲", "plain.json"],
    &["search", "--json", "甲", "plain.json"],
    &["search", "HOSTILE", "plain.json"],
    &["search", "tag:甲", "plain.json"],
    &["search", "date:HOSTILE (", "plain.json"],
    &["search", "甲", "HOSTILE"],
    &["stats", "甲", "plain.json"],
    &["stats", "HOSTILE", "plain.json", "--json"],
    &["stats", "HOSTILE", "plain.json", "--csv"],
    &["export", "", "plain.json", "HOSTILE.json"],
    &[
        "export",
        "",
        "plain.json",
        "HOSTILE.json",
        "--form",
        "md",
        "--cite",
        "newspaper",
    ],
    &[
        "export",
        "",
        "plain.json",
        "HOSTILE.json",
        "--form",
        "json",
        "--cite",
        "gbt7714",
    ],
    &[
        "export",
        "",
        "plain.json",
        "HOSTILE.json",
        "--form",
        "jsonl",
    ],
    &["export", "", "plain.json", "HOSTILE.json", "--form", "csv"],
    &["export", "HOSTILE", "plain.json", "--form", "json"],
    &[
        "export",
        "",
        "plain.json",
        "-o",
        "/dev/stdout",
        "--form",
        "json",
    ],
    &[
        "export",
        "",
        "plain.json",
        "-o",
        "/dev/tty",
        "--form",
        "jsonl",
    ],
    &["export", "", "plain.json", "-o", "newHOSTILE.csv"],
    &["export", "", "plain.json", "-o", "newHOSTILE.csv"],
    &[
        "export",
        "",
        "HOSTILE.json",
        "-o",
        "HOSTILE.json",
        "--force",
    ],
    &["export", "", "plain.json", "-o", "none/HOSTILE.md"],
    &["export", "", "plain.json", "-o", "HOSTILE"],
    &["fmt", "HOSTILE.txt"],
    &["fmt", "HOSTILE.none"],
    &["check", "HOSTILE.json", "HOSTILE", "HOSTILE.none"],
    &["check", "plain.json", "--map", "title=HOSTILE"],
    &["import", "HOSTILE.txt", "-o", "-"],
    &["import", "HOSTILE.txt", "-o", "/dev/stdout"],
    &[
        "import",
        "HOSTILE.txt",
        "-o",
        "newHOSTILE.json",
        "--explain",
        "--source",
        "HOSTILE",
    ],
    &["import", "HOSTILE.txt", "-o", "newHOSTILE.json"],
    &["import", "HOSTILE.txt", "-o", "HOSTILE.txt", "--force"],
    &["import", "HOSTILE.none", "HOSTILE", "-o", "-"],
    &["import", "HOSTILE.txt", "-o", "-", "--encoding", "HOSTILE"],
    &[
        "import",
        "HOSTILE.txt",
        "-o",
        "-",
        "--name-pattern",
        "HOSTILE",
    ],
    &["index", "--status", "HOSTILE.json"],
    &["index", "HOSTILE.json", "plain.json"],
    &["index", "--status", "HOSTILE.json", "plain.json"],
    &["list", "HOSTILE.json", "plain.json"],
    &["index", "HOSTILE.none"],
    &["state", "export"],
    &["state", "export", "/dev/stdout"],
    &["state", "export", "newHOSTILE.json"],
    &["state", "import", "HOSTILE.json"],
    &["state", "import", "HOSTILE.none"],
    &["config"],
    &["config", "--check"],
    &["add", "HOSTILE.none"],
    &["add", "HOSTILE.json"],
    &["remove", "HOSTILE.none"],
    &["collections"],
    &["completions", "HOSTILE"],
    &["HOSTILE.none"],
    &["HOSTILE.none", "--theme", "HOSTILE"],
    &["--ambiguous", "HOSTILE"],
    &["man"],
    &["completions", "bash"],
    &["--help"],
    &["import", "--help"],
];

#[test]
fn no_command_sends_a_terminal_what_it_might_obey() {
    let dir = place();
    let mut seen = String::new();
    for arguments in COMMANDS {
        for lang in ["en", "zh"] {
            let arguments = [*arguments, &["--lang", lang]].concat();
            let arguments: Vec<String> = arguments
                .iter()
                .map(|argument| argument.replace("HOSTILE", HOSTILE))
                .collect();
            let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
            let mut command = zhenews(&arguments);
            command.cwd(dir.path());
            for (variable, place) in [
                ("XDG_CONFIG_HOME", "config"),
                ("XDG_STATE_HOME", "state"),
                ("XDG_CACHE_HOME", "cache"),
            ] {
                command.env(variable, dir.path().join(place));
            }
            let (sent, _) = run_command(80, command);
            assert!(
                !foreign(&sent).contains(is_obeyed),
                "{arguments:?}: {sent:?}"
            );
            seen += &sent;
        }
    }
    for made_visible in ["\\u001b", "\\u009b", "\\u202e", "\\u2028"] {
        assert!(seen.contains(made_visible), "{made_visible}");
    }
}

#[test]
fn what_is_printed_on_a_terminal_as_json_is_the_same_data() {
    let dir = place();
    let run = |arguments: &[&str]| {
        let mut command = zhenews(arguments);
        command.cwd(dir.path());
        command.env("XDG_STATE_HOME", dir.path().join("state"));
        run_command(80, command).0
    };
    let page = name(".txt");
    for arguments in [
        &["list", "--json", "plain.json"][..],
        &["export", "", "plain.json", "--form", "jsonl"],
        &["import", &page, "-o", "-"],
        &["state", "export"],
    ] {
        let shown = run(arguments);
        let mut piped = crate::cli::program::zhenews(arguments);
        piped
            .current_dir(dir.path())
            .env("XDG_STATE_HOME", dir.path().join("state"));
        let piped = String::from_utf8(piped.output().unwrap().stdout).unwrap();
        assert!(piped.contains('\u{202e}'), "{arguments:?}: {piped:?}");
        // Behind the data stands what is said of it.
        let values = |text: &str| -> Vec<serde_json::Value> {
            let text = text.rsplit_once("zhenews: ").map_or(text, |(data, _)| data);
            let text = text.replace("\r\u{1b}[K", "");
            let values = serde_json::Deserializer::from_str(&text).into_iter();
            let mut values: Vec<serde_json::Value> = values.map_while(Result::ok).collect();
            for value in &mut values {
                // The time is another.
                if let Some(head) = value.get_mut("export") {
                    head["exported"] = serde_json::Value::Null;
                }
            }
            values
        };
        assert!(!values(&piped).is_empty(), "{piped:?}");
        assert_eq!(values(&shown), values(&piped), "{arguments:?}");
    }
}
