//! Keys that are typed ahead of answers act as if each had waited for the one before, in memory and in an
//! archive, however late the answers are.

use std::sync::Arc;

use proptest::prelude::*;
use zhenews::app::keys::{Code, Key};
use zhenews::app::line_edit::LineEdit;
use zhenews::app::{Effect, Msg};
use zhenews::corpus::Corpus;
use zhenews::library::{Action, Library};

use crate::desk::screen_of;
use crate::late::{Late, both, strokes};

/// Types keys in one burst, and then lets all be answered.
fn burst(corpus: &Arc<dyn Corpus>, keys: &str) -> Late {
    let mut late = Late::ready(corpus);
    late.type_ahead(keys);
    late.answer_all();
    assert_eq!(late.model.waiting(), None, "{keys}");
    late
}

fn in_turn(corpus: &Arc<dyn Corpus>, keys: &str) -> Late {
    let mut late = Late::ready(corpus);
    late.type_in_turn(keys);
    late
}

fn star(id: &str) -> Action {
    Action::Star(vec![id.into()])
}

fn marks(late: &Late) -> Vec<Action> {
    let is_mark = |action: &&Action| matches!(action, Action::Star(_) | Action::Read(_));
    late.marked.iter().filter(is_mark).cloned().collect()
}

#[test]
fn a_burst_marks_the_report_that_it_goes_to() {
    let read = |id: &str| Action::Read(vec![id.into()]);
    for corpus in both() {
        for (keys, marked) in [
            ("/开学⏎*", vec![star("r2")]),
            ("/«桥 开学»⏎j*", vec![star("r23")]),
            ("/kaixue⏎*", vec![star("r2")]),
            ("m]m", vec![read("r0"), read("r1")]),
            ("d2018⏎*", vec![star("r24")]),
            ("G*", vec![star("r59")]),
            ("/开学⏎G*", vec![star("r59")]),
            ("f⏎/桥⏎*", vec![star("r3")]),
            ("3*", vec![]),
            ("/桥⏎d2017⏎*", vec![star("r39")]),
        ] {
            assert_eq!(marks(&burst(&corpus, keys)), marked, "{keys}");
        }
        for keys in [
            "/植树⏎ss⏎*gg*",
            "fj⏎*",
            "t⏎j*",
            "*3j*2*",
            "/楼⏎nnnn*",
            "/楼⏎NN*",
            "A*u",
        ] {
            let (burst, in_turn) = (burst(&corpus, keys), in_turn(&corpus, keys));
            assert!(!marks(&burst).is_empty(), "{keys}");
            assert_eq!(burst.marked, in_turn.marked, "{keys}");
            assert_eq!(burst.selected(), in_turn.selected(), "{keys}");
        }
    }
}

#[test]
fn what_is_copied_and_exported_is_what_was_gone_to() {
    for corpus in both() {
        for keys in ["Gy", "]Y", "d2017⏎C", "/开学⏎C", "/植树⏎e⏎", "G|cat⏎", "Go"] {
            let done = burst(&corpus, keys).done;
            assert_eq!(done, in_turn(&corpus, keys).done, "{keys}");
            let is_told_only = keys.ends_with('o');
            assert_eq!(done.len(), usize::from(!is_told_only), "{keys}");
        }
    }
}

#[test]
fn what_is_typed_before_the_reports_are_there_acts_on_them() {
    let mut library = Library::default();
    library.act(&Action::Window("report".into(), "r5".into()));
    library.act(&Action::Read(vec!["r5".into()]));
    for corpus in both() {
        for opened in [Late::opened, Late::glimpsed] {
            let mut late = opened(&corpus, library.clone());
            late.type_ahead("mj*");
            assert_eq!(late.marked, []);
            late.answer_all();
            let unread = Action::Unread(vec!["r5".into()]);
            assert_eq!(late.marked, [unread, star("r6")]);
        }
    }
}

#[test]
fn the_first_reports_are_seen_until_all_are_there() {
    for corpus in both() {
        let mut late = Late::glimpsed(&corpus, Library::default());
        let screen = screen_of(&late.model);
        assert!(screen.contains("第20号"), "{screen}");
        late.answer_all();
        let screen = screen_of(&late.model);
        assert!(screen.contains("第0号"), "{screen}");
        assert!(!screen.contains("第20号"), "{screen}");
        assert_eq!(late.selected().as_deref(), Some("r0"));
    }
}

