//! The commands on a terminal: lines cut to its width, marks, and nothing it might obey.

use std::io::Read as _;
use std::path::PathBuf;

use portable_pty::{CommandBuilder, PtySize, native_pty_system};
use zhenews::text::width::{Ambiguous, width};

use crate::cli::program::{CACHE, STATE, fixture};

/// Runs the binary on a terminal of `columns` cells and returns what it sent there.
fn run_on_terminal(columns: u16, arguments: &[&str], variables: &[(&str, &str)]) -> String {
    let mut command = zhenews(arguments);
    for (name, value) in variables {
        command.env(name, value);
    }
    run_command(columns, command).0
}

/// A command line of the binary for a terminal that understands marks.
pub(crate) fn zhenews(arguments: &[&str]) -> CommandBuilder {
    let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_zhenews"));
    command.args(arguments);
    command.cwd(PathBuf::from(env!("CARGO_MANIFEST_DIR")));
    command.env("TERM", "xterm-256color");
    command.env("LC_ALL", "C");
    command.env_remove("LANGUAGE");
    command.env_remove("NO_COLOR");
    command.env("XDG_CACHE_HOME", CACHE);
    command.env("XDG_STATE_HOME", STATE);
    command
}

/// Runs a command on a terminal of `columns` cells, standard input included, and returns what it
/// sent there and its exit code.
pub(crate) fn run_command(columns: u16, command: CommandBuilder) -> (String, u32) {
    let size = PtySize {
        rows: 24,
        cols: columns,
        pixel_width: 0,
        pixel_height: 0,
    };
    let pty = native_pty_system().openpty(size).unwrap();
    let mut child = pty.slave.spawn_command(command).unwrap();
    drop(pty.slave);
    let mut sent = Vec::new();
    // Where the last program on a terminal ends, Linux reports an error instead of the end.
    let _ = pty
        .master
        .try_clone_reader()
        .unwrap()
        .read_to_end(&mut sent);
    let code = child.wait().unwrap().exit_code();
    let sent = String::from_utf8(sent).unwrap().replace("\r\n", "\n");
    (sent, code)
}

/// Takes the marks of the commands away, which end as they begin: with an escape and an `m`.
fn without_marks(sent: &str) -> String {
    let mut parts = sent.split("\u{1b}[");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |text, part| {
        let (_, rest) = part
            .split_once('m')
            .expect("only marks are escape sequences");
        text + rest
    })
}

#[test]
fn headlines_are_cut_to_the_terminal_by_cells() {
    let sent = run_on_terminal(50, &["list", &fixture("news.json")], &[]);
    let expected = "\
zhishu   2019-11-22  晨报  2   三百名志愿者上山植…
wuti     2019-11-22  晨报  3   〔无题〕新桥今天通…
shuiwei  2019-11-22  晨报  10  國務院檢查組察看水…
";
    assert_eq!(sent, expected);
}

#[test]
fn an_article_fills_a_narrow_terminal_and_no_more_than_a_comfortable_measure() {
    let longest = |columns| {
        let sent = run_on_terminal(columns, &["show", "zhishu", &fixture("news.json")], &[]);
        without_marks(&sent)
            .lines()
            .map(|line| width(line, Ambiguous::Narrow))
            .max()
            .unwrap()
    };
    assert!((29..=30).contains(&longest(30)));
    assert!((71..=72).contains(&longest(200)));
}

#[test]
fn the_headline_stands_out_unless_colours_are_unwanted() {
    let show = ["show", "zhishu", &fixture("news.json")];
    let marked = run_on_terminal(80, &show, &[]);
    assert!(
        marked.contains("\u{1b}[1m三百名志愿者上山植树\u{1b}[0m\n"),
        "{marked:?}"
    );
    for plain in [("NO_COLOR", "1"), ("TERM", "dumb")] {
        let sent = run_on_terminal(80, &show, &[plain]);
        assert!(!sent.contains('\u{1b}'), "{plain:?}: {sent:?}");
    }
    let unset = run_on_terminal(80, &show, &[("NO_COLOR", "")]);
    assert_eq!(unset, marked, "an empty NO_COLOR is none");
}

#[test]
fn hits_are_shown_where_they_stand() {
    let sent = run_on_terminal(80, &["search", "树", &fixture("news.json")], &[]);
    let hit = "\u{1b}[1m\u{1b}[4m树\u{1b}[0m";
    let lines: Vec<_> = sent.lines().collect();
    let [headline, context] = lines.as_slice() else {
        panic!("{sent:?}")
    };
    assert!(
        headline.ends_with(&format!("三百名志愿者上山植{hit}")),
        "{headline:?}"
    );
    assert!(
        context.starts_with("    雨停了") && context.contains(hit),
        "{context:?}"
    );
}

#[test]
fn json_on_a_terminal_escapes_what_it_might_obey() {
    let sent = run_on_terminal(80, &["list", "--json", &fixture("hostile.json")], &[]);
    let control = |c: char| (c.is_control() && c != '\n') || c == '\u{202e}';
    assert!(!sent.contains(control), "{sent:?}");
    let article: serde_json::Value = serde_json::from_str(sent.trim()).unwrap();
    let title = article.get("title").and_then(serde_json::Value::as_str);
    assert_eq!(title, Some("a\u{1b}]0;x\u{7}b\u{9b}2Jc\u{202e}d"));
}

