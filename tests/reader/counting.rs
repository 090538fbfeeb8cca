//! Sorting, narrowing, counting in time and going to a date.

use std::io::Write as _;

use zhenews::app::Msg;
use zhenews::app::keys::Code;
use zhenews::app::{Mouse, MouseAction};
use zhenews::search::Sort;
use zhenews::store::{Collection, Reading, Source, read};
use zhenews::text::width::Ambiguous;

use crate::desk::{Reader, selected_title};

/// A reader of [`dated`].
fn reader(width: u16, height: u16) -> Reader {
    Reader::new(dated(), (width, height), Ambiguous::Narrow)
}

/// A store of eight reports over three years.
pub(crate) fn dated() -> Collection {
    let reports = [
        (
            "一号楼封顶",
            "晨报",
            "2019-11-22",
            "工地上，工人封顶。封顶。",
        ),
        ("公园开放", "晚报", "2019-11-22", "市民说起封顶的楼。"),
        ("图书馆封顶", "晨报", "2019-03-02", "封顶。"),
        ("大雪", "晨报", "2018-12-08", "雪落在楼上。"),
        ("老街", "晚报", "2018-12-01", "老街在修。"),
        ("河堤", "晨报", "2018-06-15", "河堤封顶，封顶，封顶。"),
        ("校园", "晚报", "2017-09-01", "开学。"),
        ("无日期", "晚报", "", "一篇没有日期的报道。"),
    ];
    let lines = reports.map(|(title, source, date, body)| {
        let report = serde_json::json!({
            "title": title, "source": source, "date": date, "body": body, "author": "李明",
        });
        format!("{report}\n")
    });
    let mut file = tempfile::Builder::new();
    let mut file = file.suffix(".jsonl").tempfile().expect("a file is made");
    file.write_all(lines.concat().as_bytes())
        .expect("it is written");
    let collection = read(&[Source::Path(file.path().to_owned())], &Reading::default());
    assert_eq!(collection.articles.len(), 8);
    collection
}

fn titles(reader: &Reader) -> Vec<String> {
    let rows = 0..reader.model.rows();
    let indexes = rows.filter_map(|row| reader.model.article_in(row));
    let title = |index: usize| {
        let article = reader.model.article(index).expect("an article");
        article.title.clone().expect("a headline")
    };
    indexes.map(title).collect()
}

#[test]
fn what_is_found_is_sorted_by_relevance_and_back() {
    let mut reader = reader(80, 20);
    reader.type_in("/封顶");
    reader.press(Code::Enter);
    let newest = ["公园开放", "一号楼封顶", "图书馆封顶", "河堤"];
    assert_eq!(titles(&reader), newest);
    reader.type_in("s");
    reader.press(Code::Left);
    let relevant = ["一号楼封顶", "图书馆封顶", "河堤", "公园开放"];
    assert_eq!(titles(&reader), relevant);
    reader.press(Code::Enter);
    assert!(reader.screen().contains("按相关"));
    assert_eq!(
        selected_title(&reader),
        "一号楼封顶",
        "the most relevant is shown"
    );
    reader.type_in("ss");
    assert_eq!(titles(&reader), newest, "behind the last comes the first");
}

#[test]
fn the_list_is_sorted_by_what_is_chosen_and_the_status_says_so() {
    for size in [(80, 24), (120, 35), (40, 12)] {
        let mut reader = reader(size.0, size.1);
        let all = titles(&reader);
        let orders = [
            (1, "旧的在前", "校园"),
            (2, "按来源", "一号楼封顶"),
            (3, "按版次", "公园开放"),
            (4, "按标题", "大雪"),
            (5, "长的在前", "一号楼封顶"),
        ];
        for (steps, said, first) in orders {
            reader.type_in("s");
            reader.press(Code::Home);
            for _ in 0..steps {
                reader.press(Code::Right);
            }
            assert_eq!(
                titles(&reader).first().map(String::as_str),
                Some(first),
                "{said}"
            );
            assert_eq!(titles(&reader).len(), all.len());
            reader.press(Code::Enter);
            assert_eq!(reader.model.notice.as_deref(), Some(said));
            reader.press(Code::Esc);
            let screen = reader.screen();
            assert!(size.0 < 80 || screen.contains(said), "{screen}");
        }
        // A search keeps the order, and its end too.
        reader.type_in("/封顶");
        assert_eq!(
            titles(&reader).first().map(String::as_str),
            Some("一号楼封顶")
        );
        reader.press(Code::Enter);
        reader.press(Code::Esc);
        assert_eq!(titles(&reader).len(), all.len());
        assert_eq!(reader.model.search.sort(), Sort::Length);
        // Esc takes back what was only looked at.
        reader.type_in("s");
        reader.press(Code::Home);
        assert_eq!(titles(&reader), all);
        reader.press(Code::Esc);
        assert_eq!(reader.model.search.sort(), Sort::Length);
        reader.type_in("s");
        reader.press(Code::Home);
        reader.press(Code::Enter);
        assert_eq!(titles(&reader), all);
        assert!(reader.model.search.found().is_none());
    }
}

