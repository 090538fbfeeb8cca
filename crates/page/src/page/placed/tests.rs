//! Stages of taking a placed page apart, each by itself, and that nothing is lost.

use proptest::prelude::*;

use super::grid::Grid;
use super::{blocks, boxes::Boxes, furniture, heads, notes, read};
use crate::article::{Article, Block};
use crate::page::{Hints, Kind, Page};
use crate::placed::{Area, Direction, Piece, PlacedLine, PlacedPage, Region, RegionKind};

/// A line of a size, with its upper left corner at a place.
fn line(left: f32, top: f32, size: f32, text: &str) -> PlacedLine {
    placed(left, top, size * ems(text), size, size, text)
}

fn ems(text: &str) -> f32 {
    f32::from(u16::try_from(text.chars().count()).unwrap_or(u16::MAX))
}

fn placed(left: f32, top: f32, width: f32, height: f32, size: f32, text: &str) -> PlacedLine {
    let area = Area {
        left,
        top,
        right: left + width,
        bottom: top + height,
    };
    PlacedLine {
        pieces: vec![Piece {
            text: text.to_owned(),
            area,
        }],
        area,
        size,
        direction: Direction::Horizontal,
        face: Some(0),
        confidence: None,
        region: None,
    }
}

/// Lines of a column, those that begin with white space indented.
fn column(left: f32, top: f32, lines: &[&str]) -> Vec<PlacedLine> {
    let each = (0_u16..).zip(lines);
    let each = each.map(|(at, text)| {
        let shown = text.trim_start();
        let indent = if shown.len() < text.len() { 20.0 } else { 0.0 };
        line(left + indent, top + 14.0 * f32::from(at), 10.0, shown)
    });
    each.collect()
}

fn page(lines: Vec<PlacedLine>) -> PlacedPage {
    PlacedPage {
        width: 600.0,
        height: 800.0,
        lines,
        ..PlacedPage::default()
    }
}

fn grid(lines: Vec<PlacedLine>) -> Grid {
    Grid::of(&page(lines))
}

fn all(grid: &Grid) -> Vec<usize> {
    (0..grid.rows.len()).collect()
}

fn made(page: &PlacedPage) -> Page {
    read(page, "a.pdf", 1, &Hints::default(), |_| String::new()).expect("nothing is lost")
}

const FIRST: [&str; 5] = [
    "　　春天到了，河湾村的人",
    "们一早来到田边，把去年存",
    "下的种子撒进泥土里。",
    "　　老人说，今年雨水多，",
    "稻子会比往年长得高，孩子",
];
const SECOND: [&str; 5] = [
    "们听了都很高兴，围着他问",
    "个不停。",
    "　　村里还修了一条新路，",
    "从山脚一直通到码头，运粮",
    "食的车不再绕远。",
];

#[test]
fn a_column_begins_and_ends_as_its_text_does() {
    let grid = grid([column(30.0, 100.0, &FIRST), column(170.0, 100.0, &SECOND)].concat());
    let blocks = blocks::blocks(&grid, &all(&grid));
    let edges: Vec<_> = blocks
        .iter()
        .map(|block| {
            (
                block.rows.len(),
                block.edges.indented,
                block.edges.full,
                block.edges.closed,
            )
        })
        .collect();
    assert_eq!(edges, [(5, true, true, false), (5, false, false, true)]);
}

#[test]
fn a_rule_ends_a_column_and_rules_between_all_rows_do_not() {
    let lines = column(30.0, 100.0, &FIRST);
    let rule = |top: f32| Area {
        left: 30.0,
        top,
        right: 150.0,
        bottom: top,
    };
    let blocks_with = |rules: Vec<Area>| {
        let grid = Grid::of(&PlacedPage {
            rules,
            ..page(lines.clone())
        });
        blocks::blocks(&grid, &all(&grid)).len()
    };
    assert_eq!(blocks_with(vec![rule(140.0)]), 2);
    let every = (0_u16..4).map(|at| rule(112.0 + 14.0 * f32::from(at)));
    assert_eq!(blocks_with(every.collect()), 1);
}

#[test]
fn a_headline_has_what_stands_above_and_below_it() {
    let lines = vec![
        line(60.0, 30.0, 14.0, "今年雨水多"),
        line(60.0, 50.0, 24.0, "河湾村春耕"),
        line(60.0, 78.0, 24.0, "全面铺开"),
        line(60.0, 106.0, 12.0, "——记一个村庄的春天"),
    ];
    let grid = grid([lines, column(30.0, 140.0, &FIRST)].concat());
    let found = heads::headings(&grid, &all(&grid));
    let [heading] = found.as_slice() else {
        panic!("{found:?}")
    };
    let places = (&*heading.kicker, &*heading.title, &*heading.subtitle);
    assert_eq!(places, (&[0][..], &[1, 2][..], &[3][..]));
}

