//! What the commands say, in the reader's language.

use std::fs::File;
use std::io::Write as _;
use std::process::Command;

use crate::cli::program::{Ran, fixture, run, zhenews};

/// Runs that have something to remark.
const REMARKABLE: [&[&str]; 4] = [
    &["show", "no-such-id"],
    &["check", "no-such.json"],
    &["fmt", "--width", "8", "--indent", "7"],
    &[],
];

fn is_chinese(text: &str) -> bool {
    text.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c))
}

fn ran(command: &mut Command) -> Ran {
    command.output().unwrap().into()
}

#[test]
fn remarks_are_in_the_language_of_the_locale() {
    for arguments in REMARKABLE {
        let mut chinese = zhenews(arguments);
        chinese.env("LC_ALL", "zh_CN.UTF-8");
        let chinese = ran(&mut chinese);
        assert!(is_chinese(&chinese.stderr), "{arguments:?}: {chinese:?}");
        let english = run(arguments);
        assert!(!english.stderr.is_empty(), "{arguments:?}");
        assert!(!is_chinese(&english.stderr), "{arguments:?}: {english:?}");
        assert_eq!(chinese.code, english.code, "{arguments:?}");
    }
}

#[test]
fn a_language_that_is_asked_for_goes_before_the_locale() {
    for arguments in REMARKABLE {
        let chinese = run(&[arguments, &["--lang", "zh"]].concat());
        assert!(is_chinese(&chinese.stderr), "{arguments:?}: {chinese:?}");
        let mut english = zhenews(&[arguments, &["--lang", "en"]].concat());
        english.env("LC_ALL", "zh_CN.UTF-8");
        let english = ran(&mut english);
        assert!(!is_chinese(&english.stderr), "{arguments:?}: {english:?}");
    }
}

#[test]
fn problems_are_counted_in_chinese() {
    let news = fixture("news.json");
    let sound = run(&["check", "--lang", "zh", &news]);
    assert_eq!(sound.stderr, "zhenews: 3 篇稿件，0 处问题\n");
    let some = run(&["list", "--lang", "zh", &news, "no-such.json"]);
    let remark = "zhenews: 1 处问题：no-such.json:1:1: ";
    assert!(some.stderr.starts_with(remark), "{}", some.stderr);
}

#[test]
fn what_is_wrong_is_told_whole_in_either_language() {
    let home = tempfile::tempdir().unwrap();
    std::fs::create_dir(home.path().join("zhenews")).unwrap();
    let mut settings = File::create(home.path().join("zhenews/config.toml")).unwrap();
    settings.write_all(b"mouse = = 1\n").unwrap();
    let news = fixture("news.json");
    let absent = ["check", "no-such.json"];
    let page = ["import", "no-such.txt", "-o", "-"];
    for arguments in [&absent[..], &page, &["add", &news], &["config", "--check"]] {
        for lang in ["en", "zh"] {
            let mut command = zhenews(&[arguments, &["--lang", lang]].concat());
            let told = ran(command.env("XDG_CONFIG_HOME", home.path()));
            for line in told.stdout.lines().chain(told.stderr.lines()) {
                assert_eq!(is_chinese(line), lang == "zh", "{arguments:?}: {line}");
                assert!(!line.contains("os error"), "{line}");
            }
            assert_ne!(told.code, 0, "{told:?}");
        }
    }
}

