//! Set lines as a reader sees them: nothing lost, nothing wider than the line, no mark at an edge
//! where Chinese typesetting forbids it.

use std::fs;

use proptest::prelude::*;
use unicode_segmentation::UnicodeSegmentation;
use zhenews::text::display;
use zhenews::text::vertical::PLACE;
use zhenews::text::width::{Ambiguous, width};
use zhenews::text::wrap::{Line, Setting, wrap, wrap_part};
use zhenews::text::writing_mode::{WritingMode, length};

/// Hard sentences of our own.
const PARAGRAPHS: [&str; 8] = [
    "“到2020年，确保全部‘清零’！”会议强调：“减排——不是口号，而是行动……”话音未落，掌声响起。",
    "全市PM2.5平均浓度为68微克/立方米，同比下降12.3%；最高气温38.5℃，最低气温-4℃——近年少见。",
    "埃隆·马斯克、列夫·尼古拉耶维奇·托尔斯泰、阿卜杜勒—哈米德……这些名字怎么排？！（见第12～15页）",
    "2023年1—9月，进出口总额￥567.8亿元（其中：出口1,234.56亿元），装备制造业增长11.6%，服务业增长7.8%。",
    "请访问https://www.example.org/news/2019/10/01/index.html?id=12345&lang=zh-CN或致信news@example.org。",
    "【本报讯】《××市大气污染防治条例》〔2019〕第3号公告：罚款500元～5000元；情节严重的，处1万元以上罚款。",
    "　　首批 63 家企业、11 家重点企业接入 COVID-19、5G/6G、C919、GB/T 15834—2011 等标准的监控系统了。",
    "他问：“你到底去不去？”“去！”“什么时候？”“明天——如果不下雨的话……”“那好吧。”于是两人约定8:30见。",
];

fn setting(measure: usize, ambiguous: Ambiguous) -> Setting {
    Setting {
        measure,
        indent: 4,
        writing_mode: WritingMode::Horizontal(ambiguous),
        mend_orphans: true,
    }
}

fn shown<'a>(text: &'a str, line: &Line) -> &'a str {
    text.get(line.range.clone())
        .expect("a line is a part of its text")
}

fn every_setting() -> impl Iterator<Item = Setting> {
    [Ambiguous::Narrow, Ambiguous::Wide]
        .into_iter()
        .flat_map(|ambiguous| (16..=120).map(move |measure| setting(measure, ambiguous)))
}

fn without_space(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

#[test]
fn no_line_starts_or_ends_with_a_forbidden_mark() {
    let no_start = "。，、：；！？”’）》〉】〕～—…·%℃";
    let no_end = "“‘（《【〔￥";
    for (text, setting) in PARAGRAPHS
        .iter()
        .flat_map(|p| every_setting().map(move |s| (*p, s)))
    {
        let lines = wrap(text, &setting);
        for (i, line) in lines.iter().map(|line| shown(text, line)).enumerate() {
            let (first, last) = (
                line.chars().next().unwrap(),
                line.chars().next_back().unwrap(),
            );
            assert!(i == 0 || !no_start.contains(first), "{line} in {setting:?}");
            assert!(
                i + 1 == lines.len() || !no_end.contains(last),
                "{line} in {setting:?}"
            );
        }
    }
}

/// What may not begin a column, and what may not end one.
const NO_COLUMN_STARTS: &str = "，。、；：？！．）》」』”’〉】〕〗％%℃…—～·,;?!)]}";
const NO_COLUMN_ENDS: &str = "（《「『“‘〈【〔〖￥＄￡([{";

/// What is wrong at the edge between two columns, if anything is.
fn wrong_between(before: &str, behind: &str) -> Option<&'static str> {
    let (last, first) = (before.chars().next_back()?, behind.chars().next()?);
    // A row of dots or dashes may be longer than a column, and `.5` is a number.
    let goes_on = "…—".contains(first) && last == first;
    let rest = behind.strip_prefix('%').unwrap_or_default();
    let is_number = rest.starts_with(|c: char| c.is_alphanumeric());
    let run = behind.chars().take_while(|c| *c == first).count();
    if NO_COLUMN_STARTS.contains(first) && !goes_on && !is_number {
        Some("begins with a mark")
    } else if NO_COLUMN_ENDS.contains(last) {
        Some("ends with a mark")
    } else if goes_on && run % 2 == 1 {
        Some("parts a pair")
    } else if last.is_ascii_digit() && first.is_ascii_digit() {
        Some("parts a number")
    } else {
        None
    }
}