#[test]
fn wrapped_text_on_a_terminal_is_clean_and_as_wide_as_it() {
    let sent = run_on_terminal(30, &["fmt", &fixture("hostile.txt")], &[]);
    assert_eq!(sent, format!("{}\n{}\n", "雨".repeat(15), "雨".repeat(5)));
}

#[test]
fn a_mistyped_command_is_not_taken_for_an_empty_store() {
    let sent = run_on_terminal(200, &["serach", "雨"], &[]);
    assert_eq!(sent.lines().count(), 1, "{sent:?}");
    assert!(
        sent.starts_with("zhenews: serach: no such file") && sent.contains("zhenews search"),
        "{sent}"
    );
}

#[test]
fn wrong_arguments_are_told_without_what_the_terminal_might_obey() {
    let hostile = "\u{1b}]0;x\u{7}\u{9b}2J\u{202e}";
    let dashed = format!("--{hostile}");
    let pair = format!("title{hostile}=");
    let wrong: [&[&str]; 6] = [
        &[&dashed],
        &["list", "--map", &pair],
        &["completions", hostile],
        &["search", "雨", "--limit", hostile],
        &["show", "zhishu", "--width", hostile],
        &["--ambiguous", hostile],
    ];
    for arguments in wrong {
        let (sent, code) = run_command(80, zhenews(arguments));
        assert_eq!(code, 2, "{arguments:?}: {sent:?}");
        let control = |c: char| (c.is_control() && c != '\n') || c == '\u{202e}';
        assert!(!sent.contains(control), "{arguments:?}: {sent:?}");
        assert!(sent.contains("--help"), "{arguments:?}: {sent:?}");
    }
}

#[test]
fn the_help_is_marked_unless_colours_are_unwanted() {
    let marked = run_on_terminal(80, &["--help"], &[]);
    let plain = run_on_terminal(80, &["--help"], &[("NO_COLOR", "1")]);
    assert!(marked.contains('\u{1b}') && !plain.contains('\u{1b}'));
    assert_eq!(without_marks(&marked), plain);
}

#[test]
fn the_chinese_help_is_marked_and_fits_a_narrow_terminal() {
    let help = ["--help", "--lang", "zh"];
    let marked = run_on_terminal(40, &help, &[]);
    let plain = run_on_terminal(40, &help, &[("NO_COLOR", "1")]);
    assert!(marked.contains("\u{1b}[1m--plain"), "{marked:?}");
    assert!(!plain.contains('\u{1b}'));
    assert_eq!(without_marks(&marked), plain);
    for line in plain.lines() {
        assert!(width(line, Ambiguous::Narrow) <= 40, "{line}");
    }
}

#[test]
fn the_chinese_help_fits_the_terminal_of_a_pager() {
    let line = "\"$0\" --help --lang zh | cat";
    let mut command = zhenews(&[]);
    let argv = ["sh", "-c", line, env!("CARGO_BIN_EXE_zhenews")];
    *command.get_argv_mut() = argv.map(Into::into).to_vec();
    let (sent, code) = run_command(40, command);
    assert!(code == 0 && sent.contains("用法："), "{sent}");
    for line in sent.lines() {
        assert!(width(line, Ambiguous::Narrow) <= 40, "{line}");
    }
}

#[test]
fn the_reader_does_not_take_articles_from_the_keyboard() {
    let (sent, code) = run_command(80, zhenews(&["-"]));
    assert_eq!(code, 2, "{sent:?}");
    assert!(sent.contains("standard input is a terminal"), "{sent:?}");
    assert!(!sent.contains('\u{1b}'), "{sent:?}");
}

#[test]
fn the_reader_refuses_a_terminal_that_only_prints() {
    let mut silent = zhenews(&[]);
    silent.env_remove("TERM");
    let mut dumb = zhenews(&[]);
    dumb.env("TERM", "dumb");
    for command in [silent, dumb] {
        let (sent, code) = run_command(80, command);
        assert_eq!(code, 2, "{sent:?}");
        assert!(sent.contains("zhenews list"), "{sent:?}");
        assert!(!sent.contains('\u{1b}'), "{sent:?}");
    }
}

#[test]
fn a_chart_keeps_within_the_terminal() {
    let arguments = ["stats", "植树", &fixture("news.json"), "--by", "year"];
    let sent = run_on_terminal(50, &arguments, &[]);
    assert!(sent.contains("\u{1b}[1mmost: 1"), "{sent:?}");
    let chart = without_marks(&sent);
    let expected = "\
植树: 1 of 3 articles (33.3%), by year
2019  1  / 3  33.3%  █████████████  most: 1, 33.3%
";
    assert_eq!(chart, expected);
    let plain = run_on_terminal(50, &arguments, &[("NO_COLOR", "1")]);
    assert!(plain.contains("  #############  most: 1"), "{plain:?}");
    let wide = run_on_terminal(
        50,
        &[&arguments[..], &["--ambiguous", "wide"]].concat(),
        &[],
    );
    assert!(!wide.contains('█'), "{wide:?}");
    for line in chart.lines() {
        assert!(width(line, Ambiguous::Narrow) <= 50, "{line}");
    }
}
