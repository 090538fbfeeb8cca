//! Choosing lines and paragraphs, and what is done with them.

use proptest::prelude::*;
use zhenews::app::keys::{Code, Key};
use zhenews::app::{Effect, Focus, Model, Mouse, MouseAction, Msg, Piped};
use zhenews::article::{Article, Block};
use zhenews::lang::Lang;
use zhenews::library::{Action, Library};
use zhenews::store::Collection;
use zhenews::text::width::Ambiguous;

use crate::desk::Reader;
use crate::screens::at_every_size;

fn document(model: &Model) -> String {
    let reading = model.pane.reading.as_ref().expect("an article is open");
    reading.document.text().to_owned()
}

/// What the reader had copied since the last time.
fn copied(reader: &mut Reader) -> Vec<String> {
    let text = |effect| match effect {
        Effect::Copy(text) => Some(text),
        _ => None,
    };
    reader.asked.drain(..).filter_map(text).collect()
}

fn notice(reader: &Reader) -> &str {
    reader.model.notice.as_deref().unwrap_or_default()
}

fn drag(reader: &mut Reader, from: (u16, u16), to: (u16, u16)) {
    let steps = [
        (MouseAction::Click, from),
        (MouseAction::Drag, to),
        (MouseAction::Release, to),
    ];
    for (action, (x, y)) in steps {
        reader.send(Msg::Mouse(Mouse { action, x, y }));
    }
}

#[test]
fn the_mouse_marks_lines_of_the_text_and_copies_them_joined() {
    let mut reader = Reader::of_shipped(90, 24);
    let rows: Vec<String> = reader.screen().lines().map(str::to_owned).collect();
    let row = |word: &str| rows.iter().position(|row| row.contains(word)).expect(word) as u16;
    let (from, to) = (row("本报讯"), row("环境污染防治和"));
    for (from, to) in [(from, to), (to, from)] {
        drag(&mut reader, (60, from), (50, to));
        let copied = copied(&mut reader).concat();
        assert!(copied.starts_with("本报讯"), "{copied}");
        assert!(copied.ends_with("环境污染防治和\n"), "{copied}");
        assert_eq!(copied.lines().count(), 1, "joined");
        assert!(notice(&reader).contains("Shift"), "{}", notice(&reader));
        assert_eq!(reader.model.pane.chosen_lines(), None);
    }
    // A click alone marks nothing, nor does what is dragged in the list.
    reader.send(Msg::Mouse(Mouse {
        action: MouseAction::Click,
        x: 60,
        y: from,
    }));
    reader.send(Msg::Mouse(Mouse {
        action: MouseAction::Release,
        x: 60,
        y: from,
    }));
    assert_eq!(copied(&mut reader), Vec::<String>::new());
    // At the edge more comes into sight.
    reader.send(Msg::Mouse(Mouse {
        action: MouseAction::Click,
        x: 60,
        y: from,
    }));
    for _ in 0..40 {
        reader.send(Msg::Mouse(Mouse {
            action: MouseAction::Drag,
            x: 60,
            y: 23,
        }));
    }
    assert!(reader.model.pane.chosen_lines() > Some(30));
    drag(&mut reader, (3, 2), (60, 9));
    assert_eq!(copied(&mut reader), Vec::<String>::new());
}

#[test]
fn the_mouse_marks_vertical_lines_and_those_of_columns() {
    let mut reader = Reader::of_shipped(120, 40);
    reader.type_in("zlv");
    let pane = reader.model.layout().pane.expect("the text");
    // The first line is on the right.
    drag(
        &mut reader,
        (pane.x + pane.width - 4, 12),
        (pane.x + 60, 12),
    );
    let first = copied(&mut reader).concat();
    assert!(document(&reader.model).starts_with(first.trim()), "{first}");
    assert!(first.contains("本报讯"), "{first}");
    reader.type_in("vc");
    let pane = reader.model.layout().pane.expect("the text");
    drag(
        &mut reader,
        (pane.x + pane.width - 20, 8),
        (pane.x + pane.width - 20, 9),
    );
    let right = copied(&mut reader).concat();
    assert!(!right.is_empty() && !document(&reader.model).starts_with(right.trim()));
}