#[test]
fn wrong_arguments_are_told_whole_in_either_language() {
    let wrong: [&[&str]; 17] = [
        &["list", "--no-such-option"],
        &["list", "--strcit"],
        &["show"],
        &["search"],
        &["search", ""],
        &["search", "rain", "--limit", "0"],
        &["search", "rain", "--limit"],
        &["search", "rain", "--count", "--json"],
        &["search", "rain", "--sort", "newset"],
        &["completions", "no-such-shell"],
        &["--theme", "papre"],
        &["list", "--map", "title"],
        &["list", "--map", "titel=x"],
        &["state"],
        &["state", "exprot"],
        &["import", "a.txt", "--encoding", "none"],
        &["import", "a.txt", "--name-pattern", "{paper}"],
    ];
    for arguments in wrong {
        let chinese = run(&[&["--lang", "zh"], arguments].concat());
        let chinese_behind = run(&[arguments, &["--lang=zh"]].concat());
        let english = run(arguments);
        assert_eq!((chinese.code, english.code), (2, 2), "{arguments:?}");
        // A theme has a Chinese name.
        assert!(
            !is_chinese(&english.stderr.replace('纸', "")),
            "{english:?}"
        );
        for told in [chinese, chinese_behind]
            .iter()
            .filter(|told| told.code == 2)
        {
            assert!(is_chinese(&told.stderr), "{arguments:?}: {told:?}");
            for english in ["error", "value", "expected", "For more", "tip", "Usage"] {
                assert!(!told.stderr.contains(english), "{arguments:?}: {told:?}");
            }
        }
    }
    let meant = run(&["state", "exprot", "--lang", "zh"]).stderr;
    assert!(meant.contains("是否指 `export`？"), "{meant}");
}

#[test]
fn the_help_and_the_man_page_are_in_the_language_of_the_locale() {
    let pages: [&[&str]; 9] = [
        &["--help"],
        &["-h"],
        &["help"],
        &["list", "--help"],
        &["help", "search"],
        &["help", "help"],
        &["state", "import", "-h"],
        &["export", "--help"],
        &["man"],
    ];
    for arguments in pages {
        let mut chinese = zhenews(arguments);
        let chinese = ran(chinese.env("LC_ALL", "zh_CN.UTF-8"));
        let english = run(arguments);
        for (told, headings) in [
            (&chinese, ["用法：", ".SH 选项"]),
            (&english, ["Usage: ", ".SH OPTIONS"]),
        ] {
            assert_eq!((told.code, &*told.stderr), (0, ""), "{arguments:?}");
            let has_heading = headings.iter().any(|heading| told.stdout.contains(heading));
            assert!(has_heading, "{arguments:?}: {}", told.stdout);
        }
        for word in [
            "Usage",
            "Options",
            "SYNOPSIS",
            "[OPTIONS]",
            "Print",
            "values:",
            "[default",
        ] {
            assert!(!chinese.stdout.contains(word), "{arguments:?}: {word}");
        }
        let asked_for = [arguments, &["--lang", "zh"]].concat();
        // `help` takes names of commands only.
        if arguments.first() != Some(&"help") {
            assert_eq!(run(&asked_for).stdout, chinese.stdout, "{arguments:?}");
        }
    }
}

#[test]
fn a_command_that_lacks_another_explains_itself_in_either_language() {
    let chinese = ran(zhenews(&["state"]).env("LC_ALL", "zh_CN.UTF-8"));
    assert!(chinese.stderr.contains("export  把全部标记"), "{chinese:?}");
    let english = run(&["state"]);
    assert!(english.stderr.contains("export  Write"), "{english:?}");
}

#[test]
fn a_value_is_called_the_same_where_it_is_wrong_as_in_the_help() {
    let lacking = ran(zhenews(&["show"]).env("LC_ALL", "zh_CN.UTF-8")).stderr;
    let expected = "错误：还缺参数：<编号>\n用法：zhenews show <编号> [路径]...\n说明见 `--help`\n";
    assert_eq!(lacking, expected);
    let wrong = run(&["fmt", "--width", "0", "--lang", "zh"]).stderr;
    assert!(
        wrong.starts_with("错误：`--width <N>` 的值 `0` 不行"),
        "{wrong}"
    );
}

#[test]
fn the_chinese_man_page_breaks_lines_between_characters() {
    let page = run(&["man", "--lang", "zh"]).stdout;
    let (before, _) = page.split_once(".TH ").unwrap();
    assert!(before.contains(".mso zh.tmac"), "{before}");
    for command in ["list", "state", "export"] {
        let heading = format!(".SS \"zhenews {command} [选项]");
        assert!(page.contains(&heading), "{heading}");
    }
}
