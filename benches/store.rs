//! What reading a collection costs, from its file to articles in their order; and that a value as long as a file
//! costs what its length does: with ten times the length the throughput stays.
//!
//! Bodies in HTML are to be read at 50 MB/s at least: on one core of a server of 2026 it was 80 MB/s, from the
//! file to articles in their order, and the paragraphs of a text in memory took 140 MB/s; where all of it goes through the
//! tokenizer, as behind a script, less.
//!
//! `ZHENEWS_CORPUS=articles.jsonl cargo bench --bench store`. Without it only the long values are measured.

use std::io::Write as _;
use std::path::PathBuf;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use zhenews::store::{Reading, Source, read};

fn reading(criterion: &mut Criterion) {
    let Some(path) = std::env::var_os("ZHENEWS_CORPUS").map(PathBuf::from) else {
        return;
    };
    let bytes = std::fs::metadata(&path).map_or(0, |metadata| metadata.len());
    let sources = [Source::Path(path)];
    let reading = Reading::default();
    let mut group = criterion.benchmark_group("store");
    group.throughput(Throughput::Bytes(bytes));
    group.bench_function("read", |bencher| {
        bencher.iter_with_large_drop(|| read(&sources, &reading));
    });
    group.finish();
}

fn long_values(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("long value");
    for (name, open, part, close) in [
        ("names", "\"authors\":[", "{\"name\":\"n\"},", "\"n\"]"),
        ("number", "\"date\":", "1", ""),
        ("digits", "\"date\":\"", "1", "\""),
        ("page", "\"page\":", "1", ""),
        ("byline", "\"byline\":\"", "李 ", "\""),
        ("nested", "\"extra\":", "[", ""),
    ] {
        for length in [100_000, 1_000_000] {
            let value = part.repeat(length / part.len());
            let mut file = tempfile::NamedTempFile::new().expect("a file");
            write!(file, "{{\"title\":\"甲\",{open}{value}{close}}}").expect("it is written");
            let sources = [Source::Path(file.path().to_owned())];
            group.throughput(Throughput::Bytes(length as u64));
            group.bench_function(BenchmarkId::new(name, length), |bencher| {
                bencher.iter_with_large_drop(|| read(&sources, &Reading::default()));
            });
        }
    }
    group.finish();
}

/// Bodies in HTML, as web sites keep them.
fn html(criterion: &mut Criterion) {
    const REPORTS: usize = 2_000;
    let paragraph = "<p style='text-indent: 2em;'>　　旧桥<strong>昨日</strong>动工，工期三个月，\
        请<a href='https://example.org/1'>绕行</a>上游新桥。&nbsp;施工期间公共汽车改道，早晚各加开两班。</p>\\n";
    let body = paragraph.repeat(24);
    let mut group = criterion.benchmark_group("html");
    for (name, before) in [
        ("read", ""),
        ("read by the tokenizer", "<script>1</script>"),
    ] {
        let record = format!("{{\"title\":\"旧桥改建\",\"content\":\"{before}{body}\"}}\n");
        let mut file = tempfile::NamedTempFile::new().expect("a file");
        write!(file, "{}", record.repeat(REPORTS)).expect("it is written");
        let sources = [Source::Path(file.path().to_owned())];
        group.throughput(Throughput::Bytes((record.len() * REPORTS) as u64));
        group.bench_function(name, |bencher| {
            bencher.iter_with_large_drop(|| read(&sources, &Reading::default()));
        });
    }
    group.finish();
}

criterion_group!(benches, reading, long_values, html);
criterion_main!(benches);
