//! What the reader does while someone reads: a frame, a key, and the opening of a very long article.
//!
//! `ZHENEWS_CORPUS=file.jsonl cargo bench --bench reader` measures with that collection too.

use std::hint::black_box;
use std::sync::Arc;

use criterion::{BatchSize, Criterion, criterion_group, criterion_main};
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use zhenews::app::keys::{Code, Key};
use zhenews::app::report_window::{Standing, Update};
use zhenews::app::{Effect, Model, Msg};
use zhenews::article::{Article, Block};
use zhenews::corpus::Held;
use zhenews::lang::Lang;
use zhenews::store::{Collection, Reading, Source, read};
use zhenews::text::width::Ambiguous;
use zhenews::ui::{self, Theme};

const SIZE: (u16, u16) = (200, 50);

fn open(collection: Collection) -> Model {
    let mut model = Model::new(Lang::Zh, Ambiguous::Narrow, SIZE);
    let effects = model.update(opening(&Arc::new(held(collection))));
    settle(&mut model, &effects);
    model
}

fn held(collection: Collection) -> Held {
    Held::new(collection, &[], &Reading::default())
}

fn opening(held: &Arc<Held>) -> Msg {
    Msg::Reports(Update {
        holdings: held.clone(),
        version: 1,
        standing: Standing::Moved(None),
    })
}

/// An article of some ten million bytes: one paragraph, the hardest case.
fn long_article() -> Collection {
    let text: String = read(&[Source::Shipped], &Reading::default())
        .articles
        .iter()
        .flat_map(|article| article.body.iter().map(|b| b.text().to_owned()))
        .collect();
    let body = text.repeat(10_000_000 / text.len());
    let article = Article {
        body: vec![Block::Paragraph(body)],
        ..Article::default()
    };
    Collection {
        articles: vec![article],
        problems: Vec::new(),
        ..Collection::default()
    }
}

fn corpus() -> Option<Collection> {
    let path = std::env::var_os("ZHENEWS_CORPUS")?;
    Some(read(&[Source::Path(path.into())], &Reading::default()))
}

/// Takes the model through everything that it asks to be continued.
fn settle(model: &mut Model, effects: &[Effect]) {
    let mut more = effects.contains(&Effect::SetMore);
    while more {
        more = model.update(Msg::SetMore).contains(&Effect::SetMore);
    }
}

fn frames(c: &mut Criterion) {
    let mut group = c.benchmark_group("frame");
    let shipped = read(&[Source::Shipped], &Reading::default());
    let collections = [
        Some(("shipped", shipped)),
        Some(("10 MB article", long_article())),
    ];
    let corpus = [corpus().map(|corpus| ("corpus", corpus))];
    for (name, collection) in collections.into_iter().chain(corpus).flatten() {
        let mut model = open(collection);
        let end = model.update(Msg::Key(Key::plain(Code::Enter)));
        settle(&mut model, &end);
        let mut terminal = Terminal::new(TestBackend::new(SIZE.0, SIZE.1)).expect("a screen");
        let theme = Theme::coloured();
        let mut down = true;
        group.bench_function(format!("a key and its frame, {name}"), |b| {
            b.iter(|| {
                let key = Key::plain(if down { Code::PageDown } else { Code::PageUp });
                down = !down;
                black_box(model.update(Msg::Key(key)));
                terminal
                    .draw(|frame| ui::draw(&model, &theme, frame))
                    .expect("a frame");
            });
        });
    }
    group.finish();
}

fn long_articles(c: &mut Criterion) {
    let article = Arc::new(held(long_article()));
    let mut group = c.benchmark_group("10 MB article");
    group.sample_size(10);
    let blank = || Model::new(Lang::Zh, Ambiguous::Narrow, SIZE);
    group.bench_function("opens", |b| {
        b.iter_batched(
            blank,
            |mut model| black_box(model.update(opening(&article))),
            BatchSize::PerIteration,
        );
    });
    group.bench_function("is set to its end", |b| {
        b.iter_batched(
            blank,
            |mut model| {
                let effects = model.update(opening(&article));
                settle(&mut model, &effects);
                model
            },
            BatchSize::PerIteration,
        );
    });
    group.finish();
}

criterion_group!(benches, frames, long_articles);
criterion_main!(benches);
