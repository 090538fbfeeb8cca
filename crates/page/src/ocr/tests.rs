//! Small files of our own in each form, and what is read of them.

use std::io;

use proptest::prelude::*;

use super::*;
use crate::filetype;
use crate::placed::{Direction, RegionKind};

mod files;
mod forms;
use files::{ALTO, BLOCKS, GROUPS, HOCR, LINKS, METS, PADDLE, STRUCTURE};

use crate::placed::PlacedLine;

fn nothing(_: &str) -> io::Result<Vec<u8>> {
    Err(io::ErrorKind::NotFound.into())
}

fn scan(text: &str) -> Scan {
    let guess = filetype::detect(text.as_bytes()).unwrap();
    read(text.as_bytes(), guess.file_type, &nothing).unwrap()
}

/// The lines of the first page.
fn texts(text: &str) -> Vec<String> {
    let lines = &scan(text).pages[0].lines;
    lines.iter().map(PlacedLine::text).collect()
}

#[test]
fn alto_gives_lines_with_their_size_face_and_order() {
    let page = &scan(ALTO).pages[0];
    let texts: Vec<String> = page.lines.iter().map(PlacedLine::text).collect();
    assert_eq!(
        texts,
        ["春耕开始", "清晨的田里有了人声。", "the spring", "fields"]
    );
    assert!(
        (page.lines[0].size - 40.0).abs() < 1.0,
        "{}",
        page.lines[0].size
    );
    assert!(
        (page.lines[1].size - 16.0).abs() < 1.0,
        "{}",
        page.lines[1].size
    );
    assert_ne!(page.lines[0].face, page.lines[1].face);
    assert_eq!(page.lines[1].confidence, Some(0.5));
    let orders: Vec<_> = page.regions.iter().map(|region| region.order).collect();
    assert_eq!(orders, [Some(1), Some(0)]);
    assert_eq!((page.width, page.height), (800.0, 900.0));
}

#[test]
fn a_line_across_a_gutter_is_no_larger_than_its_type() {
    let word = |left: u32, text: &str| {
        let width = 20 * text.chars().count() - 3;
        format!(
            r#"<String HPOS="{left}" VPOS="100" WIDTH="{width}" HEIGHT="18" CONTENT="{text}"/>"#
        )
    };
    let places = [
        (100, "清晨"),
        (140, "的"),
        (160, "田里"),
        (600, "河湾"),
        (640, "村"),
    ];
    let words: String = places.map(|(left, text)| word(left, text)).concat();
    let text = format!(
        r#"<alto><Layout><Page WIDTH="900" HEIGHT="900"><PrintSpace><TextBlock>
        <TextLine HPOS="100" VPOS="90" WIDTH="560" HEIGHT="44">{words}</TextLine>
        </TextBlock></PrintSpace></Page></Layout></alto>"#
    );
    let size = scan(&text).pages[0].lines[0].size;
    assert!((size - 20.0).abs() < 1.0, "{size}");
}

#[test]
fn an_indent_of_spaces_is_a_place() {
    let json = r#"[[[[0, 0], [100, 0], [100, 10], [0, 10]], ["　　春天来了，孩子们", 0.9]]]"#;
    let line = &scan(json).pages[0].lines[0];
    assert_eq!(line.text(), "春天来了，孩子们");
    assert!((line.area.left - 20.0).abs() < 0.1, "{:?}", line.area);
}

#[test]
fn marks_and_spaces_are_mended_in_chinese_alone() {
    for (read, mended) in [
        ("李明丶王芳", "李明、王芳"),
        ("不误农时°", "不误农时。"),
        ("水温25°", "水温25°"),
        ("〈记者李明）", "（记者李明）"),
        ("〈新路〉", "〈新路〉"),
        ("春 天 来 了,", "春天来了，"),
        ("本报记者 李 明", "本报记者 李 明"),
        ("他说:“来了!”", "他说：“来了！”"),
        ("记者(李明)", "记者（李明）"),
        ("at 10:30, in English (so)", "at 10:30, in English (so)"),
        ("比分3:2", "比分3:2"),
        ("增长3.5%", "增长3.5%"),
        ("本报讯　春天", "本报讯　春天"),
        ("春天来了.", "春天来了。"),
    ] {
        let json = serde_json::json!([[[[0, 0], [99, 0], [99, 9], [0, 9]], [read, 0.9]]]);
        assert_eq!(texts(&json.to_string()), [mended]);
    }
}

