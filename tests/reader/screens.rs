//! Screens at several sizes, as text.

use std::fmt::Write as _;

use insta::assert_snapshot;
use zhenews::app::Msg;
use zhenews::app::folders::saved;
use zhenews::app::keys::Code;
use zhenews::article::{Article, Author, Block, Image, Published};
use zhenews::config::Config;
use zhenews::lang::{Bilingual, Lang};
use zhenews::library::Library;
use zhenews::search::Query;
use zhenews::store::{Collection, Problem};
use zhenews::text::width::{Ambiguous, width};

use crate::desk::{Reader, shipped};

/// The sizes at which everything is to be seen.
pub(crate) const SIZES: [(u16, u16); 3] = [(80, 24), (40, 12), (200, 50)];

/// Takes a snapshot of a reader of the shipped edition at each size and width of ambiguous characters.
pub(crate) fn at_every_size(name: &str, act: impl Fn(&mut Reader)) {
    at_sizes(name, &SIZES, |size, ambiguous| {
        let mut reader = Reader::new(shipped(), size, ambiguous);
        act(&mut reader);
        reader
    });
}

/// Takes a snapshot of a reader at some sizes and both widths of ambiguous characters: one file, in which
/// the screens follow each other.
pub(crate) fn at_sizes(
    name: &str,
    sizes: &[(u16, u16)],
    make: impl Fn((u16, u16), Ambiguous) -> Reader,
) {
    let mut all = String::new();
    for (columns, rows) in sizes {
        for ambiguous in [Ambiguous::Narrow, Ambiguous::Wide] {
            let screen = make((*columns, *rows), ambiguous).screen();
            assert_eq!(screen.lines().count(), usize::from(*rows));
            for line in screen.lines() {
                let cells = width(line, ambiguous);
                assert!(cells <= usize::from(*columns), "too wide: {line}");
            }
            let _ = writeln!(all, "==== {columns}x{rows} {ambiguous:?}\n{screen}");
        }
    }
    assert_snapshot!(name, all);
}

#[test]
fn first_screen() {
    at_every_size("first", |_| {});
}

#[test]
fn reading() {
    at_every_size("reading", |reader| {
        reader.press(Code::Down);
        reader.press(Code::Enter);
        reader.press(Code::PageDown);
    });
}

#[test]
fn searching() {
    at_every_size("searching", |reader| reader.type_in("/四城联创"));
}

#[test]
fn walking_the_hits() {
    at_every_size("hits", |reader| {
        reader.type_in("/四城联创");
        reader.press(Code::Enter);
        reader.type_in("nnn");
    });
}

#[test]
fn finding_a_command() {
    at_every_size("palette", |reader| reader.type_in(":xia"));
}

#[test]
fn help() {
    at_every_size("help", |reader| reader.type_in("?"));
}

/// The columns at which the rule stands, from the buffer: one a row, the same in each.
#[test]
fn the_frame_keeps_its_place_when_ambiguous_characters_are_wide() {
    for ambiguous in [Ambiguous::Narrow, Ambiguous::Wide] {
        let reader = Reader::new(shipped(), (100, 30), ambiguous);
        let rule = reader.model.layout().rule.expect("side by side");
        let buffer = reader.buffer();
        for y in 0..rule.height {
            let symbol = buffer[(rule.x, y)].symbol();
            assert_eq!(
                width(symbol, ambiguous),
                1,
                "the rule takes more than its cell"
            );
            assert_ne!(symbol, " ", "something stands over the rule in row {y}");
        }
    }
}

fn hostile() -> Collection {
    let bad = |what: &str| {
        format!(
            "{what}\u{1b}]0;title\u{7}\u{1b}[2J\u{9b}31m\u{202e}\u{200b}\u{2066}\u{feff}\r\n\u{85}\0\u{7f}尾"
        )
    };
    let article = Article {
        id: bad("id"),
        title: Some(bad("题")),
        kicker: Some(bad("肩")),
        subtitle: Some(bad("副")),
        authors: vec![Author {
            name: bad("人"),
            role: Some(bad("职")),
        }],
        byline: Some(bad("署")),
        source: Some(bad("报")),
        section: Some(bad("栏")),
        page: Some(bad("版")),
        published: Some(Published {
            date: None,
            time: None,
            original: bad("日"),
        }),
        body: vec![
            Block::Paragraph(bad("文")),
            Block::Subhead {
                subhead: bad("小")
            },
        ],
        images: vec![Image {
            caption: Some(bad("图")),
            credit: Some(bad("摄")),
            src: Some(bad("源")),
        }],
        url: Some(bad("https://example.com/")),
        tags: vec![bad("签")],
        ..Article::default()
    };
    let problem = Problem {
        file: bad("f"),
        line: 1,
        column: 2,
        what: Bilingual::new(bad("what"), bad("错")),
    };
    Collection {
        articles: vec![article],
        problems: vec![problem],
        ..Collection::default()
    }
}

