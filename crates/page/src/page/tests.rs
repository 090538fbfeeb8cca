//! Pages of many kinds, as extraction makes them, and what they hold.

use super::{Hints, Page, Sheet, Sheets, read};
use crate::article::{Article, Block};

/// Two reports as wide as a sheet.
const WATER: &str = "青山水库今天上午开闸放水，下游三个县的稻田将得到\n灌溉，农民在渠边等着第一股水流过来，有人放起了鞭\n炮，有人把手伸进水里。\n水务局说，今年的水价同去年一样，每亩地收十二元，\n先放水后收钱，欠收的人家可以缓交。\n";
const PLUMS: &str = "植物园的梅花昨天开了，游人从各地赶来，园里加开了\n两个入口，还请来老师傅讲怎样养花。\n园长说，今年的花比去年早了整整十天，能看到月底，\n周末加开夜场。\n";
const FOLIO: &str = "《晨报》（2019年11月22日 第 03 版）\n";

fn articles(text: &str) -> Vec<Article> {
    let mut sheets = Sheets::default();
    let mut found: Vec<Sheet> = text.lines().flat_map(|line| sheets.push(line)).collect();
    found.extend(sheets.finish());
    let pages = found.iter().map(|sheet| {
        read(sheet, "a.txt", &Hints::default(), |_| String::new()).expect("nothing is lost")
    });
    let reports = pages.flat_map(|page: Page| page.reports);
    reports.map(|found| found.article).collect()
}

/// The headline, the names and the body of each article.
fn read_as(text: &str) -> Vec<[String; 3]> {
    let of = |article: &Article| {
        let names: Vec<&str> = article.authors.iter().map(|a| a.name.as_str()).collect();
        let body: String = article.body.iter().map(Block::text).collect();
        [
            article.title.clone().unwrap_or_default(),
            names.join(" "),
            body,
        ]
    };
    articles(text).iter().map(of).collect()
}

fn expect(text: &str, articles: &[[&str; 3]]) {
    let flat = |text: &str| text.replace('\n', "");
    let articles: Vec<[String; 3]> = articles.iter().map(|a| a.map(flat)).collect();
    assert_eq!(read_as(text), articles, "{text}");
}

#[test]
fn a_headline_with_a_folio_below_it_begins_a_report() {
    let text = format!("清水进田\n{FOLIO}\n{WATER}\n梅花迎客\n{FOLIO}\n{PLUMS}");
    let both = [["清水进田", "", WATER], ["梅花迎客", "", PLUMS]];
    expect(&text, &both);
    expect(
        &text.replace(FOLIO, "江城晚报 2019年11月22日 第3版\n"),
        &both,
    );
    let numbered = text.replace("\n梅花", "\n第 7 页\n\n\u{c}梅花");
    expect(&numbered, &both);
}

#[test]
fn what_has_no_folio_below_it_is_the_reports_above() {
    let text = format!(
        "水乡见闻（调查）\n{FOLIO}\n水来了，田里有什么变化？\n\n——编\n\n者\n\n清水进田\n本报记者\n\n李\n\n明\n\n{WATER}"
    );
    let [article] = articles(&text).try_into().expect("one article");
    assert_eq!(article.title.as_deref(), Some("水乡见闻（调查）"));
    let body: String = article.body.iter().map(Block::text).collect();
    assert!(
        body.starts_with("水来了，田里有什么变化？——编者清水进田本报记者"),
        "{body}"
    );
    assert!(body.ends_with("可以缓交。"));
}

#[test]
fn a_bare_name_below_a_headline_signs_it() {
    for folio in ["", FOLIO] {
        let text = format!(
            "清水进田\n王小河\n{folio}\n{WATER}\n梅花迎客\n玛丽·安东\n{folio}\n{PLUMS}\n大桥合龙了\n陈\n\n禾\n\n{folio}\n{WATER}"
        );
        let found = read_as(&text);
        let heads: Vec<[&str; 2]> = found.iter().map(|[t, n, _]| [t.as_str(), n]).collect();
        assert_eq!(
            heads.get(..2),
            Some(&[["清水进田", "王小河"], ["梅花迎客", "玛丽·安东"]][..]),
            "{text}"
        );
        assert!(heads.iter().all(|[title, _]| !title.contains('禾')));
    }
    let text = format!("清水进田\n陈\n\n禾\n\n{WATER}");
    expect(&text, &[["清水进田", "陈禾", WATER]]);
}