#[test]
fn the_name_of_a_column_stands_in_a_frame_of_its_own() {
    let lines = vec![line(60.0, 50.0, 10.0, "凡人微光")];
    let lines = [lines, column(30.0, 140.0, &FIRST)].concat();
    let side = |left: f32, top: f32, right: f32, bottom: f32| Area {
        left,
        top,
        right,
        bottom,
    };
    let rules = vec![
        side(55.0, 47.0, 105.0, 47.0),
        side(55.0, 63.0, 105.0, 63.0),
        side(55.0, 47.0, 55.0, 63.0),
        side(105.0, 47.0, 105.0, 63.0),
    ];
    let grid = Grid::of(&PlacedPage {
        rules,
        ..page(lines)
    });
    let boxes = Boxes::of(&grid, &all(&grid));
    assert_eq!((boxes.tags.as_slice(), boxes.canvases.len()), (&[0][..], 0));
}

#[test]
fn a_folio_is_of_no_report_and_says_what_page_it_is() {
    let lines = vec![
        line(30.0, 20.0, 20.0, "第05版"),
        line(260.0, 26.0, 10.0, "2026年11月19日 星期四"),
        line(500.0, 24.0, 14.0, "青溪晚报"),
    ];
    let grid = grid([lines, column(30.0, 140.0, &FIRST)].concat());
    let found = furniture::furniture(&grid);
    assert_eq!(found.rows.len(), 3);
    assert!(found.rows.iter().all(|(_, kind)| *kind == Kind::Folio));
    assert_eq!(found.folio.page.as_deref(), Some("5"));
    assert_eq!(found.folio.source.as_deref(), Some("青溪晚报"));
}

#[test]
fn reporters_are_told_from_text_that_tells_of_them() {
    for text in [
        "本报记者 李明 王芳",
        "◎本报记者李明",
        "【本報記者李明台北報導】",
        "（李明、王芳）",
    ] {
        assert!(
            notes::signs(text) || notes::is_bracketed_byline(text),
            "{text}"
        );
    }
    for text in ["记者从水务局获悉", "记者实地探访一线", "（完）", "（见图）"]
    {
        assert!(
            !notes::signs(text) && !notes::is_bracketed_byline(text),
            "{text}"
        );
    }
}

#[test]
fn text_goes_on_beside_the_headline_that_it_flows_around() {
    // The headline stands over the left column; the right one begins beside it.
    let lines = [
        vec![line(30.0, 60.0, 22.0, "春耕开始")],
        column(30.0, 100.0, &FIRST),
        column(170.0, 60.0, &SECOND),
    ];
    let page = made(&page(lines.concat()));
    let [report] = page.reports.as_slice() else {
        panic!("{:?}", page.reports)
    };
    let body: Vec<_> = report.article.body.iter().map(Block::text).collect();
    assert_eq!(body.len(), 3);
    assert!(body[1].contains("长得高，孩子们听了"), "{body:?}");
}

#[test]
fn lines_of_verse_stay_lines() {
    let verse = [
        "河水慢慢流",
        "带走了一个冬天",
        "岸边的柳树",
        "等着第一阵暖风",
        "等着归来的燕子",
    ];
    let lines = [
        vec![line(40.0, 60.0, 22.0, "河")],
        column(40.0, 100.0, &verse),
    ]
    .concat();
    let around = [
        vec![line(300.0, 60.0, 22.0, "春耕开始")],
        column(300.0, 100.0, &FIRST),
        column(440.0, 100.0, &SECOND),
    ];
    let page = made(&page([lines, around.concat()].concat()));
    let found = page
        .reports
        .iter()
        .find(|found| found.article.title.as_deref() == Some("河"));
    assert_eq!(found.unwrap().article.body.len(), 5);
}

fn characters(article: &Article) -> usize {
    let fields = [
        &article.kicker,
        &article.title,
        &article.subtitle,
        &article.byline,
    ];
    let fields = fields.into_iter().flatten().map(String::as_str);
    let images = article
        .images
        .iter()
        .flat_map(|image| [&image.caption, &image.credit]);
    let texts = fields
        .chain(article.body.iter().map(Block::text))
        .chain(images.flatten().map(String::as_str));
    texts
        .flat_map(str::chars)
        .filter(|c| !c.is_whitespace())
        .count()
}