#[test]
fn a_run_of_lines_grows_shrinks_and_is_copied_with_its_lines_joined() {
    let mut reader = Reader::of_shipped(90, 24);
    reader.type_in("V");
    assert_eq!(reader.model.window.focus, Focus::Text);
    assert_eq!(reader.model.pane.chosen_lines(), Some(1));
    reader.type_in("jjjjjjj");
    reader.press(Code::Down);
    reader.press(Code::Up);
    assert_eq!(reader.model.pane.chosen_lines(), Some(8));
    let text = reader.model.pane.chosen_text().expect("a run");
    let paragraphs: Vec<_> = text.split('\n').collect();
    assert_eq!(
        paragraphs[0],
        "示范区坚决打好秋冬季大气污染防治和“三散”污染治理攻坚战"
    );
    assert!(document(&reader.model).starts_with(&text));
    assert!(paragraphs[2].starts_with("本报讯") && paragraphs[2].ends_with("环境污染防治和"));
    reader.type_in("y");
    assert_eq!(copied(&mut reader), [format!("{text}\n")]);
    assert_eq!(notice(&reader), "已复制 8 行，106 字");
    assert_eq!(
        reader.model.pane.chosen_lines(),
        None,
        "copying ends the run"
    );
    assert_eq!(reader.model.pane.chosen_text(), None);
}

#[test]
fn enter_copies_too_and_a_run_may_go_up() {
    let mut reader = Reader::of_shipped(80, 24);
    reader.press(Code::Enter);
    reader.type_in("jjjjVkk");
    assert_eq!(reader.model.pane.chosen_lines(), Some(3));
    let top = reader.model.pane.reading.as_ref().expect("open").top();
    assert_eq!(top, 3, "the window follows the run");
    let text = reader.model.pane.chosen_text().expect("a run");
    reader.press(Code::Enter);
    assert_eq!(copied(&mut reader), [format!("{text}\n")]);
}

#[test]
fn a_run_reaches_both_ends_and_goes_by_windows() {
    let mut reader = Reader::of_shipped(80, 24);
    reader.type_in("V");
    reader.press(Code::PageDown);
    assert_eq!(reader.model.pane.chosen_lines(), Some(23));
    reader.send(Msg::Key(Key::ctrl('u')));
    assert_eq!(reader.model.pane.chosen_lines(), Some(12));
    reader.type_in("G");
    assert_eq!(
        reader.model.pane.chosen_text().as_deref(),
        Some(document(&reader.model).trim_end())
    );
    let reading = reader.model.pane.reading.as_ref().expect("open");
    assert_eq!(reading.percent(), 100, "the end is in sight");
    reader.type_in("gg");
    assert_eq!(reader.model.pane.chosen_lines(), Some(1));
}

#[test]
fn a_run_is_left_without_a_trace() {
    for leave in [Code::Esc, Code::Char('V'), Code::Char('q')] {
        let mut reader = Reader::of_shipped(80, 24);
        reader.type_in("Vj");
        reader.press(leave);
        assert_eq!(reader.model.pane.chosen_lines(), None);
        assert_eq!(reader.model.window.focus, Focus::Text);
        assert_eq!(reader.asked, []);
    }
    // What has nothing to do with lines ends the choice, and does what it does.
    let mut reader = Reader::of_shipped(80, 24);
    reader.type_in("VjJ");
    assert_eq!(reader.model.list.selected(), 1);
    assert_eq!(reader.model.pane.chosen_lines(), None);
    reader.type_in("Vj");
    let click = Mouse {
        action: MouseAction::Click,
        x: 3,
        y: 0,
    };
    reader.send(Msg::Mouse(click));
    assert_eq!(reader.model.pane.chosen_lines(), None);
    // Help is looked at meanwhile.
    reader.type_in("Vj??");
    assert_eq!(reader.model.pane.chosen_lines(), Some(2));
}

#[test]
fn a_run_begins_at_the_hit_that_is_looked_at() {
    let mut reader = Reader::of_shipped(80, 24);
    reader.type_in("/“六个百分百”");
    reader.press(Code::Enter);
    reader.type_in("nV");
    let text = reader.model.pane.chosen_text().expect("a run");
    assert!(text.contains("全市建筑工程工地“六个百"), "{text}");
}

#[test]
fn a_paragraph_is_copied_and_told_by_its_beginning() {
    let mut reader = Reader::of_shipped(80, 24);
    reader.type_in("Y");
    let text = document(&reader.model);
    let lines: Vec<_> = text.lines().collect();
    assert_eq!(copied(&mut reader), [format!("{}\n", lines[2])]);
    assert_eq!(notice(&reader), "已复制 84 字：本报讯（记者郭树勋）秋冬…");
    // Scrolled past its beginning, the next is the first to begin in sight.
    reader.press(Code::Enter);
    reader.type_in("jjjjjjY");
    assert_eq!(copied(&mut reader), [format!("{}\n", lines[3])]);
    // With a hit, it is the hit's.
    reader.type_in("/清扫率");
    reader.press(Code::Enter);
    reader.type_in("nY");
    let hit = copied(&mut reader);
    assert!(hit[0].contains("清扫率"), "{hit:?}");
}

