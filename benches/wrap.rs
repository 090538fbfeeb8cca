//! Sets news text in lines, beside textwrap on the same text.
//!
//! `ZHENEWS_CORPUS` names a file of articles, one JSON object with a `body` a line; without it a few
//! sentences of our own are set over and over.

use std::hint::black_box;
use std::{env, fs};

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use serde_json::Value;
use textwrap::{Options, WordSeparator, WrapAlgorithm};
use zhenews::text::width::Ambiguous;
use zhenews::text::wrap::{Setting, wrap};
use zhenews::text::writing_mode::WritingMode;

/// The line's length in cells.
const MEASURE: usize = 76;

/// The size of the text that is set, in bytes.
const SIZE: usize = 1 << 20;

const SENTENCES: [&str; 3] = [
    "今年以来，全市围绕“清洁取暖”完成改造1.78万户，PM2.5平均浓度为68微克/立方米，比去年同期下降12.3%。",
    "“治污没有旁观者——人人都是参与者。”昨日，环保志愿者走进社区，向居民讲解《大气污染防治条例》……",
    "示范区全力服务大沙河生态治理、新河商务区建设等项目，年底前将有5个节点公园建成开放，沿河绿道全线贯通。",
];

fn corpus() -> Vec<String> {
    let Some(path) = env::var_os("ZHENEWS_CORPUS") else {
        let repeats = SIZE / SENTENCES.concat().len();
        return SENTENCES
            .repeat(repeats)
            .into_iter()
            .map(str::to_owned)
            .collect();
    };
    let mut size = 0;
    fs::read_to_string(path)
        .expect("ZHENEWS_CORPUS can be read")
        .lines()
        .filter_map(|line| serde_json::from_str::<Value>(line).ok())
        .flat_map(|article| {
            article["body"]
                .as_str()
                .unwrap_or_default()
                .lines()
                .map(str::to_owned)
                .collect::<Vec<_>>()
        })
        .take_while(|paragraph| {
            size += paragraph.len();
            size < SIZE
        })
        .collect()
}

fn ours(paragraphs: &[String]) -> usize {
    let setting = Setting {
        measure: MEASURE,
        indent: 4,
        writing_mode: WritingMode::Horizontal(Ambiguous::Narrow),
        mend_orphans: true,
    };
    paragraphs
        .iter()
        .map(|text| wrap(black_box(text), &setting).len())
        .sum()
}

fn textwraps(paragraphs: &[String], algorithm: WrapAlgorithm) -> usize {
    let options = Options::new(MEASURE)
        .word_separator(WordSeparator::UnicodeBreakProperties)
        .wrap_algorithm(algorithm);
    paragraphs
        .iter()
        .map(|text| textwrap::wrap(black_box(text), &options).len())
        .sum()
}

fn bench(criterion: &mut Criterion) {
    let paragraphs = corpus();
    let one = [paragraphs.concat()];
    let mut group = criterion.benchmark_group("wrap");
    group
        .throughput(Throughput::Bytes(one.concat().len() as u64))
        .sample_size(10);
    group.bench_function("ours, all rules, orphans mended", |b| {
        b.iter(|| ours(&paragraphs));
    });
    group.bench_function("ours, all as one paragraph", |b| {
        b.iter(|| ours(&one));
    });
    group.bench_function("textwrap, Unicode breaks, first fit", |b| {
        b.iter(|| textwraps(&paragraphs, WrapAlgorithm::FirstFit));
    });
    group.bench_function("textwrap, Unicode breaks, optimal fit", |b| {
        b.iter(|| textwraps(&paragraphs, WrapAlgorithm::new_optimal_fit()));
    });
    group.finish();
}

criterion_group!(benches, bench);
criterion_main!(benches);
