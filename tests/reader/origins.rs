//! Where a report came from.

use std::collections::BTreeMap;

use zhenews::app::keys::Code;
use zhenews::app::origin::{Found, Page, Record, named_lines};
use zhenews::app::{Effect, Msg};
use zhenews::article::{Article, Block, Origin};
use zhenews::lang::Lang;
use zhenews::store::Collection;
use zhenews::text::width::Ambiguous;

use crate::desk::Reader;
use crate::screens::at_every_size;

const PAGE: &str = include_str!("../../data/page.txt");

/// Asks where the report came from, and returns the question.
fn ask(reader: &mut Reader) -> (u64, Article) {
    reader.type_in("p");
    match reader.asked.pop() {
        Some(Effect::FindOrigin {
            number, article, ..
        }) => (number, (*article).clone()),
        other => panic!("{other:?}"),
    }
}

/// Answers it with the lines of the page that the shipped edition was rebuilt from.
fn answer(reader: &mut Reader, number: u64, article: &Article, agrees: bool) {
    let named = named_lines(article);
    let lines = (1..).zip(PAGE.lines());
    let lines = lines.filter(|(number, _)| named.iter().any(|range| range.contains(number)));
    let lines = lines.map(|(number, line)| (number, line.to_owned()));
    let page = Page::Lines {
        lines: lines.collect(),
        agrees,
        places: Vec::new(),
    };
    let record = Record::Line("data/edition.json".to_owned(), 42);
    reader.send(Msg::OriginFound(number, Found { record, page }));
}

#[test]
fn a_report_stands_beside_the_lines_of_its_page_or_above_them() {
    at_every_size("origin", |reader| {
        reader.press(Code::Down);
        let (number, article) = ask(reader);
        answer(reader, number, &article, true);
    });
}

/// All lines of the overlay.
fn overlay(reader: &Reader) -> String {
    let overlay = reader.model.front.overlays.last().expect("an overlay");
    overlay.lines().join("\n")
}

#[test]
fn every_line_of_the_page_is_shown_with_its_number() {
    for columns in [40, 120] {
        let mut reader = Reader::of_shipped(columns, 30);
        reader.press(Code::Down);
        let (number, article) = ask(&mut reader);
        assert!(overlay(&reader).contains("正在查找"));
        answer(&mut reader, number, &article, true);
        let shown = overlay(&reader);
        for (at, range) in named_lines(&article).into_iter().enumerate() {
            assert!(at < 2);
            for number in range {
                let is_numbered = |line: &str| {
                    let mut words = line.split_whitespace();
                    words.any(|word| word == number.to_string())
                };
                assert!(shown.lines().any(is_numbered), "{number}\n{shown}");
            }
        }
        assert!(shown.contains("data/edition.json:42") && shown.contains("page.txt，第"));
        reader.type_in("q");
        assert!(reader.model.front.overlays.is_empty());
    }
}

#[test]
fn of_a_report_without_end_a_part_is_shown_at_once() {
    let body = |paragraphs: usize, long: usize| {
        let paragraph = || Block::Paragraph("树".repeat(long));
        std::iter::repeat_with(paragraph).take(paragraphs).collect()
    };
    let fields = |count: usize| (0..count).map(|at| (format!("body.{at}"), vec![[1, 1]]));
    for (body, known) in [
        (body(1, 2_000_000), 1),
        (body(100_000, 20), 100_000),
        (body(100_000, 20), 0),
    ] {
        let article = Article {
            body,
            origin: Some(Origin {
                sheet: None,
                file: "page.txt".into(),
                lines: vec![[1, 1]],
                fields: fields(known).collect(),
                ..Origin::default()
            }),
            ..Article::default()
        };
        let mut reader = Reader::new(
            Collection {
                articles: vec![article],
                ..Collection::default()
            },
            (80, 24),
            Ambiguous::Narrow,
        );
        let (number, article) = ask(&mut reader);
        answer(&mut reader, number, &article, true);
        let lines = reader
            .model
            .front
            .overlays
            .last()
            .expect("an overlay")
            .lines();
        assert!(lines.len() < 30_000, "{}", lines.len());
        assert!(lines.iter().any(|line| line.contains("树树树")));
    }
}

