//! Files as other programs write them: a table of shapes, each with the same two reports in our own words, and
//! that nothing which a record says is lost without a word.

use std::collections::BTreeMap;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use proptest::prelude::*;
use serde_json::{Map, Value, json};
use zhenews::archive::{IndexDir, Update};
use zhenews::article::{Article, Block};
use zhenews::store::{self, Reading, Source};

use crate::archive::Unwatched;

/// The reports that each file holds, or one of them: the headline, the paragraphs and the day.
const REPORTS: [(&str, &[&str], &str); 2] = [
    ("旧桥改建", &["旧桥昨日动工。", "工期三月。"], "2021-03-05"),
    ("夜市迁址", &["夜市今起迁往东门。"], "2021-03-06"),
];

fn files() -> Vec<PathBuf> {
    let directory = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/shapes");
    let entries = fs::read_dir(directory).expect("the files are here");
    let mut paths: Vec<_> = entries.map(|entry| entry.expect("a file").path()).collect();
    paths.sort();
    paths
}

/// Holds a report to the one that it should be.
fn is_right(article: &Article, name: &str) {
    let title = article.title.as_deref().unwrap_or_default();
    let expected = REPORTS.iter().find(|(known, ..)| *known == title);
    let (_, paragraphs, day) = expected.unwrap_or_else(|| panic!("{name}: {article:?}"));
    let body: Vec<&str> = article.body.iter().map(Block::text).collect();
    assert_eq!(body, *paragraphs, "{name}");
    assert_eq!(article.source.as_deref(), Some("河湾早报"), "{name}");
    let published = article.published.as_ref();
    let date = published.and_then(|published| published.date.as_deref());
    // A day's heading gives its date to all of it.
    let is_of_day = name == "day.md" && date == Some("2021-03-05");
    assert!(is_of_day || date == Some(day), "{name}: {date:?}");
}

#[test]
fn every_shape_is_read_in_memory_and_through_an_index() {
    for path in files() {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let sources = [Source::Path(path.clone())];
        let collection = store::read(&sources, &Reading::default());
        assert_eq!(collection.problems, [], "{name}");
        let alone = ["front-matter.md", "packed.jsonl.zst"];
        let expected = if alone.contains(&&*name) { 1 } else { 2 };
        assert_eq!(collection.articles.len(), expected, "{name}");
        for article in &collection.articles {
            is_right(article, &name);
        }
        let cache = tempfile::tempdir().expect("a directory");
        let index = IndexDir::within(cache.path(), &sources, &Reading::default());
        let archive = index.expect("a file").update(Update::Changed, &Unwatched);
        let archive = archive.expect("an index");
        for (row, article) in collection.articles.iter().enumerate() {
            assert_eq!(archive.article(row).as_ref(), Ok(article), "{name}");
        }
    }
}

/// Any value of JSON, each text of which is another.
fn any_value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        4 => Just(json!("text")),
        1 => Just(Value::Null),
        1 => any::<bool>().prop_map(Value::from),
        1 => (0_u32..3000).prop_map(Value::from),
    ];
    let name = prop_oneof![
        Just("text"),
        Just("name"),
        Just("value"),
        Just("type"),
        Just("src"),
        Just("url"),
        Just("file"),
        Just("date"),
        Just("rendered"),
        Just("lines"),
        Just("subhead"),
        Just("children"),
        Just("x"),
        Just("$date"),
        Just("year"),
        Just("role"),
        Just("caption"),
        Just("title"),
        Just("content"),
    ];
    leaf.prop_recursive(4, 24, 4, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::btree_map(name.clone(), inner, 0..4).prop_map(|fields| {
                let fields = fields
                    .into_iter()
                    .map(|(name, value)| (name.to_owned(), value));
                Value::Object(fields.collect::<Map<_, _>>())
            }),
        ]
    })
}

/// Makes the texts of a value differ, and returns each with its path.
fn number(value: &mut Value, path: &str, texts: &mut BTreeMap<String, String>) {
    match value {
        Value::String(text) => {
            *text = format!("词{}尾", texts.len());
            texts.insert(text.clone(), path.to_owned());
        }
        Value::Array(items) => {
            for item in items {
                number(item, &format!("{path}[]"), texts);
            }
        }
        Value::Object(fields) => {
            for (name, value) in fields {
                number(value, &format!("{path}.{name}"), texts);
            }
        }
        _ => {}
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn what_a_record_says_is_read_or_reported(
        mut value in any_value(),
        name in prop::sample::select(vec![
            "title", "kicker", "subtitle", "authors", "byline", "source", "section", "page", "published", "time",
            "body", "images", "url", "tags", "origin", "uncertain", "id", "content_html", "summary", "newsDate",
            "unknown", "_source", "data", "container-title", "user",
        ]),
    ) {
        let mut texts = BTreeMap::new();
        number(&mut value, name, &mut texts);
        let record = json!({"headline": "题", "text": "文。", name: value});
        let directory = tempfile::tempdir().expect("a directory");
        let path = directory.path().join("a.jsonl");
        let mut file = fs::File::create(&path).expect("a file");
        writeln!(file, "{record}").expect("a file");
        let sources = [Source::Path(path)];
        let collection = store::read(&sources, &Reading::default());
        let read = serde_json::to_string(&collection.articles).expect("articles");
        let mut problems = 0;
        let checked = store::check(&sources, &Reading::default(), &mut |_| -> Result<(), ()> {
            problems += 1;
            Ok(())
        });
        let account = checked.expect("it is checked").account;
        let passed: Vec<String> = account.passed().collect();
        for (text, path) in texts {
            let is_passed = passed.iter().any(|known| path.starts_with(known.as_str()));
            prop_assert!(
                read.contains(&text) || is_passed || problems > 0,
                "{text} at {path} of {record} is lost: {passed:?}"
            );
        }
    }
}
