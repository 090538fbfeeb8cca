//! What terminals send, whole, torn and cut off, and what it is taken for.

use super::*;
use crate::app::MouseAction;

/// What bytes are that come at once, and what of them is left when time is up.
fn typed(bytes: &[u8]) -> Vec<Typed> {
    let mut sequences = Sequences::default();
    let mut typed = sequences.take(bytes, false);
    typed.extend(sequences.give_up());
    typed
}

fn keys(keys: &[Key]) -> Vec<Typed> {
    keys.iter().copied().map(Typed::Key).collect()
}

fn codes(codes: &[Code]) -> Vec<Typed> {
    codes
        .iter()
        .copied()
        .map(Key::plain)
        .map(Typed::Key)
        .collect()
}

fn paste(text: &str) -> Typed {
    Typed::Paste(text.to_owned())
}

#[test]
fn esc_before_another_sequence_is_a_key_of_its_own() {
    let esc = Code::Esc;
    assert_eq!(typed(b"\x1b\x1b[A"), codes(&[esc, Code::Up]));
    assert_eq!(typed(b"\x1b\x1bOB"), codes(&[esc, Code::Down]));
    assert_eq!(typed(b"\x1b\x1b\x1b"), codes(&[esc, esc, esc]));
    let pasted = [codes(&[esc]), vec![paste("q")]].concat();
    assert_eq!(typed(b"\x1b\x1b[200~q\x1b[201~"), pasted);
}

#[test]
fn what_is_torn_anywhere_is_what_it_is_in_one_piece() {
    let all = "\x1b[Aj\x1b[6~地\x1bx\x1b[1;5D\x1b[<0;3;5M\x1b[200~a\nq地\x1b[201~\x1b]11;rgb:0/0/0\x07\x1bP>|x\x1b\\\x1b[?2026;2$yk";
    let whole = typed(all.as_bytes());
    assert_eq!(whole.len(), 9, "{whole:?}");
    for at in 0..all.len() {
        let (first, second) = all.as_bytes().split_at(at);
        let mut sequences = Sequences::default();
        let mut both = sequences.take(first, false);
        both.extend(sequences.take(second, false));
        assert_eq!(both, whole, "torn at {at}");
        assert!(!sequences.is_begun());
    }
}

#[test]
fn an_answer_to_another_program_is_passed_over_whole() {
    for answer in [
        &b"\x1b[?2026;2$y"[..],
        b"\x1b[?1;2c",
        b"\x1b[>0;276;0c",
        b"\x1b[5;5R",
        b"\x1b[?0u",
        b"\x1b]11;rgb:0000/0000/0000\x1b\\",
        b"\x1b]4;1;rgb:0/0/0\x07",
        b"\x1bP1$r0m\x1b\\",
        b"\x1b_Gi=1;OK\x1b\\",
        b"\x1b[I",
        b"\x1b[[A",
        b"\x1b[15~",
        b"\x1bOP",
    ] {
        let both = [answer, b"q"].concat();
        assert_eq!(typed(&both), keys(&[Key::char('q')]), "{answer:?}");
    }
}

#[test]
fn what_cannot_belong_to_a_sequence_ends_it() {
    let leave = keys(&[Key::ctrl('c')]);
    for begun in [
        &b"\x1b[1;"[..],
        b"\x1b[",
        b"\x1b]11;rgb:",
        b"\x1bP>|x",
        b"\x1b[?20",
    ] {
        assert_eq!(typed(&[begun, b"\x03"].concat()), leave, "{begun:?}");
    }
    assert_eq!(typed(b"\x1b[1;\x1b[A"), codes(&[Code::Up]));
    assert_eq!(typed(b"\xff\xe5\x9cq"), keys(&[Key::char('q')]));
}

#[test]
fn of_what_is_very_long_nothing_is_taken_for_keys_and_little_is_held() {
    for (begins, ends) in [
        (&b"\x1b["[..], &b"~"[..]),
        (b"\x1b[", b"u"),
        (b"\x1b[<", b"M"),
        (b"\x1b]1", b"\x07"),
        (b"\x1bP1", b"\x1b\\"),
    ] {
        let mut sequences = Sequences::default();
        let mut typed = sequences.take(begins, false);
        for _ in 0..9 {
            typed.extend(sequences.take(&b"1;".repeat(LONGEST / 2), false));
            assert!(sequences.begun.len() <= LONGEST);
        }
        typed.extend(sequences.take(&[ends, b"j"].concat(), false));
        assert_eq!(typed, keys(&[Key::char('j')]), "{begins:?}");
    }
}

