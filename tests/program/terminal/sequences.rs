//! What terminals send is put together as it was meant, however it comes.

use std::thread;
use std::time::Duration;

use crate::terminal::desk::{Desk, zhenews};

fn open() -> Desk {
    let desk = Desk::new(zhenews(&[]));
    desk.wait_text("1/7");
    desk
}

/// Esc before an arrow, or Alt held with it, marks nothing; what is pasted behind it is no command.
#[test]
fn esc_and_what_follows_it_at_once_are_two_things() {
    let mut desk = open();
    desk.send("\x1b\x1b[B");
    desk.wait_text("2/7");
    desk.send("\x1b\x1b[200~q\x1b[201~j");
    desk.wait_text("3/7");
    assert!(!desk.contents().contains("撤销"), "{}", desk.contents());
    desk.send("q");
    assert_eq!(desk.wait_end(), 0);
}

/// A slow line tears an arrow behind its first byte.
#[test]
fn a_torn_arrow_is_an_arrow() {
    let mut desk = open();
    for place in ["2/7", "3/7"] {
        desk.send("\x1b");
        thread::sleep(Duration::from_millis(10));
        desk.send("[B");
        desk.wait_text(place);
    }
    desk.send("q");
    assert_eq!(desk.wait_end(), 0);
}

/// The terminal answers what another program asked it before, or answers in part.
#[test]
fn an_answer_to_another_program_keeps_nobody_from_leaving() {
    for answer in [
        "\x1b[?2026;2$y",
        "\x1b[?1;",
        "\x1bP>|xterm",
        "\x1b[200~what is",
    ] {
        let mut desk = open();
        desk.send(answer);
        // So long that what is pasted has an end.
        thread::sleep(Duration::from_millis(1200));
        desk.send("\x03");
        assert_eq!(desk.wait_end(), 0, "{answer:?}");
    }
}