#[test]
fn simplified_characters_that_strayed_into_a_traditional_page_are_put_right() {
    let page = |texts: [&str; 3]| {
        let lines =
            texts.map(|text| serde_json::json!([[[0, 0], [99, 0], [99, 9], [0, 9]], [text, 0.9]]));
        self::texts(&serde_json::json!(lines).to_string())
    };
    let traditional = [
        "農民們說渠裡終於放了水",
        "老李將滿60崴，他說没有别的话，内心歡喜",
        "皇后里的樹開滿了花，球隧過隧道來辨理",
    ];
    let mended = [
        "農民們說渠裡終於放了水",
        "老李將滿60歲，他說沒有別的話，內心歡喜",
        "皇后里的樹開滿了花，球隊過隧道來辦理",
    ];
    assert_eq!(page(traditional), mended);
    // One or two may be meant, and a simplified page has its own.
    for meant in [
        [
            "農民們說渠裡終於放了水",
            "老李将滿六十歲",
            "皇后里的樹開滿了花",
        ],
        [
            "农民们说渠里终于放了水",
            "老李将满60崴，他说没有别的话",
            "後來他買了一本書",
        ],
    ] {
        assert_eq!(page(meant), meant);
    }
}

#[test]
fn a_page_is_set_in_one_form_of_a_character_and_of_digits() {
    let page = |texts: [&str; 4]| {
        let lines =
            texts.map(|text| serde_json::json!([[[0, 0], [99, 0], [99, 9], [0, 9]], [text, 0.9]]));
        self::texts(&serde_json::json!(lines).to_string())
    };
    let read = [
        "他說水渠將在6月修好，眾人說好，說笑",
        "她説“没有别的话」，衆人說「好」「好」",
        "付了６０00元，為的是種子",
        "鄉裡舆縣裡爲此商議，因為雨少",
    ];
    let mended = [
        "他說水渠將在6月修好，眾人說好，說笑",
        "她說「沒有別的話」，衆人說「好」「好」",
        "付了6000元，為的是種子",
        "鄉裡與縣裡為此商議，因為雨少",
    ];
    assert_eq!(page(read), mended);
}

#[test]
fn commas_that_are_read_as_quotation_marks_are_told_by_their_number() {
    let page = |texts: [&str; 4]| {
        let lines =
            texts.map(|text| serde_json::json!([[[0, 0], [99, 0], [99, 9], [0, 9]], [text, 0.9]]));
        self::texts(&serde_json::json!(lines).to_string())
    };
    let read = [
        "雨停了’孩子们跑过",
        "小桥’到了学校’老师",
        "说it’s late",
        "“‘好’的”",
    ];
    assert_eq!(
        page(read),
        [
            "雨停了，孩子们跑过",
            "小桥，到了学校，老师",
            "说it’s late",
            "“‘好’的”"
        ]
    );
    let quoted = ["他写道‘好", "的’一字", "又写‘来", "了’二字"];
    assert_eq!(page(quoted), quoted);
}

#[test]
fn a_tall_box_is_written_vertically() {
    let json = r#"[[[[0, 0], [10, 0], [10, 90], [0, 90]], "春天来了", 0.9], [[[20, 0], [30, 0], [30, 12], [20, 12]], "雨", 0.9]]"#;
    let directions = scan(json).pages.remove(0).lines;
    let directions: Vec<Direction> = directions.iter().map(|line| line.direction).collect();
    assert_eq!(directions, [Direction::Vertical, Direction::Horizontal]);
}

#[test]
fn page_xml_takes_the_best_reading_and_its_groups_are_reports() {
    let page = &scan(GROUPS).pages[0];
    let found: Vec<_> = page
        .regions
        .iter()
        .map(|region| (region.kind, region.order, region.report))
        .collect();
    assert_eq!(
        found,
        [
            (Some(RegionKind::Body), Some(1), Some(0)),
            (Some(RegionKind::Headline), Some(0), Some(0)),
            (Some(RegionKind::Headline), Some(2), Some(1)),
        ]
    );
    assert_eq!(texts(GROUPS), ["清晨的田里有了人声。", "春耕开始", "夏种"]);
    assert_eq!(page.lines[0].confidence, Some(0.75));
}

#[test]
fn hocr_has_spaces_between_latin_words_alone() {
    assert_eq!(texts(HOCR), ["春耕开始", "the fields of 1986 年"]);
    let page = &scan(HOCR).pages[0];
    assert_eq!((page.width, page.height), (800.0, 900.0));
    assert!((page.lines[0].size - 38.0).abs() < f32::EPSILON);
    assert_eq!(page.lines[0].confidence, Some(0.9));
}

#[test]
fn every_form_of_paddle_gives_the_same_lines() {
    for json in PADDLE {
        assert_eq!(texts(json), ["春耕开始", "清晨的田里有了人声。"], "{json}");
        let line = &scan(json).pages[0].lines[0];
        assert_eq!((line.area.left, line.area.bottom), (60.0, 100.0), "{json}");
        assert_eq!(line.confidence, Some(0.5), "{json}");
    }
}

#[test]
fn regions_of_json_have_kinds_and_order() {
    for json in BLOCKS {
        let page = &scan(json).pages[0];
        let kinds: Vec<_> = page.regions.iter().map(|region| region.kind).collect();
        let expected = [
            RegionKind::Headline,
            RegionKind::Body,
            RegionKind::Furniture,
        ];
        assert_eq!(kinds, expected.map(Some), "{json}");
        assert!(page.regions[0].order < page.regions[1].order, "{json}");
        let sizes: Vec<f32> = page.lines.iter().map(|line| line.size).collect();
        assert!(sizes[0] > 1.25 * sizes[1], "{json}: {sizes:?}");
    }
    let rows = texts(STRUCTURE);
    assert_eq!(rows, ["品名　价", "白菜　三角"]);
}

