//! Holds `data/article.schema.json` to the code in both directions: what the code writes is valid,
//! and neither has a field that the other lacks.

use std::collections::{BTreeMap, BTreeSet};

use jsonschema::Validator;
use proptest::collection::{btree_map, vec};
use proptest::option;
use proptest::prelude::*;
use serde_json::{Value, json};
use zhenews::article::{Article, Author, Block, Image, Origin, Published};

fn schema() -> Value {
    serde_json::from_str(include_str!("../../data/article.schema.json"))
        .expect("the schema is JSON")
}

fn validator() -> Validator {
    jsonschema::draft202012::new(&schema()).expect("the schema is one")
}

fn refusals(value: &Value) -> Vec<String> {
    validator()
        .iter_errors(value)
        .map(|error| format!("{}: {error}", error.instance_path()))
        .collect()
}

/// An article that says something in every field. It names them all, so a new field stops the
/// build here.
fn full() -> Article {
    Article {
        id: "lunwen".to_owned(),
        title: Some("两岸三地学者齐聚讨论古籍".to_owned()),
        kicker: Some("纪念馆建成十年".to_owned()),
        subtitle: Some("会期三天".to_owned()),
        authors: vec![Author {
            name: "李明".to_owned(),
            role: Some("记者".to_owned()),
        }],
        byline: Some("本报记者 李明".to_owned()),
        source: Some("晨报".to_owned()),
        section: Some("文化".to_owned()),
        page: Some("A03".to_owned()),
        published: Some(Published {
            date: Some("2019-11-22".to_owned()),
            time: Some("08:30".to_owned()),
            original: "2019年11月22日 08:30 农历十月廿六".to_owned(),
        }),
        body: vec![
            Block::Paragraph("会议今天开幕。".to_owned()),
            Block::Subhead {
                subhead: "十年".to_owned(),
            },
        ],
        images: vec![Image {
            caption: Some("图为会场。".to_owned()),
            credit: Some("王芳 摄".to_owned()),
            src: Some("huichang.jpg".to_owned()),
        }],
        url: Some("https://example.com/a03".to_owned()),
        links: vec!["https://example.com/yantaohui".to_owned()],
        tags: vec!["古籍".to_owned()],
        origin: Some(Origin {
            file: "a03.txt".to_owned(),
            sheet: Some(3),
            lines: vec![[1, 20]],
            fields: BTreeMap::from([("title".to_owned(), vec![[1, 2]])]),
            size: Some([1080, 1560]),
            boxes: BTreeMap::from([("title".to_owned(), vec![[60, 90, 520, 140]])]),
        }),
        uncertain: vec!["title".to_owned()],
        revised: Some(Published::parse("2019-11-23 09:00")),
    }
}

fn written(article: &Article) -> Value {
    serde_json::to_value(article).expect("an article serializes")
}

fn names(object: &Value) -> BTreeSet<String> {
    let object = object.as_object().expect("an object");
    object.keys().cloned().collect()
}

#[test]
fn schema_and_code_have_the_same_fields() {
    let schema = schema();
    let article = written(&full());
    let pairs = [
        ("article", &article),
        ("author", &article["authors"][0]),
        ("subhead", &article["body"][1]),
        ("image", &article["images"][0]),
        ("published", &article["published"]),
        ("origin", &article["origin"]),
    ];
    for (definition, value) in pairs {
        let fields = names(&schema["$defs"][definition]["properties"]);
        assert_eq!(fields, names(value), "{definition}");
    }
    let objects = names(&schema["$defs"]);
    let covered = pairs.map(|(name, _)| name.to_owned());
    let others = ["block", "edition", "lines", "unplaced"].map(str::to_owned);
    assert_eq!(objects, covered.into_iter().chain(others).collect());
}

#[test]
fn the_shipped_edition_is_valid() {
    let edition = serde_json::from_str(include_str!("../../data/edition.json")).expect("JSON");
    assert_eq!(refusals(&edition), Vec::<String>::new());
}

#[test]
fn the_examples_of_the_documentation_are_valid() {
    let text = include_str!("../../data/README.md");
    let examples: Vec<&str> = text
        .split("```json\n")
        .skip(1)
        .filter_map(|rest| rest.split("```").next())
        .collect();
    assert!(examples.len() >= 2, "examples were not found");
    for example in examples {
        let value = serde_json::from_str(example).expect(example);
        assert_eq!(refusals(&value), Vec::<String>::new(), "{example}");
    }
}

#[test]
fn the_documentation_names_every_field() {
    let text = include_str!("../../data/README.md");
    let schema = schema();
    for (name, definition) in schema["$defs"].as_object().expect("definitions") {
        for field in definition["properties"].as_object().into_iter().flatten() {
            let row = format!("| `{}`", field.0);
            assert!(text.contains(&row), "{name}: {}", field.0);
        }
    }
}

