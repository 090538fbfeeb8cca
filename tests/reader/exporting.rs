//! Exports and citations: keys in, what is asked for out.

use zhenews::app::exporting::{Field, Order, Outcome, What};
use zhenews::app::folders::Place;
use zhenews::app::keys::{Code, Key};
use zhenews::app::prompt::Prompt;
use zhenews::app::{Effect, Msg};
use zhenews::export::Form;
use zhenews::lang::Lang;
use zhenews::search::Sort;

use crate::desk::Reader;

fn reader() -> Reader {
    let mut reader = Reader::of_shipped(100, 24);
    reader.send(Msg::Today("2026-11-25".to_owned()));
    reader
}

/// The field, if it is open.
fn field(reader: &Reader) -> Option<&Field> {
    match &reader.model.front.prompt {
        Some(Prompt::Export(field)) => Some(field),
        _ => None,
    }
}

/// What stands in it.
fn name(reader: &Reader) -> String {
    field(reader).expect("the field is open").name.text()
}

fn ordered(reader: &mut Reader) -> Order {
    let asked = std::mem::take(&mut reader.asked).into_iter();
    let mut orders = asked.filter_map(|effect| match effect {
        Effect::Export(order) => Some(order),
        _ => None,
    });
    let order = orders.next().expect("an export is asked for");
    assert_eq!(orders.next(), None);
    order
}

fn copied(reader: &mut Reader) -> String {
    let asked = std::mem::take(&mut reader.asked).into_iter();
    let copied = asked.filter_map(|effect| match effect {
        Effect::Copy(text) => Some(text),
        _ => None,
    });
    copied.collect()
}

#[test]
fn the_report_is_exported_under_its_headline() {
    let mut reader = reader();
    reader.press(Code::Down);
    reader.type_in("e");
    assert_eq!(name(&reader), "示范区积极开展冬季植树造林活动.md");
    assert!(reader.screen().contains("导出本篇到：示范区积极"));
    reader.press(Code::Enter);
    let order = ordered(&mut reader);
    assert_eq!((order.articles, order.form), (vec![1], Form::Markdown));
    assert_eq!((order.query, order.version), (None, 1));
    assert!(
        reader
            .model
            .export
            .running
            .is_some_and(|running| (running.done, running.of) == (0, 1))
    );
    assert!(reader.model.front.prompt.is_none());
}

#[test]
fn selected_lines_are_exported() {
    let mut reader = reader();
    reader.press(Code::Enter);
    reader.type_in("jjjjVjje");
    assert!(
        reader.screen().contains("导出所选到："),
        "{}",
        reader.screen()
    );
    let chosen = reader.model.pane.chosen_text().expect("lines are selected");
    for sign in ["导出本篇到：", "导出列表 7 篇到：", "导出所选到："] {
        reader.press(Code::Up);
        assert!(reader.screen().contains(sign), "{}", reader.screen());
    }
    reader.press(Code::Enter);
    let order = ordered(&mut reader);
    let reading = reader.model.pane.reading.as_ref().expect("an article");
    let piece = order.piece.expect("a piece");
    assert_eq!(reading.document.text().get(piece), Some(&*chosen));
    assert_eq!(order.articles, [0]);
    assert!(reader.model.pane.chosen_text().is_none(), "it is done with");
}

#[test]
fn an_export_of_a_folder_says_its_query() {
    let mut reader = reader();
    reader.type_in("*2");
    reader.type_in("/植树");
    reader.press(Code::Enter);
    reader.press(Code::Left);
    reader.type_in("e");
    reader.press(Code::Enter);
    let query = ordered(&mut reader).query.expect("a query");
    assert_eq!(query, "is:unread 植树");
}

#[test]
fn what_was_found_is_exported_from_the_list() {
    let mut reader = reader();
    reader.type_in("/治理");
    reader.press(Code::Enter);
    let found = reader.model.rows();
    assert!(found > 1);
    reader.type_in("e");
    assert_eq!(name(&reader), "zhenews-治理-2026-11-25.md");
    assert!(
        reader
            .screen()
            .contains(&format!("导出列表 {found} 篇到："))
    );
    reader.press(Code::Enter);
    let order = ordered(&mut reader);
    let rows = (0..found).filter_map(|row| reader.model.article_in(row));
    assert_eq!(order.articles, rows.collect::<Vec<_>>());
    assert_eq!(order.query.as_deref(), Some("治理"));
    assert_eq!(order.sort, Some(Sort::Newest));
}

/// Exports the list as it is.
fn of_list(reader: &mut Reader) -> Order {
    reader.press(Code::Esc);
    reader.type_in("e");
    reader.press(Code::Enter);
    ordered(reader)
}

