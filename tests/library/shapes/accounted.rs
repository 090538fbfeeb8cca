//! That each text of a record is in its report, or where a problem or the account of what was not read names it.

use std::collections::BTreeMap;
use std::fs;
use std::io::Write as _;

use proptest::prelude::*;
use serde_json::{Map, Value, json};
use zhenews::store::{self, Reading, Source};

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

/// Whether a path leads to a value or into it.
fn is_below(path: &str, known: &str) -> bool {
    let rest = path.strip_prefix(known);
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
}

/// The columns at which a text of a record begins, and the values that it stands in, but not the record.
fn columns_around(record: &str, text: &str) -> Vec<usize> {
    let quoted = format!("\"{text}\"");
    let end = record.find(&quoted).expect("the text is in the record");
    let (mut open, mut is_text, mut is_escaped) = (Vec::new(), false, false);
    for (at, c) in record.char_indices().take_while(|(at, _)| *at < end) {
        match c {
            _ if is_escaped => is_escaped = false,
            '\\' => is_escaped = true,
            '"' => is_text = !is_text,
            '{' | '[' if !is_text => open.push(at),
            '}' | ']' if !is_text => drop(open.pop()),
            _ => {}
        }
    }
    let places = open.into_iter().skip(1).chain([end]);
    let column = |at: usize| record.get(..at).unwrap_or_default().chars().count() + 1;
    places.map(column).collect()
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
        let mut columns = Vec::new();
        let checked = store::check(&sources, &Reading::default(), &mut |problem| -> Result<(), ()> {
            columns.push(problem.column);
            Ok(())
        });
        let record = record.to_string();
        let account = checked.expect("it is checked").account;
        let passed: Vec<String> = account.passed().collect();
        for (text, path) in texts {
            let is_passed = passed.iter().any(|known| is_below(&path, known));
            let around = columns_around(&record, &text);
            let is_told = columns.iter().any(|column| around.contains(column));
            prop_assert!(
                read.contains(&text) || is_passed || is_told,
                "{text} at {path} of {record} is lost: {passed:?}"
            );
        }
    }
}
