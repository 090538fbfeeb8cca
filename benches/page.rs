//! How fast reports are rebuilt from page text, on one thread: files of many pages, one page of growing
//! length, and pages of one kind of thing alone, whose cost must grow with their length and no faster.
//!
//! The pages are the shipped edition's reports, set again in columns of many measures, and characters
//! drawn at random.
//! `ZHENEWS_PAGES=FILE cargo bench --bench page` measures page text of yours as well.

use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use zhenews::article::Article;
use zhenews::page::{Hints, Layout, Sheet, Sheets, Text};
use zhenews::store::{self, Reading, Source};

/// About a megabyte.
const LENGTH: usize = 1 << 20;

/// Sets a report in a column of `measure` characters, paragraphs indented by blanks or by nothing. The
/// number stands in it everywhere, so that no report comes twice.
fn set(article: &Article, number: usize, measure: usize, indent: &str, page: &mut String) {
    page.push_str(article.title.as_deref().unwrap_or_default());
    page.push('\n');
    for block in &article.body {
        let numbered = block.text().replace('，', &format!("，{number}"));
        let text: Vec<char> = indent.chars().chain(numbered.chars()).collect();
        for line in text.chunks(measure) {
            page.extend(line);
            page.push('\n');
        }
    }
}

/// Pages of about `length` bytes in all, a form feed after each.
fn pages(articles: &[Article], length: usize) -> String {
    let mut text = String::new();
    for number in 1.. {
        text.extend(["第", &number.to_string(), "版 要闻 2019年11月22日\n"]);
        for (at, article) in articles
            .iter()
            .cycle()
            .skip(number)
            .take(articles.len())
            .enumerate()
        {
            let indent = if number % 2 == 0 { "　　" } else { "" };
            set(
                article,
                number,
                13 + (number + 3 * at) % 10,
                indent,
                &mut text,
            );
        }
        if text.len() >= length {
            break;
        }
        text.push('\u{c}');
    }
    text
}

/// What a page of one kind has over and over; `*` is a character that is drawn at random.
const KINDS: [(&str, &str); 6] = [
    (
        "running text",
        "***************\n**********，****\n*********。\n",
    ),
    ("lines apart", "***************\n\n"),
    (
        "short reports",
        "*********\n本报讯（记者***）********\n**********。\n\n",
    ),
    ("bylines", "本报记者 ***\n\n"),
    ("captions", "图为************。 *** 摄\n\n"),
    (
        "notes",
        "编者按 ***************。\n\n********\n本报讯（记者***）**********。\n\n",
    ),
];

/// A page of one kind, of about `length` bytes.
fn page_of(kind: &str, length: usize) -> String {
    let mut text = "春天来了。\n".to_owned();
    let mut state = 7_u64;
    for c in kind.chars().cycle() {
        if text.len() >= length && c == '\n' {
            break;
        }
        // A linear congruential generator: the same page each time.
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        let drawn = char::from_u32('一' as u32 + (state >> 33) as u32 % 20_000);
        text.push(if c == '*' { drawn.unwrap_or(c) } else { c });
    }
    text
}

/// Reads all that is in a file.
fn read(text: &str) -> usize {
    let mut sheets = Sheets::default();
    let mut reports = 0;
    let mut read = |sheet: &Sheet| {
        let text = Text::of(sheet);
        let page = Layout::of(&text, "pages.txt", &Hints::default(), store::made_id);
        reports += page.expect("characters add up").reports().count();
    };
    for line in text.lines() {
        sheets.push(line).iter().for_each(&mut read);
    }
    sheets.finish().iter().for_each(read);
    reports
}

fn speed(criterion: &mut Criterion) {
    let articles = store::read(&[Source::Shipped], &Reading::default()).articles;
    let mut group = criterion.benchmark_group("page");
    group.sample_size(10);
    for times in [1, 2, 4, 8] {
        let text = pages(&articles, times * LENGTH);
        group.throughput(Throughput::Bytes(text.len() as u64));
        group.bench_function(format!("file of {times} MB"), |b| {
            b.iter(|| read(black_box(&text)));
        });
        let text = text.replace('\u{c}', "").replace("版 要闻", "号 要闻");
        group.throughput(Throughput::Bytes(text.len() as u64));
        group.bench_function(format!("one page of {times} MB"), |b| {
            b.iter(|| read(black_box(&text)));
        });
    }
    for (name, kind) in KINDS {
        for times in [1, 4] {
            let text = page_of(kind, times * LENGTH);
            group.throughput(Throughput::Bytes(text.len() as u64));
            group.bench_function(format!("{name}, {times} MB"), |b| {
                b.iter(|| read(black_box(&text)));
            });
        }
    }
    if let Some(path) = std::env::var_os("ZHENEWS_PAGES") {
        let text = std::fs::read_to_string(path).expect("page text in UTF-8");
        group.throughput(Throughput::Bytes(text.len() as u64));
        group.bench_function("pages of yours", |b| b.iter(|| read(black_box(&text))));
    }
    group.finish();
}

criterion_group!(benches, speed);
criterion_main!(benches);
