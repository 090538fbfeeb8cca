//! Pages as recognition gives them: boxes that tremble, lines across gutters, pieces of lines.

use super::super::grid::Grid;
use super::super::{captions, furniture, read};
use super::grid;
use crate::article::Block;
use crate::page::{Hints, Kind, Page};
use crate::placed::{Area, Direction, Piece, PlacedLine, PlacedPage};

mod pieces;

/// How many pixels the boxes of lines are drawn off their type, in turn.
const TREMBLE: [f32; 5] = [0.0, 3.0, -1.0, 4.0, 1.0];

/// A recognized line of a size, from a place on.
fn line(left: f32, top: f32, size: f32, text: &str) -> PlacedLine {
    let ems = f32::from(u16::try_from(text.chars().count()).unwrap_or(u16::MAX));
    let count = text.chars().count();
    let off = TREMBLE.get(count % TREMBLE.len()).copied();
    let off = off.unwrap_or_default();
    boxed(
        Area {
            left: left - off / 4.0,
            top: top - off / 2.0,
            right: left + size * ems + off / 4.0,
            bottom: top + size + off / 2.0,
        },
        text,
    )
}

/// A recognized line in a box.
fn boxed(area: Area, text: &str) -> PlacedLine {
    let (width, height) = (area.width(), area.height());
    let vertical = height > 1.5 * width && text.chars().count() > 1;
    PlacedLine {
        pieces: vec![Piece {
            text: text.to_owned(),
            area,
        }],
        area,
        size: width.min(height),
        direction: if vertical {
            Direction::Vertical
        } else {
            Direction::Horizontal
        },
        face: None,
        confidence: Some(0.99),
        region: None,
    }
}

/// Lines of a column that are 20 pixels large, those that begin with white space indented.
fn column(left: f32, top: f32, lines: &[&str]) -> Vec<PlacedLine> {
    let each = (0_u16..).zip(lines);
    let each = each.map(|(at, text)| {
        let shown = text.trim_start();
        let indent = if shown.len() < text.len() { 40.0 } else { 0.0 };
        line(left + indent, top + 27.0 * f32::from(at), 20.0, shown)
    });
    each.collect()
}

fn page(lines: Vec<PlacedLine>) -> PlacedPage {
    PlacedPage {
        width: 1200.0,
        height: 1600.0,
        lines,
        ..PlacedPage::default()
    }
}

fn made(lines: Vec<PlacedLine>) -> Page {
    let page = page(lines);
    read(&page, "a.json", 1, &Hints::default(), |_| String::new()).expect("nothing is lost")
}

fn texts(grid: &Grid) -> Vec<&str> {
    grid.rows.iter().map(|row| row.text.as_str()).collect()
}

/// The headlines of a page's reports, each with its paragraphs.
fn reports(page: &Page) -> Vec<(String, Vec<String>)> {
    let each = page.reports.iter().map(|found| &found.article);
    each.map(|article| {
        let body = article.body.iter().map(Block::text).map(str::to_owned);
        (article.title.clone().unwrap_or_default(), body.collect())
    })
    .collect()
}

const FIRST: [&str; 6] = [
    "　　春天到了河湾村的人们",
    "一早来到田边，把去年存下的",
    "种子撒进泥土里。",
    "　　老人说今年雨水多稻子",
    "会比往年长得高，孩子们听了",
    "都很高兴，围着他问个不停，",
];
const SECOND: [&str; 6] = [
    "要他讲从前的收成。",
    "　　村里还修了一条新的路",
    "从山脚一直通到码头，运粮食",
    "的车不再绕远，一天能跑两趟",
    "比去年省下一半的油钱和工夫",
    "七成。",
];
const BODY: [&str; 3] = [
    "春天到了河湾村的人们一早来到田边，把去年存下的种子撒进泥土里。",
    "老人说今年雨水多稻子会比往年长得高，孩子们听了都很高兴，围着他问个不停，要他讲从前的收成。",
    "村里还修了一条新的路从山脚一直通到码头，运粮食的车不再绕远，一天能跑两趟比去年省下一半的油钱和工夫七成。",
];

#[test]
fn text_is_of_one_size_however_its_boxes_tremble() {
    let mut lines = column(50.0, 300.0, &FIRST);
    // The last words of a column are too few to tell their size, and one line lacks characters.
    lines.extend(column(400.0, 300.0, &SECOND));
    lines.push(boxed(
        Area {
            left: 750.0,
            top: 300.0,
            right: 1010.0,
            bottom: 322.0,
        },
        "码头上站满了看热闹人",
    ));
    lines.extend(column(750.0, 327.0, &FIRST[1..]));
    let grid = grid(&page(lines));
    let odd: Vec<_> = grid
        .rows
        .iter()
        .filter(|row| (row.size / grid.body - 1.0).abs() > 0.04)
        .map(|row| (row.text.as_str(), row.size))
        .collect();
    assert_eq!(odd, []);
}

