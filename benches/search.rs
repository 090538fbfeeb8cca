//! What folding, sanitizing and searching a collection cost.
//!
//! `ZHENEWS_CORPUS=articles.jsonl cargo bench --bench search`, with one JSON object a line that has
//! `title`, `section`, `source` and `body`. Without it there is nothing to measure.

use std::hint::black_box;
use std::time::Duration;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use serde::Deserialize;
use zhenews::article::{Article, Block};
use zhenews::document::Document;
use zhenews::search::{Haystack, Highlighter, Query};
use zhenews::text::{fold, sanitize};

#[derive(Deserialize)]
struct Record {
    title: String,
    section: String,
    source: String,
    body: String,
}

impl From<Record> for Article {
    fn from(record: Record) -> Self {
        Self {
            title: Some(record.title),
            section: Some(record.section),
            source: Some(record.source),
            body: record
                .body
                .lines()
                .map(|line| Block::Paragraph(line.to_owned()))
                .collect(),
            ..Self::default()
        }
    }
}

fn corpus() -> Vec<Article> {
    let Some(path) = std::env::var_os("ZHENEWS_CORPUS") else {
        return Vec::new();
    };
    let lines = std::fs::read_to_string(path).expect("ZHENEWS_CORPUS is a readable file");
    let record = |line| serde_json::from_str::<Record>(line).expect("a record a line");
    lines.lines().map(|line| record(line).into()).collect()
}

/// One article as long as the whole collection.
fn one_long_article(articles: &[Article]) -> Article {
    Article {
        body: articles
            .iter()
            .flat_map(|article| article.body.clone())
            .collect(),
        ..Article::default()
    }
}

fn passes(criterion: &mut Criterion, articles: &[Article]) {
    let text: String = articles
        .iter()
        .flat_map(|article| &article.body)
        .flat_map(|block| [block.text(), " "])
        .collect();
    let mut group = criterion.benchmark_group("text");
    group.throughput(Throughput::Bytes(text.len() as u64));
    group.bench_function("fold", |b| b.iter(|| fold::fold(black_box(&text))));
    group.bench_function("fold_mapped", |b| {
        b.iter(|| fold::fold_mapped(black_box(&text)));
    });
    group.bench_function("sanitize", |b| {
        b.iter(|| sanitize::line(black_box(&text)).len());
    });
    group.finish();
}

fn queries(criterion: &mut Criterion, articles: &[Article]) {
    let haystack = Haystack::new(articles);
    let mut group = criterion.benchmark_group("search");
    for typed in [
        "的",
        "经",
        "经济",
        "經濟",
        "义务植树",
        "经济 发展",
        "经济 经济学",
        "covid",
        "title:经济",
        "经济 -发展",
        "shifanqu",
        "查无此词",
    ] {
        let query = Query::parse(typed);
        group.bench_function(typed, |b| {
            b.iter(|| haystack.search(black_box(&query), &|| false));
        });
    }
    group.finish();
}

fn collection(criterion: &mut Criterion, articles: &[Article]) {
    let long = one_long_article(articles);
    let document = Document::new(&long);
    let mut group = criterion.benchmark_group("collection");
    group.bench_function("haystack", |b| {
        b.iter(|| Haystack::new(black_box(articles)));
    });
    group.bench_function("long document", |b| {
        b.iter(|| Document::new(black_box(&long)));
    });
    for typed in ["的", "义务植树"] {
        let highlighter = Highlighter::new(&Query::parse(typed));
        let name = format!("hits in long document, {typed}");
        group.bench_function(name, |b| b.iter(|| highlighter.hits(black_box(&document))));
    }
    group.finish();
}

fn all(criterion: &mut Criterion) {
    let articles = corpus();
    if articles.is_empty() {
        eprintln!("ZHENEWS_CORPUS names no collection: nothing to measure");
        return;
    }
    passes(criterion, &articles);
    collection(criterion, &articles);
    queries(criterion, &articles);
}

criterion_group! {
    name = benches;
    config = Criterion::default().sample_size(20).measurement_time(Duration::from_secs(2));
    targets = all
}
criterion_main!(benches);
