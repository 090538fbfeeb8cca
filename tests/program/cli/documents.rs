//! PDF documents as the program imports them, page by page.

#[path = "../../library/pdf/writer.rs"]
mod writer;

use std::fs::{self, File};
use std::io::Write as _;

use crate::cli::program::zhenews;
use writer::Writer;

/// Two pages with a report each, and one without text between them.
fn document() -> Vec<u8> {
    let page = |title: &str| {
        let mut page = Writer::new(400.0, 400.0);
        page.line(30.0, 40.0, 24.0, title);
        page.line(50.0, 90.0, 10.0, "青山水库今天上午开闸放水，下游的");
        page.line(30.0, 104.0, 10.0, "三个县的稻田将得到灌溉，孩子们来看");
        page.line(30.0, 118.0, 10.0, "。");
        page
    };
    let mut empty = Writer::new(400.0, 400.0);
    empty.rule((10.0, 10.0), (300.0, 10.0));
    empty.column(-100.0, 10.0, 10.0, "页外");
    Writer::document(&[page("水库开闸"), empty, page("水库关闸")])
}

fn put(path: &str, bytes: &[u8]) {
    File::create(path).unwrap().write_all(bytes).unwrap();
}

#[test]
fn pages_of_a_pdf_are_imported_once_and_one_without_text_is_named() {
    let dir = tempfile::tempdir().unwrap();
    let at = |name: &str| dir.path().join(name).display().to_string();
    put(&at("a.pdf"), &document());
    let (page, store) = (at("a.pdf"), at("a.jsonl"));
    let import = || {
        let mut command = zhenews(&["import", &page, "-o", &store, "--append", "--lang", "en"]);
        command.output().unwrap()
    };
    let first = import();
    let said = String::from_utf8_lossy(&first.stderr).into_owned();
    assert!(said.contains("page 2 has no text layer"), "{said}");
    let written = fs::read_to_string(&store).unwrap();
    assert_eq!(written.lines().count(), 2);
    assert!(
        written.contains("\"sheet\":3") && written.contains("水库关闸"),
        "{written}"
    );
    import();
    assert_eq!(fs::read_to_string(&store).unwrap(), written);
}

#[test]
fn a_pdf_that_cannot_be_shown_says_how_its_reports_are_kept() {
    let dir = tempfile::tempdir().unwrap();
    let page = dir.path().join("a.pdf").display().to_string();
    put(&page, &document());
    let ran = zhenews(&[&page, "--lang", "en"]).output().unwrap();
    let said = String::from_utf8_lossy(&ran.stderr).into_owned();
    assert!(
        said.contains("zhenews import") && said.contains("a.json"),
        "{said}"
    );
}
