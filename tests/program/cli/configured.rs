//! Settings: what holds, what is wrong, and the collections.

use std::fs::{self, File};
use std::io::Write as _;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use crate::cli::program::{Ran, fixture, zhenews};

/// A home with a file of settings.
struct Home(TempDir);

impl Home {
    fn with(settings: &str) -> Self {
        let home = Self(tempfile::tempdir().unwrap());
        fs::create_dir(home.0.path().join("zhenews")).unwrap();
        let mut file = File::create(home.file()).unwrap();
        file.write_all(settings.as_bytes()).unwrap();
        home
    }

    fn file(&self) -> PathBuf {
        self.0.path().join("zhenews/config.toml")
    }

    fn settings(&self) -> String {
        fs::read_to_string(self.file()).unwrap()
    }

    fn run(&self, arguments: &[&str]) -> Ran {
        let mut command = zhenews(arguments);
        command.env("XDG_CONFIG_HOME", self.0.path());
        command.current_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/program/cli"));
        command.output().unwrap().into()
    }
}

#[test]
fn what_holds_is_told_with_who_said_so() {
    let home = Home::with("# mine\nmeasure = 60\n\n[keys]\nx = \"next-hit\"\n");
    let ran = home.run(&["config", "--lang", "en"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    let file = home.file().display().to_string();
    let by = |setting: &str| {
        let line = ran.stdout.lines().find(|line| line.starts_with(setting));
        line.and_then(|line| line.split_once("# "))
            .expect(setting)
            .1
    };
    assert_eq!(by("measure = 60"), format!("{file}:2"));
    assert_eq!(by("\"x\" = \"next-hit\""), format!("{file}:5"));
    assert_eq!(by("language = \"en\""), "--lang");
    assert_eq!(by("mouse = true"), "default");
    assert_eq!(ran.stderr, "");
}

#[test]
fn every_fault_is_told_with_its_place() {
    let home = Home::with(
        "measure = 3\nthme = \"dark\"\n[keys]\n\"g g\" = \"top\"\ng = \"hlep\"\n[searches]\n\"树\" = \"植树 date:昨日\"\n",
    );
    let ran = home.run(&["config", "--check"]);
    let file = home.file().display().to_string();
    let expected = [
        "1:11: expected a number of cells from 10 to 400",
        "2:1: no setting is called \"thme\"; did you mean \"theme\"?",
        "5:5: no command is called \"hlep\"; did you mean \"help\"?",
        "7:7: [昨日] not a date: write 2019, 2019-11, 2019-11-22 or a range, 2018..2019-11",
    ];
    let expected = expected.map(|fault| format!("{file}:{fault}\n")).concat();
    assert_eq!((ran.code, ran.stdout), (1, expected));
    let chinese = home.run(&["config", "--check", "--lang", "zh"]);
    assert!(chinese.stdout.contains(":1:11: 应为"), "{chinese:?}");
    let ran = home.run(&["list"]);
    assert_eq!(ran.code, 0, "a faulty file costs nothing else");
    assert!(ran.stderr.contains("config.toml:1:11: "), "{ran:?}");
    let right = Home::with("mouse = false\n").run(&["config", "--check"]);
    assert_eq!((right.code, &*right.stdout), (0, ""));
}

#[test]
fn the_file_to_begin_with_is_right() {
    let printed = zhenews(&["config", "--default"]).output().unwrap();
    let home = Home::with(&String::from_utf8(printed.stdout).unwrap());
    assert_eq!(home.run(&["config", "--check"]).code, 0);
}

#[test]
fn the_first_file_is_written_where_it_belongs_and_never_over_another() {
    let home = Home(tempfile::tempdir().unwrap());
    let ran = home.run(&["config", "--init"]);
    let path = home.file().display().to_string();
    assert_eq!((ran.code, ran.stdout), (0, format!("{path}\n")));
    let printed = home.run(&["config", "--default"]).stdout;
    assert_eq!(home.settings(), printed);
    assert_eq!(home.run(&["config", "--check"]).code, 0);
    for (settings, lang, why) in [
        ("mouse = false\n", "en", "left as it is"),
        ("", "zh", "未作改动"),
    ] {
        let home = Home::with(settings);
        let ran = home.run(&["config", "--init", "--lang", lang]);
        assert_eq!((ran.code, &*ran.stdout), (3, ""), "{ran:?}");
        let path = home.file().display().to_string();
        assert!(
            ran.stderr.contains(&path) && ran.stderr.contains(why),
            "{ran:?}"
        );
        assert_eq!(home.settings(), settings);
    }
}

#[test]
fn collections_are_read_where_no_path_is_named() {
    let before = "# mine\nmouse = false # never\n";
    let home = Home::with(before);
    let news = fixture("news.json");
    assert_eq!(home.run(&["collections"]).code, 1);
    let ran = home.run(&["add", "news.json"]);
    assert_eq!((ran.code, ran.stdout), (0, format!("{news}\n")));
    let again = home.run(&["add", &news]);
    assert_eq!((again.code, &*again.stdout), (0, ""));
    assert!(again.stderr.contains("already"), "{again:?}");
    assert_eq!(home.run(&["collections"]).stdout, format!("{news}\n"));
    assert_eq!(
        home.settings(),
        format!("{before}collections = [\"{news}\"]\n")
    );
    for arguments in [
        &["list"][..],
        &["show", "zhishu"],
        &["search", "植树"],
        &["stats", "植树"],
        &["check"],
    ] {
        let (bare, named) = (
            home.run(arguments),
            home.run(&[arguments, &[&news]].concat()),
        );
        assert_eq!(bare.stdout, named.stdout, "{arguments:?}");
        assert_eq!((bare.code, bare.stderr), (named.code, named.stderr));
    }
    let ran = home.run(&["stats", "news.json"]);
    assert_eq!(ran.code, 2, "a file alone is still no query: {ran:?}");
    assert_eq!(home.run(&["remove", "other.json"]).code, 1);
    let ran = home.run(&["remove", "news.json"]);
    assert_eq!((ran.code, ran.stdout), (0, format!("{news}\n")));
    assert_eq!(home.settings(), format!("{before}collections = []\n"));
    assert_eq!(home.run(&["add", "nothing.json"]).code, 3);
    // A path is kept as it can be found again: without `..`, which depends on what stands before it.
    let ran = home.run(&["add", "../cli/../cli/news.json"]);
    assert_eq!((ran.code, ran.stdout), (0, format!("{news}\n")));
    let ran = home.run(&["remove", "../cli/news.json"]);
    assert_eq!((ran.code, ran.stdout), (0, format!("{news}\n")));
}

#[test]
fn settings_hold_for_the_commands_and_arguments_win() {
    let home = Home::with("measure = 20\nlanguage = \"zh\"\n");
    let news = fixture("news.json");
    let cells = |ran: &Ran| {
        let cells = |line: &str| line.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum();
        ran.stdout.lines().map(cells).max().unwrap_or(0)
    };
    let shown = home.run(&["show", "zhishu", &news]);
    assert!(cells(&shown) <= 20, "{}", shown.stdout);
    let shown = home.run(&["show", "zhishu", &news, "--width", "40"]);
    assert!(cells(&shown) > 20, "{}", shown.stdout);
    assert!(
        home.run(&["show", "none", &news])
            .stderr
            .contains("没有编号")
    );
    let english = home.run(&["show", "none", &news, "--lang", "en"]);
    assert!(english.stderr.contains("no article"), "{english:?}");
}

#[test]
fn a_file_that_is_no_toml_is_not_changed() {
    let home = Home::with("mouse = = 1\n");
    let ran = home.run(&["add", "news.json"]);
    assert_eq!(ran.code, 3, "{ran:?}");
    assert_eq!(home.settings(), "mouse = = 1\n");
}

#[test]
fn what_cannot_be_read_is_added_only_by_force() {
    let home = Home::with("");
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    fs::create_dir(at("empty")).unwrap();
    for (name, bytes) in [
        ("none.json", &b"[]"[..]),
        ("blank.json", b""),
        ("page.json", b"<!DOCTYPE html><html></html>"),
        ("names.json", br#"{"q1":"a","q2":"b"}"#),
    ] {
        File::create(at(name)).unwrap().write_all(bytes).unwrap();
    }
    for (name, why) in [
        ("missing.json", "no such file"),
        ("empty", "no articles here"),
        ("none.json", "no reports"),
        ("blank.json", "the file is empty"),
        ("page.json", "a web page (HTML)"),
        ("names.json", "--map title=NAME"),
    ] {
        let path = at(name);
        let refused = home.run(&["add", &path]);
        assert_eq!((refused.code, &*refused.stdout), (3, ""), "{name}");
        assert!(refused.stderr.contains(&path), "{refused:?}");
        assert!(refused.stderr.contains(why), "{refused:?}");
        assert!(refused.stderr.contains("--force"), "{refused:?}");
        assert_eq!(home.settings(), "");
    }
    let path = at("empty");
    let added = home.run(&["add", "--force", &path]);
    assert_eq!((added.code, added.stdout), (0, format!("{path}\n")));
}