#[test]
fn a_line_like_a_headline_behind_a_blank_one_begins_a_report() {
    let both = [["清水流进千亩稻田", "", WATER], ["梅花迎客", "", PLUMS]];
    expect(
        &format!("清水流进千亩稻田\n\n{WATER}\n梅花迎客\n\n{PLUMS}"),
        &both,
    );
    expect(
        &format!("清水流进千亩稻田\n{WATER}\n梅花迎客\n{PLUMS}"),
        &both,
    );
}

#[test]
fn the_end_of_a_sheet_is_none_of_a_report() {
    let (first, rest) = WATER.split_once("水务局").expect("a second paragraph");
    for number in ["第 1 页\n\n\u{c}", "- 1 -\n\u{c}", "\u{c}"] {
        let text = format!("清水进田\n本报记者 李明\n\n{first}\n{number}水务局{rest}");
        expect(&text, &[["清水进田", "李明", WATER]]);
    }
    let (first, rest) = WATER.split_once("炮，").expect("a third line");
    let text = format!("清水进田\n本报记者 李明\n\n{first}\n第 1 页\n\n\u{c}炮，{rest}");
    expect(&text, &[["清水进田", "李明", WATER]]);
}

#[test]
fn sources_and_credits_are_no_headlines() {
    let text = format!(
        "清水流进千亩稻田\n\n{WATER}\n资料来源：市水务局\n\n图为放水现场。\n\n李明摄（影像中国）\n\n梅花迎客\n\n{PLUMS}"
    );
    let [water, plums] = articles(&text).try_into().expect("two articles");
    assert_eq!(
        water.body.last().map(Block::text),
        Some("资料来源：市水务局")
    );
    let image = water.images.first().expect("an image");
    assert_eq!(image.caption.as_deref(), Some("图为放水现场。"));
    assert_eq!(image.credit.as_deref(), Some("李明摄（影像中国）"));
    assert_eq!(
        (plums.title.as_deref(), plums.kicker),
        (Some("梅花迎客"), None)
    );
}

#[test]
fn a_dateline_alone_and_a_broken_bracket_belong_to_what_follows() {
    let text = format!("清水进田（见闻\n）\n\n本报江城3月1日电\n\n（记者李明）{WATER}");
    let body = format!("本报江城3月1日电（记者李明）{WATER}");
    expect(&text, &[["清水进田（见闻）", "李明", &body]]);
}

#[test]
fn what_says_who_the_author_is_names_nobody() {
    let end = "（作者为小学教师，本报记者李明采访整理）\n";
    let text = format!("清水进田\n本报记者\n\n王芳\n\n亮点\n全县的田都有了水\n\n{WATER}{end}");
    let names: Vec<String> = read_as(&text)
        .into_iter()
        .map(|[_, names, _]| names)
        .collect();
    assert_eq!(names, ["王芳 李明"]);
}

#[test]
fn a_paragraph_may_have_a_line() {
    let paragraphs = [
        "植物园的梅花昨天开了，游人从各地赶来。",
        "园长说：“花比去年早了十天。”",
        "周末加开夜场。",
    ];
    for (head, before, between) in [
        ("梅花迎客\n", "　　", "\n"),
        ("梅花迎客\n\n", "　　", "\n\n"),
        ("梅花迎客\n\n", "", "\n\n"),
        ("梅花迎客\n", "    ", "\n"),
        ("\n梅花迎客\n本报记者 李明\n", "\t", "\n"),
    ] {
        let body = paragraphs.map(|paragraph| format!("{before}{paragraph}"));
        let text = format!("{head}{}\n", body.join(between));
        let [article] = articles(&text).try_into().expect("one article");
        assert_eq!(article.title.as_deref(), Some("梅花迎客"));
        let body: Vec<&str> = article.body.iter().map(Block::text).collect();
        assert_eq!(body, paragraphs, "{text}");
    }
}

#[test]
fn each_part_of_a_headline_may_have_a_line() {
    let text = "市植物园新进展\n梅花迎客\n园里加开两个入口\n　　植物园的梅花昨天开了，游人从各地赶来。\n　　怎样养花\n　　园长请来了老师傅。\n　　（记者 李明）\n　　《 晨报 》（ 2019年11月22日   03 版）\n";
    let [article] = articles(text).try_into().expect("one article");
    let heads = [article.kicker, article.title, article.subtitle].map(Option::unwrap_or_default);
    assert_eq!(heads, ["市植物园新进展", "梅花迎客", "园里加开两个入口"]);
    assert_eq!(article.page.as_deref(), Some("3"));
    assert_eq!(article.source.as_deref(), Some("晨报"));
    let subhead = Block::Subhead {
        subhead: "怎样养花".to_owned(),
    };
    assert!(article.body.contains(&subhead));
    assert_eq!(article.authors[0].name, "李明");
}