/// Whether the word at the edge between two columns would have had room in one: a longer one is broken somewhere.
fn is_short(before: &str, behind: &str, measure: usize) -> bool {
    let is_inner =
        |c: &char| c.is_ascii_graphic() || ('！'..='～').contains(c) || "“”".contains(*c);
    let word = before.chars().rev().take_while(is_inner).count()
        + behind.chars().take_while(is_inner).count();
    (word + 2) * PLACE <= measure
}

/// `ZHENEWS_TEXTS` names a file of other texts, a paragraph a line, to be held to the same.
#[test]
fn columns_of_vertical_text_hold_to_the_rules_of_their_edges() {
    let others = std::env::var_os("ZHENEWS_TEXTS").map(fs::read_to_string);
    let others = others
        .map(|text| text.expect("the file is read"))
        .unwrap_or_default();
    let (mut columns, mut characters) = (0, 0);
    for text in PARAGRAPHS.into_iter().chain(others.lines()) {
        characters += text.chars().count();
        for measure in [20, 32, 38, 44, 60, 96] {
            let setting = Setting {
                writing_mode: WritingMode::Vertical,
                ..setting(measure, Ambiguous::Narrow)
            };
            let lines = wrap(text, &setting);
            columns += lines.len();
            let set: Vec<&str> = lines.iter().map(|line| shown(text, line)).collect();
            assert_eq!(without_space(&set.concat()), without_space(text));
            for edge in lines.windows(2) {
                let (before, behind) = (shown(text, &edge[0]), shown(text, &edge[1]));
                // What spaces part may be parted.
                let is_apart = edge[0].range.end < edge[1].range.start;
                if !is_apart && is_short(before, behind, measure) {
                    let wrong = wrong_between(before, behind);
                    assert_eq!(wrong, None, "{before}|{behind} in {measure}: {text}");
                }
            }
            for line in &lines {
                let cells = line.indent + length(text, line.range.clone(), setting.writing_mode);
                assert!(cells <= measure, "{:?} in {measure}", shown(text, line));
            }
        }
    }
    println!("{characters} characters, {columns} columns");
}

#[test]
fn no_paragraph_ends_in_an_orphan() {
    for (text, setting) in PARAGRAPHS
        .iter()
        .flat_map(|p| every_setting().map(move |s| (*p, s)))
    {
        let lines = wrap(text, &setting);
        let last = shown(text, lines.last().unwrap());
        let letters = last.chars().filter(|c| c.is_alphanumeric()).count();
        assert!(lines.len() == 1 || letters > 1, "{last} in {setting:?}");
    }
}

#[test]
fn an_orphan_takes_as_little_as_it_needs() {
    let lines = |text: &'static str, measure, mend_orphans| {
        let setting = Setting {
            mend_orphans,
            indent: 0,
            ..setting(measure, Ambiguous::Narrow)
        };
        wrap(text, &setting)
            .iter()
            .map(|line| shown(text, line))
            .collect::<Vec<_>>()
            .join("|")
    };
    assert_eq!(
        lines("秋冬季大气污染防治。", 16, false),
        "秋冬季大气污染防|治。"
    );
    assert_eq!(
        lines("秋冬季大气污染防治。", 16, true),
        "秋冬季大气污染|防治。"
    );
    assert_eq!(
        lines("秋冬季防治攻坚战了。", 16, true),
        "秋冬季防治攻坚|战了。"
    );
    assert_eq!(lines("秋冬季大气“污染”了", 16, true), "秋冬季大气“污|染”了");
    assert_eq!(lines("排查清理企业12家了", 16, true), "排查清理企业|12家了");
    assert_eq!(
        lines("秋冬季大气污染防GDP", 16, true),
        "秋冬季大气污染防|GDP"
    );
}

