//! Holds the reading of pages to its first rule, that nothing of a page is lost and nothing added,
//! and to what newspapers do with reports, headlines and captions.

use proptest::prelude::*;
use zhenews::article::{Article, Block};
use zhenews::page::{Hints, Kind, Page, Sheet, Sheets, read};
use zhenews::text::plain::plain;

const SEED: &str = include_str!("../../data/page.txt");

fn page(text: &str) -> Page {
    let sheet = Sheet {
        text: text.to_owned(),
        first: 1,
    };
    let id = |article: &Article| format!("{:?}", article.origin);
    read(&sheet, "page.txt", &Hints::default(), id).expect("every character has its place")
}

fn letters(text: &str) -> Vec<char> {
    let mut letters: Vec<char> = text.chars().filter(|c| !c.is_whitespace()).collect();
    letters.sort_unstable();
    letters
}

/// All text that was made of a page.
fn made(page: &Page) -> String {
    let mut text = String::new();
    for found in &page.reports {
        let article = &found.article;
        let heads = [
            &article.kicker,
            &article.title,
            &article.subtitle,
            &article.byline,
        ];
        heads
            .into_iter()
            .flatten()
            .for_each(|head| text.push_str(head));
        article
            .body
            .iter()
            .for_each(|block| text.push_str(block.text()));
        for image in &article.images {
            let parts = [&image.caption, &image.credit];
            parts
                .into_iter()
                .flatten()
                .for_each(|part| text.push_str(part));
        }
    }
    page.unplaced
        .iter()
        .for_each(|piece| text.push_str(&piece.text));
    text
}

fn titles(page: &Page) -> Vec<&str> {
    let titles = page
        .reports
        .iter()
        .map(|found| found.article.title.as_deref());
    titles.map(Option::unwrap_or_default).collect()
}

fn bodies(page: &Page) -> Vec<Vec<&str>> {
    page.reports
        .iter()
        .map(|found| found.article.body.iter().map(Block::text).collect())
        .collect()
}

