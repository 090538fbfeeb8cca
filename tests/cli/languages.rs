//! What the commands say, in the reader's language.

use std::process::Command;

use crate::program::{Ran, fixture, run, zhenews};

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

fn ran(mut command: Command) -> Ran {
    command.output().unwrap().into()
}

#[test]
fn remarks_are_in_the_language_of_the_locale() {
    for arguments in REMARKABLE {
        let mut chinese = zhenews(arguments);
        chinese.env("LC_ALL", "zh_CN.UTF-8");
        let chinese = ran(chinese);
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
        let english = ran(english);
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