#[test]
fn a_line_that_runs_across_a_gutter_is_cut_there() {
    let mut lines = column(50.0, 300.0, &FIRST);
    lines.extend(column(350.0, 300.0, &SECOND));
    let (first, second) = (lines.remove(4), lines.remove(9));
    let mut across = first.clone();
    across.area = first.area.union(second.area);
    // As one box, and as words.
    let whole = Piece {
        text: first.text() + &second.text(),
        area: across.area,
    };
    let words = [first.pieces.clone(), second.pieces.clone()].concat();
    for pieces in [vec![whole], words] {
        let lines = lines.iter().cloned().chain([PlacedLine {
            pieces,
            ..across.clone()
        }]);
        let grid = grid(&page(lines.collect()));
        let found = texts(&grid);
        assert!(found.contains(&FIRST[4]), "{found:?}");
        assert!(found.contains(&SECOND[4]), "{found:?}");
    }
}

#[test]
fn a_headline_over_two_columns_is_not_cut() {
    let mut lines = column(50.0, 300.0, &FIRST);
    lines.extend(column(350.0, 300.0, &SECOND));
    lines.push(line(100.0, 260.0, 26.0, "一条新路从山脚通到码头"));
    assert_eq!(grid(&page(lines)).rows.len(), 13);
}

#[test]
fn pieces_of_a_line_are_put_together() {
    let mut lines = column(50.0, 300.0, &FIRST);
    lines.remove(4);
    lines.push(line(50.0, 408.0, 20.0, "会比往年"));
    lines.push(line(170.0, 408.0, 20.0, "高，孩子们听了"));
    let grid = grid(&page(lines));
    assert!(texts(&grid).contains(&"会比往年高，孩子们听了"));
}

#[test]
fn a_headline_that_is_set_vertically_is_one_line() {
    let mut lines = column(150.0, 300.0, &FIRST);
    let cell = |top: f32, bottom: f32| Area {
        left: 60.0,
        top,
        right: 110.0,
        bottom,
    };
    lines.push(boxed(cell(300.0, 440.0), "新的路"));
    lines.push(boxed(cell(446.0, 494.0), "通"));
    lines.push(boxed(cell(496.0, 640.0), "到码头"));
    let grid = grid(&page(lines));
    let headline = grid.rows.iter().find(|row| row.text == "新的路通到码头");
    assert!(
        headline.is_some_and(|row| row.crosswise),
        "{:?}",
        texts(&grid)
    );
}

#[test]
fn a_masthead_needs_no_rule_below_it() {
    let mut lines = column(50.0, 300.0, &FIRST);
    lines.push(line(50.0, 40.0, 80.0, "河湾日报"));
    lines.push(line(420.0, 40.0, 18.0, "2026年5月4日星期一"));
    lines.push(line(420.0, 75.0, 18.0, "第1024期"));
    lines.push(line(
        420.0,
        105.0,
        18.0,
        "河湾日报社出版网址：www.example.com",
    ));
    lines.push(line(60.0, 180.0, 40.0, "新路通到码头"));
    let grid = grid(&page(lines));
    let found = furniture::furniture(&grid);
    let rows = found.rows.iter().filter_map(|(at, _)| grid.rows.get(*at));
    assert_eq!(rows.count(), 4);
}

#[test]
fn a_caption_stands_below_what_is_blank() {
    let mut lines = column(50.0, 300.0, &FIRST);
    lines.extend(column(350.0, 300.0, &SECOND));
    lines.push(line(60.0, 720.0, 20.0, "图为河湾村的新路通车。林小河摄"));
    let grid = grid(&page(lines));
    let all: Vec<usize> = (0..grid.rows.len()).collect();
    let found = captions::captions(&grid, &all);
    assert_eq!(found.len(), 1);
    let picture = found[0].picture;
    assert!(picture.height() > 200.0, "{picture:?}");
}

#[test]
fn a_notice_is_of_no_report() {
    let mut lines = vec![line(60.0, 200.0, 40.0, "新路通到码头")];
    lines.extend(column(50.0, 300.0, &FIRST));
    lines.extend(column(350.0, 300.0, &SECOND));
    lines.push(line(250.0, 560.0, 44.0, "公告"));
    lines.push(line(130.0, 620.0, 20.0, "因线路检修滨河小区本月五日停水。"));
    let page = made(lines);
    let notices = page
        .unplaced
        .iter()
        .filter(|piece| piece.kind == Kind::Advertisement);
    assert_eq!(notices.count(), 1);
    assert_eq!(reports(&page).len(), 1);
}

