//! Every way in which a command can fail, in both languages: the exit code, what the message names, and what it
//! says is to be done. A new subcommand fails here until its ways to fail are added.

use std::fs::{self, File, Permissions};
use std::os::unix::fs::{PermissionsExt as _, symlink};
use std::path::Path;
use std::process::{Command, Stdio};

use rustix::fs::{CWD, Mode, mkfifoat};

use crate::cli::program::{Ran, fixture, zhenews};

/// A way to fail.
#[derive(Debug)]
struct Case<'t> {
    /// What is run in the [`place`], with `NAME=VALUE` before it for the environment, `''` for an empty argument
    /// and `>/dev/full` where the output has no room.
    line: String,
    code: i32,
    /// What the message names.
    names: &'t str,
    /// What it says is to be done, in English, where something can be.
    next: &'t str,
}

/// Files that are no store, for each command that reads one: what is wrong, and what to do.
const NO_STORES: [(&str, &str); 8] = [
    ("none.json", "check the path"),
    ("picture.json", "have its text recognized"),
    ("empty", "expected files named *.json"),
    ("broken.json", "expected a value"),
    ("table.json", "name its columns"),
    ("loop.json", "mend the link or delete it"),
    ("pipe.json", "pass it through standard input"),
    ("secret.json", "who may read and write it"),
];

/// The commands that read a store, up to its path, and the exit code where it is none.
const READERS: [(&str, i32); 8] = [
    ("list", 3),
    ("show zhishu", 3),
    ("search 植树", 3),
    ("stats 植树", 3),
    ("export ''", 3),
    ("check", 1),
    ("index", 3),
    ("add", 3),
];

/// Files that are no text of a page.
const NO_PAGES: [(&str, &str); 6] = [
    ("none.txt", "check the path"),
    ("picture.txt", "have its text recognized"),
    ("empty", "expected files of page text (*.txt)"),
    ("loop.txt", "name the file itself"),
    ("pipe.json", "pass it through standard input"),
    ("secret.txt", "who may read and write it"),
];