#[test]
fn indents_give_way_to_the_first_word() {
    for (text, measure, indent) in [
        ("大气污染防治", 20, 4),
        ("大气污染防治", 6, 4),
        ("大气污染防治", 5, 3),
        ("大气污染防治", 2, 0),
        ("大气污染防治", 1, 0),
        ("大气污染防治", 0, 0),
        ("facebook大气", 12, 4),
        ("facebook大气", 10, 2),
        ("facebook大气", 8, 0),
    ] {
        let lines = wrap(text, &setting(measure, Ambiguous::Narrow));
        assert_eq!(lines.first().unwrap().indent, indent, "{text} in {measure}");
        assert!(lines.iter().skip(1).all(|line| line.indent == 0));
    }
}

#[test]
fn an_address_keeps_its_scheme() {
    let text = "详情请见网站https://example.com/x。";
    let lines: Vec<_> = wrap(text, &setting(26, Ambiguous::Narrow))
        .iter()
        .map(|line| shown(text, line))
        .collect();
    assert_eq!(lines, ["详情请见网站", "https://example.com/x。"]);
}

#[test]
fn the_sources_own_indent_is_replaced() {
    for text in ["　　大气污染防治", "  大气污染防治", "大气污染防治　"] {
        let [line] = &wrap(text, &setting(40, Ambiguous::Narrow))[..] else {
            panic!("{text}")
        };
        assert_eq!((shown(text, line), line.indent), ("大气污染防治", 4));
    }
    assert_eq!(wrap("", &setting(40, Ambiguous::Narrow)), []);
    assert_eq!(wrap("　 ", &setting(40, Ambiguous::Narrow)), []);
}

#[test]
fn what_is_wider_than_a_line_breaks_by_the_rules_too() {
    let lines = |text: &'static str| {
        let setting = Setting {
            indent: 0,
            ..setting(8, Ambiguous::Narrow)
        };
        wrap(text, &setting)
            .iter()
            .map(|line| shown(text, line))
            .collect::<Vec<_>>()
            .join("|")
    };
    assert_eq!(
        lines("https://example.org/a-b?c=d"),
        "https://|example.|org/a-b?|c=d"
    );
    assert_eq!(lines("abcdefgh，ij"), "abcdefg|h，ij");
    assert_eq!(lines("up });go();x"), "up });|go();x");
    assert_eq!(lines("news      /a"), "news|/a");
    assert_eq!(lines("—————————————"), "————————|—————");
    assert_eq!(lines("》》》》》》"), "》》》》|》》");
    assert_eq!(lines("2019099年》》"), "2019099|年》》");
}

/// The W3C's cases for Chinese at the strict level of CSS Text.
#[test]
fn the_w3c_cases_for_chinese_hold() {
    let path = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/tests/data/wpt-zh-linebreak.tsv"
    );
    let table = fs::read_to_string(path).unwrap();
    let mut cases = 0;
    for row in table.lines() {
        let fields: Vec<_> = row.split('\t').collect();
        let [_, "strict", _, _, name, _, text, cells, expected] = fields[..] else {
            continue;
        };
        let setting = Setting {
            measure: cells.parse().unwrap(),
            indent: 0,
            writing_mode: WritingMode::Horizontal(Ambiguous::Wide),
            mend_orphans: false,
        };
        let lines: Vec<_> = wrap(text, &setting)
            .iter()
            .map(|line| shown(text, line))
            .collect();
        assert_eq!(lines.join("|"), expected, "{name}");
        cases += 1;
    }
    assert_eq!(cases, 36);
}

/// Prose with whatever else, sometimes a stretch without a place to break, many blocks long.
fn long_text() -> impl Strategy<Value = String> {
    let sentence = prop::sample::select(PARAGRAPHS.to_vec()).prop_map(str::to_owned);
    let chunk = prop_oneof![
        6 => (sentence, 1usize..40),
        2 => ("[a-z]{1,9} [A-Z0-9]{1,9} ", 1usize..400),
        1 => ("[a-z—…。》“-]{1,7}", 1usize..9000),
        1 => ("\\PC{1,9}", 1usize..200),
    ];
    let repeated = chunk.prop_map(|(text, times)| text.repeat(times));
    prop::collection::vec(repeated, 1..7).prop_map(|chunks| chunks.concat())
}