#[test]
fn nothing_from_an_article_reaches_the_screen_raw() {
    for keys in ["", "!", "/题", "/", "p", "VG", "VjY", "Y", "|"] {
        let mut reader = Reader::new(hostile(), (120, 40), Ambiguous::Narrow);
        reader.type_in(keys);
        reader.send(Msg::Paste("\u{1b}[31m\u{202e}\u{9b}31m".to_owned()));
        let screen = reader.screen();
        let forbidden = |c: char| {
            (c.is_control() && c != '\n')
                || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}')
                || matches!(c, '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{61c}')
        };
        assert!(!screen.contains(forbidden), "{keys:?}\n{screen:?}");
        // A file's name is shown as it is, for two must not look alike.
        assert_eq!(screen.contains(r"f\u001b]0;title"), keys == "!", "{screen}");
        assert!(
            keys == "!" || !screen.contains("31m") && !screen.contains("0;title"),
            "{screen}"
        );
    }
}

#[test]
fn a_line_of_any_length_is_typed() {
    for cells in [65_530, 65_532, 65_533, 65_534, 65_535, 140_000] {
        for keys in ["/", "|", "d", "e"] {
            let mut reader = Reader::of_shipped(80, 24);
            reader.type_in(keys);
            reader.send(Msg::Paste("a".repeat(cells)));
            assert!(reader.screen().contains("aaaa"), "{cells} {keys}");
        }
    }
}

#[test]
fn problems_are_counted_where_the_reader_sees_it() {
    let mut reader = Reader::new(hostile(), (120, 40), Ambiguous::Narrow);
    assert!(reader.screen().contains("有些记录有问题：按 ! 查看"));
    reader.press(Code::Down);
    let screen = reader.screen();
    assert!(
        screen.contains("问题 1") && screen.contains("? 按键"),
        "{screen}"
    );
}

#[test]
fn an_uncertain_report_is_marked_in_the_list() {
    let mut collection = shipped();
    collection.articles[1].uncertain = vec!["title".to_owned()];
    let reader = Reader::new(collection, (100, 30), Ambiguous::Narrow);
    let screen = reader.screen();
    let marked: Vec<_> = screen
        .lines()
        .filter(|line| line.contains("?示范区积极"))
        .collect();
    assert_eq!(marked.len(), 1, "{screen}");
    assert!(marked[0].contains("示范区积极开展冬季植树造林活动"));
}

/// The last line of the screen.
fn status(reader: &Reader) -> String {
    let screen = reader.screen();
    screen.lines().last().unwrap_or_default().trim().to_owned()
}

#[test]
fn keys_are_told_before_a_reports_length_and_none_of_them_is_cut() {
    let mut reader = Reader::of_shipped(40, 12);
    reader.model.lang = Lang::En;
    reader.press(Code::Enter);
    let line = status(&reader);
    assert!(line.starts_with("/ find  ← headlines"), "{line}");
    assert!(line.ends_with('%') && !line.contains('…'), "{line}");
    reader.press(Code::Esc);
    reader.type_in("d");
    let line = status(&reader);
    assert!(line.contains("2019-11-22, 2019-11 or 2019"), "{line}");
}

#[test]
fn how_to_go_from_hit_to_hit_is_told_in_english_too() {
    let mut reader = Reader::of_shipped(80, 24);
    reader.model.lang = Lang::En;
    reader.type_in("/植树");
    reader.press(Code::Enter);
    let line = status(&reader);
    assert!(line.contains("n next  N previous  Esc end"), "{line}");
    assert!(line.contains("hit 1 of 7  1/1"), "{line}");
}