#[test]
fn invalid_examples_are_refused() {
    let changed = |pointer: &str, value: Value| {
        let mut article = written(&full());
        *article.pointer_mut(pointer).expect(pointer) = value;
        article
    };
    assert_eq!(refusals(&written(&full())), Vec::<String>::new());
    for refused in [
        json!([]),
        json!({}),
        json!({"id": "empty"}),
        json!({"title": null}),
        json!({"title": ""}),
        json!({"title": null, "body": []}),
        json!({"title": "标题", "headline": "标题"}),
        json!({"title": "标题", "body": "一段话"}),
        json!({"articles": {}}),
        json!({"articles": [{"id": "empty"}]}),
        json!({"articles": [], "title": "标题"}),
        changed("/id", json!("")),
        changed("/authors/0", json!("李明")),
        changed("/authors/0", json!({"role": "记者"})),
        changed("/page", json!(3)),
        changed("/published", json!("2019-11-22")),
        changed("/published", json!({"date": "2019-11-22"})),
        changed("/published", json!({"time": "08:30", "original": "八点半"})),
        changed("/published/date", json!("2019-13")),
        changed("/published/date", json!("2019年11月22日")),
        changed("/published/time", json!("24:00")),
        changed("/body/1", json!({"heading": "十年"})),
        changed("/origin/lines/0", json!([0, 20])),
        changed("/origin/lines/0", json!([1])),
        changed("/origin", json!({"lines": [[1, 20]]})),
    ] {
        assert!(!refusals(&refused).is_empty(), "{refused}");
    }
}

prop_compose! {
    fn author()(name in ".*", role in option::of(".*")) -> Author {
        Author { name, role }
    }
}

prop_compose! {
    fn image()(
        caption in option::of(".*"),
        credit in option::of(".*"),
        src in option::of(".*"),
    ) -> Image {
        Image { caption, credit, src }
    }
}

prop_compose! {
    fn origin()(
        file in ".*",
        sheet in option::of(1..=u32::MAX),
        lines in lines(),
        fields in btree_map(".*", lines(), 0..3),
        size in option::of(any::<[u32; 2]>()),
        boxes in btree_map(".*", vec(any::<[i32; 4]>(), 0..3), 0..3),
    ) -> Origin {
        Origin { file, sheet, lines, fields, size, boxes }
    }
}

fn lines() -> impl Strategy<Value = Vec<[u32; 2]>> {
    vec([1..=u32::MAX, 1..=u32::MAX], 0..3)
}

fn block() -> impl Strategy<Value = Block> {
    prop_oneof![
        ".*".prop_map(Block::Paragraph),
        ".*".prop_map(|subhead| Block::Subhead { subhead }),
    ]
}

/// A date as far as it is known, then a time, which only a date can have.
fn published() -> impl Strategy<Value = Published> {
    let date = ("[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?").prop_map(Some);
    let time = option::of("([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9])?");
    prop_oneof![(date, time), Just((None, None))]
        .prop_flat_map(|known| (Just(known), ".*"))
        .prop_map(|((date, time), original)| Published {
            date,
            time,
            original,
        })
}

prop_compose! {
    fn heading()(
        kicker in option::of(".*"),
        subtitle in option::of(".*"),
        authors in vec(author(), 0..3),
        byline in option::of(".*"),
    ) -> Article {
        Article { kicker, subtitle, authors, byline, ..Article::default() }
    }
}

prop_compose! {
    fn imprint()(
        source in option::of(".*"),
        section in option::of(".*"),
        page in option::of(".*"),
        published in option::of(published()),
    ) -> Article {
        Article { source, section, page, published, ..Article::default() }
    }
}

/// Any article that has a body or a title.
fn article() -> impl Strategy<Value = Article> {
    let content = prop_oneof![
        (option::of(".*"), vec(block(), 1..4)),
        (".+".prop_map(Some), Just(Vec::new())),
    ];
    let around = (
        vec(image(), 0..3),
        option::of(".*"),
        (vec(".*", 0..3), vec(".*", 0..3)),
        option::of(origin()),
        vec(".*", 0..2),
    );
    (".+", content, heading(), imprint(), around).prop_map(
        |(id, (title, body), heading, imprint, (images, url, (links, tags), origin, uncertain))| {
            Article {
                id,
                title,
                body,
                images,
                url,
                links,
                tags,
                origin,
                uncertain,
                kicker: heading.kicker,
                subtitle: heading.subtitle,
                authors: heading.authors,
                byline: heading.byline,
                source: imprint.source,
                section: imprint.section,
                page: imprint.page,
                revised: imprint.published.clone(),
                published: imprint.published,
            }
        },
    )
}

proptest! {
    #[test]
    fn whatever_the_code_writes_is_valid(article in article()) {
        let article = written(&article);
        prop_assert_eq!(refusals(&article), Vec::<String>::new());
        let edition = json!({ "articles": [article] });
        prop_assert_eq!(refusals(&edition), Vec::<String>::new());
    }
}
