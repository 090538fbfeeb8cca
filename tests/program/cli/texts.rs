//! `fmt`: any text in, set lines out.

use std::io::{BufRead as _, BufReader, Write as _};
use std::process::Stdio;

use crate::cli::program::{run, run_on, zhenews};

const TEXT: &str =
    "雨停了，三百名志愿者昨天上山植树。他们带着树苗、铁锹和水桶，一直忙到天黑才回家。";

#[test]
fn lines_fit_the_width_and_nothing_is_lost() {
    for width in ["16", "21", "40"] {
        let ran = run_on(TEXT.as_bytes(), &["fmt", "--width", width]);
        assert_eq!(ran.code, 0);
        let cells = width.parse::<usize>().unwrap();
        assert!(
            ran.stdout
                .lines()
                .all(|line| 2 * line.chars().count() <= cells),
            "{}",
            ran.stdout
        );
        assert_eq!(ran.stdout.replace('\n', ""), TEXT);
    }
}

#[test]
fn a_pipe_is_as_wide_as_eighty_cells() {
    let ran = run_on("雨".repeat(60).as_bytes(), &["fmt"]);
    assert_eq!(
        ran.stdout,
        format!("{}\n{}\n", "雨".repeat(40), "雨".repeat(20))
    );
}

#[test]
fn empty_lines_and_the_order_of_paragraphs_are_kept() {
    let ran = run_on("一\n\n二\r\n\n\n三".as_bytes(), &["fmt", "--width", "20"]);
    assert_eq!(ran.stdout, "一\n\n二\n\n\n三\n");
    assert_eq!(run_on(b"", &["fmt"]).stdout, "");
}

#[test]
fn every_paragraph_is_set_in_as_asked() {
    let ran = run_on("一\n　　二".as_bytes(), &["fmt", "--indent", "4"]);
    assert_eq!(ran.stdout, "    一\n    二\n");
}

#[test]
fn a_pipe_keeps_every_character() {
    let odd = "春\u{1b}[31m雨\u{7}\u{200b}秋\u{202e}风\u{85}x";
    assert_eq!(run_on(odd.as_bytes(), &["fmt"]).stdout, format!("{odd}\n"));
}

#[test]
fn wide_ambiguous_characters_fill_lines_sooner() {
    let greek = "α".repeat(30);
    let lines = |width| {
        run_on(
            greek.as_bytes(),
            &["fmt", "--width", "30", "--ambiguous", width],
        )
        .stdout
        .lines()
        .count()
    };
    assert_eq!((lines("narrow"), lines("auto"), lines("wide")), (1, 1, 2));
}

#[test]
fn first_fit_leaves_an_orphan_where_the_default_does_not() {
    let text = "雨".repeat(10) + "晴。";
    let last = |arguments: &[&str]| {
        let ran = run_on(text.as_bytes(), arguments);
        ran.stdout.lines().last().unwrap().to_owned()
    };
    assert_eq!(last(&["fmt", "--width", "20", "--first-fit"]), "晴。");
    assert_eq!(last(&["fmt", "--width", "20"]), "雨晴。");
}

#[test]
fn a_file_is_read_and_a_dash_is_standard_input() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("text.txt");
    std::fs::File::create(&path)
        .unwrap()
        .write_all(TEXT.as_bytes())
        .unwrap();
    let from_file = run(&["fmt", "--width", "30", path.to_str().unwrap()]);
    let from_stdin = run_on(TEXT.as_bytes(), &["fmt", "--width", "30", "-"]);
    assert_eq!(from_file.stdout, from_stdin.stdout);
    assert!(!from_file.stdout.is_empty());
}

#[test]
fn what_cannot_be_read_is_a_failure_that_names_it() {
    let ran = run(&["fmt", "no-such-file.txt"]);
    assert_eq!((ran.code, ran.stdout.as_str()), (3, ""));
    assert!(
        ran.stderr.starts_with("zhenews: no-such-file.txt: "),
        "{}",
        ran.stderr
    );
    let damaged = run_on(b"\xff\n", &["fmt"]);
    assert_eq!(damaged.code, 3);
    assert!(
        damaged.stderr.contains("not UTF-8 in 1 of its lines"),
        "{}",
        damaged.stderr
    );
}

#[test]
fn a_paragraph_is_sent_on_before_the_next_is_there() {
    let mut child = zhenews(&["fmt"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    for paragraph in ["一", "二"] {
        writeln!(stdin, "{paragraph}").unwrap();
        assert_eq!(lines.next().unwrap().unwrap(), paragraph);
    }
    drop(stdin);
    assert!(lines.next().is_none());
    assert!(child.wait().unwrap().success());
}
