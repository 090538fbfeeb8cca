//! Reading and finding, as a reader does.

use std::io::Write;

use crate::terminal::desk::{Desk, Reports, away_from_home, zhenews};

const DOWN: &str = "\x1b[B";
const FIRST: &str = ">+ 示范区坚决打好秋冬季大气污染";

#[test]
fn it_opens_on_the_shipped_edition_and_reads() {
    let mut desk = Desk::new(zhenews(&[]));
    desk.wait_text(FIRST);
    desk.wait_text("1/7");
    desk.send(DOWN);
    desk.wait_text("2/7");
    desk.wait_text("植树现场，到处是忙碌的身影");
    desk.send("q");
    assert_eq!(desk.wait_end(), 0);
}

#[test]
fn it_finds_and_the_cursor_stands_at_the_caret() {
    let desk = Desk::new(zhenews(&[]));
    desk.wait_text("1/7");
    desk.send("/植树");
    desk.wait_text("/植树");
    desk.wait_for("the caret behind the text", |screen| {
        (screen.cursor_position() == (23, 6) && !screen.hide_cursor()).then_some(())
    });
    desk.send("\x1b[D");
    desk.wait_for("the caret one character back", |screen| {
        (screen.cursor_position() == (23, 4)).then_some(())
    });
    desk.send("\r");
    desk.wait_for("no caret", |screen| screen.hide_cursor().then_some(()));
    desk.wait_text("第 1 处");
}

#[test]
fn a_paste_arrives_whole() {
    let desk = Desk::new(zhenews(&[]));
    desk.wait_text("1/7");
    desk.send("/");
    desk.wait_text("/");
    desk.send("\x1b[200~國土綠化\nq\x1b[201~");
    desk.wait_text("/國土綠化 q");
}

#[test]
fn resizing_redraws_at_the_new_size() {
    let desk = Desk::new(zhenews(&[]));
    desk.wait_text("1/7");
    // What the first screen says of the edition goes with the first key.
    desk.send("k");
    desk.wait_text("? 按键");
    desk.resize(40, 12);
    desk.wait_for("the list alone, at its bottom line", |screen| {
        screen
            .rows(0, 40)
            .last()
            .is_some_and(|line| line.contains("1/7"))
            .then_some(())
    });
    desk.send("\r");
    desk.wait_text("秋冬季大气");
    desk.resize(120, 40);
    desk.wait_for("both panes", |screen| {
        let contents = screen.contents();
        (contents.contains("1/7") && contents.contains("│")).then_some(())
    });
}

/// A store of one article in a file.
fn store(json: &str) -> tempfile::NamedTempFile {
    let mut file = tempfile::Builder::new()
        .suffix(".json")
        .tempfile()
        .expect("a file");
    file.write_all(json.as_bytes()).expect("writing");
    file
}

const PIPED: &str = r#"[{"title": "管道来的", "body": "正文。"}]"#;

#[test]
fn articles_come_from_a_pipe_and_keys_from_the_terminal() {
    let file = store(PIPED);
    let mut command = portable_pty::CommandBuilder::new("sh");
    let program = env!("CARGO_BIN_EXE_zhenews");
    command.args([
        "-c",
        &format!("cat '{}' | '{program}' -", file.path().display()),
    ]);
    command.env("LC_ALL", "zh_CN.UTF-8");
    away_from_home(&mut command);
    let mut desk = Desk::new(command);
    desk.wait_text("管道来的");
    desk.send("q");
    assert_eq!(desk.wait_end(), 0);
}

#[test]
fn what_is_typed_before_the_first_screen_is_not_lost() {
    let desk = Desk::with(zhenews(&[]), (80, 24), Reports::Never, "jj");
    desk.wait_text("3/7");
}