#[test]
fn a_key_is_what_it_was_when_nothing_follows() {
    assert_eq!(typed(b"\x1b"), codes(&[Code::Esc]));
    assert_eq!(typed(b"\x1b["), keys(&[alt(Key::char('['))]));
    assert_eq!(typed(b"\x1bO"), keys(&[alt(Key::char('O'))]));
    assert_eq!(typed(b"\x1b]"), keys(&[alt(Key::char(']'))]));
    assert_eq!(
        typed(b"\x1b]x"),
        keys(&[alt(Key::char(']')), Key::char('x')])
    );
    assert_eq!(typed(b"\x1b[12"), []);
    let mut sequences = Sequences::default();
    assert_eq!(sequences.take(b"\x1b", false), []);
    assert!(sequences.is_begun());
    assert_eq!(sequences.take(b"[A", true), codes(&[Code::Up]));
}

#[test]
fn keys_have_their_modifiers() {
    let ctrl = |code| Key {
        ctrl: true,
        ..Key::plain(code)
    };
    let expected = [
        ctrl(Code::Left),
        alt(Key::plain(Code::Up)),
        alt(Key::plain(Code::Delete)),
    ];
    assert_eq!(typed(b"\x1b[1;5D\x1b[1;3A\x1b[3;3~"), keys(&expected));
    let plain = [
        Key::ctrl('a'),
        Key::ctrl('j'),
        Key::ctrl(' '),
        Key::ctrl('7'),
    ];
    assert_eq!(typed(b"\x01\n\0\x1f"), keys(&plain));
    let held = [
        alt(Key::char('é')),
        alt(Key::plain(Code::Backspace)),
        alt(Key::plain(Code::Enter)),
    ];
    assert_eq!(typed("\x1bé\x1b\x7f\x1b\r".as_bytes()), keys(&held));
    let named = [
        Code::Home,
        Code::End,
        Code::Home,
        Code::End,
        Code::PageUp,
        Code::BackTab,
    ];
    assert_eq!(
        typed(b"\x1b[H\x1b[F\x1b[1~\x1b[8~\x1b[5~\x1b[Z"),
        codes(&named)
    );
    let told = [
        Key::ctrl('a'),
        Key::char('A'),
        Key::char('!'),
        Key::plain(Code::Esc),
    ];
    assert_eq!(
        typed(b"\x1b[97;5u\x1b[97;2u\x1b[49:33;2u\x1b[27u\x1b[97;1:3u\x1b[57358u"),
        keys(&told)
    );
}

#[test]
fn the_mouse_is_read_in_every_form() {
    let at = |action, x, y| Typed::Mouse(Mouse { action, x, y });
    let told = b"\x1b[<0;3;5M\x1b[<32;4;5M\x1b[<0;4;5m\x1b[<64;1;1M\x1b[<65;1;1M\x1b[M !!\x1b[32;1;2M\x1b[M#!!";
    let expected = [
        at(MouseAction::Click, 2, 4),
        at(MouseAction::Drag, 3, 4),
        at(MouseAction::Release, 3, 4),
        at(MouseAction::WheelUp, 0, 0),
        at(MouseAction::WheelDown, 0, 0),
        at(MouseAction::Click, 0, 0),
        at(MouseAction::Click, 0, 1),
        at(MouseAction::Release, 0, 0),
    ];
    assert_eq!(typed(told), expected);
    let malformed =
        b"\x1b[<0;;M\x1b[<99999999999;1;1M\x1b[<0;0;0M\x1b[<2;1;1M\x1b[<0;1M\x1b[M\0\0\0\x1b[<M";
    assert_eq!(typed(malformed), []);
}

#[test]
fn a_paste_without_an_end_ends_by_esc_or_ctrl_c_that_come_alone_and_late() {
    for (leave, key) in [(b"\x03", Key::ctrl('c')), (b"\x1b", Key::plain(Code::Esc))] {
        let mut sequences = Sequences::default();
        assert_eq!(sequences.take(b"\x1b[200~ab", false), []);
        assert_eq!(
            sequences.take(b"q\x03", true),
            [],
            "among text it was pasted"
        );
        assert_eq!(sequences.take(leave, false), [], "it may have been pasted");
        assert!(!sequences.is_begun(), "there is no hurry");
        assert_eq!(sequences.give_up(), []);
        let mut typed = sequences.take(leave, true);
        typed.extend(sequences.give_up());
        assert_eq!(typed.len(), 2, "{typed:?}");
        assert!(matches!(&typed[0], Typed::Paste(text) if text.starts_with("abq")));
        assert_eq!(typed[1], Typed::Key(key));
    }
}