/// A reader of one article on a small screen.
fn reader_of(article: Article) -> Reader {
    let collection = Collection {
        articles: vec![article],
        ..Collection::default()
    };
    Reader::new(collection, (40, 8), Ambiguous::Narrow)
}

#[test]
fn a_paragraph_that_fills_the_window_is_the_one_that_is_copied() {
    let long = "植树现场到处是忙碌的身影。".repeat(60);
    let article = Article {
        id: "1".into(),
        title: Some("植树".into()),
        body: vec![
            Block::Paragraph(long.clone()),
            Block::Paragraph(long.clone()),
        ],
        ..Article::default()
    };
    let mut reader = reader_of(article);
    reader.press(Code::Enter);
    reader.type_in("  Y");
    assert_eq!(copied(&mut reader), [format!("{long}\n")]);
}

#[test]
fn a_text_of_any_length_is_handed_over() {
    let article = Article {
        id: "1".into(),
        body: vec![Block::Paragraph("植".repeat(700_000))],
        ..Article::default()
    };
    let mut reader = reader_of(article);
    reader.type_in("VG");
    let chosen = reader.model.pane.chosen_text().expect("a run");
    assert!(chosen.len() > 2_100_000);
    assert_eq!(chosen, document(&reader.model));
    reader.type_in("y");
    assert_eq!(copied(&mut reader), [format!("{chosen}\n")]);
    reader.send(Msg::NotCopied);
    assert!(notice(&reader).contains("剪贴板放不下"));
}