#[test]
fn a_key_that_changes_nothing_sends_nothing() {
    let desk = Desk::new(zhenews(&[]));
    desk.wait_text(">+ 示范区坚决");
    desk.send("j");
    desk.wait_text("2/7");
    let bytes_for = |keys: &str, row: &str| {
        let before = desk.settled_bytes();
        desk.send(keys);
        desk.wait_text(row);
        desk.settled_bytes() - before
    };
    let alone = bytes_for("k", "1/7");
    bytes_for("j", "2/7");
    // Keys are taken in order: when the last is seen, the unbound ones before it were too.
    for _ in 0..10 {
        desk.send("^");
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
    assert_eq!(bytes_for("k", "1/7"), alone, "unbound keys sent something");
}

/// Context switches say it without a clock: a thread that polls is switched to again and again.
#[cfg(target_os = "linux")]
#[test]
fn an_idle_reader_takes_no_time() {
    let desk = Desk::new(zhenews(&[]));
    desk.wait_text("1/7");
    let switches = || {
        let tasks = std::fs::read_dir(format!("/proc/{}/task", desk.process_id())).expect("tasks");
        let mut sum = 0;
        for task in tasks {
            let status = task.expect("a task").path().join("status");
            let status = std::fs::read_to_string(status).expect("its status");
            let figure = |line: &str| line.split_whitespace().last()?.parse::<u64>().ok();
            sum += status
                .lines()
                .filter(|l| l.contains("ctxt_switches"))
                .filter_map(figure)
                .sum::<u64>();
        }
        sum
    };
    // The first moments may still see threads end; an idle reader comes to rest, and stays there
    // for a second on end.
    let (mut before, mut still) = (switches(), 0);
    for _ in 0..50 {
        std::thread::sleep(std::time::Duration::from_millis(200));
        let now = switches();
        still = if now == before { still + 1 } else { 0 };
        if still == 5 {
            return;
        }
        before = now;
    }
    panic!("the reader never came to rest");
}

#[test]
fn copying_goes_through_the_terminal() {
    let file = store(PIPED);
    let desk = Desk::new(zhenews(&[&file.path().display().to_string()]));
    desk.wait_text("管道来的");
    desk.send("y");
    desk.wait_text("已复制 7 字");
    // The base64 of the headline, a line break, the paragraph and a line break.
    let sequence = "\u{1b}]52;c;566h6YGT5p2l55qECuato+aWh+OAggo=";
    assert!(String::from_utf8_lossy(&desk.bytes()).contains(sequence));
}

/// The browser gets the link as one argument, whatever a shell would make of it.
#[cfg(target_os = "linux")]
#[test]
fn a_link_is_opened_without_a_shell() {
    use std::os::unix::fs::PermissionsExt;

    let url = "https://example.com/$(touch${IFS}hacked);`id`?a=1&b='2'";
    let file = store(&format!(r#"[{{"title": "链接", "url": "{url}"}}]"#));
    let dir = tempfile::tempdir().expect("a directory");
    let browser = dir.path().join("xdg-open");
    let seen = dir.path().join("seen");
    let script = "#!/bin/sh\nfor word; do printf '<%s>' \"$word\"; done > \"${0%/*}/seen.part\"\n\
                  mv \"${0%/*}/seen.part\" \"${0%/*}/seen\"\n";
    std::fs::File::create(&browser)
        .and_then(|mut file| file.write_all(script.as_bytes()))
        .and_then(|()| std::fs::set_permissions(&browser, PermissionsExt::from_mode(0o755)))
        .expect("a browser");
    let mut command = zhenews(&[&file.path().display().to_string()]);
    let path = std::env::var("PATH").unwrap_or_default();
    command.env("PATH", format!("{}:{path}", dir.path().display()));
    command.cwd(dir.path());
    let desk = Desk::new(command);
    desk.wait_text("链接");
    desk.send("o");
    desk.wait_text("正在浏览器中打开：https://example.com/");
    let end = std::time::Instant::now() + std::time::Duration::from_secs(20);
    while !seen.exists() && std::time::Instant::now() < end {
        std::thread::sleep(std::time::Duration::from_millis(5));
    }
    assert_eq!(
        std::fs::read_to_string(&seen).expect("the browser was started"),
        format!("<{url}>")
    );
    assert!(!dir.path().join("hacked").exists());
}

#[test]
fn a_browser_that_fails_or_is_not_there_is_told_of_with_the_address() {
    let file = store(r#"[{"title": "链接", "url": "https://example.com/1"}]"#);
    let dir = tempfile::tempdir().expect("a directory");
    for (program, said) in [
        (
            r#"["sh", "-c", "echo no display >&2; exit 4"]"#,
            "以代码 4 结束 (no display)",
        ),
        (r#"["/no/such/browser"]"#, "找不到浏览器"),
    ] {
        let settings = dir.path().join("zhenews/config.toml");
        std::fs::create_dir_all(settings.parent().expect("a directory")).expect("settings");
        let mut written = tempfile::NamedTempFile::new_in(dir.path()).expect("a file");
        writeln!(written, "browser = {program}").expect("settings");
        written.persist(&settings).expect("settings");
        let mut command = zhenews(&[&file.path().display().to_string()]);
        command.env("XDG_CONFIG_HOME", dir.path());
        let desk = Desk::new(command);
        desk.wait_text("链接");
        desk.send("o");
        desk.wait_text(said);
        desk.wait_text(">1 https://example.com/1");
    }
}

#[test]
fn no_colour_is_sent_where_none_is_wanted() {
    let colours = |no_color: &str| {
        let mut command = zhenews(&[]);
        command.env("NO_COLOR", no_color);
        let desk = Desk::new(command);
        desk.wait_text("1/7");
        desk.send("/植树\r");
        desk.wait_text("第 1 处");
        let bytes = String::from_utf8_lossy(&desk.bytes()).into_owned();
        let sequences = bytes
            .split("\u{1b}[")
            .filter_map(|rest| rest.split_once('m'));
        let parameters = sequences.map(|(parameters, _)| parameters.to_owned());
        parameters
            .filter(|p| p.starts_with("38;") || p.starts_with("48;"))
            .count()
    };
    assert_eq!(colours("1"), 0);
    assert!(colours("") > 0, "an empty NO_COLOR does not count");
}

#[test]
fn hostile_articles_do_not_command_the_terminal() {
    let bad = r"\u001b]0;pwned\u0007\u001b[41;99m\u009b5n\u202e\u200b\u001bcX";
    let fields = [
        "title", "kicker", "subtitle", "byline", "source", "section", "page", "url",
    ];
    let fields = fields
        .map(|field| format!(r#""{field}": "{bad}{field}""#))
        .join(", ");
    let file = store(&format!(
        r#"[{{{fields}, "published": "{bad}", "tags": ["{bad}"], "body": ["{bad}", {{"subhead": "{bad}"}}],
            "images": [{{"caption": "{bad}", "credit": "{bad}"}}], "authors": ["{bad}"], "id": "{bad}"}},
            {{"title": true, "{bad}": "{bad}"}}]"#
    ));
    let mut desk = Desk::with(
        zhenews(&[&file.path().display().to_string()]),
        (100, 40),
        Reports::Narrow,
        "",
    );
    desk.wait_text("1/1");
    for keys in ["\t G", "!", "q", "/X\r", "n", "o", "y", "\x07"] {
        desk.send(keys);
        desk.settled_bytes();
    }
    desk.send("q");
    assert_eq!(desk.wait_end(), 0);
    let sent = String::from_utf8_lossy(&desk.bytes()).into_owned();
    for hostile in [
        "\u{1b}]0;",
        // Without its beginning it is text, which the list of problems quotes.
        "\u{1b}[41;99m",
        "\u{9b}",
        "\u{202e}",
        "\u{200b}",
        "\u{1b}c",
    ] {
        assert!(!sent.contains(hostile), "{hostile:?} was sent");
    }
}