#[test]
fn the_report_that_is_read_stays_selected_in_another_order() {
    let mut reader = reader(80, 20);
    reader.type_in("jjj");
    let read = selected_title(&reader);
    reader.type_in("s");
    for _ in 0..6 {
        reader.press(Code::Right);
        assert_eq!(selected_title(&reader), read);
    }
}

#[test]
fn the_order_is_kept_for_the_next_time() {
    let mut reader = reader(80, 20);
    reader.type_in("ss");
    reader.press(Code::Enter);
    let library = reader.model.memory.library().clone();
    let mut next = self::reader(80, 20);
    next.remember(library);
    assert_eq!(next.model.search.sort(), Sort::Oldest);
    assert_eq!(titles(&next), titles(&reader));
}

#[test]
fn a_search_is_narrowed_by_a_name_of_the_panel() {
    let mut reader = reader(80, 20);
    reader.type_in("/封顶");
    reader.press(Code::Enter);
    reader.type_in("f");
    insta::assert_snapshot!("names", reader.screen());
    reader.press(Code::Down);
    reader.press(Code::Enter);
    assert_eq!(reader.model.search.typed(), "封顶 source:\"晚报\"");
    assert_eq!(titles(&reader), ["公园开放"]);
    reader.press(Code::Esc);
    assert_eq!(reader.model.rows(), 8, "Esc gives all back");
    reader.type_in("f");
    reader.press(Code::Left);
    reader.press(Code::End);
    reader.press(Code::Enter);
    assert_eq!(titles(&reader), ["校园"], "a year narrows too");
}

#[test]
fn years_stand_in_their_order() {
    let mut reader = reader(80, 20);
    reader.type_in("f");
    reader.press(Code::Left);
    let screen = reader.screen();
    let at = |year: &str| screen.find(&format!("  {year}\n")).expect("it is listed");
    // Of 2018 there are most.
    assert!(
        at("2019") < at("2018") && at("2018") < at("2017"),
        "{screen}"
    );
}

#[test]
fn a_question_without_words_finds_and_has_no_hits() {
    let mut reader = reader(80, 20);
    reader.type_in("/date:2018");
    reader.press(Code::Enter);
    assert_eq!(titles(&reader), ["大雪", "老街", "河堤"]);
    assert!(!reader.screen().contains("没有找到"));
    reader.type_in("n");
    assert!(reader.screen().contains("没有可跳到的字句"));
    reader.type_in("/date:1800");
    assert!(reader.screen().contains("没有找到"));
}

#[test]
fn the_panel_of_names_closes_without_a_change() {
    let mut reader = reader(80, 20);
    for key in [Code::Esc, Code::Char('q')] {
        reader.type_in("f");
        reader.press(key);
        assert!(reader.model.front.overlays.is_empty());
        assert_eq!(reader.model.rows(), 8);
    }
}

#[test]
fn times_are_charted_by_year_month_and_day() {
    let mut reader = reader(80, 24);
    reader.type_in("/封顶");
    reader.press(Code::Enter);
    reader.type_in("t");
    insta::assert_snapshot!("times", reader.screen());
    for _ in 0..3 {
        reader.press(Code::Tab);
    }
    insta::assert_snapshot!("times", reader.screen());
    reader.press(Code::Esc);
    assert!(reader.model.front.overlays.is_empty());
}

#[test]
fn a_search_is_narrowed_by_a_time_of_the_chart() {
    let mut reader = reader(80, 24);
    reader.type_in("/封顶");
    reader.press(Code::Enter);
    reader.type_in("t");
    reader.press(Code::End);
    reader.press(Code::Enter);
    assert!(reader.model.front.overlays.is_empty());
    let typed = reader.model.search.typed().to_owned();
    assert!(typed.starts_with("封顶 date:2019"), "{typed}");
    assert!(!titles(&reader).is_empty(), "a time that has reports");
    for tabs in 0..3 {
        reader.type_in("t");
        for _ in 0..tabs {
            reader.press(Code::Tab);
        }
        reader.press(Code::Enter);
        assert_eq!(reader.model.search.typed(), "封顶 date:2019-11-22");
    }
    reader.press(Code::Esc);
    reader.type_in("t");
    let year = |reader: &Reader| {
        let screen = reader.screen();
        let line = screen
            .lines()
            .find(|line| line.trim_start().starts_with("> "));
        line.unwrap_or_default()
            .chars()
            .skip(4)
            .take(4)
            .collect::<String>()
    };
    reader.press(Code::End);
    assert_eq!(year(&reader), "2019");
    for _ in 0..3 {
        reader.press(Code::Tab);
        assert_eq!(year(&reader), "2019", "the same time by another span");
    }
}

