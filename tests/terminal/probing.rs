//! Terminals that draw ambiguous characters wide, and such as answer late.

use crate::desk::{Desk, Reports, zhenews};

/// On a wide terminal every ambiguous character takes two cells: what follows it is positioned.
#[test]
fn the_terminal_is_asked_how_wide_it_draws() {
    let ask = |reports| {
        let desk = Desk::with(zhenews(&[]), (80, 24), reports, "");
        desk.wait_text("1/7");
        desk.contents()
    };
    let (narrow, wide) = (ask(Reports::Narrow), ask(Reports::Wide));
    assert!(narrow.contains("│") && !wide.contains("│"), "{wide}");
    assert_eq!(narrow, ask(Reports::Never), "no answer is taken for narrow");
}

#[test]
fn the_reader_can_tell_instead() {
    let desk = Desk::with(
        zhenews(&["--ambiguous", "wide"]),
        (80, 24),
        Reports::Never,
        "",
    );
    desk.wait_text("1/7");
    assert!(!desk.contents().contains('│'));
    assert!(
        !String::from_utf8_lossy(&desk.bytes()).contains("\x1b[6n"),
        "nothing is asked"
    );
}

/// Four answers that come late, whole and torn, while the reader types.
#[test]
fn a_late_report_is_never_taken_for_keys() {
    let desk = Desk::with(zhenews(&[]), (80, 24), Reports::Never, "");
    desk.wait_text("1/7");
    desk.send("/");
    desk.wait_for("the prompt", |screen| (!screen.hide_cursor()).then_some(()));
    desk.send("\x1b[1;2R植\x1b[1;2R");
    desk.wait_text("/植");
    // Torn behind its first byte: the rest comes when the first was read as a key of its own.
    desk.send("\x1b");
    std::thread::sleep(std::time::Duration::from_millis(30));
    desk.send("[1;2R树");
    desk.wait_text("/植树");
    desk.send("\r");
    desk.wait_text("第 1 处");
}