#[test]
fn a_recognized_page_becomes_reports() {
    let mut lines = vec![line(60.0, 200.0, 40.0, "新路从山脚通到码头")];
    lines.extend(column(50.0, 300.0, &FIRST));
    lines.extend(column(350.0, 300.0, &SECOND));
    // A report in the corner of another, without a frame.
    lines.push(line(660.0, 200.0, 30.0, "老街换新颜"));
    lines.extend(column(
        650.0,
        250.0,
        &["　　老街的石板换成了新的", "行人走得稳了。"],
    ));
    assert_eq!(
        reports(&made(lines)),
        [
            (
                "新路从山脚通到码头".to_owned(),
                BODY.map(str::to_owned).to_vec()
            ),
            (
                "老街换新颜".to_owned(),
                vec!["老街的石板换成了新的行人走得稳了。".to_owned()]
            ),
        ]
    );
}

#[test]
fn text_goes_round_a_report_in_the_corner() {
    let mut lines = vec![line(60.0, 200.0, 40.0, "新路从山脚通到码头")];
    lines.extend(column(50.0, 300.0, &FIRST));
    lines.extend(column(
        50.0,
        462.0,
        &["直到天黑才散去，第二天一早", "又来了。"],
    ));
    lines.extend(column(350.0, 300.0, &SECOND[1..4]));
    lines.push(line(350.0, 381.0, 20.0, "不误农时。"));
    lines.push(line(360.0, 450.0, 30.0, "老街换新颜"));
    lines.extend(column(
        350.0,
        500.0,
        &["　　老街的石板换成了新的", "行人走得稳了。"],
    ));
    let page = made(lines);
    let titles: Vec<String> = reports(&page).into_iter().map(|(title, _)| title).collect();
    assert_eq!(titles, ["新路从山脚通到码头", "老街换新颜"]);
    let (_, body) = &reports(&page)[0];
    assert!(
        body.last().is_some_and(|text| text.ends_with("不误农时。")),
        "{body:?}"
    );
}

#[test]
fn what_was_recognized_with_doubt_is_marked() {
    let uncertain = |text: f32, headline: f32| {
        let mut lines = vec![line(60.0, 200.0, 40.0, "新路从山脚通到码头")];
        lines.extend(column(50.0, 300.0, &FIRST));
        lines.extend(column(350.0, 300.0, &SECOND));
        for (at, line) in lines.iter_mut().enumerate() {
            line.confidence = Some(if at == 0 { headline } else { text });
        }
        let page = made(lines);
        let article = page.reports.first().map(|found| found.article.clone());
        article.unwrap_or_default().uncertain
    };
    assert_eq!(uncertain(0.999, 0.999), [""; 0]);
    assert_eq!(uncertain(0.93, 0.999), ["body"]);
    assert_eq!(uncertain(0.999, 0.9), ["title"]);
}

#[test]
fn a_line_right_below_a_headline_is_its_subtitle_and_a_few_words_far_from_text_are_none() {
    let mut lines = vec![
        line(60.0, 120.0, 26.0, "乡村见闻"),
        line(60.0, 200.0, 40.0, "新路从山脚通到码头"),
        line(120.0, 252.0, 20.0, "一年省下七成油钱"),
    ];
    lines.extend(column(50.0, 310.0, &FIRST));
    lines.extend(column(350.0, 310.0, &SECOND));
    let page = made(lines);
    let article = &page.reports[0].article;
    assert_eq!(article.subtitle.as_deref(), Some("一年省下七成油钱"));
    assert_eq!(article.kicker, None);
    let columns = page
        .unplaced
        .iter()
        .filter(|piece| piece.kind == Kind::Column);
    let columns: Vec<&str> = columns.map(|piece| piece.text.as_str()).collect();
    assert_eq!(columns, ["乡村见闻"]);
}

#[test]
fn a_character_that_stands_apart_is_of_no_report() {
    let mut lines = vec![line(60.0, 200.0, 40.0, "新路从山脚通到码头")];
    lines.extend(column(50.0, 300.0, &FIRST));
    lines.extend(column(350.0, 300.0, &SECOND));
    lines.push(line(900.0, 700.0, 20.0, "轩"));
    let page = made(lines);
    let text: Vec<&str> = page
        .unplaced
        .iter()
        .map(|piece| piece.text.as_str())
        .collect();
    assert_eq!((page.reports.len(), text), (1, vec!["轩"]));
    // Where nothing else is, it is the report.
    assert_eq!(
        made(vec![line(60.0, 200.0, 20.0, "雨下在田里。")])
            .reports
            .len(),
        1
    );
}