/// Headlines and lines of items.
fn head_matter() -> impl Strategy<Value = String> {
    let token = prop_oneof![
        8 => "[一-龥]{1,8}",
        2 => "[，。、；：！？）》」】（《「【“”—…]{1,2}",
        2 => "[a-zA-Z0-9/.-]{1,12}",
        3 => "[ \u{3000}]{1,2}",
        1 => "[éα©あ👨]{1,3}",
    ];
    prop::collection::vec(token, 0..30).prop_map(|tokens| tokens.concat())
}

fn any_setting() -> impl Strategy<Value = Setting> {
    let writing_mode = prop::sample::select(vec![
        WritingMode::Horizontal(Ambiguous::Narrow),
        WritingMode::Horizontal(Ambiguous::Wide),
        WritingMode::Vertical,
    ]);
    (1usize..100, 0usize..9, writing_mode, any::<bool>()).prop_map(
        |(measure, indent, writing_mode, mend_orphans)| Setting {
            measure,
            indent,
            writing_mode,
            mend_orphans,
        },
    )
}

/// A character with its marks may be wider than a line, and is not taken apart.
fn is_one_character(shown: &str) -> bool {
    shown.graphemes(true).count() == 1
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn parts_make_the_whole(text in long_text(), budget in 0usize..20_000, setting in any_setting()) {
        let mut lines = Vec::new();
        let mut from = Some(0);
        while let Some(start) = from {
            let part = wrap_part(&text, start, budget, &setting);
            prop_assert!(part.next.is_none_or(|next| next > start));
            lines.extend(part.lines);
            from = part.next;
        }
        let whole = wrap(&text, &setting);
        let parting = lines.iter().zip(&whole).find(|(part, whole)| part != whole);
        prop_assert_eq!(parting, None);
        prop_assert_eq!(lines.len(), whole.len());
    }

    #[test]
    fn head_matter_fits_and_loses_nothing(text in head_matter(), setting in any_setting()) {
        let setting = Setting { indent: 0, mend_orphans: false, ..setting };
        let lines = display::set(&text, setting.measure, setting.writing_mode);
        let mut kept = String::new();
        for line in &lines {
            let shown = shown(&text, line);
            kept.push_str(shown);
            prop_assert_eq!((shown.trim(), line.indent), (shown, 0));
            let cells = length(&text, line.range.clone(), setting.writing_mode);
            let fits = cells <= setting.measure.max(2);
            prop_assert!(fits || is_one_character(shown), "{}", shown);
        }
        prop_assert_eq!(without_space(&kept), without_space(&text));
        let has_items = text.split(char::is_whitespace).skip(1).any(str::is_empty);
        if !has_items {
            prop_assert!(lines.len() <= wrap(&text, &setting).len() + 1);
        }
    }

    #[test]
    fn items_that_fit_stay_whole(
        items in prop::collection::vec("[一-龥a-z]([一-龥a-z/-]{0,9}[一-龥a-z])?", 1..12),
        measure in 2usize..60,
    ) {
        let text = items.join("  ");
        let lines = display::set(&text, measure, WritingMode::Horizontal(Ambiguous::Narrow));
        let lines: Vec<_> = lines.iter().map(|line| shown(&text, line)).collect();
        // More lines than head matter has are set as running text is.
        let rows: usize = items.iter().map(|i| width(i, Ambiguous::Narrow).div_ceil(measure)).sum();
        if 2 * rows <= 16 {
            for item in items.iter().filter(|item| width(item, Ambiguous::Narrow) <= measure) {
                prop_assert!(lines.iter().any(|line| line.contains(item.as_str())), "{item} in {lines:?}");
            }
        }
    }

    #[test]
    fn lines_fit_and_lose_nothing(text in long_text(), setting in any_setting()) {
        let lines = wrap(&text, &setting);
        let mut kept = String::new();
        for line in &lines {
            let shown = shown(&text, line);
            kept.push_str(shown);
            let mut clusters = shown.graphemes(true);
            let edges = [clusters.next(), clusters.next_back()];
            let is_blank = |cluster: &str| cluster.trim().is_empty();
            prop_assert!(!edges.into_iter().flatten().any(is_blank), "{:?}", shown);
            let cells = line.indent + length(&text, line.range.clone(), setting.writing_mode);
            let fits = cells <= setting.measure.max(2) || is_one_character(shown);
            prop_assert!(fits, "{} in {:?}", shown, setting);
        }
        prop_assert_eq!(without_space(&kept), without_space(&text));
    }
}