#[test]
fn what_a_folder_adds_to_a_search_is_exported_as_its_query() {
    let mut reader = reader();
    let place = |number, name: &str| Place::of_collection(number, name, &format!("/报/{name}"));
    reader.send(Msg::Places(vec![place(0, "晨报"), place(1, "晚报")]));
    reader.type_in("2");
    let order = of_list(&mut reader);
    assert_eq!(order.query.as_deref(), Some("is:unread"));
    assert_eq!((order.articles.len(), order.places), (7, vec![]));
    reader.send(Msg::Exported(Outcome::Outdated));
    reader.type_in("/植树 OR 治理");
    reader.press(Code::Enter);
    reader.type_in("e");
    assert_eq!(
        name(&reader),
        "zhenews-is-unread-植树-OR-治理-2026-11-25.md"
    );
    reader.press(Code::Enter);
    let order = ordered(&mut reader);
    assert_eq!(order.query.as_deref(), Some("is:unread 植树 OR 治理"));
    reader.send(Msg::Exported(Outcome::Outdated));
    reader.stand_in_places(|_| 1);
    reader.type_in("5");
    reader.type_in("e");
    assert_eq!(name(&reader), "zhenews-晚报-2026-11-25.md");
    reader.press(Code::Enter);
    let order = ordered(&mut reader);
    assert_eq!((order.query, order.places), (None, vec![1]));
    assert_eq!(order.articles.len(), 7);
}

fn leaves(reader: &Reader) -> bool {
    reader.asked.contains(&Effect::Quit)
}

#[test]
fn leaving_and_another_export_wait_for_the_first() {
    let mut reader = reader();
    reader.type_in("e");
    reader.press(Code::Enter);
    ordered(&mut reader);
    // What has nothing to do with it does not wait.
    reader.press(Code::Down);
    reader.type_in("eX");
    assert!(field(&reader).is_none());
    assert!(
        reader.screen().contains("等待导出：已先输入 2 键"),
        "{}",
        reader.screen()
    );
    reader.send(Msg::Exported(Outcome::Outdated));
    assert!(name(&reader).contains('X'), "{}", name(&reader));
    reader.press(Code::Enter);
    ordered(&mut reader);
    reader.type_in("q");
    assert!(!leaves(&reader));
    reader.send(Msg::Exported(Outcome::Outdated));
    assert!(leaves(&reader));
}

#[test]
fn who_does_not_wait_for_an_export_is_warned_once() {
    for is_interrupted in [false, true] {
        let mut reader = reader();
        reader.type_in("e");
        reader.press(Code::Enter);
        if is_interrupted {
            reader.send(Msg::Key(Key::ctrl('c')));
        } else {
            reader.type_in("q");
            reader.press(Code::Esc);
            assert!(reader.screen().contains("不再等待"), "{}", reader.screen());
            reader.type_in("q");
        }
        assert!(!leaves(&reader));
        assert!(
            reader.screen().contains("再按一次则放弃并退出"),
            "{}",
            reader.screen()
        );
        if is_interrupted {
            reader.send(Msg::Key(Key::ctrl('c')));
        } else {
            reader.type_in("q");
        }
        assert!(leaves(&reader));
    }
}

#[test]
fn in_the_text_it_is_the_report_and_up_turns_to_the_list() {
    let mut reader = reader();
    reader.type_in("/治理");
    reader.press(Code::Enter);
    reader.press(Code::Right);
    reader.type_in("e");
    let what = |reader: &Reader| field(reader).map(|field| field.what);
    assert_eq!(what(&reader), Some(What::Report));
    reader.press(Code::Up);
    assert_eq!(what(&reader), Some(What::List));
    assert_eq!(name(&reader), "zhenews-治理-2026-11-25.md");
    reader.press(Code::Up);
    assert_eq!(what(&reader), Some(What::Report));
}

#[test]
fn the_keys_are_told_on_a_narrow_screen_too() {
    for lang in [Lang::Zh, Lang::En] {
        let mut reader = Reader::of_shipped(80, 24);
        reader.model.lang = lang;
        reader.type_in("e");
        let screen = reader.screen();
        assert!(screen.contains("Tab ") && screen.contains("↑ "), "{screen}");
        reader.press(Code::Up);
        let screen = reader.screen();
        assert!(screen.contains("Esc "), "{screen}");
    }
}

#[test]
fn tab_goes_through_the_forms() {
    let mut reader = reader();
    reader.type_in("e");
    let stem = name(&reader).trim_end_matches(".md").to_owned();
    let mut seen = Vec::new();
    for _ in Form::ALL {
        reader.press(Code::Tab);
        seen.push(name(&reader).replace(&stem, ""));
    }
    let expected = [".txt", ".epub", ".html", ".json", ".jsonl", ".csv", ".md"];
    assert_eq!(seen, expected);
    reader.press(Code::BackTab);
    assert_eq!(Form::of_name(&name(&reader)), Some(Form::Csv));
    reader.press(Code::Enter);
    assert_eq!(ordered(&mut reader).form, Form::Csv);
}

