//! What reading a collection costs, from its file to articles in their order.
//!
//! `ZHENEWS_CORPUS=articles.jsonl cargo bench --bench store`. Without it there is nothing to measure.

use std::path::PathBuf;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
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

criterion_group!(benches, reading);
criterion_main!(benches);