#[test]
fn a_completion_is_awaited_by_what_is_typed_behind_it() {
    for corpus in both() {
        let late = burst(&corpus, "/author:李⇥⇥⏎*");
        assert_eq!(late.model.search.typed(), "author:李明");
        assert_eq!(marks(&late), [star("r0")]);
        let late = burst(&corpus, "jT⇥⏎*");
        let tag = Action::Tag("堤".into(), vec!["r1".into()]);
        assert_eq!(late.marked, [tag, star("r1")]);
    }
}

#[test]
fn escape_drops_what_waits_and_takes_the_question_back() {
    for corpus in both() {
        for escape in [Key::plain(Code::Esc), Key::ctrl('g')] {
            let mut late = Late::ready(&corpus);
            late.type_ahead("/开学⏎*");
            assert!(late.model.waiting().is_some());
            let screen = screen_of(&late.model);
            assert!(screen.contains("等待查找结果"), "{screen}");
            late.send(Msg::Key(escape));
            assert_eq!(late.model.waiting(), None);
            assert!(screen_of(&late.model).contains("已丢弃"));
            late.answer_all();
            assert_eq!(marks(&late), []);
            assert!(!late.model.search.is_searching());
            late.type_ahead("j*");
            late.answer_all();
            assert_eq!(marks(&late), [star("r1")]);
        }
    }
    let [_, archive] = both();
    let mut late = Late::ready(&archive);
    late.type_ahead("j]⎋]*");
    late.answer_all();
    assert_eq!(marks(&late), [star("r2")], "the question was asked again");
    late.type_ahead("f⎋");
    assert!(late.model.front.overlays.is_empty());
    late.answer_all();
    assert!(late.model.front.overlays.is_empty());
}

#[test]
fn leaving_resizing_and_typing_a_search_never_wait() {
    for corpus in both() {
        let mut late = Late::ready(&corpus);
        late.type_ahead("/开");
        late.type_ahead("学");
        let prompt = late.model.search.field.as_ref();
        assert_eq!(prompt.map(LineEdit::text).as_deref(), Some("开学"));
        late.type_ahead("⏎*");
        late.send(Msg::Resize(60, 12));
        assert_eq!(late.model.layout().status.width, 60);
        late.send(Msg::Key(Key::ctrl('l')));
        late.send(Msg::Key(Key::ctrl('z')));
        late.send(Msg::Key(Key::ctrl('c')));
        assert_eq!(late.done, [Effect::Redraw, Effect::Suspend, Effect::Quit]);
        assert_eq!(marks(&late), []);
    }
}

/// Whatever fails, nothing is done to a report that nobody chose, and the next key is taken.
#[test]
fn an_answer_that_fails_lets_the_reader_go_on() {
    for corpus in both() {
        for keys in [
            "/开学⏎*",
            "]*",
            "A*",
            "G*",
            "f⏎*",
            "t⏎*",
            "2*",
            "/author:李⇥⏎*",
            "s/桥⏎*",
        ] {
            for after in 0..6 {
                let mut late = Late::ready(&corpus);
                late.type_ahead(keys);
                for _ in 0..after {
                    let _ = late.answer(2) || late.answer(1) || late.answer(0);
                }
                late.fails = true;
                late.answer_all();
                assert_eq!(late.model.waiting(), None, "{keys} {after}");
                let in_turn = marks(&in_turn(&corpus, keys));
                let marked = marks(&late);
                assert!(
                    marked.is_empty() || marked == in_turn,
                    "{keys} {after} {marked:?}"
                );
                late.fails = false;
                late.type_ahead("⎋⎋gg");
                late.answer_all();
                assert_eq!(late.model.waiting(), None, "{keys} {after}");
            }
        }
    }
    let [_, archive] = both();
    let mut late = Late::ready(&archive);
    late.type_ahead("]*");
    late.fails = true;
    late.answer_all();
    let screen = screen_of(&late.model);
    assert!(screen.contains("没有结果：索引无法读取"), "{screen}");
}