fn any_line() -> impl Strategy<Value = PlacedLine> {
    let sizes = prop_oneof![6 => Just(10.0_f32), 1 => Just(24.0), 1 => Just(14.0), 1 => Just(8.0)];
    let texts = prop_oneof![
        4 => "[春夏秋冬，。]{1,14}",
        1 => Just("本报记者 李明".to_owned()),
        1 => Just("（下转第四版）".to_owned()),
        1 => Just("（上接第一版）春天".to_owned()),
        1 => Just("图为河湾村。李明摄".to_owned()),
        1 => Just("第05版 2026年11月19日".to_owned()),
    ];
    (
        0.0_f32..560.0,
        0.0_f32..780.0,
        sizes,
        texts,
        any::<bool>(),
        0_u16..3,
    )
        .prop_map(|(left, top, size, text, across, face)| {
            let length = size * ems(&text);
            let mut line = if across {
                placed(left, top, length, size, size, &text)
            } else {
                placed(left, top, size, length, size, &text)
            };
            if !across {
                line.direction = Direction::Vertical;
            }
            line.face = Some(face);
            line
        })
}

fn any_area() -> impl Strategy<Value = Area> {
    let extent = prop_oneof![Just(0.0_f32), 1.0_f32..400.0];
    (0.0_f32..600.0, 0.0_f32..800.0, extent.clone(), extent).prop_map(
        |(left, top, width, height)| Area {
            left,
            top,
            right: left + width,
            bottom: top + height,
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn every_character_of_a_page_stands_in_one_place(
        lines in proptest::collection::vec(any_line(), 0..40),
        rules in proptest::collection::vec(any_area(), 0..12),
        pictures in proptest::collection::vec(any_area(), 0..4),
    ) {
        let wanted: usize = lines
            .iter()
            .map(|line| line.text().chars().filter(|c| !c.is_whitespace()).count())
            .sum();
        let page = PlacedPage { rules, pictures, ..page(lines) };
        let made = made(&page);
        let unplaced = made.unplaced.iter().flat_map(|piece| piece.text.chars());
        let unplaced = unplaced.filter(|c| !c.is_whitespace()).count();
        let reports: usize = made.reports.iter().map(|found| characters(&found.article)).sum();
        prop_assert_eq!(unplaced + reports, wanted);
    }
}

#[test]
fn a_page_of_more_lines_than_any_newspaper_has_is_one_report_as_it_comes() {
    // All in one place: none stands in a column with another.
    let lines = vec![line(60.0, 60.0, 10.0, "田里有了人声。"); 13_000];
    let found = read(&page(lines), "f", 1, &Hints::default(), |_| String::new()).unwrap();
    assert_eq!(found.reports.len(), 1);
    let article = &found.reports[0].article;
    assert_eq!(article.body.len(), 13_000);
    assert!(!article.uncertain.is_empty());
}

#[test]
fn a_caption_outside_the_reports_of_a_file_is_put_to_the_nearest() {
    let region = |report, kind, area| Region {
        area,
        kind: Some(kind),
        order: None,
        report,
    };
    let lines = vec![
        line(60.0, 60.0, 20.0, "春耕开始"),
        line(60.0, 100.0, 10.0, "田里有了人声。"),
        line(400.0, 60.0, 20.0, "夏种开始"),
        line(400.0, 100.0, 10.0, "渠里放了水。"),
        line(400.0, 200.0, 10.0, "图为河湾村。"),
    ];
    let kinds = [
        RegionKind::Headline,
        RegionKind::Body,
        RegionKind::Headline,
        RegionKind::Body,
        RegionKind::Caption,
    ];
    let reports = [Some(0), Some(0), Some(1), Some(1), None];
    let each = lines.iter().zip(kinds).zip(reports);
    let regions = each
        .map(|((line, kind), report)| region(report, kind, line.area))
        .collect();
    let lines = (0..).zip(lines).map(|(at, line)| PlacedLine {
        region: Some(at),
        ..line
    });
    let page = PlacedPage {
        regions,
        ..page(lines.collect())
    };
    let found = read(&page, "f", 1, &Hints::default(), |_| String::new()).unwrap();
    let captions: Vec<usize> = found
        .reports
        .iter()
        .map(|found| found.article.images.len())
        .collect();
    assert_eq!(captions, [0, 1]);
    assert!(found.unplaced.is_empty());
}