#[test]
fn a_name_that_is_typed_says_the_form_and_stays() {
    let mut reader = reader();
    reader.type_in("e");
    reader.send(Msg::Key(Key::ctrl('u')));
    reader.send(Msg::Paste("我的.txt".to_owned()));
    reader.press(Code::Up);
    assert_eq!(name(&reader), "我的.txt");
    reader.press(Code::Enter);
    let order = ordered(&mut reader);
    assert_eq!((&*order.path, order.form), ("我的.txt", Form::Text));
    assert_eq!(order.articles.len(), 7);
    reader.send(Msg::Exported(Outcome::Outdated));
    reader.type_in("e");
    reader.send(Msg::Key(Key::ctrl('u')));
    reader.type_in("~/a.b");
    reader.press(Code::Enter);
    assert_eq!(ordered(&mut reader).path, "~/a.b.md");
}

#[test]
fn esc_and_an_empty_name_export_nothing() {
    let mut reader = reader();
    reader.type_in("e");
    reader.press(Code::Esc);
    assert!(reader.model.front.prompt.is_none());
    reader.type_in("e");
    reader.send(Msg::Key(Key::ctrl('u')));
    reader.press(Code::Enter);
    assert!(
        reader
            .asked
            .iter()
            .all(|effect| !matches!(effect, Effect::Export(_)))
    );
    assert_eq!(reader.model.export.running, None);
}

#[test]
fn the_end_is_told_and_leaving_before_it_is_asked_about() {
    let mut reader = reader();
    reader.type_in("e");
    reader.press(Code::Up);
    reader.press(Code::Enter);
    reader.send(Msg::Exporting(3));
    assert!(reader.screen().contains("导出 3/7"));
    reader.type_in("e");
    assert!(reader.model.front.prompt.is_none(), "one at a time");
    reader.press(Code::Esc);
    reader.asked.clear();
    reader.type_in("q");
    assert_eq!(reader.asked, []);
    assert!(reader.screen().contains("正在导出：3/7；再按一次"));
    reader.send(Msg::Exported(Outcome::Written {
        path: "a-2.md".to_owned(),
        count: 6,
        missing: 1,
        is_numbered: true,
    }));
    let told = "已将 6 篇写入 a-2.md（原名已有文件）；1 篇的文件有变动，已略去";
    assert!(reader.screen().contains(told), "{}", reader.screen());
    reader.type_in("q");
    assert_eq!(reader.asked, [Effect::Quit]);
}

#[test]
fn a_failure_says_why() {
    let mut reader = reader();
    reader.model.lang = Lang::En;
    reader.send(Msg::Exported(Outcome::Failed {
        path: "/x/\u{1b}[2Ja.md".to_owned(),
        why: ("no such directory", "没有这个目录").into(),
    }));
    assert!(
        reader
            .screen()
            .contains("not exported: /x/\\u001b[2Ja.md: no such directory")
    );
}

#[test]
fn a_search_that_is_not_answered_is_not_exported() {
    let mut reader = reader();
    reader.withholds = true;
    reader.type_in("/治理");
    reader.press(Code::Enter);
    reader.send(Msg::SearchFailed(reader.model.search.generation()));
    reader.type_in("e");
    if field(&reader).is_some_and(|field| field.what == What::Report) {
        reader.press(Code::Up);
    }
    reader.press(Code::Enter);
    assert!(
        reader.screen().contains("未导出：查找尚未完成"),
        "{}",
        reader.screen()
    );
    assert_eq!(reader.model.export.running, None);
}

#[test]
fn a_citation_is_copied_in_one_form_and_then_the_other() {
    let mut reader = reader();
    reader.press(Code::Down);
    reader.type_in("C");
    let words = "郭树勋：《示范区积极开展冬季植树造林活动》，《焦作日报》。";
    assert_eq!(copied(&mut reader), words);
    assert!(
        reader
            .screen()
            .contains("已复制（再按 C 为 GB/T 7714）：郭树勋：《")
    );
    reader.type_in("C");
    let standard = "郭树勋. 示范区积极开展冬季植树造林活动[N]. 焦作日报.";
    assert_eq!(copied(&mut reader), standard);
    reader.type_in("C");
    assert_eq!(copied(&mut reader), words);
    reader.press(Code::Down);
    reader.type_in("C");
    assert!(
        copied(&mut reader).contains('《'),
        "another report begins anew"
    );
}