/// Lines as pages have them, and as they never should.
fn line() -> impl Strategy<Value = String> {
    let set = [
        "",
        "",
        "\u{c}",
        "本报讯（记者李明）市图书馆今天上午开放，",
        "市民在新馆里读书。",
        "新馆开放 市民先睹为快",
        "图为读书的市民。 王芳 摄",
        "晨报 2019年11月22日 第2版",
        "- 3 -",
        "第 93 页",
        "本报记者 李明",
        "康",
        "【编辑:王芳】",
        "(完)",
        "责任编辑：李明",
        "“我们等了很久，",
        "　　馆内有三百个座位，",
        "inter-",
        "national news",
        "——编者",
        "编者按 本版刊出两篇来信。",
        "\r",
        "『",
        "）",
        "A03",
        "1",
    ];
    prop_oneof![
        4 => proptest::sample::select(set.to_vec()).prop_map(str::to_owned),
        1 => any::<String>(),
        1 => "[春夏秋冬日月，。 “”a-c1-3]{0,30}",
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn every_character_stands_once_in_what_is_made(lines in proptest::collection::vec(line(), 0..60)) {
        let text = lines.join("\n");
        prop_assert_eq!(letters(&made(&page(&text))), letters(&text));
    }

    #[test]
    fn pages_have_every_line_of_their_file(lines in proptest::collection::vec(line(), 0..60)) {
        let text = lines.join("\n");
        let mut sheets = Sheets::default();
        let mut found: Vec<Sheet> = text.split('\n').flat_map(|line| sheets.push(line)).collect();
        found.extend(sheets.finish());
        let whole: String = found.iter().map(|sheet| sheet.text.as_str()).collect();
        // Radicals and the like stand there as the characters that are meant.
        let meant: String = text.chars().map(plain).collect();
        prop_assert_eq!(letters(&whole), letters(&meant));
    }

    #[test]
    fn lines_of_the_seed_page_in_any_order_are_read(
        cut in 0..480_usize,
        step in prop::sample::select(vec![1_usize, 7, 11, 13, 101]),
    ) {
        let lines: Vec<&str> = SEED.lines().collect();
        let order = (0..lines.len()).map(|at| lines[(cut + at * step) % lines.len()]);
        let text = order.collect::<Vec<_>>().join("\n");
        prop_assert_eq!(letters(&made(&page(&text))), letters(&text));
    }
}

/// An import that is gone on with must make the same of a page as one that was not interrupted.
#[test]
fn a_page_is_read_the_same_each_time() {
    let lines: Vec<&str> = SEED.lines().collect();
    // Lines out of their order give reports and headlines many ties to decide.
    for step in [1, 7, 11, 101] {
        let order = (0..lines.len()).map(|at| lines[at * step % lines.len()]);
        let text = order.collect::<Vec<_>>().join("\n");
        let first = page(&text);
        for _ in 0..8 {
            let again = page(&text);
            let articles = |page: &Page| {
                let reports = page.reports.iter().map(|found| found.article.clone());
                reports.collect::<Vec<_>>()
            };
            assert_eq!(articles(&again), articles(&first));
            assert_eq!(again.unplaced, first.unplaced);
        }
    }
}

#[test]
fn lines_that_name_their_fields_are_the_fields_lines() {
    let lines: Vec<&str> = SEED.lines().collect();
    for found in page(SEED).reports {
        let article = found.article;
        let origin = article.origin.expect("an origin");
        for (at, block) in article.body.iter().enumerate() {
            let named: String = origin.fields[&format!("body.{at}")]
                .iter()
                .flat_map(|&[first, last]| &lines[first as usize - 1..last as usize])
                .copied()
                .collect();
            let squeezed: String = named.split_whitespace().collect();
            let text: String = block.text().split_whitespace().collect();
            assert!(squeezed.contains(&text), "{text}");
        }
    }
}

#[test]
fn a_headline_behind_its_report_finds_it() {
    let page = page(
        "本报讯（记者李明）市图书馆新馆今天\n上午开放，三百名读者走进阅览室。\n\n本报讯（记者王芳）植物园的梅花昨天\n开了，游人从各地赶来。\n\n植物园梅花迎客\n\n市图书馆新馆开放\n",
    );
    assert_eq!(titles(&page), ["市图书馆新馆开放", "植物园梅花迎客"]);
    assert_eq!(
        bodies(&page)[0],
        ["本报讯（记者李明）市图书馆新馆今天上午开放，三百名读者走进阅览室。"]
    );
    assert_eq!(page.reports[1].article.authors[0].name, "王芳");
}

#[test]
fn a_folio_dates_the_reports_and_a_body_does_not() {
    let page = page(
        "江城晚报 2019年11月22日 第03版 文化\n\n本报讯（记者李明）2018年5月1日开工的新馆今天开放。\n",
    );
    let article = &page.reports[0].article;
    assert_eq!(article.source.as_deref(), Some("江城晚报"));
    assert_eq!(article.page.as_deref(), Some("3"));
    assert_eq!(article.section.as_deref(), Some("文化"));
    let published = article.published.as_ref().expect("a date");
    assert_eq!(published.date.as_deref(), Some("2019-11-22"));
    assert_eq!(page.unplaced[0].kind, Kind::Folio);
    let undated = page_of_body();
    assert_eq!(undated.reports[0].article.published, None);
}

fn page_of_body() -> Page {
    page("本报讯（记者李明）2018年5月1日开工的新馆今天开放。\n")
}

#[test]
fn a_caption_goes_to_the_report_it_shows() {
    let page = page(
        "本报讯（记者李明）市图书馆新馆今天开放。\n\n本报讯（记者王芳）植物园的梅花昨天开了。\n\n图为市民在图书馆新馆读书。 张华 摄\n",
    );
    let image = &page.reports[0].article.images[0];
    assert_eq!(image.caption.as_deref(), Some("图为市民在图书馆新馆读书。"));
    assert_eq!(image.credit.as_deref(), Some("张华 摄"));
    assert!(page.reports[1].article.images.is_empty());
}

#[test]
fn a_page_printed_twice_has_each_report_once() {
    let print: String = SEED
        .lines()
        .take(122)
        .fold(String::new(), |text, line| text + line + "\n");
    let once = page(&print);
    let twice = page(&format!("{print}\u{c}{print}"));
    assert_eq!(twice.reports.len(), once.reports.len());
    assert_eq!(bodies(&twice), bodies(&once));
    let origin = twice.reports[0].article.origin.as_ref().expect("an origin");
    assert!(
        origin.lines.iter().any(|[first, _]| *first > 122),
        "{:?}",
        origin.lines
    );
    assert!(
        twice
            .unplaced
            .iter()
            .all(|piece| piece.kind == Kind::Copy && !piece.articles.is_empty())
    );
}

#[test]
fn a_divided_word_is_healed_and_its_hyphen_kept_aside() {
    let page = page(
        "The library opened its new read-\ning room to the public today and\nreaders came from all over the city.\n",
    );
    assert!(
        bodies(&page)[0][0].contains("reading room"),
        "{:?}",
        bodies(&page)
    );
    assert_eq!(page.unplaced[0].kind, Kind::Hyphen);
}

#[test]
fn what_is_no_newspaper_is_one_report() {
    assert_eq!(page(&"春".repeat(100_000)).reports.len(), 1);
    assert_eq!(
        page("Lorem ipsum dolor sit amet, consectetur.\nSed do eiusmod.\n")
            .reports
            .len(),
        1
    );
    assert!(page("").reports.is_empty());
    assert!(page(" \n\u{c}\n").reports.is_empty());
}

#[test]
fn text_set_vertically_is_recognised() {
    let column = "市\n图\n书\n馆\n今\n天\n开\n放\n，\n".repeat(5);
    assert!(page(&column).vertical);
    assert!(!page(SEED).vertical);
}
