//! Lines and headlines that recognition broke into pieces, and lines of two columns that are none.

use super::*;

/// A piece of a line in a box that is drawn as the recognition likes.
fn piece(left: f32, right: f32, top: f32, text: &str) -> PlacedLine {
    let bottom = top + 22.0;
    boxed(
        Area {
            left,
            top,
            right,
            bottom,
        },
        text,
    )
}

/// Whole lines of a column of 17 characters.
const WHOLE: [&str; 3] = [
    "清晨的田里有了人声渠里放了水老人站",
    "在田埂上说今年的雨下得正好孩子们跑",
    "过小桥到河湾村的学校里去上学了桥边",
];

#[test]
fn pieces_whose_boxes_overlap_are_one_line_and_hold_a_mark_once() {
    let mut lines = column(100.0, 100.0, &WHOLE);
    lines.push(piece(100.0, 240.0, 181.0, "今天农民们表示，"));
    lines.push(piece(228.0, 440.0, 181.0, "，种子已经运到了河湾村"));
    lines.extend(column(100.0, 208.0, &WHOLE));
    let grid = grid(&page(lines));
    assert!(texts(&grid).contains(&"今天农民们表示，种子已经运到了河湾村"));
}

#[test]
fn lines_that_end_at_a_gutter_do_not_go_on_behind_it() {
    // The last lines of two columns, and a wide column below them.
    let mut lines = Vec::new();
    for left in [100.0, 480.0] {
        lines.extend(column(left, 100.0, &WHOLE));
        lines.extend(column(left, 181.0, &WHOLE));
    }
    lines.push(piece(340.0, 440.0, 262.0, "（李明明）"));
    lines.push(piece(
        480.0,
        820.0,
        262.0,
        "树上的鸟叫了起来孩子们都到了学校里",
    ));
    let wide = "渠里放了水老人站在田埂上说今年的雨下得正好孩子们跑过小桥到河湾村上学校去";
    lines.extend(column(100.0, 300.0, &[wide, wide, wide]));
    let grid = grid(&page(lines));
    assert!(texts(&grid).contains(&"（李明明）"), "{:?}", texts(&grid));
}

#[test]
fn a_line_whose_end_is_drawn_higher_than_its_start_is_in_order() {
    let mut lines = column(100.0, 100.0, &WHOLE);
    lines.extend([
        piece(300.0, 440.0, 178.0, "，种子运到了。"),
        piece(100.0, 310.0, 183.0, "今天农民们在田头表示"),
    ]);
    lines.extend(column(100.0, 208.0, &["　　渠里放了水。"]));
    let page = made(lines);
    let bodies: Vec<_> = page
        .reports
        .iter()
        .flat_map(|found| &found.article.body)
        .collect();
    let text: String = bodies.iter().map(|block| block.text()).collect();
    assert!(
        text.contains("桥边今天农民们在田头表示，种子运到了。"),
        "{text}"
    );
}

#[test]
fn pieces_of_a_headline_are_one_by_how_far_its_characters_are_apart() {
    let head = |left: f32, height: f32, text: &str| {
        boxed(
            Area {
                left,
                top: 60.0,
                right: left + 60.0 * 4.0,
                bottom: 60.0 + height,
            },
            text,
        )
    };
    let mut lines = vec![head(100.0, 38.0, "春耕开始"), head(344.0, 58.0, "农民下地")];
    for left in [100.0, 480.0] {
        lines.extend(column(left, 150.0, &WHOLE));
        lines.extend(column(left, 231.0, &["渠里放了水。"]));
    }
    let page = made(lines);
    let titles: Vec<_> = page
        .reports
        .iter()
        .map(|found| found.article.title.as_deref())
        .collect();
    assert_eq!(titles, [Some("春耕开始农民下地")]);
}

#[test]
fn a_small_headline_as_close_to_the_text_above_as_its_lines_is_within_it() {
    let body = |top: f32, first: &str| {
        let mut lines = column(100.0, top, &[&*format!("　　{first}"), WHOLE[0], WHOLE[1]]);
        lines.extend(column(100.0, top + 81.0, &["渠里放了水。"]));
        lines
    };
    let mut lines = vec![line(100.0, 60.0, 50.0, "春耕全面开始")];
    lines.extend(body(130.0, "清晨的田里有了人声渠里放了水老"));
    // A line's distance from the text above and below.
    lines.push(line(170.0, 239.0, 26.0, "修渠引水到田头"));
    lines.extend(body(270.0, "老人站在田埂上说今年的雨下得正"));
    let page = made(lines);
    let titles: Vec<_> = page
        .reports
        .iter()
        .map(|found| found.article.title.as_deref())
        .collect();
    assert_eq!(titles, [Some("春耕全面开始")]);
    let body = &page.reports[0].article.body;
    assert!(
        body.iter().any(
            |block| matches!(block, Block::Subhead { subhead } if subhead == "修渠引水到田头")
        ),
        "{body:?}"
    );
}

#[test]
fn a_list_of_names_before_the_text_signs_it_without_its_mark() {
    let mut lines = vec![line(100.0, 60.0, 50.0, "春耕全面开始")];
    lines.push(line(100.0, 130.0, 20.0, "李明明、王小芳、张大海"));
    lines.extend(column(
        100.0,
        157.0,
        &[
            "　　清晨的田里有了人声渠里放了水老",
            WHOLE[0],
            WHOLE[1],
            "渠里放了水。",
        ],
    ));
    let article = &made(lines).reports[0].article;
    let names: Vec<&str> = article.authors.iter().map(|author| &*author.name).collect();
    assert_eq!(names, ["李明明", "王小芳", "张大海"]);
}

#[test]
fn a_row_without_room_about_it_is_text_however_large_it_seems() {
    // Two lines run together, of which half was not read.
    let garbled = Area {
        left: 100.0,
        top: 181.0,
        right: 440.0,
        bottom: 229.0,
    };
    let mut lines = vec![line(100.0, 40.0, 50.0, "春耕全面开始")];
    lines.extend(column(
        100.0,
        100.0,
        &["　　清晨的田里有了人声渠里放了水老", WHOLE[0], WHOLE[1]],
    ));
    lines.push(boxed(garbled, "树上的乌叫了起来孩"));
    lines.extend(column(100.0, 235.0, &[WHOLE[2], WHOLE[0], "渠里放了水。"]));
    let page = made(lines);
    let titles: Vec<_> = page
        .reports
        .iter()
        .map(|found| found.article.title.as_deref())
        .collect();
    assert_eq!(titles, [Some("春耕全面开始")]);
}

#[test]
fn ragged_lines_with_commas_within_them_are_no_verse() {
    let ragged = [
        "清晨的田里有了人声，渠里",
        "放了水，老人站在田埂上说今年",
        "的雨下得好，孩子们",
        "跑过小桥，到河湾村的学校去上",
        "学了。",
    ];
    let mut lines = vec![line(100.0, 40.0, 50.0, "春耕全面开始")];
    lines.extend(column(100.0, 110.0, &ragged));
    let body = &made(lines).reports[0].article.body;
    assert_eq!(body.len(), 1, "{body:?}");
}