/// Exit code, command line, what is named, and what is to be done.
const CASES: &str = "
# The reader, which has no terminal here.
2 |  |  | `zhenews list` prints the headlines
2 | news.json |  | `zhenews list` prints the headlines
2 | lsit | lsit | did you mean zhenews list
2 | --strict list |  | zhenews list …
2 | --theme papre | papre | paper
2 | --lang fr | fr | --help
# What is asked for.
1 | show nope news.json | nope | `zhenews list` prints them
2 | show zhishu wuti news.json | wuti | zhenews show 'wuti'
2 | show --width 0 zhishu | --width | --help
2 | search ( news.json | ( | 
2 | search date:x news.json | date:x | write 2019
2 | search is:x news.json | is:x | there are is:unread
2 | search rain --limit 0 | --limit | --help
2 | search rain wind news.json | wind | belong in one argument
1 | search news.json | news.json | the query stands before it
1 | search news.json --count | news.json | the query stands before it
2 | stats ( news.json | ( | 
2 | stats rain --by week | week | --help
2 | stats news.json | news.json | the query stands before it
2 | export date:x news.json | date:x | write 2019
2 | export '' news.json --form pdf | pdf | --help
1 | export nothing news.json |  | 
2 | list --map title news.json | --map | title=biaoti
2 | list --map heading=x news.json | --map | is one of articles
3 | list --strict news.json odd.json | odd.json:1:12 | expected
0 | list news.json odd.json | odd.json:1:12 | expected
2 | check |  | `zhenews add PATH` adds one
2 | index |  | `zhenews add PATH` adds one
2 | index - |  | only files and directories
2 | completions tcsh | tcsh | zsh
2 | man twice | twice | --help
2 | collections twice | twice | --help
2 | state |  | --help
2 | state exprot | exprot | export
# What is not there, whether there is a terminal or not.
3 | none.json | none.json | see `zhenews --help`
3 | import none.pdf | none.pdf | check the path
3 | index --status none.json | none.json | check the path
# Where it is written.
3 | export '' news.json -o none/out.md | none/out.md | check the path
2 | export '' news.json -o out.md | out.md | --force takes its place
2 | export '' news.json -o folder.md | folder.md | name a file in it
2 | export '' news.json -o out.doc | out.doc | --form says it
2 | export '' news.json -o news.json | news.json | name another file
3 | export '' news.json --form md -o /dev/full | /dev/full | make room
2 | import page.txt |  | -o OUT writes a store
3 | import page.txt -o none/out.json | none/out.json | check the path
3 | import page.txt -o none/out.jsonl | none/out.jsonl | check the path
2 | import page.txt -o out.md | out.md | --append adds to it
3 | import page.txt -o out.md --append | out.md | choose another name
3 | import page.txt -o odd.json --append | odd.json | choose another name
2 | import page.txt -o folder.md | folder.md | name a file in it
2 | import page.txt -o page.txt | page.txt | name another file
3 | import page.txt -o /dev/full | /dev/full | make room
2 | import page.txt -o - --encoding none | --encoding | such as utf-8
2 | import page.txt -o - --name-pattern {paper} | --name-pattern | {source}
1 | import page.txt page.txt none.txt -o - | none.txt | check the path
2 | fmt --width 8 --indent 7 | --indent | 
3 | fmt none.txt | none.txt | check the path
3 | fmt empty | empty | name a file in it
3 | fmt bytes.txt | bytes.txt | convert it
3 | fmt secret.txt | secret.txt | who may read and write it
# The settings and the collections.
0 | XDG_CONFIG_HOME=broken list news.json | config.toml:1:9 | expected
0 | XDG_CONFIG_HOME=broken config | config.toml:1:9 | expected
1 | XDG_CONFIG_HOME=broken config --check | config.toml:1:9 | expected
3 | XDG_CONFIG_HOME=broken add news.json | config.toml | mend the line and try again
1 | XDG_CONFIG_HOME=wrong config --check | config.toml:1:15 | expected
3 | XDG_CONFIG_HOME=wrong add news.json | config.toml | mend it and try again
3 | XDG_CONFIG_HOME=page.txt add news.json | page.txt/zhenews | check the path
0 | XDG_CONFIG_HOME=gone collections | none.json | `zhenews remove`
3 | XDG_CONFIG_HOME=gone list | none.json | check the path
1 | remove news.json | news.json | `zhenews collections` lists them
2 | fetch none-such | none-such | `zhenews collections` lists them
2 | remove | <PATH | --help
1 | collections |  | `zhenews add PATH` adds one
# What the reader remembers.
0 | XDG_STATE_HOME=damaged state export | damaged/zhenews | 
3 | XDG_STATE_HOME=newer state export | newer/zhenews | use that one
3 | XDG_STATE_HOME=newer search is:read news.json | newer/zhenews | use that one
3 | XDG_STATE_HOME=newer stats is:read news.json | newer/zhenews | use that one
3 | XDG_STATE_HOME=newer export is:read news.json | newer/zhenews | use that one
3 | XDG_STATE_HOME=linked state import state.json | linked/zhenews/library.jsonl | mend the link
3 | XDG_STATE_HOME=newer state import state.json | newer/zhenews | use that one
3 | XDG_STATE_HOME=page.txt state import state.json | page.txt/zhenews | check the path
2 | state export out.md | out.md | --force takes its place
3 | state export none/out.json | none/out.json | check the path
2 | state export folder.md | folder.md | name a file in it
3 | state export /dev/full | /dev/full | make room
3 | state import none.json | none.json | check the path
3 | state import empty | empty | name a file in it
3 | state import pipe.json | pipe.json | pass it through standard input
3 | state import bytes.txt | bytes.txt | convert it, or get it again
3 | state import broken.json | broken.json | `zhenews state export` writes one
3 | state import news.json | news.json | `zhenews state export` writes one
3 | state import secret.json | secret.json | who may read and write it
# No room for the output.
3 | list news.json >/dev/full | standard output | make room
3 | list --json news.json >/dev/full | standard output | make room
3 | show zhishu news.json >/dev/full | standard output | make room
3 | search 植树 news.json >/dev/full | standard output | make room
3 | stats 植树 news.json >/dev/full | standard output | make room
3 | export '' news.json >/dev/full | standard output | make room
3 | check broken.json >/dev/full | standard output | make room
3 | fmt page.txt >/dev/full | standard output | make room
3 | import page.txt -o - >/dev/full | - | make room
3 | index --status news.json >/dev/full | standard output | make room
3 | state export >/dev/full | standard output | make room
3 | XDG_CONFIG_HOME=gone collections >/dev/full | standard output | make room
3 | config >/dev/full | standard output | make room
3 | completions bash >/dev/full | standard output | make room
3 | man >/dev/full | standard output | make room
";

/// A directory with what the cases name.
fn place() -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    let at = |name: &str| dir.path().join(name);
    let put = |name: &str, bytes: &[u8]| {
        fs::create_dir_all(at(name).parent().unwrap()).unwrap();
        std::io::Write::write_all(&mut File::create(at(name)).unwrap(), bytes).unwrap();
    };
    fs::copy(fixture("news.json"), at("news.json")).unwrap();
    let page = "晨报 2019年11月22日 第4版\n\n水库开闸\n\n青山水库今天开闸，灌溉下游的稻田。\n";
    put("page.txt", page.as_bytes());
    for name in ["picture.json", "picture.txt"] {
        put(name, b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR");
    }
    put("broken.json", b"[{\"title\": \"a\", ");
    put("odd.json", b"[{\"title\": true}]");
    put("table.json", b"a,b\nc,d\ne,f\n");
    put("bytes.txt", b"\xff\xfe\xfd\n");
    put(
        "state.json",
        br#"{"zhenews": "library", "version": 2, "records": [{"at": 1, "do": {"read": ["a"]}}]}"#,
    );
    put("out.md", b"mine");
    put("broken/zhenews/config.toml", b"mouse = = 1\n");
    put("wrong/zhenews/config.toml", b"collections = 5\n");
    put(
        "gone/zhenews/config.toml",
        b"collections = [\"none.json\"]\n",
    );
    fs::create_dir_all(at("linked/zhenews")).unwrap();
    symlink("/nowhere/marks.jsonl", at("linked/zhenews/library.jsonl")).unwrap();
    put("damaged/zhenews/library.jsonl", b"damaged\n");
    put(
        "newer/zhenews/library.jsonl",
        b"{\"zhenews\":\"library\",\"version\":99}\n",
    );
    for name in ["empty", "folder.md"] {
        fs::create_dir(at(name)).unwrap();
    }
    for name in ["loop.json", "loop.txt"] {
        symlink(name, at(name)).unwrap();
    }
    mkfifoat(CWD, at("pipe.json"), Mode::from_raw_mode(0o600)).unwrap();
    for name in ["secret.json", "secret.txt"] {
        put(name, b"[]");
        fs::set_permissions(at(name), Permissions::from_mode(0o000)).unwrap();
    }
    dir
}

/// The case's command line in a language; the environment is the place's own.
fn command(place: &Path, line: &str, locale: &str) -> Command {
    let (line, is_full) = match line.strip_suffix(" >/dev/full") {
        Some(line) => (line, true),
        None => (line, false),
    };
    let is_variable = |word: &&str| {
        word.split_once('=').is_some_and(|(name, _)| {
            !name.is_empty() && name.chars().all(|c| c.is_ascii_uppercase() || c == '_')
        })
    };
    let words = line.split_whitespace();
    let variables: Vec<&str> = words.clone().take_while(is_variable).collect();
    let arguments = words
        .skip(variables.len())
        .map(|word| if word == "''" { "" } else { word });
    let mut command = zhenews(&arguments.collect::<Vec<_>>());
    command
        .current_dir(place)
        .env("LC_ALL", locale)
        .env("HOME", place);
    for name in ["XDG_CACHE_HOME", "XDG_STATE_HOME", "XDG_CONFIG_HOME"] {
        command.env(name, place.join(name));
    }
    for (name, value) in variables.iter().filter_map(|word| word.split_once('=')) {
        match value {
            "" => command.env_remove(name),
            _ => command.env(name, place.join(value)),
        };
    }
    if is_full {
        command.stdout(File::options().write(true).open("/dev/full").unwrap());
    } else {
        command.stdout(Stdio::piped());
    }
    command.stderr(Stdio::piped());
    command
}

fn is_han(c: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&c)
}

/// What is said of a case; what is printed is one's own where it is no remark.
fn said(ran: &Ran, line: &str) -> String {
    let prints_faults = line.starts_with("check ") || line.ends_with("config --check");
    let printed = if prints_faults { &*ran.stdout } else { "" };
    format!("{printed}{}", ran.stderr)
}

/// Returns an English sentence in what should be Chinese: three words in a row that are no path, option, name in
/// quotation marks or word of the command line.
fn english_in(said: &str, line: &str) -> Option<String> {
    let unquoted: String = said.split('`').step_by(2).collect::<Vec<_>>().join("`");
    let arguments: Vec<&str> = line.split_whitespace().collect();
    let is_word = |word: &str| {
        let word = word.trim_matches([',', ';', ':', '.', '(', ')']);
        word.len() > 1 && word.chars().all(|c| c.is_ascii_lowercase()) && !arguments.contains(&word)
    };
    let words: Vec<&str> = unquoted.split_whitespace().collect();
    let sentence = words
        .windows(3)
        .find(|words| words.iter().all(|word| is_word(word)));
    sentence.map(|words| words.join(" "))
}

/// Returns whether a mark of Latin punctuation stands behind a Chinese character as if it were of the sentence.
fn has_latin_punctuation(said: &str) -> bool {
    let mut pairs = said.chars().zip(said.chars().skip(1));
    pairs.any(|(c, next)| is_han(c) && matches!(next, ',' | ';' | ':' | '!' | '?'))
}

/// Returns what is wrong with how a case fails.
fn wrong_with(place: &Path, case: &Case) -> Vec<String> {
    let line = &*case.line;
    let ran = |locale| Ran::from(command(place, line, locale).output().unwrap());
    let (english, chinese) = (ran("C"), ran("zh_CN.UTF-8"));
    let codes = (english.code, chinese.code);
    let (english, chinese) = (said(&english, line), said(&chinese, line));
    let words = line.split_whitespace();
    // A theme has a Chinese name.
    let own = words.fold(english.replace('纸', ""), |said, word| {
        said.replace(word, "")
    });
    let chinese_name = case.names.replace("standard output", "标准输出");
    let chinese_name = chinese_name.replace("<PATH", "<路径");
    let advises = ["；", "请", "应", "可", "用", "`", "--", "须", "见", "是否"];
    let advises = case.next.is_empty() || advises.iter().any(|word| chinese.contains(word));
    let faults = [
        (codes != (case.code, case.code), "exit codes"),
        (own.contains(is_han), "Chinese in English"),
        (!chinese.contains(is_han), "no Chinese"),
        (english_in(&chinese, line).is_some(), "English in Chinese"),
        (has_latin_punctuation(&chinese), "Latin punctuation"),
        (!english.contains(case.names), "not named"),
        (!chinese.contains(&chinese_name), "not named in Chinese"),
        (!english.contains(case.next), "nothing to do"),
        (!advises, "nothing to do in Chinese"),
        (english.contains("os error"), "the system's own words"),
    ];
    let faults = faults.iter().filter(|(is_wrong, _)| *is_wrong);
    let told = faults.map(|(_, what)| format!("{what}, {codes:?}: {case:?}\n{english}{chinese}"));
    told.collect()
}

/// All that are to be run where permission cannot be denied, or is.
fn assert_fails_well(place: &Path, cases: &[Case]) {
    let may_read_all = File::open(place.join("secret.json")).is_ok();
    let run = |case: &&Case| !(may_read_all && case.line.contains("secret"));
    let wrong = cases
        .iter()
        .filter(run)
        .flat_map(|case| wrong_with(place, case));
    let wrong: Vec<String> = wrong.collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What is no store, given to all that read one, and what is no page.
fn wrong_files() -> Vec<Case<'static>> {
    let stores = READERS.iter().flat_map(|(command, code)| {
        NO_STORES.map(|(path, next)| Case {
            line: format!("{command} {path}"),
            code: *code,
            names: path,
            next,
        })
    });
    let pages = NO_PAGES.map(|(path, next)| Case {
        line: format!("import {path} -o -"),
        code: 3,
        names: path,
        next,
    });
    stores.chain(pages).collect()
}

fn other_failures() -> Vec<Case<'static>> {
    let rows = CASES
        .lines()
        .filter(|row| !row.is_empty() && !row.starts_with('#'));
    let case = |row: &'static str| {
        let columns: Vec<&str> = row.split('|').map(str::trim).collect();
        let [code, line, names, next] = columns[..] else {
            panic!("{row}")
        };
        Case {
            line: line.to_owned(),
            code: code.parse().unwrap(),
            names,
            next,
        }
    };
    rows.map(case).collect()
}

/// The commands that the help lists, those within others among them.
fn commands(before: &[&str]) -> Vec<String> {
    let help = zhenews(&[before, &["--help"]].concat()).output().unwrap();
    let help = String::from_utf8(help.stdout).unwrap();
    let listed = help.lines().skip_while(|line| *line != "Commands:").skip(1);
    let listed = listed.take_while(|line| !line.is_empty());
    let names = listed.filter_map(|line| {
        line.strip_prefix("  ")?
            .split_whitespace()
            .next()
            .filter(|_| !line.starts_with("   "))
    });
    let names = names.filter(|name| *name != "help");
    let within = names.flat_map(|name| {
        let whole = [before, &[name]].concat();
        let within = commands(&whole);
        if within.is_empty() {
            vec![whole.join(" ")]
        } else {
            within
        }
    });
    within.collect()
}

#[test]
fn what_is_no_store_and_no_page_is_told_in_both_languages() {
    let place = place();
    assert_fails_well(place.path(), &wrong_files());
}

#[test]
fn every_other_failure_is_told_in_both_languages_with_what_to_do() {
    let place = place();
    assert_fails_well(place.path(), &other_failures());
}

#[test]
fn every_command_is_among_those_that_fail() {
    let cases = wrong_files().into_iter().chain(other_failures());
    let lines: Vec<String> = cases.map(|case| case.line).collect();
    let commands = commands(&[]);
    assert!(commands.len() > 15, "{commands:?}");
    for command in commands {
        let fails = |line: &String| {
            let words = line.split_whitespace();
            let words: Vec<&str> = words.skip_while(|word| word.contains('=')).collect();
            words.join(" ").starts_with(&command)
        };
        assert!(lines.iter().any(fails), "no case fails {command}");
    }
}

#[test]
fn names_that_a_terminal_might_obey_are_shown_and_can_be_told_apart() {
    let place = place();
    for (name, shown) in [
        ("a\u{1b}b.json", "a\\u001bb.json"),
        ("a\nb.json", "a\\u000ab.json"),
        ("a\u{202e}b.json", "a\\u202eb.json"),
    ] {
        for arguments in [
            &["check"][..],
            &["list"],
            &["add", "--force"],
            &["collections"],
            &["remove"],
        ] {
            let mut command = zhenews(
                &[
                    arguments,
                    &[name][..usize::from(arguments != ["collections"])],
                ]
                .concat(),
            );
            let command = command.current_dir(place.path());
            let command = command.env("XDG_CONFIG_HOME", place.path().join("config"));
            let ran = Ran::from(command.output().unwrap());
            let told = format!("{}{}", ran.stdout, ran.stderr);
            assert!(told.contains(shown), "{arguments:?}: {told}");
        }
    }
}