#[test]
fn a_changed_page_is_not_shown_as_the_origin_without_a_word() {
    let mut reader = Reader::of_shipped(80, 24);
    let (number, article) = ask(&mut reader);
    answer(&mut reader, number, &article, false);
    assert!(reader.screen().contains("版面原文已有变动"));
    reader.model.lang = Lang::En;
    reader.send(Msg::Resize(120, 30));
    assert!(reader.screen().contains("The page has changed since"));
}

#[test]
fn what_is_not_there_is_told_and_an_old_answer_is_dropped() {
    let mut reader = Reader::of_shipped(80, 24);
    let pages = [
        (Page::None, "没有注明取自哪个版面"),
        (Page::Stdin, "来自标准输入"),
        (
            Page::Unreadable("no file".into()),
            "版面原文无法读取：no file",
        ),
    ];
    let (old, _) = ask(&mut reader);
    reader.type_in("q");
    for (page, told) in pages {
        let (number, _) = ask(&mut reader);
        let record = Record::Shipped;
        let late = Found {
            record: Record::Nowhere,
            page: Page::None,
        };
        reader.send(Msg::OriginFound(old, late));
        assert!(reader.screen().contains("正在查找"));
        reader.send(Msg::OriginFound(number, Found { record, page }));
        let screen = reader.screen();
        assert!(
            screen.contains(told) && screen.contains("程序自带"),
            "{screen}"
        );
        reader.type_in("q");
    }
}

#[test]
fn nothing_of_a_page_controls_the_terminal_or_takes_forever() {
    let bad =
        |what: &str| format!("{what}\u{1b}]0;title\u{7}\u{1b}[31m\u{9b}2J\u{202e}\u{200b}\r\0尾");
    let article = Article {
        id: bad("id"),
        title: Some(bad("题")),
        body: vec![Block::Paragraph(bad("文"))],
        origin: Some(Origin {
            sheet: None,
            file: bad("file"),
            lines: vec![[7, 3], [0, u32::MAX], [u32::MAX, u32::MAX]],
            fields: BTreeMap::from([
                ("title".to_owned(), vec![[0, u32::MAX]; 500]),
                ("body.0".to_owned(), vec![[9, 1]]),
                ("body.99".to_owned(), vec![[1, 1]]),
            ]),
            size: Some([u32::MAX, 0]),
            boxes: BTreeMap::from([(
                "title".to_owned(),
                vec![[i32::MIN, i32::MAX, i32::MAX, i32::MIN]; 500],
            )]),
        }),
        ..Article::default()
    };
    let collection = Collection {
        articles: vec![article],
        problems: Vec::new(),
        ..Collection::default()
    };
    for size in [(120, 40), (40, 12), (4, 3)] {
        let mut reader = Reader::new(collection_of(&collection), size, Ambiguous::Narrow);
        let (number, _) = ask(&mut reader);
        let lines = (1..2000).map(|number| (number, bad(&"行".repeat(50))));
        let page = Page::Lines {
            lines: lines.collect(),
            agrees: false,
            places: Vec::new(),
        };
        let record = Record::Line(bad("store"), 1);
        reader.send(Msg::OriginFound(number, Found { record, page }));
        let shown = overlay(&reader) + &reader.screen();
        let forbidden = |c: char| {
            (c.is_control() && c != '\n')
                || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}')
        };
        assert!(!shown.contains(forbidden));
        assert!(!shown.contains("31m") && !shown.contains("0;title"));
    }
}

fn collection_of(collection: &Collection) -> Collection {
    Collection {
        articles: collection.articles.clone(),
        problems: Vec::new(),
        ..Collection::default()
    }
}

#[test]
fn a_page_is_called_as_it_is_above_the_text() {
    let article = Article {
        id: "1".into(),
        page: Some("3".into()),
        body: vec![Block::Paragraph("正文。".into())],
        ..Article::default()
    };
    let collection = Collection {
        articles: vec![article],
        ..Collection::default()
    };
    let mut reader = Reader::new(collection, (80, 24), Ambiguous::Narrow);
    reader.type_in("p");
    assert!(
        reader.screen().contains("刊载：第3版"),
        "{}",
        reader.screen()
    );
}
