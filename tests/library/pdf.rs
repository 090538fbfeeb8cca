//! PDF documents to pages of placed text, and these to reports.

mod writer;

use writer::Writer;
use zhenews::article::{Article, Block};
use zhenews::page::{Hints, Page, placed};
use zhenews::pdf::{Document, Problem};
use zhenews::placed::{Direction, PlacedLine, PlacedPage};

const SIZE: f32 = 10.0;
const LEADING: f32 = 14.0;

fn pages(bytes: Vec<u8>) -> Vec<Result<PlacedPage, Problem>> {
    let document = Document::open(bytes).expect("a PDF");
    let pages = document.pages();
    let numbers = 1..=document.page_count();
    numbers.map(|number| pages.read(number)).collect()
}

fn read(writer: Writer) -> Page {
    let page = pages(Writer::document(&[writer]))
        .remove(0)
        .expect("a page");
    let id = |_: &Article| String::new();
    placed::read(&page, "a.pdf", 1, &Hints::default(), id).expect("nothing is lost")
}

/// Sets the lines of columns of a width side by side; the first of each paragraph is indented.
fn set(writer: &mut Writer, left: f32, top: f32, columns: &[&[&str]]) {
    for (at, lines) in (0_u16..).zip(columns) {
        let left = left + f32::from(at) * 140.0;
        for (row, line) in (0_u16..).zip(*lines) {
            let text = line.trim_start();
            let indent = if text.len() < line.len() {
                2.0 * SIZE
            } else {
                0.0
            };
            let top = top + f32::from(row) * LEADING;
            writer.line(left + indent, top, SIZE, text);
        }
    }
}

fn body(article: &Article) -> Vec<&str> {
    article.body.iter().map(Block::text).collect()
}

const FIRST: [&[&str]; 2] = [
    &[
        "　　春天到了，河湾村的人",
        "们一早来到田边，把去年存",
        "下的种子撒进泥土里。",
        "　　老人说，今年雨水多，",
        "稻子会比往年长得高，孩子",
    ],
    &[
        "们听了都很高兴，围着他问",
        "个不停。",
        "　　村里还修了一条新路，",
        "从山脚一直通到码头，运粮",
        "食的车不再绕远。",
    ],
];

const SECOND: [&[&str]; 2] = [
    &[
        "　　镇上的图书馆昨天开门",
        "，书架上摆满了各地寄来的",
        "旧书，大家都来看。",
        "　　馆长说，凡是愿意读书",
        "的人都可以办一张借书证，",
    ],
    &[
        "一次借五本，看完再还，不",
        "收一分钱。",
        "　　有人把自己的书也送来",
        "，说书放在家里没有人读，",
        "不如放在这里。",
    ],
];

#[test]
fn reports_side_by_side_are_read_column_by_column() {
    let mut page = Writer::new(620.0, 400.0);
    // Whatever the order in the file.
    set(&mut page, 320.0, 110.0, &SECOND);
    set(&mut page, 30.0, 110.0, &FIRST);
    page.line(330.0, 70.0, 24.0, "图书馆昨天开门迎客");
    page.line(60.0, 70.0, 24.0, "河湾村春耕开始了");
    page.line(60.0, 46.0, 14.0, "今年雨水多");
    let page = read(page);
    let titles: Vec<_> = page
        .reports
        .iter()
        .map(|found| found.article.title.as_deref())
        .collect();
    assert_eq!(
        titles,
        [Some("河湾村春耕开始了"), Some("图书馆昨天开门迎客")]
    );
    let first = &page.reports[0].article;
    assert_eq!(first.kicker.as_deref(), Some("今年雨水多"));
    assert_eq!(
        body(first),
        [
            "春天到了，河湾村的人们一早来到田边，把去年存下的种子撒进泥土里。",
            "老人说，今年雨水多，稻子会比往年长得高，孩子们听了都很高兴，围着他问个不停。",
            "村里还修了一条新路，从山脚一直通到码头，运粮食的车不再绕远。",
        ]
    );
    assert_eq!(body(&page.reports[1].article).len(), 3);
    assert!(
        page.reports
            .iter()
            .all(|found| found.article.uncertain.is_empty())
    );
}

#[test]
fn narrow_letters_that_stand_twice_are_both_kept_and_a_bold_print_is_one() {
    let mut page = Writer::new(400.0, 200.0);
    for (at, letter) in (0_u16..).zip(["h", "e", "l", "l", "i"]) {
        page.line(100.0 + 2.5 * f32::from(at), 60.0, SIZE, letter);
    }
    page.line(100.0, 100.0, SIZE, "春耕");
    page.line(100.4, 100.0, SIZE, "春耕");
    let page = pages(Writer::document(&[page])).remove(0).unwrap();
    let lines: Vec<_> = page.lines.iter().map(PlacedLine::text).collect();
    assert_eq!(lines.concat(), "helli春耕");
}

#[test]
fn vertical_text_is_known_by_its_neighbours_whatever_its_font() {
    let mut page = Writer::new(400.0, 400.0);
    for (at, line) in (0_u16..).zip([
        "春天到了，河湾村的人们",
        "一早来到田边，把去年存",
        "下的种子撒进泥土里。",
    ]) {
        page.column(300.0 - 16.0 * f32::from(at), 60.0, SIZE, line);
    }
    let page = pages(Writer::document(&[page])).remove(0).unwrap();
    let lines: Vec<_> = page
        .lines
        .iter()
        .map(|line| (line.direction, line.text()))
        .collect();
    assert_eq!(lines.len(), 3, "{lines:?}");
    assert!(
        lines
            .iter()
            .all(|(direction, _)| *direction == Direction::Vertical)
    );
    assert_eq!(lines[0].1, "春天到了，河湾村的人们");
}

#[test]
fn a_headline_that_is_printed_twice_to_look_bold_is_read_once() {
    let mut page = Writer::new(400.0, 400.0);
    page.line(60.0, 70.0, 24.0, "河湾村春耕开始了");
    page.line(60.7, 70.0, 24.0, "河湾村春耕开始了");
    let page = pages(Writer::document(&[page])).remove(0).unwrap();
    let texts: Vec<String> = page
        .lines
        .iter()
        .map(zhenews::placed::PlacedLine::text)
        .collect();
    assert_eq!(texts, ["河湾村春耕开始了"]);
}

#[test]
fn a_page_without_text_costs_no_other() {
    let mut empty = Writer::new(400.0, 400.0);
    empty.rule((10.0, 10.0), (300.0, 10.0));
    let mut full = Writer::new(400.0, 400.0);
    full.line(60.0, 70.0, 24.0, "河湾村春耕开始了");
    let read = pages(Writer::document(&[empty, full]));
    assert_eq!(read[0], Err(Problem::NoText { page: 1 }));
    assert!(read[1].is_ok());
}

#[test]
fn what_is_no_pdf_is_refused() {
    let problem = Document::open(b"%PDF-1.7 and nothing more".to_vec()).err();
    assert!(
        matches!(problem, Some(Problem::Damaged | Problem::Empty)),
        "{problem:?}"
    );
}