#[test]
fn a_report_that_is_lost_is_not_marked_and_frees_the_keys() {
    let [_, archive] = both();
    let mut late = Late::ready(&archive);
    late.fails = true;
    late.type_ahead("G*");
    late.answer_all();
    assert_eq!((marks(&late), late.model.waiting()), (vec![], None));
}

/// What a person may type, but for what ends the waiting.
const TYPED: [&str; 42] = [
    "j",
    "j",
    "k",
    "G",
    "gg",
    "J",
    "K",
    "m",
    "m",
    "*",
    "*",
    "A",
    "u",
    "]",
    "]",
    "[",
    "n",
    "n",
    "N",
    "s",
    "ss⏎",
    "1",
    "2",
    "3",
    "d2018⏎",
    "d2016⏎",
    "/«开学»⏎",
    "/«楼»⏎",
    "/«date:2019»⏎",
    "/«is:unread»⏎",
    "f⏎",
    "fj⏎",
    "tj⏎",
    "c",
    "C",
    "Y",
    "y",
    "l",
    "h",
    "  ",
    "T标签⏎",
    "V",
];

/// What a reader has done and shows. When a place is kept, or a report is seen to be read, is of no account.
fn outcome(late: &Late) -> (Vec<String>, &[Effect], Option<String>, String) {
    let mut marked: Vec<String> = late.marked.iter().map(|a| format!("{a:?}")).collect();
    marked.sort();
    let library = late.model.memory.library();
    marked.extend(library.read().map(|id| format!("read {id}")));
    marked.extend(library.starred().map(|id| format!("starred {id}")));
    let screen = screen_of(&late.model);
    (marked, &late.done, late.selected(), screen)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn a_burst_does_what_its_keys_do_in_turn(
        typed in prop::collection::vec(prop::sample::select(TYPED.to_vec()), 1..14),
        answers in prop::collection::vec(any::<u8>(), 0..80),
        answered_between in 0usize..3,
        in_archive: bool,
        is_glimpsed: bool,
    ) {
        let corpus = &both()[usize::from(in_archive)];
        let mut library = Library::default();
        library.act(&Action::Read(["r1", "r4", "r5", "r30"].map(Into::into).into()));
        library.act(&Action::Window("report".into(), "r3".into()));
        let keys = typed.concat();
        let opened = if is_glimpsed { Late::glimpsed } else { Late::opened };
        let mut late = opened(corpus, library.clone());
        let mut answers = answers.into_iter();
        for msg in strokes(&keys) {
            late.send(msg);
            for thread in answers.by_ref().take(answered_between) {
                late.answer(thread);
            }
        }
        for thread in answers {
            late.answer(thread);
        }
        late.answer_all();
        let mut waited = Late::opened(corpus, library);
        waited.answer_all();
        waited.type_in_turn(&keys);
        prop_assert_eq!(late.model.waiting(), None);
        prop_assert_eq!(outcome(&late), outcome(&waited), "{}", keys);
    }
}

/// A terminal that knows no bracketed paste types what is pasted, and each character alone would be a search.
#[test]
fn what_is_typed_in_a_burst_is_looked_for_once() {
    for corpus in both() {
        let right = in_turn(&corpus, "/开学 桥⏎*");
        let mut late = Late::ready(&corpus);
        late.type_ahead("/");
        let before = late.model.search.generation();
        late.send(Msg::Typed("开学 桥".into()));
        assert_eq!(late.model.search.generation(), before + 1);
        late.type_ahead("⏎*");
        late.answer_all();
        assert_eq!(late.model.search.typed(), "开学 桥");
        assert_eq!(
            (&late.marked, late.selected()),
            (&right.marked, right.selected())
        );
        // What waits for the reports is typed in a burst when they are there.
        let mut late = Late::opened(&corpus, Library::default());
        let before = late.model.search.generation();
        late.type_ahead("m/开学 桥");
        late.answer_all();
        assert_eq!(late.model.search.typed(), "开学 桥");
        assert_eq!(late.model.search.generation(), before + 1);
        // Elsewhere each character is a key.
        let mut late = Late::ready(&corpus);
        late.send(Msg::Typed("jj*".into()));
        late.answer_all();
        assert_eq!(late.marked, in_turn(&corpus, "jj*").marked);
    }
}
