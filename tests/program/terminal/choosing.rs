//! Copying and piping, with real programs on a real terminal.

use std::fs;
use std::io::Write as _;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;

use rustix::process::Signal;

use crate::terminal::desk::{Desk, zhenews};
use crate::terminal::leaving::{shell, wait_stopped};

/// What the terminal was told to put on its clipboard, the last time.
fn on_clipboard(desk: &Desk) -> String {
    let bytes = desk.bytes();
    let seen = String::from_utf8_lossy(&bytes);
    let (_, behind) = seen.rsplit_once("\u{1b}]52;c;").expect("OSC 52");
    let (encoded, _) = behind.split_once(['\u{1b}', '\u{7}']).expect("its end");
    String::from_utf8(decode(encoded)).expect("text")
}

fn decode(base64: &str) -> Vec<u8> {
    const DIGITS: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let (mut bits, mut count, mut bytes) = (0_u32, 0, Vec::new());
    for digit in base64.trim_end_matches('=').chars() {
        let value = DIGITS.find(digit).expect("a digit of base 64");
        bits = (bits << 6) | u32::try_from(value).expect("six bits");
        count += 6;
        if count >= 8 {
            count -= 8;
            bytes.push(u8::try_from((bits >> count) & 0xff).expect("eight bits"));
        }
    }
    bytes
}

#[test]
fn lines_that_are_selected_reach_the_terminals_clipboard_joined() {
    let desk = Desk::new(zhenews(&[]));
    desk.wait_text("1/7");
    desk.send("Vj");
    desk.wait_text("已选 2 行");
    desk.send("y");
    desk.wait_text("已复制 2 行");
    let headline = "示范区坚决打好秋冬季大气污染防治和“三散”污染治理攻坚战\n";
    assert_eq!(on_clipboard(&desk), headline);
    desk.send("Y");
    desk.wait_text("已复制 84 字：本报讯");
    assert!(on_clipboard(&desk).starts_with("本报讯（记者郭树勋）"));
}

fn write(path: &Path, text: &str) {
    let mut file = fs::File::create(path).expect("a file");
    file.write_all(text.as_bytes()).expect("writing");
}

/// Makes a program of a shell's lines.
fn program(folder: &Path, name: &str, lines: &str) {
    let path = folder.join(name);
    write(&path, &format!("#!/bin/sh\n{lines}\n"));
    fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).expect("a program");
}

#[test]
fn the_displays_clipboard_has_the_text_too() {
    let folder = tempfile::tempdir().expect("a folder");
    let lines = "printf '%s ' \"$0\" \"$@\" > \"$KEPT.new\"; cat >> \"$KEPT.new\"\nmv \"$KEPT.new\" \"$KEPT\"";
    program(folder.path(), "xclip", lines);
    let kept = folder.path().join("kept");
    let mut command = zhenews(&[]);
    let path = std::env::var("PATH").unwrap_or_default();
    command.env("PATH", format!("{}:{path}", folder.path().display()));
    command.env("DISPLAY", ":7");
    command.env("KEPT", &kept);
    let desk = Desk::new(command);
    desk.wait_text("1/7");
    desk.send("Vjy");
    desk.wait_text("已复制 2 行");
    // It is given the text by a thread.
    let text = (0..400).find_map(|_| {
        std::thread::sleep(std::time::Duration::from_millis(25));
        fs::read_to_string(&kept).ok()
    });
    let text = text.expect("the program was started");
    assert!(
        text.ends_with("/xclip -selection clipboard -in 示范区坚决打好秋冬季大气污染防治和“三散”污染治理攻坚战\n"),
        "{text}"
    );
}

/// Waits until a program's lines stand on the terminal that it was lent.
fn wait_lent(desk: &Desk, lines: &str) {
    desk.wait_for(lines, |screen| {
        let is_there = screen.contents().contains(lines);
        (!screen.alternate_screen() && !screen.hide_cursor() && is_there).then_some(())
    });
}

/// Waits until a program's lines stand on the terminal that it was lent, and the reader's below.
fn wait_shown(desk: &Desk, lines: &str) {
    desk.wait_for(lines, |screen| {
        let contents = screen.contents();
        let is_shown = contents.contains(lines) && contents.contains("按任意键返回阅读器");
        (!screen.alternate_screen() && is_shown).then_some(())
    });
}

fn wait_back(desk: &Desk) {
    desk.wait_for("the reader again", |screen| {
        (screen.alternate_screen() && screen.contents().contains("1/7")).then_some(())
    });
}