#[test]
fn that_a_folder_can_be_removed_is_told_of_those_that_can() {
    let mut reader = Reader::of_shipped(80, 24);
    reader.type_in("F");
    let line = status(&reader);
    assert!(
        line.contains("Enter 打开") && !line.contains("删除"),
        "{line}"
    );
    reader.press(Code::Esc);
    let found = saved(&Config::of_text("[searches]\n'树' = '植树'", &[]).searches).0;
    reader.send(Msg::Searches(found));
    reader.type_in("FG");
    assert!(status(&reader).contains("x 删除"), "{}", status(&reader));
}

#[test]
fn the_help_says_what_can_be_typed_to_search_and_that_is_understood() {
    for (lang, field) in [
        (Lang::En, "date:2018..2019-11"),
        (Lang::Zh, "日期：2018..2019-11"),
    ] {
        let mut reader = Reader::of_shipped(80, 30);
        reader.model.lang = lang;
        reader.type_in("?G");
        let screen = reader.screen();
        assert!(screen.contains(field), "{screen}");
        let lines: Vec<&str> = screen.lines().collect();
        let heading = lines
            .iter()
            .position(|line| line.contains('/') && line.contains("typed"));
        let heading = heading.or(lines.iter().position(|line| line.contains("之后可以输入")));
        let examples = lines.iter().skip(heading.expect("a heading") + 1);
        let examples = examples.take_while(|line| line.starts_with("    "));
        // What does not fit beside an example goes on below, set in farther.
        let examples = examples.filter(|line| !line.starts_with("     "));
        let mut count = 0;
        for line in examples {
            let typed = line.trim().split("  ").next().unwrap_or_default();
            assert_eq!(Query::read(typed).1, [], "{typed}");
            count += 1;
        }
        assert_eq!(count, 10);
    }
}

#[test]
fn the_help_is_searched_and_grouped() {
    for size in [(80, 24), (120, 35), (40, 12)] {
        let mut reader = Reader::of_shipped(size.0, size.1);
        reader.type_in("?");
        let screen = reader.screen();
        assert!(
            screen.contains("列表中的记号") && screen.contains("未读"),
            "{screen}"
        );
        let titles = ["移动", "阅读", "标记"];
        let shown = titles
            .iter()
            .filter(|title| screen.contains(*title))
            .count();
        assert!(
            size.0 < 100 || shown == 3,
            "two columns show more: {screen}"
        );
        reader.type_in("/星标");
        let screen = reader.screen();
        assert!(screen.contains("加星标；再按去掉"), "{screen}");
        assert!(!screen.contains("下翻一页"), "{screen}");
        reader.press(Code::Enter);
        assert!(reader.screen().contains("加星标；再按去掉"));
        assert_eq!(reader.model.front.overlays.len(), 1);
        // By pinyin as in the palette, and by a key.
        for (typed, found) in [
            ("tuichu", "退出"),
            ("ctrl-l", "重画屏幕"),
            ("没有这个", "说明中没有"),
        ] {
            reader.type_in("/");
            reader.ctrl('u');
            reader.type_in(typed);
            assert!(reader.screen().contains(found), "{}", reader.screen());
            reader.press(Code::Esc);
        }
        assert!(
            reader.screen().contains("列表中的记号"),
            "Esc shows all again"
        );
        reader.press(Code::Esc);
        assert!(reader.model.front.overlays.is_empty());
    }
}

#[test]
fn the_first_screen_explains_its_signs() {
    let signs = "+ 未读  * 星标";
    let mut reader = Reader::of_shipped(80, 24);
    assert!(!reader.screen().contains(signs), "who has read knows them");
    reader.remember(Library::default());
    let screen = reader.screen();
    for part in [signs, "Enter 阅读", "/ 查找", "a 添加稿件", "? 全部按键"] {
        assert!(screen.contains(part), "{part} in {screen}");
    }
    let before = reader.model.layout();
    reader.type_in("/植树");
    assert!(
        !reader.screen().contains(signs),
        "while something is sought"
    );
    assert_eq!(reader.model.layout(), before);
    // Where the headlines leave no room, the status line says it.
    let mut small = Reader::of_shipped(80, 12);
    small.remember(Library::default());
    let screen = small.screen();
    let status = screen.lines().last().unwrap_or_default();
    assert!(
        status.contains(signs) && status.contains("? 按键"),
        "{screen}"
    );
    assert_eq!(screen.matches(signs).count(), 1, "{screen}");
}
