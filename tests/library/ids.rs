//! The ids that articles without one have had since they were first made. What the reader keeps of an article
//! (marks, tags, notes) is kept by its id, so no new way of reading a date or a name may change one.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use zhenews::store::{self, Reading, Source};

/// Reads the ids that were listed when the forms of dates in these files were not yet understood.
fn listed(directory: &Path) -> BTreeSet<(String, String)> {
    let table = fs::read_to_string(directory.join("ids.tsv")).expect("the list is read");
    let row = |line: &str| {
        let (title, id) = line.split_once('\t').expect("a title and an id");
        (title.to_owned(), id.to_owned())
    };
    table.lines().map(row).collect()
}

#[test]
fn an_id_is_the_one_that_it_was_before_more_was_read() {
    let directory = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/ids");
    // Not the directory: the list in it is a table of its own.
    let files = ["dates.jsonl", "edition.json", "shapes.jsonl"];
    let sources = files.map(|file| Source::Path(directory.join(file)));
    let collection = store::read(&sources, &Reading::default());
    let articles = collection.articles.iter();
    let ids = articles.map(|article| {
        (
            article.title.clone().unwrap_or_default(),
            article.id.clone(),
        )
    });
    assert_eq!(ids.collect::<BTreeSet<_>>(), listed(&directory));
}