#[test]
fn mets_gives_what_articles_point_at_to_them() {
    for (mets, words) in [(METS, false), (LINKS, true)] {
        let beside = |name: &str| {
            if name == "one.xml" {
                Ok(ALTO.as_bytes().to_vec())
            } else {
                nothing(name)
            }
        };
        let scan = read(mets.as_bytes(), FileType::Mets, &beside).unwrap();
        assert_eq!(scan.source.as_deref(), Some("田野报"));
        assert_eq!(scan.published.as_deref(), Some("1986-11-03"));
        let page = &scan.pages[0];
        assert_eq!(page.name.as_deref(), Some("3"));
        assert_eq!(page.titles[&0], "春耕");
        let reports = page.lines.iter().map(|line| {
            let region = line.region.map(|region| &page.regions[region]);
            (
                line.text(),
                region.and_then(|region| Some((region.report?, region.kind))),
            )
        });
        let reports: Vec<_> = reports.collect();
        let body = if words {
            "清晨的田里"
        } else {
            "清晨的田里有了人声。"
        };
        assert_eq!(
            reports[0],
            ("春耕开始".to_owned(), Some((0, Some(RegionKind::Headline))))
        );
        assert_eq!(
            reports[1],
            (body.to_owned(), Some((0, Some(RegionKind::Body))))
        );
        let all: String = page.lines.iter().map(PlacedLine::text).collect();
        assert!(
            all.contains("有了人声。") && all.contains("the spring"),
            "{all}"
        );
    }
}

#[test]
fn a_file_that_mets_names_and_is_not_there_is_named() {
    let fault = read(METS.as_bytes(), FileType::Mets, &nothing).unwrap_err();
    assert!(
        matches!(&fault, Fault::Beside(name, _) if name.contains("one.xml")),
        "{fault}"
    );
}

#[test]
fn entities_are_not_expanded_without_end() {
    let entity = |at: u32| {
        let inner = format!("&a{at};").repeat(10);
        format!("<!ENTITY a{} \"{inner}\">", at + 1)
    };
    let entities: String = (0..40).map(entity).collect();
    let bomb = format!("<!DOCTYPE x [<!ENTITY a0 \"雨\">{entities}");
    for root in ["PcGts", "mets"] {
        let text = format!("<?xml version='1.0'?>{bomb}]><{root}>&a40;</{root}>");
        let file_type = filetype::detect(text.as_bytes()).unwrap().file_type;
        assert!(
            matches!(
                read(text.as_bytes(), file_type, &nothing),
                Err(Fault::Xml(_))
            ),
            "{root}"
        );
    }
}

#[test]
fn deep_nesting_ends_no_stack() {
    let deep = |tag: &str| {
        format!(
            "{}{}",
            format!("<{tag}>").repeat(100_000),
            format!("</{tag}>").repeat(100_000)
        )
    };
    for (file_type, text) in [
        (
            FileType::PageXml,
            format!("<PcGts><Page>{}</Page></PcGts>", deep("TextRegion")),
        ),
        (
            FileType::PageXml,
            format!(
                "<PcGts><Page><ReadingOrder>{}</ReadingOrder></Page></PcGts>",
                deep("OrderedGroup")
            ),
        ),
        (FileType::Mets, format!("<mets>{}</mets>", deep("div"))),
        (
            FileType::Alto,
            format!("<alto>{}</alto>", deep("ComposedBlock")),
        ),
        (FileType::Hocr, format!("<html>{}</html>", deep("div"))),
        (FileType::OcrJson, "[".repeat(100_000)),
    ] {
        assert!(
            read(text.as_bytes(), file_type, &nothing).is_err(),
            "{file_type:?}"
        );
    }
}

proptest! {
    /// A file with some bytes changed is read or refused.
    #[test]
    fn broken_files_are_read_or_refused(which in 0_usize..8, places in proptest::collection::vec((any::<u16>(), any::<u8>()), 1..6)) {
        let (text, file_type) = [
            (ALTO, FileType::Alto),
            (GROUPS, FileType::PageXml),
            (HOCR, FileType::Hocr),
            (METS, FileType::Mets),
            (LINKS, FileType::Mets),
            (PADDLE[0], FileType::OcrJson),
            (PADDLE[2], FileType::OcrJson),
            (BLOCKS[1], FileType::OcrJson),
        ][which];
        let mut bytes = text.as_bytes().to_vec();
        for (at, byte) in places {
            let at = usize::from(at) % bytes.len();
            bytes[at] = byte;
        }
        let beside = |_: &str| Ok(ALTO.as_bytes().to_vec());
        let _ = read(&bytes, file_type, &beside);
        filetype::detect(&bytes);
    }
}