#[test]
fn a_click_on_a_name_or_a_time_takes_it() {
    for key in ["f", "t"] {
        let mut reader = reader(80, 24);
        reader.type_in(key);
        let screen = reader.screen();
        let y = screen.lines().position(|line| line.starts_with("  > "));
        let y = y.expect("one is selected") as u16;
        reader.send(Msg::Mouse(Mouse {
            action: MouseAction::Click,
            x: 5,
            y,
        }));
        assert!(reader.model.front.overlays.is_empty());
        assert!(reader.model.search.is_searching(), "{key}");
        reader.type_in(key);
        reader.send(Msg::Mouse(Mouse {
            action: MouseAction::Click,
            x: 5,
            y: 0,
        }));
        assert!(
            reader.model.front.overlays.is_empty(),
            "elsewhere it closes"
        );
    }
}

#[test]
fn a_date_is_gone_to() {
    let mut reader = reader(80, 20);
    for (typed, title) in [
        ("2018", "大雪"),
        ("2018-12-05", "老街"),
        ("2018年6月", "河堤"),
        ("20191122", "公园开放"),
        ("2018-09", "河堤"),
        ("1999", "无日期"),
    ] {
        reader.type_in("d");
        reader.type_in(typed);
        reader.press(Code::Enter);
        assert_eq!(selected_title(&reader), title, "{typed}");
    }
    reader.type_in("d");
    reader.send(Msg::Paste("2018-12-05".to_owned()));
    reader.press(Code::Enter);
    assert_eq!(selected_title(&reader), "老街", "a date may be pasted");
    reader.type_in("d昨天");
    assert!(reader.screen().contains("跳到：昨天"));
    reader.press(Code::Enter);
    assert!(reader.screen().contains("昨天 不是日期"));
    reader.type_in("/封顶");
    reader.press(Code::Enter);
    reader.type_in("d2018");
    reader.press(Code::Enter);
    assert_eq!(selected_title(&reader), "河堤", "among what was found");
    reader.type_in("s");
    reader.press(Code::Left);
    reader.press(Code::Enter);
    reader.type_in("d");
    assert!(reader.screen().contains("现为“按相关”"));
    reader.type_in("ss");
    reader.press(Code::Enter);
    assert_eq!(selected_title(&reader), "一号楼封顶");
    reader.type_in("d2018");
    reader.press(Code::Enter);
    reader.type_in("d2019");
    reader.press(Code::Esc);
    assert_eq!(selected_title(&reader), "河堤", "Esc goes nowhere");
}

#[test]
fn a_date_of_which_there_is_no_report_is_told() {
    for (typed, title, told) in [
        ("2019", "公园开放", None),
        ("2018-12-08", "大雪", None),
        ("2031", "公园开放", Some("没有那么新的报道")),
        ("2018-12-05", "老街", Some("那时没有报道")),
        ("2018-09", "河堤", Some("那时没有报道")),
        ("1999", "无日期", Some("没有那么早的报道")),
    ] {
        let mut reader = reader(80, 20);
        reader.type_in("d");
        reader.type_in(typed);
        reader.press(Code::Enter);
        assert_eq!(selected_title(&reader), title, "{typed}");
        let notice = reader.model.notice.as_deref();
        assert_eq!(notice.is_some(), told.is_some(), "{typed}: {notice:?}");
        assert!(
            notice
                .unwrap_or_default()
                .starts_with(told.unwrap_or_default())
        );
    }
    // Of that year there are reports, and none is among those that were found.
    let mut reader = reader(80, 20);
    reader.type_in("/封顶");
    reader.press(Code::Enter);
    reader.type_in("d2017");
    reader.press(Code::Enter);
    assert_eq!(selected_title(&reader), "河堤");
    let notice = reader.model.notice.as_deref();
    assert!(
        notice.is_some_and(|told| told.starts_with("没有那么早")),
        "{notice:?}"
    );
}

#[test]
fn the_chart_opens_at_the_time_that_has_most_reports() {
    let mut reader = reader(80, 12);
    reader.type_in("t");
    let screen = reader.screen();
    let selected = screen
        .lines()
        .find(|line| line.trim_start().starts_with("> "));
    let selected = selected.expect("one is selected");
    assert!(selected.contains("最多"), "{screen}");
    assert!(
        selected.contains("2019") || selected.contains("2018"),
        "{screen}"
    );
}
