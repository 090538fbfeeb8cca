//! What a million marks cost: opening the journal, handing it to the reader, and one more mark.

use std::hint::black_box;
use std::sync::Arc;

use criterion::{BatchSize, Criterion, criterion_group, criterion_main};
use zhenews::app::keys::Key;
use zhenews::app::report_window::{Standing, Update};
use zhenews::app::{Model, Msg};
use zhenews::corpus::Held;
use zhenews::lang::Lang;
use zhenews::library::{Action, Id, Journal, Library, Record};
use zhenews::store::{Reading, Source, read};
use zhenews::text::width::Ambiguous;

const MARKS: u64 = 1_000_000;

/// Marks of a million articles, so many of them in one record.
fn records(together: usize) -> Vec<Record> {
    let id =
        |n: u64| -> Id { format!("{:012x}", n.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 16).into() };
    let ids: Vec<Id> = (0..MARKS).map(id).collect();
    let read = |(at, ids): (i64, &[Id])| Record {
        at,
        action: Action::Read(ids.to_vec()),
    };
    (1..).zip(ids.chunks(together)).map(read).collect()
}

fn opening(c: &mut Criterion) {
    let mut group = c.benchmark_group("a million marks");
    group.sample_size(10);
    for (name, together) in [("one by one", 1), ("by thousands", 1000)] {
        let directory = tempfile::tempdir().expect("a directory");
        let open = || Journal::open(directory.path()).expect("it opens");
        let merged = open().journal.merge(&records(together));
        merged.expect("it is written");
        group.bench_function(format!("opened, written {name}"), |b| {
            b.iter(|| black_box(open().library.is_read("")));
        });
    }
    let mut library = Library::default();
    library.take_all(&records(1000));
    // What the reader waits for: the rest is done on another thread.
    group.bench_function("handed to the reader", |b| {
        let reader = || {
            let model = Model::new(Lang::Zh, Ambiguous::Narrow, (80, 24));
            (model, Box::new(library.clone()))
        };
        b.iter_batched(
            reader,
            |(mut model, library)| {
                let effects = model.update(Msg::Remembered {
                    library,
                    damaged: 0,
                });
                (model, effects)
            },
            BatchSize::PerIteration,
        );
    });
    let mut model = Model::new(Lang::Zh, Ambiguous::Narrow, (80, 24));
    let collection = read(&[Source::Shipped], &Reading::default());
    let held = Held::new(collection, &[], &Reading::default());
    let _ = model.update(Msg::Reports(Update {
        holdings: Arc::new(held),
        version: 1,
        standing: Standing::Moved(None),
    }));
    let _ = model.update(Msg::Remembered {
        library: Box::new(library),
        damaged: 0,
    });
    group.bench_function("one more for the reader", |b| {
        b.iter(|| {
            let effects = model.update(Msg::Key(Key::char('m')));
            assert!(!effects.is_empty(), "the mark is to be kept");
            // It is not waited for that they are kept: those that wait do not pile up here.
            let _ = model.update(Msg::Written(effects.len()));
        });
    });
    let directory = tempfile::tempdir().expect("a directory");
    let mut journal = Journal::open(directory.path()).expect("it opens").journal;
    group.bench_function("one more on the disk", |b| {
        let star = [Action::Star(vec!["671abf2b19ae".into()])];
        b.iter(|| journal.append(&star, 1).expect("it is written"));
    });
    group.finish();
}

criterion_group!(benches, opening);
criterion_main!(benches);