fn piped(reader: &mut Reader) -> Option<(Vec<String>, String)> {
    match reader.asked.pop()? {
        Effect::Pipe { command, text } => Some((command, text)),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_command_is_split_without_a_shell_and_given_the_text() {
    let mut reader = Reader::of_shipped(80, 24);
    reader.type_in("|grep -c '$HOME; 植树' \"a b\"");
    assert!(reader.screen().contains("| grep -c"));
    reader.press(Code::Enter);
    let whole = format!("{}\n", document(&reader.model));
    let words = ["grep", "-c", "$HOME; 植树", "a b"].map(str::to_owned);
    assert_eq!(piped(&mut reader), Some((words.into(), whole)));
    let typed = "grep -c '$HOME; 植树' \"a b\"".to_owned();
    assert!(
        reader
            .kept
            .contains(&Action::Window("pipe".to_owned(), typed))
    );
}

#[test]
fn lines_that_are_selected_are_given_instead_of_the_whole() {
    let mut reader = Reader::of_shipped(80, 24);
    reader.type_in("Vj");
    let text = reader.model.pane.chosen_text().expect("a run");
    reader.type_in("|");
    reader.press(Code::Esc);
    assert_eq!(reader.model.pane.chosen_lines(), Some(2), "the run is kept");
    reader.type_in("|wc");
    reader.press(Code::Enter);
    assert_eq!(
        piped(&mut reader),
        Some((vec!["wc".into()], format!("{text}\n")))
    );
    assert_eq!(reader.model.pane.chosen_lines(), None);
}

#[test]
fn the_last_command_comes_back() {
    let mut library = Library::default();
    library.act(&Action::Window("pipe".into(), "wc -m".into()));
    let mut reader = Reader::of_shipped(80, 24);
    reader.remember(library);
    reader.type_in("|");
    assert!(reader.screen().contains("↑ wc -m"), "{}", reader.screen());
    reader.press(Code::Up);
    reader.press(Code::Enter);
    let command = piped(&mut reader).map(|(command, _)| command);
    assert_eq!(command, Some(vec!["wc".into(), "-m".into()]));
}

#[test]
fn a_quote_that_is_not_closed_and_nothing_run_nothing() {
    let mut reader = Reader::of_shipped(80, 24);
    reader.type_in("|wc '");
    assert!(reader.screen().contains("引号没有配对"));
    reader.press(Code::Enter);
    assert!(reader.model.front.prompt.is_some(), "it can be mended");
    reader.send(Msg::Key(Key::ctrl('u')));
    reader.press(Code::Enter);
    assert!(reader.model.front.prompt.is_none());
    assert_eq!(reader.asked, []);
}

#[test]
fn how_a_program_ended_is_told_in_both_languages() {
    let mut reader = Reader::of_shipped(80, 24);
    let ends = [
        (Piped::Code(0), "wc has taken it", "已交给 wc"),
        (
            Piped::Code(2),
            "wc failed: exit code 2",
            "wc 失败：退出码 2",
        ),
        (
            Piped::Signal(2),
            "wc was ended by signal 2",
            "wc 被信号 2 终止",
        ),
        (
            Piped::NotStarted("none".into()),
            "wc could not be started: none",
            "无法启动 wc：none",
        ),
    ];
    for (piped, english, chinese) in ends {
        for (lang, told) in [(Lang::En, english), (Lang::Zh, chinese)] {
            reader.model.lang = lang;
            reader.send(Msg::Piped("wc".into(), piped.clone()));
            assert_eq!(notice(&reader), told);
        }
    }
}

#[test]
fn selected_lines_are_marked_by_more_than_colour() {
    at_every_size("selecting", |reader| {
        reader.press(Code::Enter);
        reader.type_in("jjjVjjj");
    });
    at_every_size("selecting_columns", |reader| {
        reader.type_in("zcjjjVjjj");
    });
}

/// Sizes, and what is done at each: lines that the run goes on by.
fn doings() -> impl Strategy<Value = Vec<(u16, u16, isize)>> {
    prop::collection::vec((12u16..160, 4u16..50, -30isize..60), 1..5)
}

fn without_space(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

proptest! {
    // Each case is some hundred keys.
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn a_run_has_the_characters_of_its_lines_and_survives_resizing(
        row in 0usize..7, start in 0usize..20, doings in doings(),
    ) {
        let mut reader = Reader::of_shipped(80, 24);
        (0..row).for_each(|_| reader.type_in("J"));
        reader.press(Code::Enter);
        (0..start).for_each(|_| reader.type_in("j"));
        reader.type_in("V");
        let mut chosen = reader.model.pane.chosen_text().expect("a run");
        for (columns, rows, by) in doings {
            reader.send(Msg::Resize(columns, rows));
            let after = reader.model.pane.chosen_text().expect("a run");
            prop_assert!(after.contains(&chosen), "{chosen:?} is not in {after:?}");
            let key = if by < 0 { "k" } else { "j" };
            (0..by.abs()).for_each(|_| reader.type_in(key));
            let text = reader.model.pane.chosen_text().expect("a run");
            let whole = document(&reader.model);
            prop_assert!(whole.contains(&text));
            if by != 0 {
                chosen.clone_from(&text);
            }
            let reading = reader.model.pane.reading.as_ref().expect("open");
            let run = reading.run.as_ref().expect("a run");
            let lines = reading.galley().lines().get(run.lines(reading.galley()));
            let lines = lines.expect("lines");
            let shown: String = lines.iter().filter_map(|line| whole.get(line.range.clone())).collect();
            prop_assert_eq!(without_space(&shown), without_space(&text));
            // A paragraph is one line: breaks stand only between the document's own.
            let inner = lines.iter().map(|line| line.range.start).collect::<Vec<_>>();
            let blocks = reading.document.blocks().iter().map(|block| block.range.start);
            let begun = blocks.filter(|at| inner.contains(at)).count();
            prop_assert!(text.matches('\n').count() <= begun);
            let head = reading.galley().line_at(run.head());
            prop_assert!(reading.visible().contains(&head), "the end is out of sight");
        }
    }
}

#[test]
fn a_run_grows_by_paragraphs_and_back() {
    let mut reader = Reader::of_shipped(80, 24);
    reader.type_in("V}}");
    let text = reader.model.pane.chosen_text().expect("a run");
    let whole = document(&reader.model);
    assert!(whole.starts_with(&text));
    let rest = whole.get(text.len()..).unwrap_or_default();
    assert!(rest.starts_with('\n'), "whole paragraphs: {text}");
    reader.type_in("}");
    let longer = reader.model.pane.chosen_text().expect("a run");
    assert!(longer.len() > text.len() && longer.starts_with(&text));
    reader.type_in("{{{{{{");
    assert_eq!(reader.model.pane.chosen_lines(), Some(1));
    for _ in 0..40 {
        reader.type_in("}");
    }
    let all = reader.model.pane.chosen_text().expect("a run");
    assert_eq!(all, whole.trim_end_matches('\n'), "to the end");
}