#[test]
fn saved_pages_say_where_each_is_from() {
    let page = |head: &str, time: &str, body: &str| {
        format!(
            "{head}\n来源：江城网    时间：2019-11-22 {time}\n\n　　{body}\n\n　　责任编辑：赵强\n\n"
        )
    };
    let text =
        page("清水进田", "08:30", "水库今天开闸。") + &page("梅花迎客", "09:15", "梅花开了。");
    let articles = articles(&text);
    let times: Vec<_> = articles
        .iter()
        .map(|article| {
            let published = article.published.clone().expect("a day");
            (
                article.title.clone().unwrap_or_default(),
                published.time,
                published.original,
            )
        })
        .collect();
    let expected = [("清水进田", "08:30"), ("梅花迎客", "09:15")].map(|(title, time)| {
        (
            title.to_owned(),
            Some(time.to_owned()),
            format!("2019-11-22 {time}"),
        )
    });
    assert_eq!(times, expected);
    assert!(
        articles
            .iter()
            .all(|article| article.source.as_deref() == Some("江城网"))
    );
}

#[test]
fn a_report_with_a_paragraph_that_breaks_off_is_uncertain() {
    let text = |end: &str| {
        format!(
            "本报讯（记者李明）青山水库今\n天上午开闸放水，下游三个县的\n稻田将得到灌溉，农民在渠边等\n着第一股水{end}\n园长说，今年的花比去年早了\n整十天，能看到月底，周末还要\n加开夜场。\n"
        )
    };
    for (end, uncertain) in [("流过来。", false), ("流过来，有", true)] {
        let [article] = articles(&text(end)).try_into().expect("one article");
        let is_marked = article.uncertain.iter().any(|field| field == "body");
        assert_eq!(is_marked, uncertain, "{article:?}");
    }
}

#[test]
fn a_paragraph_does_not_end_where_a_row_was_broken_at_its_comma() {
    let text = "本报讯（记者李明）青山水库今\n天上午开闸放水，\n下游三个县的稻田将得到灌溉，\n农民在渠边等着第一股水流过来\n有人放起了鞭炮。\n";
    let [article] = articles(text).try_into().expect("one article");
    assert_eq!(article.body.len(), 1, "{article:?}");
}

#[test]
fn a_headline_of_two_phrases_in_the_column_begins_a_report() {
    let water = "青山水库今天上午开闸放水，\n下游三个县的稻田将得到灌溉，\n农民在渠边等着第一股水流过来，\n有人放起了鞭炮。\n";
    let plums = "植物园的梅花昨天开了，游人\n从各地赶来，园里加开了两个入\n口，还请来老师傅讲怎样养花。\n园长说，今年的花比去年早了\n整十天。\n";
    let text = format!("清水进田\n\n{water}{water}梅花昨天开了 园里加开入口\n{plums}");
    assert_eq!(articles(&text).len(), 2, "{:?}", read_as(&text));
}

#[test]
fn a_line_wider_than_its_columns_that_ends_with_a_credit_is_a_caption() {
    let caption = "池塘里放满了鱼苗，孩子们在岸边数着，老人说秋天就能吃上鱼。 本报记者 周小满 摄";
    let report = "本报讯（记者李明）青山水库今\n天上午开闸放水，下游三个县的\n稻田将得到灌溉，农民在渠边等\n着第一股水流过来。\n";
    let text = format!("水库开闸\n\n{report}{caption}\n");
    let [article] = articles(&text).try_into().expect("one article");
    assert_eq!(article.images.len(), 1, "{article:?}");
    assert!(article.byline.is_none(), "{article:?}");
}

#[test]
fn a_caption_over_columns_stands_apart_from_the_headline_below_it() {
    let caption = "池塘里放满了鱼苗，孩子们在岸边数着，一二三四五六七八，\n老人说秋天就能吃上鱼，一斤能卖十块。 本报记者 周小满 摄";
    let report = "本报讯（记者李明）青山水库今\n天上午开闸放水，下游三个县的\n稻田将得到灌溉，农民在渠边等\n着第一股水流过来。\n";
    let text = format!("{report}{caption}\n梅花昨天开了\n{report}");
    let found = articles(&text);
    assert_eq!(found.len(), 2, "{:?}", read_as(&text));
    let images: usize = found.iter().map(|article| article.images.len()).sum();
    assert_eq!(images, 1, "{found:?}");
    assert_eq!(found[1].title.as_deref(), Some("梅花昨天开了"));
}