#[test]
fn a_program_is_given_the_text_and_the_terminal() {
    let mut desk = Desk::new(zhenews(&[]));
    desk.wait_text("1/7");
    // Nothing of it is read by a shell.
    desk.send(
        "|sh -c 'head -c 60; echo; echo it runs; read -r line < /dev/tty; echo \"<$line>\"' '$(echo no)'\r",
    );
    wait_lent(&desk, "示范区坚决打好秋冬季大气污染防治和“三散\nit runs");
    desk.send("typed q\r");
    wait_shown(&desk, "<typed q>");
    desk.send("q");
    wait_back(&desk);
    desk.wait_text("已交给 sh");
    desk.send("j");
    desk.wait_text("2/7");
    desk.send("|\u{1b}[A");
    desk.wait_text("'$(echo no)'");
    desk.send("\u{1b}");
    desk.wait_text("? 按键");
    desk.send("q");
    assert_eq!(desk.wait_end(), 0);
}

#[test]
fn what_is_typed_to_interrupt_a_program_ends_it_and_not_the_reader() {
    for (key, signal) in [("\u{3}", "信号 2"), ("\u{1c}", "信号 3")] {
        let mut desk = Desk::new(zhenews(&[]));
        desk.wait_text("1/7");
        desk.send("|sh -c 'echo it runs; exec sleep 1000'\r");
        wait_lent(&desk, "it runs");
        desk.send(key);
        wait_shown(&desk, signal);
        desk.send("x");
        wait_back(&desk);
        desk.wait_text("sh 被信号");
        desk.send("q");
        assert_eq!(desk.wait_end(), 0);
    }
}

#[test]
fn a_program_is_stopped_together_with_the_reader_and_goes_on_with_it() {
    let desk = shell("\"$ZHENEWS\"");
    let waits = "while :; do sleep 0.05; done";
    desk.send(&format!(
        "|sh -c 'trap \"echo it goes on; exit\" CONT; echo it runs; {waits}'\r"
    ));
    wait_lent(&desk, "it runs");
    desk.send("\u{1a}");
    wait_stopped(&desk);
    desk.send("fg\r");
    wait_shown(&desk, "it goes on");
    desk.send("x");
    wait_back(&desk);
    desk.send("q");
    desk.wait_for("the shell again", |screen| {
        (!screen.alternate_screen()).then_some(())
    });
    desk.send("exit\r");
}

#[test]
fn a_program_that_is_not_there_or_fails_is_told() {
    let desk = Desk::new(zhenews(&[]));
    desk.wait_text("1/7");
    desk.send("|no-such-program-here 1\r");
    desk.wait_text("无法启动 no-such-program-here");
    wait_back(&desk);
    desk.send("|sh -c 'exit 7'\r");
    wait_shown(&desk, "退出码 7");
    desk.send(" ");
    desk.wait_text("sh 失败：退出码 7");
}

#[test]
fn a_reader_whose_terminal_is_lent_can_be_ended() {
    let before = Desk::new(portable_pty::CommandBuilder::new("true")).termios();
    for (keys, shown) in [("|sleep 3\r", None), ("|true\r", Some("true"))] {
        let mut desk = Desk::new(zhenews(&[]));
        desk.wait_text("1/7");
        desk.send(keys);
        match shown {
            Some(lines) => wait_shown(&desk, lines),
            None => desk.wait_for("the terminal", |screen| {
                (!screen.alternate_screen()).then_some(())
            }),
        }
        desk.signal(Signal::TERM);
        assert_eq!(desk.wait_end(), 143);
        desk.assert_restored(&before);
    }
}

#[test]
fn an_imported_report_is_shown_beside_its_page() {
    let folder = tempfile::tempdir().expect("a folder");
    let page = folder.path().join("page.txt");
    let text =
        "植树节到了\n\n本报讯（记者李明）市民今天在河边种下\n三千棵树苗，明年将再种五千棵。\n";
    write(&page, text);
    let store = folder.path().join("store.json");
    let mut import = std::process::Command::new(env!("CARGO_BIN_EXE_zhenews"));
    import
        .current_dir(&folder)
        .args(["import", "page.txt", "-o"]);
    let done = import.arg(&store).output().expect("the program runs");
    assert!(done.status.success(), "{done:?}");
    let open = || {
        let desk = Desk::new(zhenews(&[store.to_str().expect("a name")]));
        desk.wait_text("1/1");
        desk.send("p");
        desk
    };
    let desk = open();
    desk.wait_text("报道的文字见于版面原文的这些行");
    desk.wait_text("3 本报讯（记者李明）市民今天在河边种下");
    desk.wait_text("store.json:");
    write(&page, &format!("新的一行\n{text}"));
    open().wait_text("版面原文已有变动");
    fs::remove_file(&page).expect("a page");
    open().wait_text("版面原文无法读取");
}
